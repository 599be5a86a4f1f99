import type { Instant } from '#shared/kernel/clock.ts';

/** A sentence with what a page sets apart: points in time, and codes, paths and ids as they are. */
export type ExplainText = readonly ExplainTextPart[];
export type ExplainTextPart = string | { readonly at: Instant } | { readonly code: string };

/** `text` as a template: `` text`Tried again at ${{ at }}.` ``. */
export function text(words: TemplateStringsArray, ...values: readonly (number | ExplainTextPart | ExplainText)[]): ExplainText {
  const parts: ExplainTextPart[] = [];
  for (const [index, word] of words.entries()) {
    push(parts, word);
    const value = values[index];
    if (value === undefined) continue;
    for (const part of partsOf(value)) push(parts, part);
  }
  return parts;
}

function partsOf(value: number | ExplainTextPart | ExplainText): ExplainText {
  if (typeof value === 'number') return [String(value)];
  return isText(value) ? value : [value];
}

function isText(value: ExplainTextPart | ExplainText): value is ExplainText {
  return Array.isArray(value);
}

/** Several sentences in one. */
export function joined(...texts: readonly ExplainText[]): ExplainText {
  const parts: ExplainTextPart[] = [];
  for (const part of texts.filter(({ length }) => length > 0).flatMap((each, index) => (index === 0 ? each : [' ', ...each]))) {
    push(parts, part);
  }
  return parts;
}

function push(parts: ExplainTextPart[], part: ExplainTextPart): void {
  const last = parts.at(-1);
  if (part === '') return;
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
  else parts.push(part);
}

export function listed(names: readonly string[], shownMax = 3): string {
  const shown = names.slice(0, shownMax);
  const restCount = names.length - shown.length;
  if (restCount > 0) return `${shown.join(', ')} and ${restCount} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

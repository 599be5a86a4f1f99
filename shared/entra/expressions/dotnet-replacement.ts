import type { PatternMatch } from './dotnet-compiled-pattern.ts';
import { capturesOf, type PatternGroups } from './dotnet-pattern-tree.ts';

/** A piece of a replacement: text as it is, or something of the match. */
type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly captures: readonly number[] }
  | { readonly kind: 'match' | 'before' | 'after' | 'source' };

export type Replacement = readonly ReplacementPart[];

/**
 * Reads what a match is replaced by: `$1`, `${name}`, `$&` and `$0`, `` $` ``, `$'`, `$+`, `$_`, `$$`. What names no group stays as
 * it is. Documented: Microsoft, substitutions-in-regular-expressions.
 */
export function parseReplacement(text: string, groups: PatternGroups): Replacement {
  const parts: ReplacementPart[] = [];
  let rest = 0;
  for (const match of text.matchAll(/\$(?:(\d+)|\{(\w+)\}|([$&`'+_]))/g)) {
    const part = partOf(match, groups);
    if (part === null) continue;
    if (match.index > rest) parts.push({ kind: 'text', text: text.slice(rest, match.index) });
    parts.push(part);
    rest = match.index + match[0].length;
  }
  if (rest < text.length) parts.push({ kind: 'text', text: text.slice(rest) });
  return parts;
}

function partOf([, number, name, sign]: RegExpExecArray, groups: PatternGroups): ReplacementPart | null {
  if (sign !== undefined) return signPart(sign, groups);
  if (number !== undefined) return groupPart(Number(number), groups);
  return name === undefined ? null : groupPart(/^\d+$/.test(name) ? Number(name) : name, groups);
}

function signPart(sign: string, groups: PatternGroups): ReplacementPart {
  switch (sign) {
    case '&':
      return { kind: 'match' };
    case '`':
      return { kind: 'before' };
    case "'":
      return { kind: 'after' };
    case '_':
      return { kind: 'source' };
    case '+':
      return groupPart(Math.max(0, ...groups.capturesByNumber.keys()), groups) ?? { kind: 'match' };
    default:
      return { kind: 'text', text: '$' };
  }
}

function groupPart(group: number | string, groups: PatternGroups): ReplacementPart | null {
  if (group === 0) return { kind: 'match' };
  const captures = capturesOf(groups, group);
  return captures === null ? null : { kind: 'group', captures };
}

/** What one match becomes. */
export function replacedMatch(parts: Replacement, match: PatternMatch, source: string): string {
  let text = '';
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        text += part.text;
        break;
      case 'group':
        text += groupText(part.captures, match);
        break;
      case 'match':
        text += source.slice(match.from, match.to);
        break;
      case 'before':
        text += source.slice(0, match.from);
        break;
      case 'after':
        text += source.slice(match.to);
        break;
      case 'source':
        text += source;
        break;
    }
  }
  return text;
}

/** The capture that matched last; `""` where none did. */
export function groupText(captures: readonly number[], { captures: texts }: PatternMatch): string {
  return captures.map((capture) => texts[capture]).findLast((text) => text !== undefined) ?? '';
}

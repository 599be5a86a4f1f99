import type { CompiledPattern, PatternMatch, SearchOptions } from './dotnet-compiled-pattern.ts';
import { type HostPattern, hostPattern } from './dotnet-host-printer.ts';
import { shortened } from './dotnet-pattern-cursor.ts';
import type { PatternHost, PatternResult } from './evaluation-context.ts';
import { ExpressionError } from './expression-value.ts';

/**
 * All matches, or the first one, by an engine that goes back and tries again, as that of .NET does. Throws an `ExpressionError`:
 * `pattern`, also where it takes too long, or `step-limit`.
 */
export function findInHost(
  pattern: CompiledPattern,
  text: string,
  host: PatternHost,
  { isFirstOnly, located }: SearchOptions,
): readonly PatternMatch[] {
  if (text.length > HOST_TEXT_MAX) throw tooLongForHost();
  const printed = hostPatternOf(pattern, located);
  return isFirstOnly ? firstInHost(pattern, printed, text, host) : allInHost(pattern, printed, text, host);
}

/** A group in a look-ahead can hold the rest of the text at each of its characters. */
const HOST_TEXT_MAX = 10_000;

/** Classes are spelt out for it, `\w` in 9,000 characters. */
const PRINTED_LENGTH_MAX = 1_000_000;

function hostPatternOf({ text, parsed, groups, hostPatterns }: CompiledPattern, located: readonly number[]): HostPattern {
  const key = located.join(' ');
  const known = hostPatterns.get(key);
  if (known !== undefined) return known;
  const printed = hostPattern(parsed.tree, groups, located);
  if (printed.text.length > PRINTED_LENGTH_MAX) {
    const message = `the pattern "${shortened(text)}" is too large: its classes together hold too many characters.`;
    throw new ExpressionError('pattern', message, 'Write fewer classes such as \\w, or repeat one: \\w{3}.');
  }
  hostPatterns.set(key, printed);
  return printed;
}

function firstInHost(pattern: CompiledPattern, printed: HostPattern, text: string, host: PatternHost): readonly PatternMatch[] {
  const result = host.run({ pattern: printed.text, flags: '', text, what: { kind: 'first' } });
  if (result.kind !== 'first') throw hostError(pattern, result);
  const { groups, index } = result;
  if (groups === null) return [];
  return [matchOf(pattern, printed, text, index, (group) => (Object.hasOwn(groups, group) ? groups[String(group)] : undefined))];
}

/**
 * The host can replace, and nothing more: each match is replaced by its groups between marks, and what it gave back is taken
 * apart again. A group that took no part is `""` there.
 */
function allInHost(pattern: CompiledPattern, printed: HostPattern, text: string, host: PatternHost): readonly PatternMatch[] {
  const mark = markOutside(text);
  if (printed.groupCount > 99) {
    const message = `the pattern "${shortened(pattern.text)}" has more than 99 groups.`;
    throw new ExpressionError('pattern', message, 'Write groups that are not used as (?:…).');
  }
  const groups = Array.from({ length: printed.groupCount }, (_, index) => `$${String(index + 1).padStart(2, '0')}${mark}`);
  const replacement = `${mark}$&${mark}${groups.join('')}`;
  const result = host.run({ pattern: printed.text, flags: 'g', text, what: { kind: 'replace', replacement } });
  if (result.kind !== 'replaced') throw hostError(pattern, result);
  const parts = result.text.split(mark);
  const matches: PatternMatch[] = [];
  let from = parts[0]?.length ?? 0;
  for (let at = 1; at < parts.length; at += printed.groupCount + 2) {
    const start = at;
    const match = matchOf(pattern, printed, text, from, (group) => parts[start + group]);
    matches.push(match);
    from = match.to + (parts[at + printed.groupCount + 1]?.length ?? 0);
  }
  return matches;
}

function matchOf(
  pattern: CompiledPattern,
  { groupOfCapture, marks }: HostPattern,
  text: string,
  from: number,
  group: (number: number) => string | undefined,
): PatternMatch {
  const captures: (string | undefined)[] = [];
  let span: PatternMatch['span'] = null;
  for (let capture = 1; capture <= pattern.groups.captureCount; capture += 1) {
    const value = group(groupOfCapture[capture] ?? 0);
    // Empty, or no part taken: the host tells them not apart.
    captures[capture] = value === '' ? undefined : value;
    const [start, end] = (marks.get(capture) ?? []).map((number) => group(number));
    // All three are empty where the capture took no part, and at the end of the text, where nothing is lost.
    if (value === undefined || start === undefined || end === undefined || start + end + value === '') continue;
    span = [text.length - start.length, text.length - end.length];
  }
  return { from, to: from + (group(0)?.length ?? 0), captures, span };
}

/** A character that the text does not hold. */
function markOutside(text: string): string {
  for (let code = 0xe000; code <= 0xf8ff; code += 1) {
    const mark = String.fromCharCode(code);
    if (!text.includes(mark)) return mark;
  }
  throw tooLongForHost();
}

function hostError(pattern: CompiledPattern, result: PatternResult): ExpressionError {
  const quoted = `the pattern "${shortened(pattern.text)}"`;
  if (result.kind === 'timed-out') {
    const message = `${quoted} takes too long on this text: it goes back and tries again too often.`;
    return new ExpressionError('pattern', message, ENDLESS_REMEDY);
  }
  if (result.kind === 'given-up') {
    const message = `${quoted} took too long on an earlier object of this cycle, and is not run again before the next one.`;
    return new ExpressionError('pattern', message, ENDLESS_REMEDY);
  }
  const reason = result.kind === 'invalid' ? result.message : 'the host gave another answer than was asked for';
  return new ExpressionError(
    'pattern',
    `${quoted} cannot be run: ${reason}.`,
    'Write it without look-around and back-references.',
  );
}

const ENDLESS_REMEDY = 'Repeat nothing that repeats itself, as (a+)+ does.';

function tooLongForHost(): ExpressionError {
  const message = 'the text is too long for a pattern that goes back and tries again.';
  return new ExpressionError('step-limit', message, 'Shorten the text first, with Left or Mid.');
}

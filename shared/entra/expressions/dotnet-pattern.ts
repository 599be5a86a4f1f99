import { compilePattern, type PatternMatch } from './dotnet-compiled-pattern.ts';
import { findMatches } from './dotnet-pattern-search.ts';
import { capturesOf } from './dotnet-pattern-tree.ts';
import { groupText, parseReplacement, replacedMatch } from './dotnet-replacement.ts';
import type { PatternHost } from './evaluation-context.ts';
import { ExpressionError } from './expression-value.ts';

type PatternVerdict =
  | { readonly kind: 'matched' | 'unmatched'; readonly isApproximate: boolean }
  | { readonly kind: 'error'; readonly error: ExpressionError };

/**
 * Whether a .NET regular expression matches anywhere in a text, case-sensitive (`RegexOptions.None`). It is run in linear time
 * where that is possible; else by the host, and then marked approximate. Never throws.
 */
export function matchesPattern(pattern: string, text: string, host: PatternHost | null): PatternVerdict {
  try {
    const { matches, isApproximate } = findMatches(compilePattern(pattern), text, host, firstOnly);
    return { kind: matches.length === 0 ? 'unmatched' : 'matched', isApproximate };
  } catch (error) {
    if (error instanceof ExpressionError) return { kind: 'error', error };
    throw error;
  }
}

const firstOnly = { isFirstOnly: true, located: [] };

/** A value that a pattern made, and whether the host made it. */
export interface PatternValue<Value> {
  readonly value: Value;
  readonly isApproximate: boolean;
}

/** `Regex.Replace`: every match by a replacement such as `${name}`. Throws an `ExpressionError`, as the following do. */
export function replaceMatches(
  pattern: string,
  text: string,
  replacement: string,
  host: PatternHost | null,
): PatternValue<string> {
  const compiled = compilePattern(pattern);
  const { matches, isApproximate } = findMatches(compiled, text, host, { isFirstOnly: false, located: [] });
  const parts = parseReplacement(replacement, compiled.groups);
  const value = spliced(text, matches, (match) => [match.from, match.to, replacedMatch(parts, match, text)]);
  return { value, isApproximate };
}

/** Only what a group matched, in every match, by a text as it is. */
export function replaceGroup(
  pattern: string,
  group: string,
  text: string,
  replacement: string,
  host: PatternHost | null,
): PatternValue<string> {
  const compiled = compilePattern(pattern);
  const located = capturesOf(compiled.groups, group) ?? noSuchGroup(group, compiled.groups.numberByName);
  const { matches, isApproximate } = findMatches(compiled, text, host, { isFirstOnly: false, located });
  const value = spliced(text, matches, ({ span }) => (span === null ? null : [...span, replacement]));
  return { value, isApproximate };
}

/** What a group matched in the first match; null: nothing did. */
export function extractGroup(
  pattern: string,
  group: string,
  text: string,
  host: PatternHost | null,
): PatternValue<string | null> {
  const compiled = compilePattern(pattern);
  const captures = capturesOf(compiled.groups, group) ?? noSuchGroup(group, compiled.groups.numberByName);
  const { matches, isApproximate } = findMatches(compiled, text, host, firstOnly);
  return { value: matches[0] === undefined ? null : groupText(captures, matches[0]), isApproximate };
}

function noSuchGroup(group: string, numberByName: ReadonlyMap<string, number>): never {
  const names = [...numberByName.keys()];
  const remedy = names.length === 0 ? `Name it in the pattern: (?<${group}>…).` : `The pattern names ${names.join(', ')}.`;
  throw new ExpressionError('pattern', `the pattern has no group "${group}".`, remedy);
}

/** Of one text. Ours, not Entra's: a short text by a long replacement grows beyond any memory. */
const MADE_LENGTH_MAX = 1_000_000;

/** A text with some of its parts replaced. A part that lies before the end of the last one is left. */
function spliced(
  text: string,
  matches: readonly PatternMatch[],
  partOf: (match: PatternMatch) => readonly [from: number, to: number, by: string] | null,
): string {
  const pieces: string[] = [];
  let length = 0;
  let rest = 0;
  for (const match of matches) {
    const part = partOf(match);
    if (part === null || part[0] < rest) continue;
    const [from, to, by] = part;
    pieces.push(text.slice(rest, from), by);
    length += from - rest + by.length;
    const error = tooMuchText(length);
    if (error !== null) throw error;
    rest = to;
  }
  return pieces.join('') + text.slice(rest);
}

/** For what replaces without a pattern, too; null: it may be made. */
export function tooMuchText(length: number): ExpressionError | null {
  if (length <= MADE_LENGTH_MAX) return null;
  const message = `it makes more than ${MADE_LENGTH_MAX} characters of text.`;
  return new ExpressionError('output-limit', message, 'Shorten the source with Left or Mid, or nest fewer calls.');
}

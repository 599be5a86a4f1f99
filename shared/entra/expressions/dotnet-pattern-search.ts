import { Matcher, MatcherInput, type RE2JS } from 're2js';
import type { CompiledPattern, PatternMatch, SearchOptions } from './dotnet-compiled-pattern.ts';
import { findInHost } from './dotnet-host-search.ts';
import { INNER_NEWLINE, SURROGATE_OFFSET } from './dotnet-linear-printer.ts';
import { shortened } from './dotnet-pattern-cursor.ts';
import type { PatternHost } from './evaluation-context.ts';
import { ExpressionError } from './expression-value.ts';

interface PatternMatches {
  readonly matches: readonly PatternMatch[];
  /** The host ran it, whose engine is near to .NET's only. */
  readonly isApproximate: boolean;
}

/** All matches of a pattern, one after the other, or the first one. Throws: `needs-host`, `pattern`, `step-limit`. */
export function findMatches(
  pattern: CompiledPattern,
  text: string,
  host: PatternHost | null,
  options: SearchOptions,
): PatternMatches {
  const program = linearProgramFor(pattern, text);
  if (program !== null) return { matches: findLinear(pattern, program, text, options), isApproximate: false };
  if (host === null) {
    const message = `the pattern "${shortened(pattern.text)}" needs look-around, a back-reference or the like, which is not run here.`;
    throw new ExpressionError('needs-host', message, 'Evaluate it in the application or on the command line.');
  }
  return { matches: findInHost(pattern, text, host, options), isApproximate: true };
}

function linearProgramFor({ linear }: CompiledPattern, text: string): RE2JS | null {
  if (linear === null) return null;
  const { hasWordBoundary, hasLastLineEnd, hasLineAnchor } = linear.traits;
  // Outside ASCII its words are not those of .NET.
  if (hasWordBoundary && /[\u0080-\uffff]/.test(text)) return null;
  return hasLastLineEnd && hasLineAnchor && text.endsWith('\n') ? null : linear.program;
}

function findLinear(
  pattern: CompiledPattern,
  program: RE2JS,
  text: string,
  { isFirstOnly, located }: SearchOptions,
): readonly PatternMatch[] {
  const { hasLastLineEnd = false, hasLineAnchor = false } = pattern.linear?.traits ?? {};
  const given = givenText(text, hasLastLineEnd && !hasLineAnchor);
  const counted = new CountedText(given.text, readCountMax(program, pattern.groups.captureCount));
  const matcher = new Matcher(program, MatcherInput.utf16(counted));
  const spanOf = (capture: number): readonly [number, number] | undefined => {
    const start = matcher.start(capture);
    return start < 0 ? undefined : [given.placeOf(start), given.placeOf(matcher.end(capture))];
  };
  const matches: PatternMatch[] = [];
  while (matcher.find()) {
    const captures: (string | undefined)[] = [];
    for (let capture = 1; capture <= pattern.groups.captureCount; capture += 1) {
      const span = spanOf(capture);
      captures[capture] = span === undefined ? undefined : text.slice(...span);
    }
    matches.push({
      from: given.placeOf(matcher.start()),
      to: given.placeOf(matcher.end()),
      captures,
      span: located.map(spanOf).findLast((span) => span !== undefined) ?? null,
    });
    if (isFirstOnly) break;
  }
  return matches;
}

/** Steps of the linear-time engine, as reads of a character times the size of the program. Ours, not Entra's. */
const STEP_COUNT_MAX = 100_000_000;
const READ_COUNT_MIN = 100_000;
/** Up to so many groups cost next to nothing. Beyond, each of the places in a pattern keeps a list of all of them. */
const CHEAP_CAPTURE_COUNT = 50;

function readCountMax(program: RE2JS, captureCount: number): number {
  const reads = Math.max(READ_COUNT_MIN, STEP_COUNT_MAX / program.programSize());
  return Math.floor(reads / Math.max(1, captureCount / CHEAP_CAPTURE_COUNT) ** 2);
}

/** A text that counts how often it is read: matches that each look far ahead take more than linear time together. */
class CountedText extends String {
  readonly #text: string;
  #readsLeft: number;

  constructor(text: string, readCountMax: number) {
    super(text);
    this.#text = text;
    this.#readsLeft = readCountMax;
  }

  override indexOf(word: string, from?: number): number {
    return this.#text.indexOf(word, from);
  }

  override charCodeAt(index: number): number {
    this.#readsLeft -= 1;
    if (this.#readsLeft < 0) throw tooManySteps();
    return this.#text.charCodeAt(index);
  }
}

function tooManySteps(): ExpressionError {
  return new ExpressionError(
    'step-limit',
    'the pattern takes too many steps on this text.',
    'Shorten the text first, with Left or Mid, or write a pattern that looks less far ahead.',
  );
}

/** A text as the linear-time engine is given it, see `SURROGATE_OFFSET`, and where a place in it is in the text itself. */
function givenText(
  text: string,
  isNewlineMoved: boolean,
): { readonly text: string; readonly placeOf: (place: number) => number } {
  const moved = isNewlineMoved ? /[\ud800-\udfff]|\n(?!$)/g : /[\ud800-\udfff]/g;
  const given = text.replace(moved, (unit) =>
    String.fromCodePoint(unit === '\n' ? INNER_NEWLINE : unit.charCodeAt(0) + SURROGATE_OFFSET),
  );
  if (given.length === text.length) return { text, placeOf: (place) => place };
  const places = new Int32Array(given.length + 1);
  let place = 0;
  for (let at = 0; at < given.length; place += 1) {
    places[at] = place;
    at += (given.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  places[given.length] = text.length;
  return { text: given, placeOf: (at) => places[at] ?? 0 };
}

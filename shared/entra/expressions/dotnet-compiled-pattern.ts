import { RE2JS, RE2JSException } from 're2js';
import type { HostPattern } from './dotnet-host-printer.ts';
import { linearPattern, type PatternTraits } from './dotnet-linear-printer.ts';
import { type ParsedPattern, parsePattern } from './dotnet-pattern-parser.ts';
import type { PatternGroups } from './dotnet-pattern-tree.ts';
import { ExpressionError } from './expression-value.ts';

/** A .NET pattern, ready to run. */
export interface CompiledPattern {
  readonly text: string;
  readonly parsed: ParsedPattern;
  readonly groups: PatternGroups;
  /** Null: it needs the host for any text. */
  readonly linear: { readonly program: RE2JS; readonly traits: PatternTraits } | null;
  /** For the host, by the captures that are located; printed when it is first asked. */
  readonly hostPatterns: Map<string, HostPattern>;
}

/** One match: where, and the text of each capture, from 1; undefined for a capture that took no part. */
export interface PatternMatch {
  readonly from: number;
  readonly to: number;
  readonly captures: readonly (string | undefined)[];
  /** Where that of the located captures is that matched last; null: none did, or none is located. */
  readonly span: readonly [from: number, to: number] | null;
}

export interface SearchOptions {
  readonly isFirstOnly: boolean;
  /** Captures whose place is wanted. */
  readonly located: readonly number[];
}

/** Compiles, or remembers. Throws an `ExpressionError` that says where the pattern is wrong. */
export function compilePattern(text: string): CompiledPattern {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  if (text.length > PATTERN_LENGTH_MAX) {
    const message = `the pattern has ${text.length} characters, and at most ${PATTERN_LENGTH_MAX} are run.`;
    throw new ExpressionError('pattern', message, 'Shorten the pattern.');
  }
  const parsed = parsePattern(text);
  const pattern = { text, parsed, groups: parsed.groups, linear: compileLinear(parsed), hostPatterns: new Map() };
  if (compiled.size >= COMPILED_MAX) compiled.delete(compiled.keys().next().value ?? '');
  compiled.set(text, pattern);
  return pattern;
}

/** As long as an expression may be. */
const PATTERN_LENGTH_MAX = 10_000;
/** Classes that are spelt out make a pattern longer than it was written: longer ones are left to the host. */
const PRINTED_LENGTH_MAX = 100_000;
const COMPILED_MAX = 200;
const compiled = new Map<string, CompiledPattern>();

function compileLinear({ tree }: ParsedPattern): CompiledPattern['linear'] {
  const printed = linearPattern(tree);
  if (printed === null || printed.text.length > PRINTED_LENGTH_MAX) return null;
  try {
    return { program: RE2JS.compile(printed.text), traits: printed.traits };
  } catch (error) {
    // Too large for it: repeated too often inside each other.
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

export interface QueryValue {
  readonly text: string;
  /** Where it begins, from 1. */
  readonly column: number;
}

/** One term as written. A word has no name, and one value. */
export interface QueryToken {
  readonly isExcluded: boolean;
  readonly name: string | null;
  readonly nameColumn: number;
  readonly comparison: ':' | '=' | '!=' | '>' | '>=' | '<' | '<=';
  readonly values: readonly QueryValue[];
  /** The written term is `text.slice(from, to)`. */
  readonly from: number;
  readonly to: number;
}

const NAME = /^([a-z]+)(:|!=|>=|<=|=|>|<)/i;
// Commas join values, so that a value with one needs quotes, as one with a blank does.
const BARE = /^[^\s",]+/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"/;

/** Takes a query apart into terms. Refuses what has no end and what has no value, at its column. */
export function readQueryTokens(text: string): Parsed<readonly QueryToken[]> {
  const tokens: QueryToken[] = [];
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
    const token = readToken(text, at);
    if (!token.ok) return token;
    tokens.push(token.value);
    at = token.value.to;
  }
  return accepted(tokens);
}

function readToken(text: string, from: number): Parsed<QueryToken> {
  const isExcluded = text[from] === '-' && /^-[^\s-]/.test(text.slice(from));
  const start = isExcluded ? from + 1 : from;
  const named = NAME.exec(text.slice(start));
  const base = { isExcluded, nameColumn: start + 1, from };
  if (named === null) {
    const word = readValue(text, start, /^[^\s"]+/);
    if (!word.ok) return word;
    return accepted({ ...base, name: null, comparison: ':', values: [word.value.value], to: word.value.to });
  }
  const [whole, name = '', comparison = ':'] = named;
  const values = readValues(text, start + whole.length, name);
  if (!values.ok) return values;
  return accepted({ ...base, name, comparison: comparison as QueryToken['comparison'], ...values.value });
}

function readValues(text: string, from: number, name: string): Parsed<{ values: readonly QueryValue[]; to: number }> {
  const values: QueryValue[] = [];
  for (let at = from; ; at += 1) {
    if (at >= text.length || /[\s,]/.test(text[at] ?? '')) {
      return refused({
        place: `column ${at + 1}`,
        message: `Expected a value of "${name}" here.`,
        remedy: `Write it without a blank before it: ${name}:value, or ${name}:"two words".`,
      });
    }
    const value = readValue(text, at, BARE);
    if (!value.ok) return value;
    values.push(value.value.value);
    at = value.value.to;
    if (text[at] !== ',') return accepted({ values, to: at });
  }
}

function readValue(text: string, from: number, bare: RegExp): Parsed<{ value: QueryValue; to: number }> {
  const rest = text.slice(from);
  const quoted = QUOTED.exec(rest);
  if (quoted !== null) {
    const value = { text: (quoted[1] ?? '').replace(/\\(.)/g, '$1'), column: from + 1 };
    return accepted({ value, to: from + quoted[0].length });
  }
  const found = bare.exec(rest);
  if (found === null) {
    return refused({
      place: `column ${from + 1}`,
      message: 'The quote that opens here is not closed.',
      remedy: 'Close it with ", or write \\" for a quote that is searched for.',
    });
  }
  return accepted({ value: { text: found[0], column: from + 1 }, to: from + found[0].length });
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

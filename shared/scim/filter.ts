import { type AttributePath, parseAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import { type FilterToken, readFilterTokens } from './filter-tokens.ts';
import { type Tolerances, tolerate } from './tolerance.ts';

export type ComparisonOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type ComparisonValue = string | number | boolean | null;

/** A filter of RFC 7644 §3.4.2.2 as a tree. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }
  | { readonly kind: 'present'; readonly path: AttributePath }
  | {
      readonly kind: 'comparison';
      readonly path: AttributePath;
      readonly operator: ComparisonOperator;
      readonly value: ComparisonValue;
    }
  /** `emails[type eq "work"]`: one element must satisfy the whole inner filter. */
  | { readonly kind: 'value-path'; readonly path: AttributePath; readonly filter: Filter };

/** Reads a whole filter. Throws ScimError invalidFilter, which names the column. */
export function parseFilter(text: string, tolerances: Tolerances): Filter {
  const cursor = openCursor(readFilterTokens(text), tolerances);
  const filter = parseOr(cursor, outermost);
  const rest = cursor.take();
  if (rest.kind !== 'end') throw expected('"and", "or" or the end of the filter', rest);
  return filter;
}

/** Where a parser stands among its tokens. */
export interface FilterCursor {
  readonly tolerances: Tolerances;
  peek(): FilterToken;
  take(): FilterToken;
  /** Notes one more comparison, which begins with this token. Throws invalidFilter beyond the limit. */
  countTerm(first: FilterToken): void;
}

export function openCursor(tokens: readonly FilterToken[], tolerances: Tolerances): FilterCursor {
  let position = 0;
  let termCount = 0;
  const peek = (): FilterToken => {
    const token = tokens[Math.min(position, tokens.length - 1)];
    return token ?? { kind: 'end', text: 'the end', column: 1 };
  };
  const take = (): FilterToken => {
    const token = peek();
    position += 1;
    return token;
  };
  const countTerm = ({ column }: FilterToken): void => {
    termCount += 1;
    if (termCount <= TERM_COUNT_MAX) return;
    throw new ScimError(
      400,
      'invalidFilter',
      `The filter has more than ${TERM_COUNT_MAX} comparisons, the first too many at column ${column}; ask in several requests.`,
    );
  };
  return { tolerances, peek, take, countTerm };
}

/** The filter between `[` and `]`, both included. */
export function parseBracketed(cursor: FilterCursor): Filter {
  return parseEnclosed(cursor, '[', ']', { ...outermost, isInValuePath: true });
}

function expected(what: string, found: FilterToken): ScimError {
  const shown = found.kind === 'end' ? 'the end' : `"${found.text}"`;
  return new ScimError(400, 'invalidFilter', `Expected ${what} at column ${found.column}, found ${shown} (RFC 7644 §3.4.2.2).`);
}

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
// Beyond any filter a person writes. What is too many of the answer (tooMany, RFC 7644 §3.12) is another matter: lists are paged.
const TERM_COUNT_MAX = 100;
const DEPTH_MAX = 32;

interface Place {
  readonly depth: number;
  readonly isInValuePath: boolean;
}

const outermost: Place = { depth: 0, isInValuePath: false };

/** `or` binds least, `and` more, `not` and brackets most (RFC 7644 §3.4.2.2, order of operations); equals are read from the left. */
function parseOr(cursor: FilterCursor, place: Place): Filter {
  let left = parseAnd(cursor, place);
  while (isWord(cursor.peek(), 'or')) {
    cursor.take();
    left = { kind: 'or', left, right: parseAnd(cursor, place) };
  }
  return left;
}

function parseAnd(cursor: FilterCursor, place: Place): Filter {
  let left = parseTerm(cursor, place);
  while (isWord(cursor.peek(), 'and')) {
    cursor.take();
    left = { kind: 'and', left, right: parseTerm(cursor, place) };
  }
  return left;
}

function parseTerm(cursor: FilterCursor, place: Place): Filter {
  const next = cursor.peek();
  if (next.kind === 'bracket' && next.text === '(') return parseEnclosed(cursor, '(', ')', place);
  if (isWord(next, 'not')) {
    cursor.take();
    return { kind: 'not', operand: parseEnclosed(cursor, '(', ')', place) };
  }
  const word = cursor.take();
  const path = word.kind === 'word' ? parseAttributePath(word.text) : undefined;
  if (path === undefined) throw expected('an attribute name', word);
  const following = cursor.peek();
  if (following.kind === 'bracket' && following.text === '[') return parseValuePath(cursor, path, place);
  cursor.countTerm(word);
  return parseComparison(cursor, path);
}

function parseEnclosed(cursor: FilterCursor, opening: string, closing: string, { depth, isInValuePath }: Place): Filter {
  const first = cursor.take();
  if (first.kind !== 'bracket' || first.text !== opening) throw expected(`"${opening}"`, first);
  if (depth >= DEPTH_MAX) {
    throw new ScimError(400, 'invalidFilter', `More than ${DEPTH_MAX} brackets are nested at column ${first.column}.`);
  }
  const inner = parseOr(cursor, { depth: depth + 1, isInValuePath });
  const last = cursor.take();
  if (last.kind !== 'bracket' || last.text !== closing) throw expected(`"${closing}"`, last);
  return inner;
}

function parseValuePath(cursor: FilterCursor, path: AttributePath, place: Place): Filter {
  if (place.isInValuePath) {
    const { column } = cursor.peek();
    const detail = `Column ${column}: a value filter cannot stand inside another one (RFC 7644 §3.4.2.2, valFilter).`;
    throw new ScimError(400, 'invalidFilter', detail);
  }
  const inner = parseEnclosed(cursor, '[', ']', { ...place, isInValuePath: true });
  const next = cursor.peek();
  if (next.kind !== 'word' || !next.text.startsWith('.')) return { kind: 'value-path', path, filter: inner };
  cursor.take();
  const subAttribute = parseAttributePath(next.text.slice(1));
  if (subAttribute === undefined) throw expected('a sub-attribute name', next);
  // The grammar ends a value path at its bracket; what is meant is plain: one element satisfies both.
  tolerate(
    cursor.tolerances,
    'sub-attribute-after-value-filter',
    'invalidFilter',
    `Column ${next.column}: no sub-attribute may follow a value filter in a filter (RFC 7644 §3.4.2.2).`,
  );
  cursor.countTerm(next);
  return { kind: 'value-path', path, filter: { kind: 'and', left: inner, right: parseComparison(cursor, subAttribute) } };
}

function parseComparison(cursor: FilterCursor, path: AttributePath): Filter {
  const word = cursor.take();
  if (isWord(word, 'pr')) return { kind: 'present', path };
  const operator = OPERATORS.find((candidate) => isWord(word, candidate));
  if (operator === undefined) throw expected(`a comparison operator (${OPERATORS.join(', ')} or pr)`, word);
  return { kind: 'comparison', path, operator, value: parseValue(cursor) };
}

// As RFC 8259 writes numbers and literals: RFC 7644 §3.4.2.2 takes its values from JSON.
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/iu;
const LITERALS: ReadonlyMap<string, ComparisonValue> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function parseValue(cursor: FilterCursor): ComparisonValue {
  const token = cursor.take();
  if (token.kind === 'string') return token.text;
  if (token.kind !== 'word') throw expected('a value', token);
  const literal = LITERALS.get(token.text);
  if (literal !== undefined) return literal;
  if (NUMBER.test(token.text)) return Number(token.text);
  tolerate(
    cursor.tolerances,
    'unquoted-filter-values',
    'invalidFilter',
    `Expected a value at column ${token.column}, found ${token.text} without quotation marks.`,
  );
  return token.text;
}

function isWord(token: FilterToken, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

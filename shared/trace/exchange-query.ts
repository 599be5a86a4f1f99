import { closest } from '#shared/kernel/closest.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { ByHand, RequestPurpose } from './event.ts';
import { type QueryToken, type QueryValue, readQueryTokens } from './exchange-query-tokens.ts';
import { purposesOfStep, requestPurposes, wireSteps } from './request-step.ts';

type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=';

export type NumberTest =
  | { readonly kind: 'compared'; readonly comparison: Comparison; readonly value: number }
  /** Both ends included. */
  | { readonly kind: 'between'; readonly from: number; readonly to: number }
  /** There is no number: of a status, that no answer came. */
  | { readonly kind: 'missing' };

/** One condition. Of several values one must hold; of several conditions all. Texts match anywhere, in any case. */
export type ExchangeTerm = { readonly isExcluded: boolean } /** In method, address or the object's name. */ & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'text'; readonly field: 'object' | 'path' | 'body' | 'app'; readonly texts: readonly string[] }
  | { readonly kind: 'method'; readonly methods: readonly string[] }
  | { readonly kind: 'purpose'; readonly purposes: readonly RequestPurpose[] }
  /** What a person did with it while it was held. */
  | { readonly kind: 'hand'; readonly hands: readonly ByHand['kind'][] }
  | { readonly kind: 'number'; readonly field: NumberField; readonly tests: readonly NumberTest[] }
);
export type NumberField = 'status' | 'ms' | 'cycle' | 'number';

export type ExchangeQuery = readonly ExchangeTerm[];

/**
 * Reads what stands in the query box: `status>=400 method:PATCH object:"Nadia Haas" body:emails`, free words among it, `-` before
 * what must not hold. A refusal names the column, from 1.
 */
export function parseExchangeQuery(text: string): Parsed<ExchangeQuery> {
  const tokens = readQueryTokens(text);
  if (!tokens.ok) return tokens;
  const terms: ExchangeTerm[] = [];
  for (const token of tokens.value) {
    const term = termOf(token);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  return accepted(terms);
}

/** What may stand before the colon, with an example of what may follow. */
const queryFields = [
  { name: 'status', example: 'status>=400, status:4xx, status:failed, status:none' },
  { name: 'method', example: 'method:PATCH,POST' },
  { name: 'object', example: 'object:"Nadia Haas"' },
  { name: 'path', example: 'path:/Groups' },
  { name: 'body', example: 'body:emails' },
  { name: 'purpose', example: 'purpose:create' },
  { name: 'step', example: 'step:export' },
  { name: 'hand', example: 'hand:edited,answered,dropped' },
  { name: 'cycle', example: 'cycle:14, cycle:none' },
  { name: 'app', example: 'app:"Tidewater Expenses"' },
  { name: 'ms', example: 'ms>500' },
  { name: 'number', example: 'number:1281' },
] as const;

function termOf(token: QueryToken): Parsed<ExchangeTerm> {
  const { isExcluded, name, values, nameColumn } = token;
  if (name === null) return accepted({ isExcluded, kind: 'word', text: values[0]?.text ?? '' });
  const field = name.toLowerCase();
  switch (field) {
    case 'status':
    case 'ms':
    case 'cycle':
    case 'number':
      return numberTerm(field, token);
    case 'object':
    case 'path':
    case 'body':
    case 'app':
      return textTerm(field, token);
    case 'method':
      return choiceTerm(token, methods, (chosen) => ({ kind: 'method', methods: chosen }));
    case 'purpose':
      return choiceTerm(token, requestPurposes, (purposes) => ({ kind: 'purpose', purposes }));
    case 'hand':
      return choiceTerm(token, hands, (chosen) => ({ kind: 'hand', hands: chosen }));
    case 'step':
      return choiceTerm(token, wireSteps, (steps) => ({ kind: 'purpose', purposes: steps.flatMap(purposesOfStep) }));
    default: {
      const near = closest(
        name,
        queryFields.map((known) => known.name),
      );
      return refusedAt(
        nameColumn,
        `"${name}" is nothing that an exchange can be searched by.`,
        near === undefined
          ? `Put quotes around it to search for it as a word, or use one of ${queryFields.map((known) => known.name).join(', ')}.`
          : `Did you mean "${near}"? Quotes around it search for it as a word.`,
      );
    }
  }
}

const hands = ['edited', 'answered', 'dropped'] as const;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function textTerm(field: 'object' | 'path' | 'body' | 'app', { isExcluded, comparison, values, nameColumn }: QueryToken) {
  if (comparison !== ':' && comparison !== '=') return wrongComparison(field, comparison, nameColumn);
  return accepted<ExchangeTerm>({ isExcluded, kind: 'text', field, texts: values.map(({ text }) => text) });
}

type ChoiceTerm = Extract<ExchangeTerm, { readonly kind: 'method' | 'purpose' | 'hand' }>;

function choiceTerm<Choice extends string>(
  { isExcluded, name, comparison, values, nameColumn }: QueryToken,
  choices: readonly Choice[],
  term: (chosen: readonly Choice[]) => Omit<ChoiceTerm, 'isExcluded'>,
): Parsed<ExchangeTerm> {
  if (comparison !== ':' && comparison !== '=') return wrongComparison(name ?? '', comparison, nameColumn);
  const chosen: Choice[] = [];
  for (const { text, column } of values) {
    const choice = choices.find((known) => known.toLowerCase() === text.toLowerCase());
    if (choice === undefined) return refusedAt(column, `There is no ${name} "${text}".`, `Use one of ${choices.join(', ')}.`);
    chosen.push(choice);
  }
  return accepted({ isExcluded, ...term(chosen) } as ExchangeTerm);
}

function numberTerm(field: NumberField, { isExcluded, comparison, values }: QueryToken): Parsed<ExchangeTerm> {
  const tests: NumberTest[] = [];
  for (const value of values) {
    const found = testsOf(field, comparison, value);
    if (!found.ok) return found;
    tests.push(...found.value);
  }
  return accepted({ isExcluded, kind: 'number', field, tests });
}

function testsOf(
  field: NumberField,
  comparison: QueryToken['comparison'],
  { text, column }: QueryValue,
): Parsed<readonly NumberTest[]> {
  const isEqual = comparison === ':' || comparison === '=';
  const word = text.toLowerCase();
  const group = /^([1-5])xx$/.exec(word)?.[1];
  if (isEqual && word === 'none' && (field === 'status' || field === 'cycle')) return accepted([{ kind: 'missing' }]);
  if (isEqual && field === 'status' && word === 'failed') {
    return accepted([{ kind: 'missing' }, { kind: 'compared', comparison: '>=', value: 400 }]);
  }
  if (isEqual && field === 'status' && group !== undefined) {
    return accepted([{ kind: 'between', from: Number(group) * 100, to: Number(group) * 100 + 99 }]);
  }
  const range = /^(\d{1,9})\.\.(\d{1,9})$/.exec(word);
  if (isEqual && range !== null) return accepted([{ kind: 'between', from: Number(range[1]), to: Number(range[2]) }]);
  if (/^\d{1,9}(\.\d{1,3})?$/.test(word)) {
    return accepted([{ kind: 'compared', comparison: comparison === ':' ? '=' : comparison, value: Number(word) }]);
  }
  return refusedAt(column, `"${text}" is no number that "${field}" can be compared with.`, `Write ${exampleOf(field)}.`);
}

function exampleOf(field: string): string {
  return queryFields.find(({ name }) => name === field)?.example ?? `${field}:…`;
}

function wrongComparison(field: string, comparison: string, column: number): Parsed<ExchangeTerm> {
  return refusedAt(column, `"${field}" cannot be compared with "${comparison}".`, `Write ${exampleOf(field)}.`);
}

function refusedAt<T>(column: number, message: string, remedy: string): Parsed<T> {
  return refused({ place: `column ${column}`, message, remedy });
}

import type { SQLInputValue } from 'node:sqlite';
import { assertNever } from '#shared/kernel/assert.ts';
import type { ExchangeQuery, ExchangeTerm, NumberField, NumberTest } from '#shared/trace/exchange-query.ts';

export type Condition = readonly [sql: string, ...values: SQLInputValue[]];

/**
 * A query as conditions on columns of the index over exchanges, whose `search_text` is `method address\nname` in lower case. Left
 * out is what bodies hold: no column has them. `appIdsOf` knows which applications a name means.
 */
export function exchangeConditions(query: ExchangeQuery, appIdsOf: (name: string) => readonly string[]): readonly Condition[] {
  return query.flatMap((term) => {
    const condition = conditionOf(term, appIdsOf);
    if (condition === null) return [];
    const [sql, ...values] = condition;
    // What is unknown does not hold, so that excluding it keeps it.
    return [[term.isExcluded ? `NOT coalesce((${sql}), 0)` : `(${sql})`, ...values]];
  });
}

const NAME = 'substr(search_text, instr(search_text, char(10)) + 1)';
const REQUEST = 'substr(search_text, 1, instr(search_text, char(10)) - 1)';

function conditionOf(term: ExchangeTerm, appIdsOf: (name: string) => readonly string[]): Condition | null {
  switch (term.kind) {
    case 'word':
      return ['instr(search_text, ?) > 0', term.text.toLowerCase()];
    case 'method':
      return oneOf(term.methods, (method) => ['instr(search_text, ?) = 1', `${method.toLowerCase()} `]);
    case 'purpose':
      return ['action IN (SELECT value FROM json_each(?))', JSON.stringify(term.purposes)];
    // No column has it. Most events do not hold the word, and are not read any further.
    case 'hand':
      return [
        `instr(event, '"byHand":') > 0 AND json_extract(event, '$.byHand.kind') IN (SELECT value FROM json_each(?))`,
        JSON.stringify(term.hands),
      ];
    case 'number':
      return oneOf(term.tests, (test) => numberCondition(term.field, test));
    case 'text':
      return textCondition(term, appIdsOf);
    default:
      return assertNever(term);
  }
}

function textCondition(
  { field, texts }: Extract<ExchangeTerm, { readonly kind: 'text' }>,
  appIdsOf: (name: string) => readonly string[],
): Condition | null {
  switch (field) {
    case 'body':
      return null;
    case 'object':
      return oneOf(texts, (text) => [`instr(${NAME}, ?) > 0 OR source_id = ?`, text.toLowerCase(), text]);
    case 'path':
      return oneOf(texts, (text) => [`instr(${REQUEST}, ?) > 0`, text.toLowerCase()]);
    case 'app':
      return ['+app_id IN (SELECT value FROM json_each(?))', JSON.stringify(texts.flatMap(appIdsOf))];
    default:
      return assertNever(field);
  }
}

/** `status` holds the number of an answer, else the word for why none came. */
const numberColumns: Readonly<Record<NumberField, string>> = {
  status: "CASE WHEN status GLOB '[0-9]*' THEN CAST(status AS INTEGER) END",
  ms: 'duration_ms',
  number: 'sequence',
  cycle: 'cycle_id',
};

function numberCondition(field: NumberField, test: NumberTest): Condition {
  const column = numberColumns[field];
  switch (test.kind) {
    // A run on demand has an id in the place of a cycle's.
    case 'missing':
      return field === 'cycle' ? [`cycle_id IS NULL OR cycle_id NOT IN (${cyclesWhere('1')})`] : [`${column} IS NULL`];
    case 'between': {
      const within = 'BETWEEN ? AND ?';
      return [
        field === 'cycle' ? `cycle_id IN (${cyclesWhere(`${NUMBER} ${within}`)})` : `${column} ${within}`,
        test.from,
        test.to,
      ];
    }
    case 'compared': {
      const compared = `${test.comparison} ?`;
      return [field === 'cycle' ? `cycle_id IN (${cyclesWhere(`${NUMBER} ${compared}`)})` : `${column} ${compared}`, test.value];
    }
    default:
      return assertNever(test);
  }
}

const NUMBER = "json_extract(event, '$.number')";

function cyclesWhere(condition: string): string {
  return `SELECT cycle_id FROM trace WHERE kind = 'cycle-started' AND cycle_id IS NOT NULL AND ${condition}`;
}

function oneOf<T>(items: readonly T[], condition: (item: T) => Condition): Condition {
  const conditions = items.map(condition);
  return [conditions.map(([sql]) => `(${sql})`).join(' OR '), ...conditions.flatMap(([, ...values]) => values)];
}

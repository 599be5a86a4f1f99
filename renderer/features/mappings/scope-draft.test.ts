import { expect, test } from 'vitest';
import type { ScopingFilter } from '#shared/entra/scoping-filter.ts';
import {
  emptyClause,
  groupSentence,
  missingParts,
  newGroup,
  scopeSummary,
  withClause,
  withGroup,
  withGroups,
  withOperator,
} from './scope-draft.ts';

const sales = { name: 'Sales', clauses: [{ attribute: 'department', operator: 'EQUALS', values: ['Sales'] }] };
const dutch = { name: 'Dutch', clauses: [{ attribute: 'country', operator: 'IS NOT NULL', values: [] }] };
const onlyImported: ScopingFilter = { groups: [], inputFilterGroups: [sales], categoryFilterGroups: [] };

test.each([
  ['no filter is all records', null, 'All records'],
  ['one filter is counted', withGroups(null, [sales]), '1 scoping filter'],
  ['filters of an imported document count too', withGroups(onlyImported, [dutch]), '2 scoping filters'],
])('%s', (_sentence, scope, expected) => {
  expect(scopeSummary(scope)).toBe(expected);
});

test('taking the last filter out leaves no scope, unless an imported document has others', () => {
  expect(withGroups(withGroups(null, [sales]), [])).toBeNull();
  expect(withGroups(onlyImported, [])).toEqual(onlyImported);
});

test('filters and clauses are put in place, added and taken out', () => {
  expect(withGroup([sales, dutch], 0, null)).toEqual([dutch]);
  expect(withGroup([sales, dutch], 1, sales)).toEqual([sales, sales]);
  const longer = withClause(sales, 1, emptyClause);
  expect(longer.clauses).toEqual([...sales.clauses, emptyClause]);
  expect(withClause(longer, 1, null)).toEqual(sales);
});

test('an operator that takes no value drops it, and gets a box back', () => {
  const [clause = emptyClause] = sales.clauses;
  const unary = withOperator(clause, 'IS NULL', true);
  expect(unary).toEqual({ attribute: 'department', operator: 'IS NULL', values: [] });
  expect(withOperator(unary, 'EQUALS', false).values).toEqual(['']);
  expect(withOperator(clause, 'NOT EQUALS', false).values).toEqual(['Sales']);
});

test('clauses are joined by and', () => {
  expect(groupSentence({ name: 'Both', clauses: [...sales.clauses, ...dutch.clauses] })).toBe(
    'department EQUALS “Sales” and country IS NOT NULL',
  );
});

test('empty boxes are named where they stand; a filter without clauses and without a title is two of them', () => {
  expect(missingParts([sales, dutch])).toEqual([]);
  expect(missingParts([sales, newGroup(1), { name: ' ', clauses: [] }]).map(({ message, ...place }) => place)).toEqual([
    { groupIndex: 1, clauseIndex: 0 },
    { groupIndex: 2, clauseIndex: null },
    { groupIndex: 2, clauseIndex: null },
  ]);
  expect(missingParts([withClause(sales, 0, { ...emptyClause, attribute: 'mail' })])).toMatchObject([
    { message: 'Enter the value.' },
  ]);
});

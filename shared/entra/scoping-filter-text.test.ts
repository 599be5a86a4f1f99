import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scopingOperators } from './scoping-filter-operators.ts';
import { clauseSentence, parseScopingClause } from './scoping-filter-text.ts';

test.each([
  ['department EQUALS Sales', ['department', 'EQUALS', ['Sales']]],
  ['department equals Sales EMEA', ['department', 'EQUALS', ['Sales EMEA']]],
  ["department EQUALS ' Sales '", ['department', 'EQUALS', [' Sales ']]],
  ['department EQUALS "it\'s"', ['department', 'EQUALS', ["it's"]]],
  ["department EQUALS ''", ['department', 'EQUALS', ['']]],
  ['  jobTitle   IS NOT NULL  ', ['jobTitle', 'IS NOT NULL', []]],
  ['jobTitle is_not_null', ['jobTitle', 'IS NOT NULL', []]],
  ['employeeId greater than or equals 9', ['employeeId', 'Greater_Than_OR_EQUALS', ['9']]],
  ['employeeId GREATER_THAN 9', ['employeeId', 'Greater_Than', ['9']]],
  ['department NOT EQUALS NOT EQUALS', ['department', 'NOT EQUALS', ['NOT EQUALS']]],
  ['mailNickname NOT REGEX MATCH ^CAS_([^{]*){', ['mailNickname', 'NOT REGEX MATCH', ['^CAS_([^{]*){']]],
  ['department & Sales,HR', ['department', '&', ['Sales,HR']]],
  ['department !& Sales', ['department', '!&', ['Sales']]],
] as const)('%s', (text, [attribute, operator, values]) => {
  expect(parseScopingClause(text)).toEqual({ ok: true, value: { attribute, operator, values } });
});

test.each([
  ['', 'A clause is empty.', 'attribute OPERATOR value'],
  ['department', '"department" has no operator.', 'Known: &, !&, ENDS_WITH'],
  [
    'department EQUAL Sales',
    '"EQUAL" is no operator of a scoping filter, in "department EQUAL Sales".',
    'Did you mean "EQUALS"?',
  ],
  ['department IS NOT NUL', '"IS NOT NUL" is no operator', 'Did you mean "IS NOT NULL"?'],
  ['department contains Sales', '"contains" is no operator', 'Known: '],
  ['department EQUALS', 'EQUALS compares with a value, and "department EQUALS" has none.', 'IS NULL or IS NOT NULL'],
  ['department IS NULL Sales', 'IS NULL takes no value', 'Write "department IS NULL".'],
] as const)('%j is refused', (text, message, remedy) => {
  const parsed = parseScopingClause(text);
  expect(parsed.ok).toBe(false);
  const [problem] = parsed.ok ? [] : parsed.problems;
  expect(problem?.message).toContain(message);
  expect(problem?.remedy).toContain(remedy);
});

test('as the log writes it, with the title in front', () => {
  const marketing = { attribute: 'department', operator: 'equals', values: ['Marketing'] };
  expect(clauseSentence(marketing, 'Marketing department filter')).toBe(
    "Marketing department filter.department EQUALS 'Marketing'",
  );
  const onPremises = { attribute: 'dirSyncEnabled', operator: 'IS TRUE', values: [] };
  expect(clauseSentence(onPremises, 'On-prem Owned Users')).toBe('On-prem Owned Users.dirSyncEnabled IS TRUE');
});

test('what the log writes is read back', () => {
  const clauses = fc.record({
    attribute: fc.constantFrom('department', 'employeeOrgData.costCenter', 'extension_00aa_x'),
    operator: fc.constantFrom(...scopingOperators),
    value: fc.string(),
  });
  fc.assert(
    fc.property(clauses, ({ attribute, operator: { portalName, arity }, value }) => {
      const clause = { attribute, operator: portalName, values: arity === 'Unary' ? [] : [value] };
      expect(parseScopingClause(clauseSentence(clause, ''))).toEqual({ ok: true, value: clause });
    }),
  );
});

import { expect, test } from 'vitest';
import type { ScopingClause } from './scoping-filter.ts';
import { scopingProblems } from './scoping-filter-problems.ts';

function problemsOf(clause: ScopingClause, type: 'User' | 'Group' = 'User') {
  return scopingProblems(
    { groups: [{ name: 'Sales', clauses: [clause] }], inputFilterGroups: [], categoryFilterGroups: [] },
    type,
  );
}

test.each<readonly [attribute: string, operator: string, values: readonly string[]]>([
  ['department', 'EQUALS', ['Sales']],
  ['department', 'is_null', []],
  ['employeeId', 'GREATER_THAN', ['9']],
  ['accountEnabled', 'IS TRUE', []],
  ['dirSyncEnabled', 'EQUALS', ['True']],
  ['userPrincipalName', 'REGEX MATCH', ['(?=.*@)']],
  ['extension_0123456789abcdef0123456789abcdef_costCentre', 'Includes', ['7']],
])('%s %s %j is saved', (attribute, operator, values) => {
  expect(problemsOf({ attribute, operator, values })).toEqual([]);
});

test.each<readonly [attribute: string, operator: string, values: readonly string[], message: string, remedy: string]>([
  ['departmnt', 'EQUALS', ['x'], 'A user has no attribute "departmnt" to filter on.', 'Did you mean "department"?'],
  ['department', 'EQUAL', ['x'], '"EQUAL" is no operator of a scoping filter.', 'Did you mean "EQUALS"?'],
  ['department', 'IsMemberOf', ['x'], 'IsMemberOf is shown by the portal, and is not supported', 'Assign the group'],
  ['department', 'EQUALS', [], 'EQUALS compares "department" with a value, and there is none.', 'IS NULL'],
  ['employeeId', 'Greater_Than', ['ten'], 'The value "ten" is no whole number', 'whole numbers'],
  ['manager', 'EQUALS', ['x'], 'A clause on "manager" is not possible.', 'another attribute'],
  ['proxyAddresses', 'Includes', ['x'], 'several values', 'another attribute'],
  ['department', 'REGEX MATCH', ['('], '', ''],
  ['department', 'IS TRUE', [], 'IS TRUE does not go with "department", which is of type String.', 'EQUALS'],
  ['accountEnabled', 'Includes', ['x'], 'Includes does not go with "accountEnabled", which is of type Boolean.', 'IS TRUE'],
])('%s %s %j is refused', (attribute, operator, values, message, remedy) => {
  const [problem, ...others] = problemsOf({ attribute, operator, values });
  expect(others).toEqual([]);
  expect(problem?.place).toBe('Scoping filter "Sales", clause 1');
  expect(problem?.message).toContain(message);
  expect(problem?.remedy).toContain(remedy);
});

test('an attribute of users is none of groups', () => {
  expect(problemsOf({ attribute: 'jobTitle', operator: 'IS NULL', values: [] }, 'Group')).toMatchObject([
    { message: 'A group has no attribute "jobTitle" to filter on.' },
  ]);
});

test('every set is looked at, and a filter without a clause is named by its turn', () => {
  const bad = { attribute: 'members', operator: 'IS NULL', values: [] };
  const filter = {
    groups: [{ name: '', clauses: [] }],
    inputFilterGroups: [{ name: 'Early', clauses: [bad] }],
    categoryFilterGroups: [{ name: '', clauses: [bad] }],
  };
  expect(scopingProblems(filter, 'Group').map(({ place }) => place)).toEqual([
    'Scoping filter 1',
    'Input filter "Early", clause 1',
    'Category filter 1, clause 1',
  ]);
  expect(scopingProblems(null, 'User')).toEqual([]);
});

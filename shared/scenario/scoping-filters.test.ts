import { expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import { parseScenario } from './parse-scenario.ts';
import { sentenceForStep } from './step-sentence.ts';
import { parseTenantFile } from './tenant-file.ts';

const tenant = parseTenantFile(
  'version: 1\nname: One\nusers:\n  user-ada: { displayName: Ada, userPrincipalName: ada@x.test }\n',
  'one.yaml',
);

/** Lines 4 and 5 onwards are what a test is about. */
function read(configuration: string, step = 'cycle: initial') {
  const text = `version: 1\nname: A\ntenant: one.yaml\nconfiguration: ${configuration}\nsteps:\n  - ${step}\n`;
  const draft = parseScenario(text, 'a.scenario.yaml');
  assert(tenant.ok, 'the tenant of this test can be read');
  return draft.ok ? draft.value.complete(tenant.value) : draft;
}

const isNull = { attribute: 'mail', operator: 'IS NULL', values: [] };

test('clauses are read in either spelling, and what is left out stays as it was', () => {
  const result = read(
    '{ scopingFilters: { user: [{ name: No mail, clauses: [mail is_null, { attribute: city, operator: includes, value: " " }] }] } }',
  );
  assert(result.ok, 'the scenario can be read');
  const clauses = [isNull, { attribute: 'city', operator: 'Includes', values: [' '] }];
  expect(result.value.configuration.scopingFilters).toEqual({
    user: { groups: [{ name: 'No mail', clauses }], inputFilterGroups: [], categoryFilterGroups: [] },
    group: undefined,
  });
});

test('a step replaces them, or takes them away, and says so in one sentence', () => {
  const clauses = '[mail IS NULL, city EQUALS York]';
  const step = `setScopingFilters: { user: [{ name: A, clauses: ${clauses} }, { name: B, clauses: [mail IS NULL] }], group: [] }`;
  const result = read('{}', step);
  assert(result.ok, 'the scenario can be read');
  const [first] = result.value.steps;
  assert(first?.action.kind === 'setScopingFilters', 'it is the step that was written');
  expect(first.action.filters.group).toBeNull();
  expect(first.action.filters.user?.groups.map(({ name }) => name)).toEqual(['A', 'B']);
  expect(sentenceForStep(first.action)).toBe(
    `Scope users by "A" (mail IS NULL and city EQUALS 'York') or "B" (mail IS NULL), groups by no filter`,
  );
});

test.each([
  [
    'an unknown attribute',
    '{ scopingFilters: { user: [{ name: A, clauses: [mial IS NULL] }] } }',
    'cycle: initial',
    'a.scenario.yaml:4:64',
    'A user has no attribute "mial" to filter on.',
    'Did you mean "mail"?',
  ],
  [
    'an operator that is none',
    '{ scopingFilters: { user: [{ name: A, clauses: [mail IS NULL, city CONTAINS York] }] } }',
    'cycle: initial',
    'a.scenario.yaml:4:78',
    '"CONTAINS" is no operator of a scoping filter, in "city CONTAINS York".',
    'Known: ',
  ],
  [
    'members of groups',
    '{}',
    'setScopingFilters: { group: [{ name: A, clauses: [members IS NULL] }] }',
    'a.scenario.yaml:6:55',
    'A clause on "members" is not possible. Members of a group cannot be filtered on',
    'another attribute',
  ],
  [
    'a number that is none',
    '{}',
    'setScopingFilters: { user: [{ name: A, clauses: [{ attribute: employeeId, operator: Greater_Than, value: ten }] }] }',
    'a.scenario.yaml:6:54',
    'The value "ten" is no whole number',
    'whole numbers',
  ],
  [
    'a filter without clauses',
    '{ scopingFilters: { user: [{ name: A, clauses: [] }] } }',
    'cycle: initial',
    'a.scenario.yaml:4:54',
    'A filter without a clause would let everybody pass.',
    'attribute OPERATOR value',
  ],
])('%s is refused with line, column and remedy', (_sentence, configuration, step, place, message, remedy) => {
  const result = read(configuration, step);
  assert(!result.ok, 'it is refused');
  expect(result.problems.map((problem) => problem.place)).toEqual([place]);
  expect(result.problems[0]?.message).toContain(message);
  expect(result.problems[0]?.remedy).toContain(remedy);
});

import { expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { exportSchemaDocument } from '#shared/entra/schema-document/export-schema-document.ts';
import { importSchemaDocument } from '#shared/entra/schema-document/import-schema-document.ts';
import { assert } from '#shared/kernel/assert.ts';
import { parseScenario, type ScenarioStart } from './parse-scenario.ts';
import { parseTenantFile } from './tenant-file.ts';

const tenant = parseTenantFile(
  'version: 1\nname: One\nusers:\n  user-ada: { displayName: Ada, userPrincipalName: ada@x.test }\n',
  'one.yaml',
);

/** Steps from line 5 on; what is refused of them as `line:column sentence remedy`. */
function problemsOf(steps: readonly string[], start?: ScenarioStart, configuration = '{}'): readonly string[] {
  const text = `version: 1\nname: A\ntenant: one.yaml\nconfiguration: ${configuration}\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
  const draft = parseScenario(text, 'a.yaml');
  assert(draft.ok, JSON.stringify(draft));
  assert(tenant.ok, 'the tenant of this test can be read');
  const scenario = draft.value.complete(tenant.value, start);
  return scenario.ok
    ? []
    : scenario.problems.map(({ place, message, remedy }) => `${place.replace('a.yaml:', '')} ${message} ${remedy}`);
}

const BADGE = 'urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User:badge';

test.each<[string, readonly string[]]>([
  [
    'a row that is changed, one that is added and one that is removed',
    ['setMapping: { user: { title: "[department]", nickName: "[mailNickname]", displayName: null } }'],
  ],
  ['a row that is not there and is removed', ['setMapping: { user: { nickName: null } }']],
  [
    'a role function',
    [`setMapping: { user: { 'roles[primary eq "True"].value': "SingleAppRoleAssignment([appRoleAssignments])" } }`],
  ],
  [
    'another matching attribute',
    ['setMapping: { user: { userName: { source: "[mail]", matching: 0 }, externalId: { source: "[objectId]", matching: 1 } } }'],
  ],
  [
    'a custom attribute, which stays in the list',
    [
      `setMapping: { user: { "${BADGE}": { source: "[employeeId]", custom: String } } }`,
      `setMapping: { user: { "${BADGE}": "[mail]" } }`,
    ],
  ],
  [
    'a function in any case, once the habit says so',
    ['setHabit: { function-case: ignored }', 'setMapping: { user: { title: "tolower([jobTitle])" } }'],
  ],
])('%s is accepted', (_sentence, steps) => {
  expect(problemsOf(steps)).toEqual([]);
});

test.each<[string, string, string, RegExp]>([
  [
    'a value that is to be unique',
    'user: { title: "SelectUniqueValue([mail], [displayName])" }',
    '6:27',
    /^title, column 1: SelectUniqueValue is supported only from Workday/,
  ],
  [
    'an unknown source attribute',
    'user: { title: "[jobTitel]" }',
    '6:27',
    /no source attribute "jobTitel" of a user.*Did you mean "jobTitle"/,
  ],
  [
    'an unknown attribute of an expression',
    'user: { title: "ToLower([jobTitel])" }',
    '6:27',
    /^title, column 9: There is no source attribute "jobTitel"/,
  ],
  [
    'an unknown function',
    'user: { title: "ToLowr([jobTitle])" }',
    '6:27',
    /^title: There is no function "ToLowr" \(column 1\)\. Did you mean ToLower/,
  ],
  ['id as target', 'user: { id: "[objectId]" }', '6:27', /^id belongs to the target and cannot be mapped/],
  [
    'a target outside the list',
    'user: { nickNam: "[mailNickname]" }',
    '6:27',
    /^nickNam is not in the attribute list.*Did you mean nickName\?.*\{ source: …, custom: String \}/,
  ],
  [
    'a custom attribute in a form of its own',
    'user: { "urn:larkfield:badge": { source: "[mail]", custom: String } }',
    '6:27',
    /does not have the form/,
  ],
  ['a target that is mapped already, in another case', 'user: { Title: "[jobTitle]" }', '6:27', /^Title is mapped twice/],
  ['what is no target attribute', 'user: { "emails[": null }', '6:27', /^"emails\[" is no target attribute/],
  ['roles that no role function reads', 'user: { title: "[appRoleAssignments]" }', '6:27', /only a role function can read/],
  ['an expression for a reference', 'group: { members: "Split([mail], \\",\\")" }', '6:28', /^members refers to another object/],
  ['the number of another matching row', 'user: { externalId: { source: "[objectId]", matching: 1 } }', '6:27', /precedence 1/],
  ['a constant to match by', 'group: { displayName: "\\"x\\"" }', '6:28', /finds nobody/],
])('%s is refused with line and column', (_sentence, rows, place, words) => {
  const problems = problemsOf([`setMapping: { ${rows} }`]);
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([place]);
  expect(problems[0]?.slice(place.length + 1)).toMatch(words);
});

test('a matching row that is removed leaves two things wrong: one with the rows of users, one with the row itself', () => {
  expect(problemsOf(['setMapping: { user: { userName: null } }'])).toEqual([
    expect.stringMatching(/^6:19 No row is used for matching\./),
    expect.stringMatching(/^6:27 userName is required and not mapped\./),
  ]);
});

test('what a step did wrong is said once, and a later step may set it right', () => {
  const steps = [
    'setMapping: { user: { title: "[jobTitel]" } }',
    'setMapping: { user: { nickName: "[mailNickname]" } }',
    'setMapping: { user: { title: "[jobTitle]" } }',
    'setMapping: { user: { title: "[jobTitel]" } }',
  ];
  expect(problemsOf(steps).map((problem) => problem.split(' ')[0])).toEqual(['6:27', '9:27']);
});

test('habits of the scenario and of whoever starts it decide how expressions are read, the latter last', () => {
  const steps = ['setMapping: { user: { title: "trim([jobTitle])" } }'];
  const habits = { 'function-case': 'ignored', 'cloud-sync-functions': 'on' };
  expect(problemsOf(steps)).toEqual([expect.stringContaining('no function "trim"')]);
  expect(problemsOf(steps, {}, '{ habits: { function-case: ignored, cloud-sync-functions: on } }')).toEqual([]);
  expect(problemsOf(steps, { overrides: { habits } })).toEqual([]);
  const exact = { overrides: { habits: { 'function-case': 'exact' } } };
  expect(problemsOf(steps, exact, '{ habits: { function-case: ignored, cloud-sync-functions: on } }')).toHaveLength(1);
});

/** The document of a new application whose source directory declares one attribute more. */
function imported(): ScenarioStart {
  const document = JSON.parse(JSON.stringify(exportSchemaDocument(defaultJobConfiguration(), { jobId: 'scim.0' })));
  const [rule] = document.synchronizationRules;
  const source = document.directories.find(({ name }: { name: string }) => name === rule.sourceDirectoryName);
  source.objects.find(({ name }: { name: string }) => name === 'User').attributes.push({ name: 'shipyard', type: 'String' });
  const result = importSchemaDocument(JSON.stringify(document), defaultJobConfiguration());
  assert(result.ok, JSON.stringify(result));
  return { imported: result.value.configuration };
}

test('what an imported document declares may be mapped and filtered on, in the configuration and in steps', () => {
  const filter = '{ user: [{ name: Yard, clauses: [shipyard EQUALS North] }] }';
  const steps = ['setMapping: { user: { title: "[shipyard]" } }', `setScopingFilters: ${filter}`];
  const configuration = `{ scopingFilters: ${filter} }`;
  expect(problemsOf(steps, imported(), configuration)).toEqual([]);
  expect(problemsOf(steps, {}, configuration).map((problem) => problem.split(' ')[0])).toEqual(['4:67', '6:27', '7:57']);
});

import { expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { Parsed } from '#shared/kernel/parsed.ts';
import { parseScenario } from './parse-scenario.ts';
import type { Scenario } from './scenario.ts';
import { parseTenantFile } from './tenant-file.ts';

const tenant = parseTenantFile(
  `version: 1
name: Two
users:
  user-ada: { displayName: Ada, userPrincipalName: ada@x.test }
  user-grace: { displayName: Grace, userPrincipalName: grace@x.test }
groups:
  group-all: { displayName: All, members: [user-ada] }
`,
  'two.yaml',
);

function read(text: string): Parsed<Scenario> {
  const draft = parseScenario(text, 'scenarios/a.scenario.yaml');
  assert(tenant.ok, 'the tenant of this test can be read');
  return draft.ok ? draft.value.complete(tenant.value) : draft;
}

const head = 'version: 1\nname: A\ntenant: two.yaml\n';

test('a scenario with every step is read, each step with its place', () => {
  const result = read(`${head}target: { local: { dialect: compliant, tolerances: [] } }
seed: 7
steps:
  - testConnection: {}
  - setMapping: { user: { externalId: { source: "[objectId]", matching: 2, apply: creation, default: x }, nickName: "[givenName]", title: null } }
  - setScope: all
  - setHabit: { manager-form: object }
  - setActions: { user: { delete: false } }
  - assign: [group-all, { principal: user-ada, role: Reader }]
  - unassign: [user-ada]
  - cycle: initial
  - start: {}
  - pause: {}
  - restart: {}
  - restart: { resetScope: [Watermark, Escrows] }
  - onDemand: user-ada
  - onDemand: { group: group-all, members: [user-ada] }
  - plan: {}
  - advance: PT40M
  - advance: next-retry
  - change: { user-ada: { department: Research, mail: null, manager: user-grace } }
  - addMember: { group-all: [user-grace] }
  - removeMember: { group-all: [user-ada] }
  - softDelete: [user-ada]
  - restore: [user-ada]
  - hardDelete: [user-ada]
  - membershipRule: { group-all: { attribute: department, value: Research } }
  - fault: { next: [{ method: POST, path: /Users, who: user-ada, status: 503 }] }
  - atTarget: { createUsers: [{ userName: eve }], change: { user-ada: { title: X } }, remove: [user-grace] }
  - expect: { requests: { "POST /Users": 2 }, target: { users: 2 } }
`);
  assert(result.ok, 'the scenario can be read');
  expect({ ...result.value, steps: result.value.steps.map(({ action }) => action) }).toEqual({
    id: 'a',
    file: 'scenarios/a.scenario.yaml',
    name: 'A',
    target: { kind: 'local', dialect: 'compliant', tolerances: [], profile: null, faults: [] },
    configuration: { habits: {}, actions: { user: {}, group: {} }, scopingFilters: {} },
    seed: 7,
    steps: [
      { kind: 'testConnection' },
      {
        kind: 'setMapping',
        user: {
          externalId: { source: '[objectId]', matching: 2, apply: 'creation', defaultValue: 'x' },
          nickName: { source: '[givenName]' },
          title: null,
        },
        group: {},
      },
      { kind: 'setScope', scope: 'all' },
      { kind: 'setHabit', habits: { 'manager-form': 'object' } },
      { kind: 'setActions', actions: { user: { delete: false }, group: {} } },
      {
        kind: 'assign',
        assignments: [
          { key: 'group-all', role: null },
          { key: 'user-ada', role: 'Reader' },
        ],
      },
      { kind: 'unassign', keys: ['user-ada'] },
      { kind: 'cycle', cycleKind: 'initial' },
      { kind: 'start' },
      { kind: 'pause' },
      { kind: 'restart', resetScope: [] },
      { kind: 'restart', resetScope: ['Watermark', 'Escrows'] },
      { kind: 'onDemand', key: 'user-ada', members: [] },
      { kind: 'onDemand', key: 'group-all', members: ['user-ada'] },
      { kind: 'plan' },
      { kind: 'advance', to: { kind: 'duration', text: 'PT40M', ms: 2_400_000 } },
      { kind: 'advance', to: { kind: 'next-retry' } },
      { kind: 'change', attributesByKey: { 'user-ada': { department: 'Research', mail: null, manager: 'user-grace' } } },
      { kind: 'addMember', membersByGroup: { 'group-all': ['user-grace'] } },
      { kind: 'removeMember', membersByGroup: { 'group-all': ['user-ada'] } },
      { kind: 'softDelete', keys: ['user-ada'] },
      { kind: 'restore', keys: ['user-ada'] },
      { kind: 'hardDelete', keys: ['user-ada'] },
      { kind: 'membershipRule', rulesByGroup: { 'group-all': { attribute: 'department', value: 'Research' } } },
      { kind: 'fault', faults: [{ method: 'POST', path: '/Users', who: 'user-ada', status: 503, times: 1 }], on: [], off: [] },
      {
        kind: 'atTarget',
        createdUsers: [{ userName: 'eve' }],
        createdGroups: [],
        changes: { 'user-ada': { title: 'X' } },
        removed: ['user-grace'],
      },
      { kind: 'expect', expectation: { requests: { 'POST /Users': 2 }, target: { users: 2 } } },
    ],
  });
  expect(result.value.steps.at(-1)?.place).toBe('scenarios/a.scenario.yaml:33:5');
});

test('a configuration sets the job up before the first step', () => {
  const configuration = `configuration:
  scope: all
  objectsInFlight: 4
  skipOutOfScopeDeletions: true
  habits: { member-add: replace }
  actions: { group: { delete: false } }
`;
  expect(read(`${head}${configuration}steps: [{ cycle: initial }]\n`)).toMatchObject({
    ok: true,
    value: {
      configuration: {
        scope: 'all',
        objectsInFlight: 4,
        skipsOutOfScopeDeletions: true,
        habits: { 'member-add': 'replace' },
        actions: { user: {}, group: { delete: false } },
      },
    },
  });
});

test.each([
  ['target: local', { kind: 'local', dialect: 'legacy', tolerances: null }],
  [
    'target: { profile: members-wiped, faults: [{ id: slow, effect: { kind: latency, ms: 5 } }] }',
    {
      kind: 'local',
      dialect: 'legacy',
      tolerances: null,
      profile: { value: 'members-wiped', place: 'scenarios/a.scenario.yaml:4:11' },
      faults: [{ value: { id: 'slow', effect: { kind: 'latency', ms: 5 } }, place: 'scenarios/a.scenario.yaml:4:44' }],
    },
  ],
  [
    'target: { url: https://x.test/scim, tokenEnv: TOKEN }',
    { kind: 'remote', url: 'https://x.test/scim', tokenEnv: 'TOKEN', client: null },
  ],
  ['target: { url: https://x.test/scim }', { kind: 'remote', url: 'https://x.test/scim', tokenEnv: null, client: null }],
  [
    'target: { url: https://x.test/scim, client: { tokenEndpoint: https://id.test/token, clientId: us, clientSecretEnv: SECRET, location: body } }',
    {
      kind: 'remote',
      url: 'https://x.test/scim',
      tokenEnv: null,
      client: {
        tokenEndpoint: 'https://id.test/token',
        clientId: 'us',
        clientSecretEnv: 'SECRET',
        location: 'body',
        oauthScope: null,
      },
    },
  ],
])('%s is a target', (line, target) => {
  expect(read(`${head}${line}\nsteps: [{ cycle: initial }]\n`)).toMatchObject({ ok: true, value: { target } });
});

const step = (text: string): string => `${head}steps:\n  - ${text}\n`;

test.each([
  ['no version', 'name: A\n', '1:1', 'The scenario names no version.', 'version: 1'],
  ['a version from the future', 'version: 9\n', '1:1', 'The scenario is of version 9; this program reads version 1.', 'newer'],
  ['a version of zero', 'version: 0\n', '1:1', '0 is no version of a scenario.', 'version: 1'],
  [
    'a list',
    '- cycle: initial\n',
    '1:1',
    'A scenario is a mapping of keys to values; this file is something else.',
    'version: 1',
  ],
  ['no steps', head, '1:1', '"steps" is missing.', 'in order'],
  ['an unknown key', `${head}stepz: []\nsteps: [{ cycle: initial }]\n`, '4:1', '"stepz" is not a key of this place.', '"steps"'],
  ['an unknown step', step('cylce: initial'), '5:5', '"cylce" is not a key of this place.', '"cycle"'],
  [
    'an unknown key of an expectation',
    step('expect: { request: {} }'),
    '5:15',
    '"request" is not a key of this place.',
    '"requests"',
  ],
  [
    'an unknown key of a target',
    `${head}target: { uri: x }\nsteps: [{ cycle: initial }]\n`,
    '4:11',
    '"uri" is not a key of this place.',
    '"url"',
  ],
  [
    'a target of another kind',
    `${head}target: 7\nsteps: [{ cycle: initial }]\n`,
    '4:1',
    'The number 7 cannot stand here.',
    'local',
  ],
  [
    'two things in one step',
    step('cycle: initial\n    advance: PT1H'),
    '5:5',
    'A step does exactly one thing; begin each with its own "- ".',
    '',
  ],
  [
    'a cycle of another kind',
    step('cycle: first'),
    '5:5',
    'Expected "initial" or "incremental", found the text "first".',
    '40 minutes',
  ],
  [
    'months, which have no length',
    step('advance: P1M'),
    '5:5',
    'This is no ISO 8601 duration, nor next-cycle or next-retry.',
    'PT40M',
  ],
  ['no duration at all', step('advance: PT0S'), '5:5', 'This is no ISO 8601 duration, nor next-cycle or next-retry.', 'PT40M'],
  [
    'a request of another kind',
    step('expect: { requests: { "POST /users": 1 } }'),
    '5:27',
    '"POST /users" is no usable name here.',
    'POST /Users',
  ],
  [
    'a count that is a text',
    step('expect: { requests: { "POST /Users": "1" } }'),
    '5:27',
    'Expected a number, found the text "1".',
    '',
  ],
  ['a key nobody has', step('assign: [group-al]'), '5:14', 'There is no user or group "group-al".', '"group-all"'],
  [
    'a user in the place of a group',
    step('addMember: { user-ada: [user-ada] }'),
    '5:18',
    'There is no group "user-ada".',
    'tenant file',
  ],
  ['a manager nobody is', step('change: { user-ada: { manager: user-x } }'), '5:27', 'There is no user "user-x".', 'tenant file'],
  [
    'a misspelt attribute',
    step('change: { user-ada: { departmnt: R } }'),
    '5:27',
    'A user has no attribute "departmnt".',
    '"department"',
  ],
  [
    'a text for a switch',
    step('change: { user-ada: { accountEnabled: "no" } }'),
    '5:27',
    '"no" is no value for accountEnabled.',
    'kind of value',
  ],
  [
    'members as an attribute',
    step('change: { group-all: { members: [user-ada] } }'),
    '5:28',
    '"change" does not take members.',
    'addMember',
  ],
  [
    'a habit nobody has',
    step('setHabit: { membr-add: replace }'),
    '5:17',
    'There is no habit "membr-add".',
    'Did you mean "member-add"?',
  ],
  [
    'a habit in the configuration set to what it cannot be',
    `${head}configuration: { habits: { member-add: replaced } }\nsteps: [{ cycle: initial }]\n`,
    '4:28',
    'The habit "member-add" cannot be set to "replaced".',
    'Did you mean "replace"?',
  ],
  [
    'a role without a principal',
    step('assign: [{ role: Reader }]'),
    '5:14',
    '"principal" is missing.',
    'The key of a user or group',
  ],
  [
    'a role for nobody',
    step('assign: [{ principal: user-x, role: R }]'),
    '5:16',
    'There is no user or group "user-x".',
    'tenant',
  ],
  [
    'a fault that says not how',
    step('fault: { next: [{ method: POST }] }'),
    '5:21',
    'A fault has either a status or a failure.',
    '',
  ],
  [
    'a time to wait that no answer names',
    step('fault: { next: [{ method: POST, failure: timeout, retryAfter: 30 }] }'),
    '5:21',
    'Only an answer with a status has a retryAfter.',
    '',
  ],
  [
    'a reset of what is never reset',
    step('restart: { resetScope: [Everything] }'),
    '5:29',
    expect.stringContaining('Expected "None" or "Watermark"'),
    '',
  ],
  [
    'a group on demand in the place of a member',
    step('onDemand: { group: group-all, members: [group-all] }'),
    '5:45',
    '"group-all" is a group.',
    'name users',
  ],
  [
    'a rule over no attribute',
    step('membershipRule: { group-all: { attribute: departmnt, value: R } }'),
    '5:36',
    'A user has no attribute "departmnt".',
    '"department"',
  ],
  ['a log entry of nobody', step('expect: { log: [{ who: user-x }] }'), '5:23', 'There is no user or group "user-x".', ''],
  ['a link of nobody', step('expect: { links: { user-x: none } }'), '5:24', 'There is no user or group "user-x".', ''],
  [
    'an expression that cannot be read',
    step('setMapping: { user: { title: "Join(" } }'),
    '5:27',
    'title: Expected a function, [attribute] or "text", but the expression ends (column 6).',
    '',
  ],
  [
    'a target attribute that is none',
    step('setMapping: { user: { "emails[": "[mail]" } }'),
    '5:27',
    '"emails[" is no target attribute.',
    'name.givenName',
  ],
])('%s is refused with line, column and remedy', (_sentence, text, position, message, remedy) => {
  const result = read(text);
  expect(result).toMatchObject({ ok: false, problems: [{ place: `scenarios/a.scenario.yaml:${position}`, message }] });
  expect(!result.ok && result.problems[0]?.remedy).toContain(remedy);
});

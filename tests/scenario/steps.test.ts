import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareScenario, runScenario } from '#harness/headless.ts';
import { assert } from '#shared/kernel/assert.ts';
import { parseScenario } from '#shared/scenario/parse-scenario.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';

/** What a scenario of these lines, over the tenant of three, finds wrong; each as `step number: sentence`. */
async function problemsOf(lines: readonly string[]): Promise<readonly string[]> {
  const tenant = parseTenantFile(
    readFileSync(join(import.meta.dirname, '../../fixtures/tenants/three.yaml'), 'utf8'),
    'three.yaml',
  );
  assert(tenant.ok, 'the tenant can be read');
  const text = `version: 1\nname: Steps\ntenant: three.yaml\nsteps:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
  const draft = parseScenario(text, 'steps.scenario.yaml');
  assert(draft.ok, JSON.stringify(draft));
  const scenario = draft.value.complete(tenant.value);
  assert(scenario.ok, JSON.stringify(scenario));
  const loaded = { scenario: scenario.value, tenant: tenant.value };
  const prepared = prepareScenario(loaded, { override: null, allowsWrites: false, allowsPlainHttp: false, environment: {} });
  assert(prepared.ok, JSON.stringify(prepared));
  const { report } = await runScenario(prepared.value, { cleansUp: false, environment: {} });
  return report.steps.flatMap(({ number, problems }) => problems.map(({ message }) => `${number}: ${message}`));
}

const everybody = [
  'assign: [group-crew, user-grace]',
  'cycle: initial',
  'expect: { target: { users: 3, activeUsers: 3, groups: 1 } }',
];
const laterThan = 'advance: PT40M';

test.each([
  [
    'scope all brings users and groups that nobody assigned',
    [
      'setScope: all',
      'cycle: initial',
      'expect: { requests: { "POST /Users": 3, "POST /Groups": 1 }, target: { users: 3, groups: 1 } }',
    ],
  ],
  [
    'nothing is sent before the first cycle, however long it takes',
    ['assign: [user-ada]', 'advance: P30D', 'expect: { noOtherWrites: true, target: { users: 0 } }'],
  ],
  [
    'a cycle is due 40 minutes after the last one, not before',
    [
      ...everybody,
      'change: { user-ada: { department: Locks } }',
      'advance: PT39M',
      'expect: { noOtherWrites: true }',
      'advance: PT1M',
      'expect: { requests: { "PATCH /Users": 1 }, noOtherWrites: true }',
    ],
  ],
  [
    'cycles missed on a long way collapse into one',
    [
      ...everybody,
      'change: { user-ada: { department: Locks } }',
      'advance: P7D',
      'expect: { requests: { "GET /Groups": 1, "PATCH /Users": 1 } }',
    ],
  ],
  [
    'a changed mapping makes the next due cycle an initial one',
    [
      ...everybody,
      'setMapping: { user: { nickName: "[givenName]" } }',
      laterThan,
      'expect: { requests: { "PATCH /Users": 3 }, noOtherWrites: true }',
    ],
  ],
  [
    'a soft-deleted user is disabled, and active again once restored',
    [
      ...everybody,
      'softDelete: [user-ada]',
      laterThan,
      'expect: { target: { activeUsers: 2 } }',
      'restore: [user-ada]',
      laterThan,
      'expect: { target: { activeUsers: 3 } }',
    ],
  ],
  [
    'a user deleted for good while provisioned is deleted',
    [...everybody, 'hardDelete: [user-grace]', laterThan, 'expect: { requests: { "DELETE /Users": 1 }, target: { users: 2 } }'],
  ],
  [
    'an attribute that is cleared is not sent',
    [...everybody, 'change: { user-grace: { jobTitle: null } }', laterThan, 'expect: { noOtherWrites: true }'],
  ],
  [
    'habits can be changed between two requests',
    [
      ...everybody,
      'setHabit: { manager-clearing: remove-value-filter }',
      'change: { user-ada: { manager: null } }',
      'advance: next-cycle',
      'expect: { requests: { "PATCH /Users": 1 }, noOtherWrites: true }',
    ],
  ],
  [
    'a retry that is due on a long way is not skipped over',
    [
      'fault: { next: [{ method: POST, who: user-ada, status: 503, times: 4 }] }',
      'assign: [user-ada]',
      'cycle: initial',
      'expect: { failures: 1, escrows: 1 }',
      'advance: P1D',
      'expect: { requests: { "POST /Users": 4 }, failures: 3, escrows: 0, target: { users: 1 } }',
    ],
  ],
  [
    'a request that times out is not carried out, one whose answer is lost is',
    [
      'fault: { next: [{ who: user-ada, method: POST, failure: timeout }, { who: user-grace, method: POST, failure: lost-answer }] }',
      'assign: [user-ada, user-grace]',
      'cycle: initial',
      'expect: { failures: 2, escrows: 2, target: { users: 1 } }',
      'advance: next-cycle',
      'expect: { requests: { "POST /Users": 1 }, escrows: 0, links: { user-grace: matched, user-ada: created } }',
    ],
  ],
  [
    'who is deleted is purged 30 days later, and can no longer be restored',
    ['softDelete: [user-ada]', 'advance: P30D', 'assign: [group-crew]', 'cycle: initial', 'expect: { target: { users: 1 } }'],
  ],
])('%s', async (_sentence, lines) => {
  expect(await problemsOf(lines)).toEqual([]);
});

test.each([
  [
    'an incremental cycle before any other',
    ['cycle: incremental'],
    '1: Entra would run an initial cycle now: there has been none yet.',
  ],
  [
    'an incremental cycle after the mapping changed',
    ['cycle: initial', 'setMapping: { user: { nickName: "[givenName]" } }', 'cycle: incremental'],
    '3: Entra would run an initial cycle now: attribute mapping changed.',
  ],
  ['restoring who is not deleted', ['restore: [user-ada]'], '1: "user-ada" is not deleted, so it cannot be restored.'],
  [
    'changing who is deleted',
    ['softDelete: [user-ada]', 'change: { user-ada: { mail: a@x.test } }'],
    '2: "user-ada" is deleted, so this cannot be done to it.',
  ],
  [
    'restoring who is deleted for good',
    ['hardDelete: [user-ada]', 'restore: [user-ada]'],
    '2: "user-ada" was deleted for good in an earlier step.',
  ],
  [
    'a write that is not among the named ones',
    ['assign: [user-grace]', 'cycle: initial', 'expect: { requests: { "POST /Groups": 0 }, noOtherWrites: true }'],
    '3: Expected no other write, sent 1 POST /Users.',
  ],
  ['provisioning that is started twice', ['start: {}', 'start: {}'], '2: Provisioning has been started already.'],
  ['stopping what does not run', ['pause: {}'], '1: Provisioning is not running.'],
  ['a cycle while provisioning is stopped', ['start: {}', 'pause: {}', 'cycle: incremental'], '3: Provisioning is stopped.'],
  ['a retry nobody waits for', ['cycle: initial', 'advance: next-retry'], '2: No object waits for a retry.'],
  ['a next cycle before the first', ['advance: next-cycle'], '1: No cycle is due.'],
  [
    'a blocked user on demand',
    ['change: { user-ada: { accountEnabled: false } }', 'onDemand: user-ada'],
    '2: Provision on demand finds no disabled or deleted objects, as "user-ada" is.',
  ],
  [
    'somebody on demand who is no member',
    ['onDemand: { group: group-crew, members: [user-grace] }'],
    '1: "user-grace" is no direct member of "group-crew".',
  ],
  [
    'a member put by hand into a dynamic group',
    ['membershipRule: { group-crew: { attribute: department, value: Harbour } }', 'addMember: { group-crew: [user-grace] }'],
    '2: "group-crew" is a dynamic group: its members follow department.',
  ],
  [
    'changing at the target who is not there',
    ['atTarget: { remove: [user-ada] }'],
    '1: Nothing at the target is linked to "user-ada".',
  ],
  [
    'what the target does not take',
    ['atTarget: { createUsers: [{ displayName: Nameless }] }'],
    expect.stringMatching(/^1: The target refused POST \/Users: /),
  ],
  [
    'a fault that nothing meets',
    ['fault: { next: [{ method: DELETE, status: 500 }] }', 'cycle: initial'],
    '2: A fault has not happened 1 more time: no request was like it.',
  ],
  [
    'a DELETE that must not be',
    [...everybody, 'hardDelete: [user-ada]', laterThan, 'expect: { noDelete: true }'],
    '6: Expected no DELETE, sent 1 DELETE /Users.',
  ],
  [
    'a log entry that is not there',
    [
      'cycle: initial',
      'expect: {}',
      'change: { user-ada: { city: X } }',
      laterThan,
      'expect: { log: [{ who: user-ada, action: update }] }',
    ],
    '5: Expected a log entry for user-ada with update; logged was other skipped NotEffectivelyEntitled.',
  ],
  [
    'a link that is another',
    [...everybody, 'expect: { links: { user-ada: matched } }'],
    '4: link of user-ada: expected matched, found created.',
  ],
  [
    'a resource that is another',
    [...everybody, 'expect: { resources: { user-ada: { name: { givenName: Eda } } } }'],
    expect.stringMatching(/^4: name of user-ada: expected \{"givenName":"Eda"\}, found \{.*"givenName":"Ada"/),
  ],
  [
    'a plan that is another',
    ['assign: [user-grace]', 'plan: {}', 'expect: { planned: { "PATCH /Users": 1 } }'],
    ['3: PATCH /Users planned: expected 1, found 0.', '3: POST /Users planned: expected 0, found 1.'],
  ],
  ['a plan that was not made', ['expect: { planned: {} }'], '1: Nothing was planned since the last expect.'],
])('%s is said', async (_sentence, lines, problem) => {
  expect(await problemsOf(lines)).toEqual(Array.isArray(problem) ? problem : [problem]);
});

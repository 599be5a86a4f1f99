import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareScenario, runScenario, type ScenarioRun } from '#harness/headless.ts';
import { assert } from '#shared/kernel/assert.ts';
import { parseScenario } from '#shared/scenario/parse-scenario.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';
import { type ForeignServer, startForeignServer } from './scimmy-server.ts';

// scimmy-routers reads the RFC to the letter. What is asserted here is what it really answers, including what fails.
const TOKEN = 'a-token-of-this-test';
let server: ForeignServer;
beforeEach(async () => {
  server = await startForeignServer(TOKEN);
});
afterEach(() => server.close());

const steps = `
  - testConnection: {}
  - setMapping: { user: { externalId: "[objectId]" } }
  - assign: [group-crew, user-grace]
  - cycle: initial
  - expect: { requests: { "POST /Users": 3, "POST /Groups": 1, "PATCH /Groups": 2 }, failures: 1, escrows: 1, target: { users: 3, groups: 1 } }
  - change: { user-grace: { jobTitle: Lock Keeper } }
  - change: { user-linus: { accountEnabled: false } }
  - cycle: incremental
`;

test('in the legacy dialect a rename arrives, the word "False" is refused with 400, and the manager stays a failed object', async () => {
  const { report, traceLines } = await rehearse(
    '',
    `${steps}  - expect: { failures: 2, escrows: 2, target: { users: 3, activeUsers: 3 } }\n`,
  );

  expect(report.steps.flatMap(({ problems }) => problems)).toEqual([]);
  expect(report.outcome).toBe('passed');
  expect(userNamed('grace')).toMatchObject({ title: 'Lock Keeper', active: true });
  expect(userNamed('linus')).toMatchObject({ active: true });
  expect([...server.groups.values()].map(({ members }) => members)).toEqual([
    [expect.objectContaining({ value: userNamed('ada')?.id }), expect.objectContaining({ value: userNamed('linus')?.id })],
  ]);
  const failures = report.steps.at(-2)?.failures ?? [];
  expect(failures.map(({ object, action }) => `${object}: ${action}`).sort()).toEqual([
    'Ada Marsh: update',
    'Linus Berg: disable',
  ]);
  expect(reasonFor(failures, 'Linus Berg')).toMatch(
    /StatusCode: BadRequest[\s\S]*expected value type 'boolean' but found type 'string'/,
  );
  expect(reasonFor(failures, 'Ada Marsh')).toMatch(
    /StatusCode: BadRequest[\s\S]*Complex attribute 'manager' expected complex value but found type 'string'/,
  );
  expectReasonInTrace(traceLines, "expected value type 'boolean' but found type 'string'");
  expectReasonInTrace(traceLines, "Complex attribute 'manager' expected complex value");
});

test('with ?aadOptscim062020 the disable succeeds, and the manager stays a failed object all the same', async () => {
  const { report, traceLines } = await rehearse(
    '?aadOptscim062020',
    `${steps}  - expect: { failures: 1, escrows: 1, target: { users: 3, activeUsers: 2 } }\n`,
  );

  expect(report.steps.flatMap(({ problems }) => problems)).toEqual([]);
  expect(report.outcome).toBe('passed');
  expect(userNamed('grace')).toMatchObject({ title: 'Lock Keeper', active: true });
  expect(userNamed('linus')).toMatchObject({ active: false });
  expect(report.steps.at(-2)?.failures.map(({ object, action }) => `${object}: ${action}`)).toEqual(['Ada Marsh: update']);
  expectReasonInTrace(traceLines, "Complex attribute 'manager' expected complex value");
});

test('a wrong token is told apart from a target that is not there', async () => {
  const text = '\n  - testConnection: {}\n';
  expect((await rehearse('', text, 'another-token')).report.outcome).toBe('credentials-refused');
  await server.close();
  expect((await rehearse('', text)).report.outcome).toBe('unreachable');
  server = await startForeignServer(TOKEN);
});

test('clean-up removes what the run created, and leaves what it only found', async () => {
  await rehearse('', '\n  - assign: [user-grace]\n  - cycle: initial\n');
  const { report } = await rehearse('', '\n  - assign: [user-grace, user-linus]\n  - cycle: initial\n', TOKEN, 'cleaned up');
  expect(report.steps.at(-1)).toMatchObject({ kind: 'cleanUp', status: 'passed', requests: { 'DELETE /Users': 1 } });
  expect([...server.users.values()].map(({ userName }) => userName)).toEqual(['grace@tidewater.test']);
});

function userNamed(name: string) {
  return [...server.users.values()].find(({ userName }) => userName === `${name}@tidewater.test`);
}

function reasonFor(failures: readonly { readonly object: string; readonly reason: string }[], object: string): string {
  return failures.find((failure) => failure.object === object)?.reason ?? '';
}

/** The log of the failed object says why, in the target's own words. */
function expectReasonInTrace(lines: readonly string[], words: string): void {
  const failed = lines.filter((line) => line.includes('"kind":"change-finished"') && line.includes('"status":"failure"'));
  expect(failed.some((line) => line.includes(words))).toBe(true);
}

async function rehearse(query: string, stepLines: string, token = TOKEN, ending?: 'cleaned up'): Promise<ScenarioRun> {
  const tenantText = readFileSync(join(import.meta.dirname, '../../fixtures/tenants/three.yaml'), 'utf8');
  const tenant = parseTenantFile(tenantText, 'three.yaml');
  assert(tenant.ok, 'the tenant can be read');
  const draft = parseScenario(
    `version: 1\nname: A foreign server\ntenant: three.yaml\nsteps:${stepLines}`,
    'foreign.scenario.yaml',
  );
  assert(draft.ok, 'the scenario can be read');
  const scenario = draft.value.complete(tenant.value);
  assert(scenario.ok, 'the scenario fits the tenant');
  const prepared = prepareScenario(
    { scenario: scenario.value, tenant: tenant.value },
    {
      override: { url: `${server.tenantUrl}${query}`, tokenEnv: 'FOREIGN_TOKEN', client: null },
      allowsWrites: true,
      allowsPlainHttp: false,
      environment: { FOREIGN_TOKEN: token },
    },
  );
  assert(prepared.ok, 'the target may be used');
  const run = await runScenario(prepared.value, { cleansUp: ending === 'cleaned up', environment: {} });
  expect(run.traceLines.filter((line) => line.includes(token))).toEqual([]);
  return run;
}

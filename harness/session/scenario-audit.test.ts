import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import { parseScenario } from '#shared/scenario/parse-scenario.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';
import { prepareScenario, runScenario } from '../headless.ts';

test('a habit that a step sets stands in the audit file of the run, and one that stays as it is does not', async () => {
  const tenant = parseTenantFile(readFileSync('fixtures/tenants/three.yaml', 'utf8'), 'three.yaml');
  assert(tenant.ok, 'the tenant can be read');
  const steps = ['setHabit: { member-add: add }', 'setHabit: { member-add: replace, second-retry: after-first-retry }'];
  const draft = parseScenario(
    `version: 1\nname: Habits\ntenant: three.yaml\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`,
    'habits.scenario.yaml',
  );
  assert(draft.ok, JSON.stringify(draft));
  const scenario = draft.value.complete(tenant.value);
  assert(scenario.ok, JSON.stringify(scenario));
  const loaded = { scenario: scenario.value, tenant: tenant.value };
  const prepared = prepareScenario(loaded, { override: null, allowsWrites: false, allowsPlainHttp: false, environment: {} });
  assert(prepared.ok, JSON.stringify(prepared));
  const run = await runScenario(prepared.value, { cleansUp: false, environment: {} });
  const audit = run.logFiles().find(({ name }) => name.endsWith('.audit.json'));
  expect(JSON.parse(audit?.text ?? '')).toMatchObject([
    {
      activity: 'Set wire habit (rehearsal only)',
      details:
        'Wire habits of this rehearsal, not of Entra: member-add is replace, was add; second-retry is after-first-retry, was after-first-failure.',
    },
  ]);
});

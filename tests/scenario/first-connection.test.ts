import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { type PreparedScenario, prepareScenario, readScenario, runScenario } from '#harness/headless.ts';
import { assert } from '#shared/kernel/assert.ts';
import { parseJson } from '#shared/kernel/json.ts';

const folder = join(import.meta.dirname, '../../fixtures/scenarios');
const files = readdirSync(folder).filter((name) => name.endsWith('.scenario.yaml'));

function prepare(name: string): PreparedScenario {
  const loaded = readScenario(relative(process.cwd(), join(folder, name)));
  assert(loaded.ok, `${name} can be read: ${JSON.stringify(loaded)}`);
  const prepared = prepareScenario(loaded.value, {
    override: null,
    allowsWrites: false,
    allowsPlainHttp: false,
    environment: {},
  });
  assert(prepared.ok, `${name} may run`);
  return prepared.value;
}

const options = { cleansUp: false, environment: {} };

test('a first connection creates twelve people and their group, then sends the one change', async () => {
  const { report } = await runScenario(prepare('first-connection.scenario.yaml'), options);
  expect(report).toMatchObject({
    id: 'first-connection',
    outcome: 'passed',
    requestCounts: { 'POST /Users': 12, 'POST /Groups': 1, 'PATCH /Groups': 11, 'PATCH /Users': 9 },
  });
  expect(report.steps.map(({ status }) => status)).toEqual(Array(8).fill('passed'));
  expect(report.steps[6]).toMatchObject({
    kind: 'advance',
    requests: { 'PATCH /Users': 1 },
    changes: [{ action: 'update', status: 'success', count: 1 }],
  });
});

test('two runs with one seed give the same trace to the byte, another seed gives other ids', async () => {
  const scenario = prepare('first-connection.scenario.yaml');
  const [first, second, other] = [
    await runScenario(scenario, options),
    await runScenario(scenario, options),
    await runScenario(scenario, { ...options, seed: 8 }),
  ];
  expect(second.traceLines).toEqual(first.traceLines);
  expect(second.report).toEqual(first.report);
  expect(other.traceLines).not.toEqual(first.traceLines);
  expect(other.report.requestCounts).toEqual(first.report.requestCounts);
});

test('a trace is canonical JSON, line by line, without token, port or durations', async () => {
  const { traceLines } = await runScenario(prepare('first-connection.scenario.yaml'), options);
  expect(traceLines[0]).toBe('{"format":"scim-rehearsal-trace","version":1}');
  expect(traceLines.filter((line) => parseJson(line) === undefined)).toEqual([]);
  expect(traceLines.filter((line) => /bearer|127\.0\.0\.1|durationMs/i.test(line))).toEqual([]);
});

test('clean-up leaves the target empty and counts in the report', async () => {
  const { report } = await runScenario(prepare('first-connection.scenario.yaml'), { ...options, cleansUp: true });
  expect(report.steps.at(-1)).toMatchObject({
    kind: 'cleanUp',
    status: 'passed',
    requests: { 'DELETE /Groups': 1, 'DELETE /Users': 12 },
  });
});

test('an interrupted run says so, skips what is left, and still cleans up', async () => {
  const interruption = new AbortController();
  const { report } = await runScenario(prepare('first-connection.scenario.yaml'), {
    cleansUp: true,
    environment: {},
    signal: interruption.signal,
    onStep: ({ kind }) => kind === 'cycle' && interruption.abort(),
  });
  expect(report.outcome).toBe('interrupted');
  expect(report.steps.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'testConnection passed',
    'setMapping passed',
    'assign passed',
    'cycle passed',
    'expect passed',
    'change passed',
    'advance skipped',
    'expect skipped',
    'cleanUp passed',
  ]);
  expect(report.steps.at(-1)?.requests).toEqual({ 'DELETE /Groups': 1, 'DELETE /Users': 12 });
});

test.each(files)('%s passes', async (name) => {
  const { report } = await runScenario(prepare(name), options);
  expect(report.steps.flatMap(({ problems, failures }) => [...problems, ...failures])).toEqual([]);
  expect(report.outcome).toBe('passed');
});

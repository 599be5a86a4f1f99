import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startScenarioHere } from '../session/scenario-thread.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';
import { recordingHandlers } from './recordings.ts';
import { scenarioHandlers } from './scenarios.ts';
import { createWorkbench } from './workbench.ts';

let opened: ReturnType<typeof benchOf>;
let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = new TestWorkspace();
  await workspace.open();
  opened = benchOf(workspace);
});
afterEach(() => workspace.remove());

/** Runs in this thread: a thread of its own, and that it gives the same, is tested where it is started. */
function benchOf({ workspace: { parts }, folder, api }: TestWorkspace) {
  const notices: string[] = [];
  const options = { folder, samplesFolder: resolve('fixtures/tenants'), notices, start: startScenarioHere };
  const workbench = createWorkbench(parts, options);
  const bench = { scenarios: scenarioHandlers(parts, workbench), recordings: recordingHandlers(parts, workbench) };
  const { scenarios, recordings } = createRouterClient(bench, { context: {} });
  return { api: { scenarios, recordings, exchanges: api.exchanges, apps: api.apps }, folder, notices };
}

const shipped = 'shipped/first-connection.scenario.yaml';

async function run(id: string, text?: string) {
  const { api } = opened;
  await api.scenarios.run({ id, text: text ?? (await api.scenarios.read({ id })).text });
  await expect.poll(async () => (await api.scenarios.state({}))?.isRunning, { timeout: 10_000 }).toBe(false);
  return await api.scenarios.result({ id });
}

test('every scenario that comes with the program is listed with its sentence, and may be run', async () => {
  const { items } = await opened.api.scenarios.list({});
  expect(items.length).toBeGreaterThan(50);
  expect(items.filter(({ problemCount, name, stepCount }) => problemCount > 0 || name === null || stepCount === 0)).toEqual([]);
  expect(items.map(({ id }) => id)).toContain('shipped/stories/joiner.scenario.yaml');
});

test('a copy takes along what it names, and may be changed; the original may not', async () => {
  const { api, folder } = opened;
  const copy = await api.scenarios.copy({ id: 'shipped/imported-schema.scenario.yaml' });
  expect(copy).toMatchObject({ id: 'own/imported-schema.scenario.yaml', source: 'own' });
  expect(copy.text).toMatch(/tenant: tenants\/\w+\.yaml/);
  expect(copy.text).toContain('schemas/imported-schema.json');
  expect(readdirSync(join(folder, 'scenarios/tenants'))).toHaveLength(1);
  expect((await api.scenarios.check({ id: copy.id, text: copy.text })).problems).toEqual([]);
  const again = await api.scenarios.copy({ id: copy.id });
  expect(again.id).toBe('own/imported-schema-2.scenario.yaml');
  await expect(api.scenarios.save({ id: shipped, text: 'version: 1', basedOn: null })).rejects.toThrow(
    'This scenario comes with the program and is not changed.',
  );
});

test('a text is checked as it would stand in the file, with line and column', async () => {
  const { api } = opened;
  const { id, text } = await api.scenarios.copy({ id: shipped });
  const { problems, scenario } = await api.scenarios.check({ id, text: text.replace('cycle: initial', 'cycle: inital') });
  const line = text.split('\n').findIndex((each) => each.includes('cycle: initial')) + 1;
  expect(problems).toMatchObject([{ line, column: 5, elsewhere: '', message: expect.stringContaining('inital') }]);
  expect(scenario).toBeNull();
  const missing = await api.scenarios.check({ id, text: text.replace(/tenants\/\w+/, 'tenants/nobody') });
  expect(missing.problems).toMatchObject([
    { line: expect.any(Number), message: expect.stringContaining('There is no tenant file') },
  ]);
});

test('what another window saved is not written over without being asked', async () => {
  const { api, folder } = opened;
  const { id, text, revision } = await api.scenarios.copy({ id: shipped });
  writeFileSync(join(folder, 'scenarios/first-connection.scenario.yaml'), `# another\n${text}`);
  const mine = { id, text: `# mine\n${text}` };
  await expect(api.scenarios.save({ ...mine, basedOn: revision })).rejects.toThrow('was changed by another program or window');
  const saved = await api.scenarios.save({ ...mine, basedOn: null });
  expect(saved.text).toBe(mine.text);
  expect(await api.scenarios.save({ id, text, basedOn: saved.revision })).toMatchObject({ text, revision });
});

test('a scenario is renamed and deleted in the workspace, and nowhere else', async () => {
  const { api, folder } = opened;
  const { id } = await api.scenarios.copy({ id: shipped });
  await api.scenarios.copy({ id: shipped });
  await expect(api.scenarios.rename({ id, fileName: '../first' })).rejects.toThrow('cannot be a file name everywhere');
  await expect(api.scenarios.rename({ id, fileName: 'First-Connection-2' })).rejects.toThrow('There is a scenario');
  const renamed = await api.scenarios.rename({ id, fileName: 'my first.scenario.yaml' });
  expect(renamed.id).toBe('own/my first.scenario.yaml');
  await api.scenarios.remove({ id: renamed.id });
  expect(existsSync(join(folder, 'scenarios/my first.scenario.yaml'))).toBe(false);
  await expect(api.scenarios.read({ id: renamed.id })).rejects.toThrow('There is no scenario');
  await expect(api.scenarios.read({ id: 'own/../workspace.json' })).rejects.toThrow('There is no scenario');
  await expect(api.scenarios.remove({ id: shipped })).rejects.toThrow('comes with the program');
});

test('a scenario of a folder below stays there, where what it names is found', async () => {
  const { api, folder } = opened;
  const { text } = await api.scenarios.copy({ id: shipped });
  mkdirSync(join(folder, 'scenarios/leavers'));
  writeFileSync(join(folder, 'scenarios/leavers/first.scenario.yaml'), text.replace('tenants/', '../tenants/'));
  const renamed = await api.scenarios.rename({ id: 'own/leavers/first.scenario.yaml', fileName: 'second' });
  const copy = await api.scenarios.copy({ id: renamed.id });
  expect([renamed.id, copy.id]).toEqual(['own/leavers/second.scenario.yaml', 'own/leavers/second-2.scenario.yaml']);
  for (const { id } of [renamed, copy]) {
    expect((await api.scenarios.check({ id, text: copy.text })).problems).toEqual([]);
  }
});

test('a run is told step by step, recorded with the requests of each step, and leaves the workspace as it was', async () => {
  const { api, folder } = opened;
  const result = await run(shipped);
  expect(result).toMatchObject({ isKept: true, report: { outcome: 'passed', file: 'first-connection.scenario.yaml' } });
  const { recordingId, report } = result as NonNullable<typeof result>;
  expect(report.steps[0]?.place).toMatch(/^first-connection\.scenario\.yaml:\d+:\d+$/);
  const { items, totalCount } = await api.recordings.exchanges({ id: recordingId, limit: 1000 });
  expect(totalCount).toBe(report.requests);
  for (const step of report.steps) {
    const sent = Object.values(step.requests).reduce((sum, count) => sum + count, 0);
    expect(items.filter(({ stepNumber }) => stepNumber === step.number)).toHaveLength(sent);
  }
  expect((await api.exchanges.list({})).totalCount).toBe(0);
  expect((await api.apps.list({})).length).toBe(0);
  const record = readFileSync(join(folder, 'recordings', `${recordingId}.recording.json`), 'utf8');
  expect(record).not.toContain(process.cwd());
  expect((await api.scenarios.list({})).items.find(({ id }) => id === shipped)?.lastRun).toMatchObject({ outcome: 'passed' });
});

test('the same text and seed give the same trace as the command line writes', async () => {
  const { api } = opened;
  const result = await run('shipped/stories/joiner.scenario.yaml');
  const { text } = await api.recordings.exportTrace({ source: { recordingId: result?.recordingId ?? '' } });
  expect(text).toBe(readFileSync('fixtures/traces/joiner.trace.jsonl', 'utf8'));
});

test('an expectation that fails is told with its place; the text need not be saved', async () => {
  const { api } = opened;
  const { id, text } = await api.scenarios.copy({ id: 'shipped/stories/joiner.scenario.yaml' });
  const result = await run(id, `${text.trimEnd()}\n  - expect: { escrows: 7 }\n`);
  expect(result?.report.outcome).toBe('failed');
  expect(result?.report.steps.at(-1)).toMatchObject({
    status: 'failed',
    problems: [{ message: 'objects in escrow: expected 7, found 0.' }],
  });
  expect((await api.scenarios.read({ id })).text).toBe(text);
});

test('one is run at a time; one that is stopped is recorded as far as it came', async () => {
  const { api } = opened;
  const { text } = await api.scenarios.read({ id: shipped });
  const cycles = '  - change: { user-ada: { department: A } }\n  - cycle: incremental\n'.repeat(400);
  await api.scenarios.run({ id: shipped, text: `${text.trimEnd()}\n${cycles}` });
  await expect(api.scenarios.run({ id: shipped, text })).rejects.toThrow('Another scenario is being run');
  await api.scenarios.cancel({});
  await expect.poll(async () => (await api.scenarios.state({}))?.isRunning, { timeout: 10_000 }).toBe(false);
  expect((await api.scenarios.result({ id: shipped }))?.report.outcome).toBe('interrupted');
});

test('what cannot be recorded is told on every page, and its result is there all the same', async () => {
  const { api, folder, notices } = opened;
  writeFileSync(join(folder, 'recordings'), 'a file in the place of the folder');
  const result = await run('shipped/stories/joiner.scenario.yaml');
  expect(result).toMatchObject({ isKept: false, report: { outcome: 'passed' } });
  expect(notices).toEqual([expect.stringContaining('This was not recorded')]);
  const sent = await api.recordings.exchanges({ id: result?.recordingId ?? '' });
  expect(sent.totalCount).toBe(result?.report.requests);
  expect((await api.recordings.list({})).items).toEqual([]);
});

test('a scenario that would write to somebody else’s target is refused, with what would do it', async () => {
  const { api } = opened;
  const { id, text } = await api.scenarios.copy({ id: shipped });
  const remote = text.replace(/^target:.*$/m, 'target: { url: "https://scim.example.test/scim", tokenEnv: TOKEN }');
  expect((await api.scenarios.check({ id, text: remote })).problems).toMatchObject([
    {
      line: null,
      message: expect.stringContaining('https://scim.example.test'),
      remedy: expect.stringContaining('--allow-writes'),
    },
  ]);
  await expect(api.scenarios.run({ id, text: remote })).rejects.toThrow('bundled server only');
});

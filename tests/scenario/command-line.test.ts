import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { serveDirectory } from '#harness/serve.ts';
import { assert } from '#shared/kernel/assert.ts';
import { doctorSchema, habitsSchema, runReportSchema, timingsSchema } from '#shared/scenario/run-report.ts';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');
const scenarios = join(root, 'fixtures/scenarios');
const managerSecond = join(scenarios, 'manager-second.scenario.yaml');
const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One command as a person types it, in this process: exit code, and the lines of both outputs. */
async function rehearse(...words: readonly string[]) {
  const result: string[] = [];
  const notes: string[] = [];
  const exitCode = await run(words, pathToFileURL(`${root}/`), {
    result: (line) => result.push(line),
    note: (line) => notes.push(line),
    isColored: false,
  });
  return { exitCode, result: result.join('\n'), notes: notes.join('\n') };
}

test('--version prints the version of package.json', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(await rehearse('--version')).toEqual({ exitCode: 0, result: version, notes: '' });
});

test('a run gives a readable account', async () => {
  const { exitCode, result, notes } = await rehearse('run', managerSecond);
  expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: '' });
  expect(result).toBe(`A user with a manager arrives as a create followed by an update
  against the bundled server, in memory
  ok       1  Assign user-ada, user-grace, user-linus
  ok       2  Run an initial cycle
              3 created, 1 skipped, 1 updated
              1 GET /Groups, 4 GET /Users, 1 PATCH /Users, 3 POST /Users
  ok       3  Expect 3 POST /Users, 1 PATCH /Users, no other write
  ok       4  Change user-linus (manager)
  ok       5  Advance the clock by PT40M
              1 updated
              1 GET /Groups, 2 GET /Users, 1 PATCH /Users
  ok       6  Expect 1 PATCH /Users, no other write
  passed, 13 requests

1 scenario: 1 passed, 0 failed, 13 requests sent`);
});

test('--json prints one document and nothing else; files hold the same report, timings and one trace a scenario', async () => {
  const files = {
    report: join(folder, 'deep/report.json'),
    timings: join(folder, 'timings.json'),
    traces: join(folder, 'traces'),
  };
  const words = ['--trace', files.traces, '--timings', files.timings, '--reporter', `json=${files.report}`];
  const { exitCode, result, notes } = await rehearse('run', scenarios, '--json', ...words);
  expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: '' });
  const report = runReportSchema.parse(JSON.parse(result));
  expect(runReportSchema.parse(JSON.parse(readFileSync(files.report, 'utf8')))).toEqual(report);
  expect(report.totals).toMatchObject({ scenarios: report.scenarios.length, passed: report.scenarios.length, failed: 0 });
  const timings = timingsSchema.parse(JSON.parse(readFileSync(files.timings, 'utf8')));
  expect(timings.scenarios.map(({ id, exchanges }) => [id, exchanges.length])).toEqual(
    report.scenarios.map(({ id, requests }) => [id, requests]),
  );
  expect(readdirSync(files.traces).sort()).toEqual(report.scenarios.map(({ id }) => `${id}.trace.jsonl`).sort());
});

test('--seed changes the ids of a run', async () => {
  const traced = async (name: string, ...words: readonly string[]) => {
    await rehearse('run', managerSecond, '--trace', join(folder, name), ...words);
    return readFileSync(join(folder, name, 'manager-second.trace.jsonl'), 'utf8');
  };
  expect(await traced('seed-a', '--seed', '5')).not.toBe(await traced('seed-b'));
  expect(await traced('seed-c', '--seed', '19')).toBe(await traced('seed-d'));
});

test('--in-flight changes nothing about a trace, --habit what is sent', async () => {
  const leaveGroup = join(scenarios, 'leave-group.scenario.yaml');
  const traced = async (name: string, ...words: readonly string[]) => {
    await rehearse('run', leaveGroup, '--trace', join(folder, name), ...words);
    return readFileSync(join(folder, name, 'leave-group.trace.jsonl'), 'utf8');
  };
  const plain = await traced('flight-a');
  expect((await traced('flight-b', '--in-flight', '20')) === plain).toBe(true);
  expect(plain.includes('"$ref":null')).toBe(false);
  expect((await traced('habit', '--habit', 'member-ref-null=on')).includes('"$ref":null')).toBe(true);
});

test('--logs writes the provisioning logs as JSON and as three CSV files, the audit log, and the job as Graph shows it', async () => {
  const logs = join(folder, 'logs');
  expect(await rehearse('run', managerSecond, '--logs', logs)).toMatchObject({ exitCode: 0 });
  expect(readdirSync(logs).sort()).toEqual([
    'manager-second.ProvisioningLogs.csv',
    'manager-second.ProvisioningLogs_ModifiedProperties.csv',
    'manager-second.ProvisioningLogs_ProvisioningSteps.csv',
    'manager-second.audit.json',
    'manager-second.job.json',
    'manager-second.logs.json',
  ]);
  const entries = JSON.parse(readFileSync(join(logs, 'manager-second.logs.json'), 'utf8')) as {
    provisioningAction: string;
    sourceIdentity: { displayName: string };
  }[];
  expect(
    entries.map(({ provisioningAction, sourceIdentity }) => `${provisioningAction} ${sourceIdentity.displayName}`),
  ).toContain('create Ada Marsh');
  const job = JSON.parse(readFileSync(join(logs, 'manager-second.job.json'), 'utf8'));
  expect(job).toMatchObject({
    schedule: { interval: 'PT40M', state: 'Active' },
    status: { code: 'Active', lastExecution: { state: 'Succeeded', countExported: 1 }, quarantine: null },
  });
  const audit = JSON.parse(readFileSync(join(logs, 'manager-second.audit.json'), 'utf8')) as { activity: string }[];
  expect(audit.map(({ activity }) => activity)).toEqual(Array(3).fill('Add app role assignment grant to user'));
});

test('--plan ends at the first cycle, says what it would send, and sends no write', async () => {
  const { exitCode, result } = await rehearse('run', managerSecond, '--plan');
  expect(exitCode).toBe(0);
  expect(result).toContain(`  ok       2  Plan the next cycle, sending nothing but reads
              would send 1 PATCH /Users, 3 POST /Users
                POST /Users  Creates user Ada Marsh: nothing in the target matched.
`);
  expect(result).toContain('  skipped  3  Expect 3 POST /Users');
  const { result: json } = await rehearse('run', managerSecond, '--plan', '--json');
  expect(runReportSchema.parse(JSON.parse(json)).scenarios).toMatchObject([
    {
      requests: 0,
      steps: [{}, { planned: { totalCount: 4, requestCounts: { 'POST /Users': 3, 'PATCH /Users': 1 } } }, {}, {}, {}, {}],
    },
  ]);
});

test('--plan takes no consent to write, and none is written', async () => {
  vi.stubEnv('REHEARSE_TEST_TOKEN', served.token);
  const words = ['--target', served.url, '--token-env', 'REHEARSE_TEST_TOKEN', '--plan'];
  expect(await rehearse('run', managerSecond, ...words)).toMatchObject({ exitCode: 0 });
  const held = await fetch(`${served.url}/Users`, { headers: { authorization: `Bearer ${served.token}` } });
  expect(await held.json()).toMatchObject({ totalResults: 0 });
});

test('--plan against a target nobody serves ends with 3', async () => {
  const { exitCode, result } = await rehearse('run', managerSecond, '--target', 'http://127.0.0.1:1/scim', '--plan');
  expect(exitCode).toBe(3);
  expect(result).toContain('the target could not be reached');
});

test('habits are listed with evidence and settings, and as JSON the same', async () => {
  const { exitCode, result } = await rehearse('habits');
  expect(exitCode).toBe(0);
  expect(result).toMatch(/ {2}member-add {2}\(documented: .*\)\n.*\n {6}add {6}.* \(default\)\n {6}replace {2}/);
  const report = habitsSchema.parse(JSON.parse((await rehearse('habits', '--json')).result));
  expect(report.habits.find(({ id }) => id === 'member-add')?.settings.map(({ value }) => value)).toEqual(['add', 'replace']);
});

test.each([
  ['each request waits for a line; c goes on to the end of the cycle', 'c\nc\n', 0, '1 passed'],
  ['q stops the run, and what was created is cleaned up', '\n\n\n\nq\n', 130, '1 DELETE /Users'],
  ['so does the end of the input', '\n', 130, 'interrupted'],
])('with --step %s', async (_sentence, typed, exitCode, result) => {
  const results: string[] = [];
  const notes: string[] = [];
  const output = {
    result: (line: string) => results.push(line),
    note: (line: string) => notes.push(line),
    isColored: false,
  };
  const words = ['run', managerSecond, '--step', '--clean-up'];
  const status = await run(words, pathToFileURL(`${root}/`), output, () => Readable.from([typed]));
  expect({ status, result: results.join('\n') }).toEqual({ status: exitCode, result: expect.stringContaining(result) });
  expect(notes.join('\n')).toContain('GET /Users?filter=userName');
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const head = `version: 1\nname: A\ntenant: ${join(root, 'fixtures/tenants/three.yaml')}\n`;

test('an expectation that does not hold fails the run with 1, and says what was found', async () => {
  const text = `${head}steps:\n  - assign: [user-ada]\n  - cycle: initial\n  - expect: { requests: { "POST /Users": 2 }, target: { users: 2 } }\n`;
  const { exitCode, result } = await rehearse('run', write('two.scenario.yaml', text));
  expect(exitCode).toBe(1);
  expect(result).toContain('two.scenario.yaml:7:5: POST /Users requests: expected 2, found 1.');
  expect(result).toContain('users at the target: expected 2, found 1.');
  expect(result).toContain('1 scenario: 0 passed, 1 failed');
});

test.each([
  ['no command', [], /Usage: rehearse/],
  ['an unknown command', ['rum'], /unknown command 'rum'/],
  ['an unknown option', ['run', managerSecond, '--tarce', 'x'], /unknown option '--tarce'[\s\S]*--trace/],
  ['no scenario', ['run'], /missing required argument 'scenario'/],
  ['a file that is not there', ['run', 'nowhere.scenario.yaml'], /nowhere\.scenario\.yaml: There is no such file/],
  ['a folder without scenarios', ['run', join(root, 'docs')], /holds no \*\.scenario\.yaml/],
  ['a seed that is no number', ['run', managerSecond, '--seed', 'x'], /whole number/],
  ['no object in flight', ['run', managerSecond, '--in-flight', '0'], /Give a number from 1 to 100/],
  ['a habit without a setting', ['run', managerSecond, '--habit', 'member-add'], /--habit id=setting/],
  ['a habit nobody has', ['run', managerSecond, '--habit', 'membr-add=x'], /no habit "membr-add"[\s\S]*"member-add"/],
  ['a setting a habit has not', ['run', managerSecond, '--habit', 'member-add=x'], /cannot be set to "x"/],
  ['an unknown reporter', ['run', managerSecond, '--reporter', 'xml'], /"xml" is no reporter/],
  ['a list within one JSON document', ['run', managerSecond, '--reporter', 'list', '--json'], /one JSON document and no list/],
  [
    'a target without consent',
    ['run', managerSecond, '--target', 'https://scim.example.test/scim'],
    /is a remote target[\s\S]*--allow-writes/,
  ],
  [
    'a target that is no URL',
    ['run', managerSecond, '--target', 'scim.example.test', '--allow-writes'],
    /--target: The tenant URL does not begin with/,
  ],
  [
    'plain http to another machine',
    ['run', managerSecond, '--target', 'http://scim.example.test/scim', '--allow-writes'],
    /over plain http[\s\S]*--allow-plain-http/,
  ],
  [
    'a token variable that is not set',
    ['run', managerSecond, '--target', 'https://scim.example.test/scim', '--allow-writes', '--token-env', 'REHEARSE_NO_SUCH'],
    /environment variable REHEARSE_NO_SUCH is not set/,
  ],
  ['a token without a target', ['run', managerSecond, '--token-env', 'X'], /there is no --target/],
  ['a port that is none', ['serve', '--port', '70000'], /Ports go from 0 to 65535/],
  ['a directory that cannot stand in an address', ['serve', '--directory', 'a/b'], /"a\/b" cannot stand in an address/],
  ['a token variable of serve that is not set', ['serve', '--token-env', 'REHEARSE_NO_SUCH'], /REHEARSE_NO_SUCH is not set/],
  [
    'a webhook to a host that nobody allowed',
    ['serve', '--port', '0', '--webhook', 'https://hooks.example.test/?key=hush'],
    /^--webhook: https:\/\/hooks\.example\.test is not on this machine[^?]*--allow-host/,
  ],
  ['--allow-host without a webhook', ['serve', '--allow-host'], /the endpoint of --webhook, and there is none/],
])('%s is refused with 2, on standard error only', async (_sentence, words, notes) => {
  expect(await rehearse(...words)).toEqual({ exitCode: 2, result: '', notes: expect.stringMatching(notes) });
});

test.each([
  [
    'a misspelt step',
    `${head}steps:\n  - cylce: initial\n`,
    /bad\.scenario\.yaml:5:5: "cylce" is not a key of this place\.\n {2}Did you mean "cycle"\?/,
  ],
  ['broken YAML', `${head}steps: [\n`, /bad\.scenario\.yaml:5:1: This is not valid YAML/],
  [
    'a tenant that is not there',
    'version: 1\nname: A\ntenant: gone.yaml\nsteps: [{ cycle: initial }]\n',
    /bad\.scenario\.yaml:3:1: There is no tenant file .*gone\.yaml/,
  ],
  [
    'a tolerance the server does not know',
    `version: 1\nname: A\ntenant: three.yaml\ntarget: { local: { tolerances: [anything-goes] } }\nsteps: [{ cycle: initial }]\n`,
    /knows no tolerance "anything-goes"[\s\S]*op-any-case/,
  ],
])('%s in a scenario is refused with 2 before anything runs', async (_sentence, text, notes) => {
  write('three.yaml', readFileSync(join(root, 'fixtures/tenants/three.yaml'), 'utf8'));
  expect(await rehearse('run', managerSecond, write('bad.scenario.yaml', text))).toEqual({
    exitCode: 2,
    result: '',
    notes: expect.stringMatching(notes),
  });
});

let served: { readonly url: string; readonly token: string; close(): Promise<void> };
beforeAll(async () => {
  const server = await serveDirectory({ port: 0, dataFolder: null, directoryName: 'test', token: null, environment: {} });
  assert(server.ok, 'a free port can be served');
  served = server.value;
});
afterAll(() => served.close());
afterEach(() => vi.unstubAllEnvs());

test('a served directory can be the target; what the run created is cleaned up, and no output holds the token', async () => {
  vi.stubEnv('REHEARSE_TEST_TOKEN', served.token);
  const words = [
    '--target',
    `${served.url}?key=hush`,
    '--token-env',
    'REHEARSE_TEST_TOKEN',
    '--allow-writes',
    '--clean-up',
    '--trace',
    folder,
  ];
  const { exitCode, result, notes } = await rehearse('run', managerSecond, ...words);
  expect(exitCode).toBe(0);
  expect(result).toContain('3 DELETE /Users');
  const written = readFileSync(join(folder, 'manager-second.trace.jsonl'), 'utf8');
  for (const secret of [served.token, 'hush']) expect(result + notes + written).not.toContain(secret);
  expect(written).not.toContain(new URL(served.url).port);
});

test('a token the target refuses ends with 3', async () => {
  vi.stubEnv('REHEARSE_TEST_TOKEN', 'wrong');
  const { exitCode, result } = await rehearse(
    'run',
    managerSecond,
    '--target',
    served.url,
    '--token-env',
    'REHEARSE_TEST_TOKEN',
    '--allow-writes',
  );
  expect(exitCode).toBe(3);
  expect(result).toContain('the target refused the credentials');
});

test('a target nobody serves ends with 3', async () => {
  const gone = await serveDirectory({ port: 0, dataFolder: null, directoryName: 'gone', token: null, environment: {} });
  assert(gone.ok, 'a free port can be served');
  await gone.value.close();
  const { exitCode, result } = await rehearse('run', managerSecond, '--target', gone.value.url, '--allow-writes');
  expect(exitCode).toBe(3);
  expect(result).toContain('the target could not be reached');
});

test('doctor says what works, and as JSON the same', async () => {
  const workspace = join(folder, 'workspace');
  const { result } = await rehearse('doctor', '--workspace', workspace);
  expect(result).toContain(`${workspace} will be made at the first start.`);
  const report = doctorSchema.parse(JSON.parse((await rehearse('doctor', '--workspace', workspace, '--json')).result));
  expect(report.findings.map(({ subject }) => subject)).toEqual([
    'Node',
    'page',
    'display',
    'Electron',
    'browser',
    'SCIM port',
    'page port',
    'proxy',
    'workspace',
    'keys',
  ]);
});

test('doctor names a workspace whose document cannot be read, and ends with 1', async () => {
  write('workspace.json', '{ torn');
  const { exitCode, result } = await rehearse('doctor', '--workspace', folder);
  expect(exitCode).toBe(1);
  expect(result).toContain(`${join(folder, 'workspace.json')} cannot be read`);
});

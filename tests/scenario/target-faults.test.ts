import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { prepareScenario, runScenario, type ScenarioRun } from '#harness/headless.ts';
import { serveDirectory } from '#harness/serve.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { Parsed, Problem } from '#shared/kernel/parsed.ts';
import { parseScenario } from '#shared/scenario/parse-scenario.ts';
import { profilesSchema } from '#shared/scenario/run-report.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');
const profilesFolder = join(root, 'fixtures/profiles');
const folder = mkdtempSync(join(tmpdir(), 'rehearse-profiles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A scenario over the tenant of three, ready to run against the bundled server as its target says. */
function prepare(target: string, lines: readonly string[]) {
  const tenant = parseTenantFile(readFileSync(join(root, 'fixtures/tenants/three.yaml'), 'utf8'), 'three.yaml');
  assert(tenant.ok, 'the tenant can be read');
  const text = `version: 1\nname: Faults\ntenant: three.yaml\ntarget: ${target}\nsteps:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
  const draft = parseScenario(text, 'faults.scenario.yaml');
  if (!draft.ok) return draft;
  const scenario = draft.value.complete(tenant.value);
  if (!scenario.ok) return scenario;
  const choice = { override: null, allowsWrites: false, allowsPlainHttp: false, environment: {}, profilesFolder };
  return prepareScenario({ scenario: scenario.value, tenant: tenant.value }, choice);
}

async function runOf(target: string, lines: readonly string[], seed = 1): Promise<ScenarioRun> {
  const prepared = prepare(target, lines);
  assert(prepared.ok, JSON.stringify(prepared));
  return runScenario(prepared.value, { cleansUp: false, environment: {}, seed });
}

const problemsOf = (parsed: Parsed<unknown>): readonly Problem[] => (parsed.ok ? [] : parsed.problems);
const sentences = ({ report }: ScenarioRun): readonly string[] =>
  report.steps.flatMap(({ number, problems }) => problems.map(({ message }) => `${number}: ${message}`));

describe('a scenario against a target that misbehaves', () => {
  const leaves = [
    'assign: [group-crew, user-grace]',
    'cycle: initial',
    'expect: { target: { users: 3, groups: 1 }, resources: { group-crew: { displayName: Lock crew } } }',
  ];

  test('members-wiped: one leaves, and all are gone', async () => {
    const steps = ['assign: [group-crew]', 'cycle: initial', 'removeMember: { group-crew: [user-ada] }', 'advance: PT40M'];
    const wiped = await runOf('{ profile: members-wiped }', [...steps, 'expect: { resources: { group-crew: { members: [] } } }']);
    expect(sentences(wiped)).toEqual([]);
    const behaving = await runOf('local', [...steps, 'expect: { resources: { group-crew: { members: [] } } }']);
    expect(sentences(behaving)).toHaveLength(1);
  });

  test('rules of its own are counted by the requests of the run, and the trace is the same for the same seed', async () => {
    const target = '{ faults: [{ id: busy, when: { method: POST, chance: 0.5 }, effect: { kind: status, status: 503 } }] }';
    const steps = ['assign: [group-crew, user-grace]', 'cycle: initial'];
    const [once, again, other] = [await runOf(target, steps, 4), await runOf(target, steps, 4), await runOf(target, steps, 5)];
    expect(once.traceLines).toEqual(again.traceLines);
    expect(once.traceLines.some((line) => line.includes('503'))).toBe(true);
    expect(other.traceLines).not.toEqual(once.traceLines);
  });

  test('a step switches rules on and off', async () => {
    const target = '{ faults: [{ id: down, isOn: false, when: { method: POST }, effect: { kind: status, status: 500 } }] }';
    const run = await runOf(target, [
      'fault: { on: [down] }',
      'assign: [user-grace]',
      'cycle: initial',
      'expect: { failures: 1, escrows: 1, target: { users: 0 } }',
      'fault: { off: [down] }',
      'advance: next-retry',
      'expect: { escrows: 0, target: { users: 1 } }',
    ]);
    expect(sentences(run)).toEqual([]);
    expect(run.report.steps[0]?.sentence).toBe('Switch the fault down of the target on');
  });

  test('what somebody does at the target by hand goes well all the same', async () => {
    const target = '{ faults: [{ id: down, effect: { kind: status, status: 500 } }] }';
    const run = await runOf(target, [
      'atTarget: { createUsers: [{ userName: eve@example.test }] }',
      'expect: { target: { users: 1 } }',
    ]);
    expect(sentences(run)).toEqual([]);
  });

  test('a fault of its own that never happened is a problem', async () => {
    const target = '{ faults: [{ id: down, when: { method: DELETE }, effect: { kind: status, status: 500 } }] }';
    expect(sentences(await runOf(target, leaves.slice(0, 2)))).toEqual([
      '2: The fault "down" of the target has not happened: no request was like it.',
    ]);
  });
});

describe('a target is refused', () => {
  test.each<[string, string, readonly string[], string, string]>([
    [
      'that names no known profile',
      '{ profile: member-wiped }',
      ['cycle: initial'],
      'There is no profile "member-wiped".',
      'faults.scenario.yaml:4:11',
    ],
    [
      'with a fault that is none',
      '{ faults: [{ id: a, effect: { kind: latncy } }] }',
      ['cycle: initial'],
      'effect.kind: "latncy" is no fault of this server.',
      'faults.scenario.yaml:4:20',
    ],
    [
      'with two faults of one id',
      '{ profile: members-wiped, faults: [{ id: members-wiped, effect: { kind: lost-update } }] }',
      ['cycle: initial'],
      'There are two faults "members-wiped".',
      'faults.scenario.yaml:4:44',
    ],
    [
      'whose faults a step does not know',
      '{ profile: members-wiped }',
      ['fault: { on: [down] }'],
      'The target has no fault "down".',
      'faults.scenario.yaml:6:5',
    ],
    [
      'that is remote and has a profile',
      '{ url: "https://example.test/scim", profile: members-wiped }',
      ['cycle: initial'],
      'A target is either local',
      'faults.scenario.yaml:4',
    ],
    ['where a fault step does nothing', 'local', ['fault: {}'], 'A fault needs next, on or off', 'faults.scenario.yaml:6'],
  ])('%s', (_sentence, target, lines, message, place) => {
    const problems = problemsOf(prepare(target, lines));
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.place).toContain(place);
  });
});

/** One command as a person types it, in this process. */
async function rehearse(...words: readonly string[]) {
  const result: string[] = [];
  const notes: string[] = [];
  const output = { result: (line: string) => result.push(line), note: (line: string) => notes.push(line), isColored: false };
  const exitCode = await run(words, pathToFileURL(`${root}/`), output);
  return { exitCode, result: result.join('\n'), notes: notes.join('\n') };
}

describe('on the command line', () => {
  test('profiles are listed with what they imitate, by two commands', async () => {
    const listed = await rehearse('profiles');
    expect(listed.exitCode).toBe(0);
    expect(listed.result).toContain('members-wiped: Removing one member empties the group');
    expect(await rehearse('serve', '--list-profiles')).toEqual(listed);
    const { profiles } = profilesSchema.parse(JSON.parse((await rehearse('profiles', '--json')).result));
    expect(profiles.find(({ id }) => id === 'members-wiped')?.faults).toEqual([{ id: 'members-wiped', kind: 'members-wiped' }]);
  });

  test.each([
    ['an unknown profile', ['--profile', 'nonsense'], 'There is no profile "nonsense".', 'Known profiles: dotted-keys-ignored'],
    ['a seed without a profile', ['--seed', '4'], 'there is no --profile', 'Add --profile'],
  ])('serve refuses %s', async (_sentence, words, message, remedy) => {
    const { exitCode, result, notes } = await rehearse('serve', '--port', '0', ...words);
    expect([exitCode, result]).toEqual([2, '']);
    expect(notes).toContain(message);
    expect(notes).toContain(remedy);
  });

  test('a scenario names a profile by its id', async () => {
    const { exitCode, result } = await rehearse('run', join(root, 'fixtures/scenarios/stories/members-wiped.scenario.yaml'));
    expect(exitCode).toBe(0);
    expect(result).toContain('against the bundled server, in memory, as members-wiped');
  });
});

test('a served directory behaves as its profile says, also when it is opened again without one', async () => {
  const options = {
    port: 0,
    dataFolder: join(folder, 'data'),
    directoryName: 'crew',
    token: null,
    environment: { XDG_CONFIG_HOME: join(folder, 'keys') },
  };
  const statusOf = async (misbehaviour: Parameters<typeof serveDirectory>[0]['misbehaviour']): Promise<number> => {
    const served = await serveDirectory({ ...options, misbehaviour: misbehaviour ?? null });
    assert(served.ok, JSON.stringify(served));
    const { url, token, close } = served.value;
    const { status } = await fetch(`${url}/Groups`, { headers: { authorization: `Bearer ${token}` } });
    await close();
    return status;
  };
  expect(await statusOf({ profile: 'no-groups', profilesFolder, seed: '1' })).toBe(404);
  expect(await statusOf(null)).toBe(404);
  expect(await statusOf({ profile: 'members-wiped', profilesFolder, seed: '1' })).toBe(200);
});

test('the published schema of profiles accepts every shipped one', () => {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(root, 'docs/schemas/profile.v1.json'), 'utf8')));
  const failures = readdirSync(profilesFolder)
    .filter((name) => name.endsWith('.json'))
    .filter((name) => !schema.safeParse(JSON.parse(readFileSync(join(profilesFolder, name), 'utf8'))).success);
  expect(failures).toEqual([]);
});

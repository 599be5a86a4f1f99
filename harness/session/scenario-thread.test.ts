import { expect, test } from 'vitest';
import { prepareScenario, readScenario } from '../headless.ts';
import { type ScenarioWork, startScenario, startScenarioHere } from './scenario-thread.ts';

/** Loads the whole program once more, which takes its time where others work, too. */
const patienceMs = 30_000;

function workOf(file: string): ScenarioWork {
  const loaded = readScenario(`fixtures/scenarios/${file}.scenario.yaml`);
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message);
  const choice = {
    override: null,
    allowsWrites: false,
    allowsPlainHttp: false,
    environment: {},
    profilesFolder: 'fixtures/profiles',
  };
  const prepared = prepareScenario(loaded.value, choice);
  if (!prepared.ok) throw new Error(prepared.problems[0]?.message);
  return { prepared: prepared.value, seed: null };
}

test.each(['imported-schema', 'stories/members-wiped'])(
  'a thread of its own gives the same to the byte of %s, and tells of each step',
  { timeout: patienceMs },
  async (file) => {
    const work = workOf(file);
    const told: number[] = [];
    const inThread = await startScenario(work, ({ number }) => told.push(number)).finished;
    expect(inThread).toEqual(await startScenarioHere(work, () => undefined).finished);
    expect(told).toEqual(inThread?.report.steps.map(({ number }) => number));
  },
);

test('one that is stopped before it has begun tells that it was', { timeout: patienceMs }, async () => {
  const started = startScenario(workOf('leave-group'), () => undefined);
  started.cancel();
  expect((await started.finished)?.report.outcome).toBe('interrupted');
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyWithBug } from '../laws/planted-bug.ts';
import type * as drawing from './draw-plan.ts';
import type * as simulating from './simulate.ts';

/** Bugs of an engine, and what each shows itself by. */
const plantedBugs: Readonly<Record<string, RegExp>> = {
  'link-written-late.patch': /should have the manager|has no resource|leads to/u,
  'manager-given-up.patch': /should have the manager/u,
  'member-dropped-on-409.patch': /should have the member|counts .* as its member/u,
  'released-user-deleted.patch': /DELETE .* must not be sent/u,
  'retry-skipped.patch': /still waits for a retry/u,
  'taken-up-for-granted.patch': /not enabled|not disabled|has no resource/u,
  'watermark-forgotten.patch': /has no resource|should have|not disabled|still has a resource|still waits/u,
};
const SEED_COUNT = 200;

const folder = join(import.meta.dirname, 'mutants');
const layers = ['shared', 'server', 'harness', 'tests/simulation'];

test('each planted bug is tried', () => {
  expect(readdirSync(folder).toSorted()).toEqual(Object.keys(plantedBugs).toSorted());
});

test.each(Object.entries(plantedBugs))('%s is caught', async (patchName, sign) => {
  const copy = copyWithBug(join(folder, patchName), layers);
  try {
    const { drawPlan } = copy.load('tests/simulation/draw-plan.ts') as typeof drawing;
    const { simulate } = copy.load('tests/simulation/simulate.ts') as typeof simulating;
    expect(await firstFinding((seed) => simulate(drawPlan(seed)))).toMatch(sign);
  } finally {
    copy.remove();
  }
});

async function firstFinding(simulateSeed: (seed: number) => Promise<simulating.Outcome>): Promise<string> {
  for (let seed = 1; seed <= SEED_COUNT; seed += 1) {
    const [finding] = (await simulateSeed(seed)).findings;
    if (finding !== undefined) return finding;
  }
  return `nothing was found with ${SEED_COUNT} seeds`;
}

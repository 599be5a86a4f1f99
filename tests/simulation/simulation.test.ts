import { expect, test } from 'vitest';
import { drawPlan } from './draw-plan.ts';
import { simulateSeed } from './report.ts';
import { simulate } from './simulate.ts';

const SEED_COUNT = 200;
const SEEDS_PER_TEST = 5;
/** Another first seed with SIMULATION_SEED; told with whatever fails. */
const FIRST_SEED = Number(process.env['SIMULATION_SEED'] ?? 1);

const ranges = Array.from({ length: SEED_COUNT / SEEDS_PER_TEST }, (_, index) => {
  const from = FIRST_SEED + index * SEEDS_PER_TEST;
  return [from, from + SEEDS_PER_TEST - 1] as const;
});

test.each(ranges)(
  'seeds %i to %i: once nothing goes wrong any more, the target is the projection of the tenant',
  async (from, to) => {
    for (let seed = from; seed <= to; seed += 1) {
      const { hasFailed, lines } = await simulateSeed(seed);
      if (hasFailed) expect.fail([`seed ${seed}`, ...lines].join('\n'));
    }
  },
);

test('a seed is the same story each time', async () => {
  const [one, other] = [await simulate(drawPlan(FIRST_SEED)), await simulate(drawPlan(FIRST_SEED))];
  expect(one).toEqual(other);
});

test('a lot goes wrong in them', async () => {
  const total = { moves: 0, requests: 0, faults: 0, kills: 0, deletions: 0, waits: 0 };
  for (let seed = 1; seed <= 10; seed += 1) {
    const { counts } = await simulate(drawPlan(seed));
    for (const [name, count] of Object.entries(counts)) total[name as keyof typeof total] += count;
  }
  // Laws about nothing would hold as well.
  expect(total.moves).toBeGreaterThan(100);
  expect(total.faults).toBeGreaterThan(100);
  expect(total.kills).toBeGreaterThan(5);
  expect(total.deletions).toBeGreaterThan(5);
  expect(total.waits).toBeGreaterThan(20);
});

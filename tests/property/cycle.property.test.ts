import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { departures } from './projection.ts';
import { openRehearsal, type Rehearsal } from './rehearsal.ts';
import { type Move, plans, rounds } from './tenant-arbitraries.ts';

// Seconds on two idle cores; a busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

test('an initial cycle makes an empty target the projection of the tenant, and a second cycle has nothing to write', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const rehearsal = openRehearsal(plan);
      await rehearsal.cycle();
      expect(departures(rehearsal, { nothingElse: true })).toEqual([]);
      await expectQuiet(rehearsal);
      rehearsal.close();
    }),
    { numRuns: 25 },
  );
});

test('an incremental cycle brings the target up to date, and the next one has nothing to write', async () => {
  await fc.assert(
    fc.asyncProperty(plans, rounds, async (plan, changes) => {
      const rehearsal = openRehearsal(plan);
      await rehearsal.cycle();
      for (const moves of changes) {
        for (const move of moves) rehearsal.move(move);
        await rehearsal.cycle();
        expect(departures(rehearsal, { references: false })).toEqual([]);
        await expectQuiet(rehearsal);
      }
      rehearsal.close();
    }),
    { numRuns: 25 },
  );
});

test('a restart makes up for references that incremental cycles leave out', async () => {
  await fc.assert(
    fc.asyncProperty(plans, rounds, async (plan, changes) => {
      const rehearsal = openRehearsal(plan);
      await rehearse(rehearsal, changes);
      await rehearsal.cycle('initial');
      expect(departures(rehearsal)).toEqual([]);
      await expectQuiet(rehearsal);
      rehearsal.close();
    }),
    { numRuns: 20 },
  );
});

test('both dialects leave the same target, at any limit of objects in flight', async () => {
  await fc.assert(
    fc.asyncProperty(plans, rounds, async (plan, changes) => {
      const variants = [
        { dialect: 'legacy', objectsInFlightCount: 1 },
        { dialect: 'compliant', objectsInFlightCount: 10 },
      ] as const;
      const [one, other] = await Promise.all(
        variants.map(async (variant) => {
          const rehearsal = openRehearsal({ ...plan, ...variant });
          await rehearse(rehearsal, changes);
          return closed(rehearsal, rehearsal.target());
        }),
      );
      expect(one).toEqual(other);
    }),
    { numRuns: 20 },
  );
});

test('the trace of any rehearsal is the same whatever the limit of objects in flight', async () => {
  await fc.assert(
    fc.asyncProperty(plans, rounds, async (plan, changes) => {
      const [one, ten] = await Promise.all(
        [1, 10].map(async (objectsInFlightCount) => {
          const rehearsal = openRehearsal({ ...plan, objectsInFlightCount });
          await rehearse(rehearsal, changes);
          return closed(rehearsal, rehearsal.trace());
        }),
      );
      expect(one).toEqual(ten);
    }),
    { numRuns: 20 },
  );
});

/** A cycle without a change in the tenant writes nothing, and nothing is waiting for a retry. */
async function expectQuiet(rehearsal: Rehearsal): Promise<void> {
  await rehearsal.cycle();
  expect(rehearsal.writes).toEqual([]);
  expect(rehearsal.job.allEscrows()).toEqual([]);
}

/** A first cycle, then one after each round of changes. */
async function rehearse(rehearsal: Rehearsal, changes: readonly (readonly Move[])[]): Promise<void> {
  for (const moves of [[], ...changes]) {
    for (const move of moves) rehearsal.move(move);
    await rehearsal.cycle();
  }
}

function closed<T>(rehearsal: Rehearsal, result: T): T {
  rehearsal.close();
  return result;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { habits } from '#shared/entra/habits.ts';
import { openRehearsal } from '../property/rehearsal.ts';
import { type Plan, plans, rounds } from '../property/tenant-arbitraries.ts';

/** One setting of one habit in two, so that they meet in every pairing. `re-send-unechoed` is there to break this law. */
const habitSettings = fc
  .tuple(
    ...habits
      .filter(({ id, settings }) => settings.length > 0 && id !== 're-send-unechoed')
      .map(({ id, settings }) => choice(id, settings)),
  )
  .map((chosen) => Object.fromEntries(chosen.flatMap((one) => (one === null ? [] : [one]))));

const switches = fc.record({
  habitSettings,
  skipsOutOfScopeDeletions: fc.boolean(),
  flowTypes: fc.record({ add: fc.boolean(), update: fc.boolean(), delete: fc.boolean() }),
});

test('however habits and actions are set, a cycle without a change writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(plans, rounds, switches, async (plan, changes, { flowTypes, ...chosen }) => {
      const settings: Plan['settings'] = ({ user, group, ...rest }) => ({
        ...rest,
        ...chosen,
        user: { ...user, flowTypes },
        group: { ...group, flowTypes },
      });
      const rehearsal = openRehearsal({ ...plan, settings });
      for (const moves of [[], ...changes]) {
        for (const move of moves) rehearsal.move(move);
        await rehearsal.cycle();
      }
      // Retries are not due at once for ever: what the settings make impossible waits for its own time.
      await rehearsal.cycle();
      await rehearsal.cycle();
      expect(rehearsal.writes).toEqual([]);
      rehearsal.close();
    }),
    { numRuns: 30 },
  );
});

function choice(
  id: string,
  settings: readonly { readonly value: string }[],
): fc.Arbitrary<readonly [id: string, value: string] | null> {
  return fc.option(fc.constantFrom(...settings.map(({ value }) => [id, value] as const)));
}

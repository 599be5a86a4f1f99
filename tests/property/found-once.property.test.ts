import { expect, test } from 'vitest';
import { openRehearsal, type Rehearsal } from './rehearsal.ts';
import type { Move, Plan } from './tenant-arbitraries.ts';

// What the laws beside this file found once, each as the smallest case of it.

test('a manager who was hard-deleted is not waited for, even where the report is worked on first', async () => {
  const rehearsal = openRehearsal(plan);
  await rehearsal.cycle();
  rehearsal.move({ kind: 'create', plan: { ...person, manager: 0 } });
  await cycleAfter(rehearsal, { kind: 'hardDelete', who: 0 });
  expect(rehearsal.job.allEscrows()).toEqual([]);
  rehearsal.close();
});

test('a cycle that was stopped does not forget the manager of a user whom a group brought into scope', async () => {
  const rehearsal = openRehearsal({
    ...plan,
    scope: 'assigned',
    users: [person, { ...person, manager: 0 }],
    groups: [{ members: [] }],
    assigned: [0, 2],
  });
  await rehearsal.cycle();
  rehearsal.move({ kind: 'addMember', group: 0, who: 1 });
  // Two probes, the match, the creation; then the manager would follow.
  expect(await rehearsal.stoppedCycle(5)).toBe(true);
  await rehearsal.cycle();
  // The user did not change, and has a link by now: only that tells that it is not through.
  expect(resourceOf(rehearsal, 'user-1@larkfield.test')).toHaveProperty(
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  );
  rehearsal.close();
});

const person = { attributes: {}, isBlocked: false, manager: null };
const plan: Plan = { scope: 'all', dialect: 'legacy', objectsInFlightCount: 1, users: [person], groups: [], assigned: [] };

async function cycleAfter(rehearsal: Rehearsal, move: Move): Promise<void> {
  rehearsal.move(move);
  await rehearsal.cycle();
}

function resourceOf(rehearsal: Rehearsal, name: string) {
  const found = [...rehearsal.target().values()].find(({ userName, displayName }) => name === userName || name === displayName);
  if (found === undefined) throw new Error(`The target has no ${name}.`);
  return found;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appRoleIdOf, DEFAULT_ACCESS_ROLE_ID, type TenantObject } from '#shared/entra/tenant.ts';
import { assertNever } from '#shared/kernel/assert.ts';
import { APP_ID, openRehearsal, type Rehearsal } from '../property/rehearsal.ts';
import type { Move, Plan } from '../property/tenant-arbitraries.ts';

const USER_COUNT = 4;
const GROUP_COUNT = 3;

/** Few users who are in several groups, all of them assigned: most of what happens to a group moves somebody. */
const plans: fc.Arbitrary<Plan> = fc
  .record({
    dialect: fc.constantFrom('legacy', 'compliant'),
    objectsInFlightCount: fc.constantFrom(1, 4),
    memberships: fc.array(fc.uniqueArray(fc.nat(USER_COUNT - 1), { minLength: 1 }), {
      minLength: GROUP_COUNT,
      maxLength: GROUP_COUNT,
    }),
  })
  .map(({ memberships, ...rest }) => ({
    ...rest,
    scope: 'assigned',
    users: Array.from({ length: USER_COUNT }, () => ({ attributes: {}, isBlocked: false, manager: null })),
    groups: memberships.map((members) => ({ members })),
    assigned: memberships.map((_, number) => USER_COUNT + number),
  }));

const who = fc.nat(USER_COUNT + GROUP_COUNT - 1);
const departments = fc.constantFrom('Research', 'Sales');

/** What an administrator does to groups, beside what the moves of a rehearsal know. */
type GroupMove =
  | { readonly kind: 'setRule'; readonly group: number; readonly department: string | null }
  /** `empty` and `deleteEmptied` take the members in the same change. */
  | { readonly kind: (typeof groupKinds)[number]; readonly group: number };

const groupKinds = ['grant', 'addRole', 'empty', 'deleteEmptied', 'delete', 'restore', 'purge'] as const;

const moves: fc.Arbitrary<Move | GroupMove> = fc.oneof(
  fc.record({ kind: fc.constantFrom('addMember', 'removeMember'), group: who, who }),
  fc.record({ kind: fc.constantFrom('assign', 'unassign', 'softDelete'), who }),
  fc.record({ kind: fc.constant('set'), user: who, name: fc.constant('department'), value: fc.option(departments) }),
  fc.record({ kind: fc.constant('setRule'), group: who, department: fc.option(departments) }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom(...groupKinds), group: who }) },
);
const rounds = fc.array(
  fc.record({
    moves: fc.array(moves, { minLength: 1, maxLength: 3 }),
    stopBefore: fc.option(fc.integer({ min: 3, max: 9 })),
  }),
  { minLength: 4, maxLength: 8 },
);

/**
 * A cycle looks only at who changed or was moved. Told from the whole tenant and all links: nobody is forgotten, whatever happened
 * to groups, and whether or not a cycle was stopped on the way.
 */
test('after each cycle those in scope are managed, and nobody else', async () => {
  let leaverCount = 0;
  await fc.assert(
    fc.asyncProperty(plans, rounds, async (plan, changes) => {
      const rehearsal = openRehearsal(plan);
      await rehearsal.cycle();
      for (const { moves, stopBefore } of changes) {
        for (const move of moves) moveIn(rehearsal, move);
        const before = managedIds(rehearsal);
        if (stopBefore !== null) await rehearsal.stoppedCycle(stopBefore);
        await rehearsal.cycle();
        const after = managedIds(rehearsal);
        leaverCount += before.filter((id) => !after.includes(id)).length;
        expect(after).toEqual(expectedIds(rehearsal));
      }
      rehearsal.close();
    }),
    { numRuns: 25 },
  );
  // A law about nothing would hold as well.
  expect(leaverCount).toBeGreaterThan(10);
});

function moveIn(rehearsal: Rehearsal, move: Move | GroupMove): void {
  if (isGroupMove(move)) moveGroup(rehearsal, move);
  else rehearsal.move(move);
}

function isGroupMove(move: Move | GroupMove): move is GroupMove {
  return 'group' in move && !('who' in move);
}

function moveGroup({ tenant }: Rehearsal, move: GroupMove): void {
  const { objects } = tenant.list({ type: 'Group', deleted: 'any' });
  const group = objects[move.group % objects.length];
  if (group?.type !== 'Group') return;
  const { objectId } = group;
  switch (move.kind) {
    case 'setRule': {
      const { department } = move;
      const membershipRule = department === null ? null : { attribute: 'department', value: department };
      tenant.put({ ...group, membershipRule }, 'updated');
      break;
    }
    case 'grant':
      tenant.assign(APP_ID, [{ principalId: objectId, appRoleId: DEFAULT_ACCESS_ROLE_ID }]);
      break;
    case 'addRole':
      tenant.assign(APP_ID, [{ principalId: objectId, appRoleId: appRoleIdOf(APP_ID, 'Reader') }]);
      break;
    case 'empty':
      tenant.put({ ...group, memberIds: [] }, 'updated');
      break;
    case 'deleteEmptied':
      tenant.put({ ...group, memberIds: [], deletedAt: 1 }, 'softDeleted');
      break;
    case 'delete':
      tenant.put({ ...group, deletedAt: 1 }, 'softDeleted');
      break;
    case 'restore':
      tenant.put({ ...group, deletedAt: null }, 'restored');
      break;
    case 'purge':
      tenant.hardDelete(objectId);
      break;
    default:
      assertNever(move);
  }
}

/** Of users neither deleted nor blocked: those are managed or not by what went before. */
function managedIds({ job, tenant }: Rehearsal): readonly string[] {
  return job
    .allLinks()
    .filter(({ isManaged, sourceId }) => {
      const user = tenant.readObject(sourceId);
      return isManaged && user?.type === 'User' && isActive(user);
    })
    .map(({ sourceId }) => sourceId);
}

function expectedIds({ tenant }: Rehearsal): readonly string[] {
  const assigned = tenant
    .list({ type: 'User' })
    .objects.filter(({ objectId }) => tenant.assignmentPaths(APP_ID, [objectId]).length > 0);
  return assigned
    .filter(isActive)
    .map(({ objectId }) => objectId)
    .sort();
}

function isActive({ deletedAt, attributes }: TenantObject): boolean {
  return deletedAt === null && attributes['accountEnabled'] !== false;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInScope, scopeStatusOf } from '#shared/entra/scope.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { APP_ID, openRehearsal, type Rehearsal } from '../property/rehearsal.ts';
import { type Move, type Plan, plans } from '../property/tenant-arbitraries.ts';

const mostly = fc.nat(3).map((roll) => roll > 0);
const switches = fc.record({ deletesUsers: mostly, deletesGroups: mostly, skips: fc.boolean() });
type Switches = typeof switches extends fc.Arbitrary<infer T> ? T : never;

/** Everything that may take somebody out of scope or bring it back, over few objects, so that it hits the same ones again. */
const who = fc.nat(7);
const leavings: fc.Arbitrary<Move> = fc.oneof(
  ...(['assign', 'unassign', 'softDelete', 'restore', 'hardDelete', 'hardDelete'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), who }),
  ),
  fc.record({ kind: fc.constantFrom('addMember', 'removeMember'), group: who, who }),
  fc.record({ kind: fc.constant('set'), user: who, name: fc.constant('accountEnabled'), value: fc.boolean() }),
);
const rounds = fc.array(fc.array(leavings, { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 8 });

/**
 * Told from the tenant and from what was in scope after each cycle, without the engine's links: a user is deleted only once it is
 * gone for good, and not if it had left scope in an earlier cycle; a group once it is gone or has left scope.
 */
test('no DELETE is sent that the rules forbid', async () => {
  let deletedCount = 0;
  await fc.assert(
    fc.asyncProperty(plans, rounds, switches, async (plan, changes, chosen) => {
      const rehearsal = openRehearsal(withSwitches(plan, chosen));
      const released = new Set<string>();
      for (const moves of [[], ...changes]) {
        for (const move of moves) rehearsal.move(move);
        const before = rehearsal.events().length;
        await rehearsal.cycle();
        for (const id of deletedIn(rehearsal, before)) {
          deletedCount += 1;
          expect(whyForbidden(rehearsal, id, { plan, chosen, released })).toBe('');
        }
        noteReleased(rehearsal, plan, released);
      }
      rehearsal.close();
    }),
    { numRuns: 30 },
  );
  // A law about nothing would hold as well.
  expect(deletedCount).toBeGreaterThan(2);
});

function withSwitches(plan: Plan, { deletesUsers, deletesGroups, skips }: Switches): Plan {
  return {
    ...plan,
    settings: (configuration) => ({
      ...configuration,
      skipsOutOfScopeDeletions: skips,
      user: { ...configuration.user, flowTypes: { add: true, update: true, delete: deletesUsers } },
      group: { ...configuration.group, flowTypes: { add: true, update: true, delete: deletesGroups } },
    }),
  };
}

/** Source ids, with the type in front. */
function deletedIn(rehearsal: Rehearsal, before: number): readonly string[] {
  return rehearsal
    .events()
    .slice(before)
    .flatMap((event) =>
      event.kind === 'exchange-recorded' && event.request.method === 'DELETE' && event.identity !== null
        ? [`${event.identity.type} ${event.identity.id}`]
        : [],
    );
}

function whyForbidden(
  { tenant }: Rehearsal,
  deleted: string,
  { plan, chosen, released }: { readonly plan: Plan; readonly chosen: Switches; readonly released: ReadonlySet<string> },
): string {
  const [type, id = ''] = deleted.split(' ');
  const object = tenant.readObject(id);
  if (!(type === 'User' ? chosen.deletesUsers : chosen.deletesGroups)) return `${deleted}: Delete is off`;
  if (released.has(id)) return `${deleted}: it had left scope before`;
  if (object === undefined) return '';
  if (type === 'User') return `${deleted}: the user is still there`;
  const { isAssigned, isActive } = statusOf(tenant, plan, object);
  if (!isActive) return '';
  if (isAssigned) return `${deleted}: the group is in scope`;
  return chosen.skips ? `${deleted}: SkipOutOfScopeDeletions is on` : '';
}

/** Whoever is not assigned when a cycle ends is not managed any more, until a cycle finds it in scope again. */
function noteReleased({ tenant }: Rehearsal, plan: Plan, released: Set<string>): void {
  for (const type of ['User', 'Group'] as const) {
    for (const object of tenant.list({ type, deleted: 'any' }).objects) {
      const status = statusOf(tenant, plan, object);
      if (isInScope(status)) released.delete(object.objectId);
      else if (!status.isAssigned && object.deletedAt === null) released.add(object.objectId);
    }
  }
}

function statusOf(tenant: Rehearsal['tenant'], plan: Plan, object: TenantObject) {
  return scopeStatusOf(plan.scope, object, tenant.assignmentPaths(APP_ID, [object.objectId]));
}

import { isInScope } from '#shared/entra/scope.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { wireErrorOf } from '#shared/entra/wire-error.ts';
import { managerClearingRequest, managerRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { ModifiedProperty } from '#shared/trace/event.ts';
import { exchange, finish, openChange, subjectOf } from './change.ts';
import { type Cycle, mappingOf, type PendingReference } from './cycle-state.ts';
import { isUnechoed } from './echo.ts';
import { fail } from './escrow.ts';
import { noteExport, noteUpdate, skipRedundant } from './export.ts';
import { standingWrites } from './link-standing.ts';
import { resolveMembers } from './member-resolution.ts';
import {
  endWithoutRequest,
  isUpdateOn,
  noteUnresolved,
  type ReferenceWork,
  skipUpdateOff,
  unresolvedError,
} from './reference-work.ts';
import { heldManagerIdOf, noteReferenceSkipped, referenceAttributeOf } from './references.ts';
import { readScopeStatus } from './scoping.ts';
import { readObject, readState, type Step } from './step.ts';

/** The references of one object, once users and groups are in the target: a manager, or members one request each. */
export function* resolveReferences(cycle: Cycle, pending: PendingReference): Step<void> {
  const object = yield* readObject(pending.sourceId);
  const { links, escrows } = yield* readState([pending.sourceId]);
  const [link] = links;
  if (object === undefined || link === undefined) {
    // The tenant changed while the cycle ran: the next one will see it.
    if (pending.change !== null) yield* skipRedundant(cycle, pending.change, link?.targetId ?? null);
    return;
  }
  const { job, request } = cycle;
  const subject = subjectOf(pending.type, pending.sourceId, object);
  const change =
    pending.change ??
    openChange({ seed: job.seed, cycleId: request.cycleId, part: 'references', subject, escrow: escrows[0] ?? null });
  const work: ReferenceWork = { cycle, change, link, isOwnChange: pending.change === null };
  if (object.type === 'Group') yield* resolveMembers(work, object.memberIds);
  else if (object.managerId !== null) yield* resolveManager(work, object.managerId, pending.heldManagerId);
  else yield* clearManager(work, pending.heldManagerId);
}

function* resolveManager(work: ReferenceWork, managerId: string, heldManagerId: string | null): Step<void> {
  const { cycle, change, link } = work;
  const attribute = referenceAttributeOf(mappingOf(cycle.job, 'User'), 'manager');
  const [managerLink] = (yield* readState([managerId])).links;
  if (attribute === undefined || managerLink?.targetId === heldManagerId) return yield* endWithoutRequest(work);
  if (!isUpdateOn(work)) return yield* skipUpdateOff(work);
  const manager = yield* readObject(managerId);
  const managerName = manager === undefined ? managerId : displayNameOf(manager);
  if (managerLink === undefined && !(yield* isExpected(cycle, manager))) {
    const left = `The manager ${managerName} is not in scope any more, so that the reference is skipped.`;
    if (!work.isOwnChange) noteReferenceSkipped(change, left);
    return yield* endWithoutRequest(work);
  }
  if (managerLink === undefined) {
    noteUnresolved(change, `We were unable to assign ${managerName} as the manager of ${change.name}.`);
    return yield* fail(cycle, change, { action: 'update', error: unresolvedError([managerName]), targetId: link.targetId });
  }
  noteUpdate(cycle, change);
  const managerTargetId = managerLink.targetId;
  const request = managerRequest(link.targetId, { attribute, managerTargetId }, wireStyleOf(cycle.job));
  yield* sendManager(work, request, { name: attribute, oldValue: heldManagerId, newValue: managerTargetId });
}

/** Whether an object without a link should have one: its own export failed, rather than that it left while the cycle ran. */
function* isExpected(cycle: Cycle, object: TenantObject | undefined): Step<boolean> {
  if (object === undefined || !mappingOf(cycle.job, object.type).enabled) return false;
  return isInScope(yield* readScopeStatus(cycle, object));
}

/** Nothing by default: what is sent for a manager who was cleared is the habit `manager-clearing`. */
function* clearManager(work: ReferenceWork, heldManagerId: string | null): Step<void> {
  const { cycle, change, link } = work;
  const attribute = referenceAttributeOf(mappingOf(cycle.job, 'User'), 'manager');
  if (attribute === undefined || heldManagerId === null) return yield* endWithoutRequest(work);
  const request = managerClearingRequest(link.targetId, { attribute, heldManagerId }, wireStyleOf(cycle.job));
  if (request === null) return yield* endWithoutRequest(work);
  if (!isUpdateOn(work)) return yield* skipUpdateOff(work);
  noteUpdate(cycle, change);
  yield* sendManager(work, request, { name: attribute, oldValue: heldManagerId, newValue: null });
}

function* sendManager({ cycle, change, link }: ReferenceWork, request: ScimRequest, property: ModifiedProperty): Step<void> {
  const outcome = yield* exchange(change, 'reference-manager', request);
  const error = wireErrorOf(outcome, 'write');
  const properties = [property];
  noteExport(cycle, change, { verb: 'update', name: 'EntryExportUpdate', properties, isDone: error === null });
  if (error !== null) return yield* fail(cycle, change, { action: 'update', error, targetId: link.targetId, properties });
  const isMissing = isUnechoed(cycle.job, outcome, (resource) => heldManagerIdOf(cycle, resource) === property.newValue);
  yield* finish(
    cycle,
    change,
    { action: 'update', status: 'success', targetId: link.targetId, modifiedProperties: properties, skipReason: null },
    { writes: standingWrites(link, { isUnsettled: false, ...(isMissing ? { isUnechoed: true } : {}) }) },
  );
}

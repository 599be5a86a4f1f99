import { isInScope } from '#shared/entra/scope.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { errorWithAdvice, type WireError, wireErrorOf } from '#shared/entra/wire-error.ts';
import { managerRequest, memberRequest } from '#shared/entra/wire-requests.ts';
import type { ModifiedProperty } from '#shared/trace/event.ts';
import { type Change, commitNotes, exchange, finish, note, openChange, subjectOf } from './change.ts';
import { type Cycle, mappingOf, type PendingReference } from './cycle-state.ts';
import type { Link } from './effect.ts';
import { fail } from './escrow.ts';
import { noteExport, noteUpdate, skipRedundant } from './export.ts';
import { pagesOf } from './import.ts';
import { exportedDetails } from './log-details.ts';
import { noteReferenceSkipped, referenceAttributeOf } from './references.ts';
import { readObject, readObjects, readState, type Step } from './step.ts';

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
  else yield* endWithoutRequest(work);
}

interface ReferenceWork {
  readonly cycle: Cycle;
  readonly change: Change;
  readonly link: Link;
  /** The references have a log entry of their own, which is left out where nothing was due after all. */
  readonly isOwnChange: boolean;
}

function* resolveManager(work: ReferenceWork, managerId: string, heldManagerId: string | null): Step<void> {
  const { cycle, change, link } = work;
  const attribute = referenceAttributeOf(mappingOf(cycle.job, 'User'), 'manager');
  const [managerLink] = (yield* readState([managerId])).links;
  if (attribute === undefined || managerLink?.targetId === heldManagerId) return yield* endWithoutRequest(work);
  const manager = yield* readObject(managerId);
  const managerName = manager === undefined ? managerId : displayNameOf(manager);
  if (managerLink === undefined) {
    noteUnresolved(change, `We were unable to assign ${managerName} as the manager of ${change.name}.`);
    return yield* fail(cycle, change, { action: 'update', error: unresolvedError([managerName]), targetId: link.targetId });
  }
  noteUpdate(cycle, change);
  const managerTargetId = managerLink.targetId;
  const request = managerRequest(link.targetId, { attribute, managerTargetId }, cycle.job.dialect);
  const error = wireErrorOf(yield* exchange(change, 'reference-manager', request), { isLinked: true });
  const properties: readonly ModifiedProperty[] = [{ name: attribute, oldValue: heldManagerId, newValue: managerTargetId }];
  noteExport(cycle, change, { verb: 'update', name: 'EntryExportUpdate', properties, isDone: error === null });
  if (error !== null) return yield* fail(cycle, change, { action: 'update', error, targetId: link.targetId });
  yield* finish(cycle, change, {
    action: 'update',
    status: 'success',
    targetId: link.targetId,
    modifiedProperties: properties,
    skipReason: null,
  });
}

interface MemberChange {
  readonly kind: 'add' | 'remove';
  readonly memberId: string;
  readonly memberTargetId: string;
  readonly memberName: string;
}

interface MemberPlan {
  readonly changes: readonly MemberChange[];
  /** In scope but not in the target: their own export failed. */
  readonly unresolved: readonly TenantObject[];
  readonly outOfScopeCount: number;
}

function* resolveMembers(work: ReferenceWork, memberIds: readonly string[]): Step<void> {
  const { cycle, change, link } = work;
  const attribute = referenceAttributeOf(mappingOf(cycle.job, 'Group'), 'members');
  if (attribute === undefined) return yield* endWithoutRequest(work);
  const plan = yield* planMembers(cycle, link, memberIds);
  if (plan.outOfScopeCount > 0) {
    noteReferenceSkipped(
      change,
      `${plan.outOfScopeCount} of ${memberIds.length} members are not in scope and are left out. They are not made up for when they come into scope later, until the group changes or provisioning is restarted.`,
    );
  }
  if (plan.changes.length > 0) noteUpdate(cycle, change);
  const { properties, firstError } = yield* sendMembers(work, attribute, plan.changes);
  const error = firstError ?? (plan.unresolved.length === 0 ? null : unresolvedError(plan.unresolved.map(displayNameOf)));
  for (const member of plan.unresolved) {
    noteUnresolved(change, `We were unable to assign ${displayNameOf(member)} as the members of ${change.name}.`);
  }
  if (error !== null) return yield* fail(cycle, change, { action: 'update', error, targetId: link.targetId });
  if (properties.length === 0 && plan.outOfScopeCount === 0) return yield* endWithoutRequest(work);
  if (properties.length === 0) return yield* skipRedundant(cycle, change, link.targetId);
  yield* finish(cycle, change, {
    action: 'update',
    status: 'success',
    targetId: link.targetId,
    modifiedProperties: properties,
    skipReason: null,
  });
}

/** Members that were exported stay until they leave the group; new ones need a resource in the target. */
function* planMembers(cycle: Cycle, link: Link, memberIds: readonly string[]): Step<MemberPlan> {
  const [wanted, exported] = [new Set(memberIds), new Set(link.exportedMemberIds)];
  const changes: MemberChange[] = [];
  const unresolved: TenantObject[] = [];
  let outOfScopeCount = 0;
  for (const ids of pagesOf(memberIds.filter((id) => !exported.has(id)))) {
    const targetIds = yield* readTargetIds(ids);
    const objects = new Map((yield* readObjects(ids)).map((object) => [object.objectId, object]));
    for (const memberId of ids) {
      const [object, memberTargetId] = [objects.get(memberId), targetIds.get(memberId)];
      if (object === undefined) continue;
      if (memberTargetId !== undefined)
        changes.push({ kind: 'add', memberId, memberTargetId, memberName: displayNameOf(object) });
      else if (isInScope(cycle.scope(object)) && mappingOf(cycle.job, object.type).enabled) unresolved.push(object);
      else outOfScopeCount += 1;
    }
  }
  for (const ids of pagesOf(link.exportedMemberIds.filter((id) => !wanted.has(id)))) {
    const targetIds = yield* readTargetIds(ids);
    const names = new Map((yield* readObjects(ids)).map((object) => [object.objectId, displayNameOf(object)]));
    // Without a link the member itself was deleted in the target, and its membership with it.
    for (const memberId of ids) {
      const memberTargetId = targetIds.get(memberId);
      if (memberTargetId === undefined) continue;
      changes.push({ kind: 'remove', memberId, memberTargetId, memberName: names.get(memberId) ?? memberId });
    }
  }
  return { changes, unresolved, outOfScopeCount };
}

function* readTargetIds(ids: readonly string[]): Step<ReadonlyMap<string, string>> {
  const { links } = yield* readState(ids);
  return new Map(links.map(({ sourceId, targetId }) => [sourceId, targetId]));
}

const PROPERTIES_LISTED_MAX = 100;

/** A refused member does not stop the others; a target that cannot be reached does, and a group that is gone. */
function* sendMembers(
  { cycle, change, link }: ReferenceWork,
  attribute: string,
  changes: readonly MemberChange[],
): Step<{ readonly properties: readonly ModifiedProperty[]; readonly firstError: WireError | null }> {
  const properties: ModifiedProperty[] = [];
  let firstError: WireError | null = null;
  for (const { kind, memberId, memberTargetId, memberName } of changes) {
    const request = memberRequest(link.targetId, { kind, attribute, memberTargetId }, cycle.job.dialect);
    const purpose = kind === 'add' ? 'reference-member-add' : 'reference-member-remove';
    const outcome = yield* exchange(change, purpose, request);
    const error = wireErrorOf(outcome, { isLinked: true });
    firstError ??= error;
    const property: ModifiedProperty =
      kind === 'add'
        ? { name: attribute, oldValue: null, newValue: memberTargetId }
        : { name: attribute, oldValue: memberTargetId, newValue: null };
    note(change, {
      name: 'EntryExportUpdate',
      stepType: 'export',
      status: error === null ? 'success' : 'failure',
      description: memberSentence(cycle, change, { kind, memberName, isDone: error === null }),
      details: exportedDetails([property], change.name),
    });
    if (error === null) {
      if (properties.length < PROPERTIES_LISTED_MAX) properties.push(property);
      const write = kind === 'add' ? 'put-exported-member' : 'remove-exported-member';
      yield* commitNotes(change, [{ kind: write, groupId: link.sourceId, memberId }]);
    }
    if (outcome.kind === 'failure' || error?.code === 'InvalidAnchor') break;
  }
  return { properties, firstError };
}

function memberSentence(
  { job }: Cycle,
  change: Change,
  { kind, memberName, isDone }: { readonly kind: 'add' | 'remove'; readonly memberName: string; readonly isDone: boolean },
): string {
  const [done, undone, preposition] = kind === 'add' ? ['added', 'add', 'to'] : ['removed', 'remove', 'from'];
  const where = `${preposition} Group '${change.name}' in ${job.targetSystem}`;
  return isDone ? `Member '${memberName}' was ${done} ${where}` : `Failed to ${undone} member '${memberName}' ${where}`;
}

function* endWithoutRequest({ cycle, change, link, isOwnChange }: ReferenceWork): Step<void> {
  if (!isOwnChange) return yield* skipRedundant(cycle, change, link.targetId);
  if (change.escrow !== null) yield* commitNotes(change, [{ kind: 'remove-escrow', sourceId: link.sourceId }]);
}

function noteUnresolved(change: Change, description: string): void {
  note(change, { name: 'EntryReferenceResolution', stepType: 'referenceResolution', status: 'failure', description });
}

function unresolvedError(names: readonly string[]): WireError {
  const listed = names.slice(0, 5).join(', ');
  return errorWithAdvice(
    'UnableToResolveReferenceAttributeValue',
    `The referenced ${names.length === 1 ? 'object is' : 'objects are'} in scope but not in the target: ${listed}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`,
  );
}

import { isInScope } from '#shared/entra/scope.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { errorWithAdvice, type WireError, wireErrorOf } from '#shared/entra/wire-error.ts';
import { managerClearingRequest, managerRequest, memberRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { ModifiedProperty } from '#shared/trace/event.ts';
import { type Change, commitNotes, exchange, finish, note, openChange, skip, subjectOf } from './change.ts';
import { type Cycle, mappingOf, type PendingReference } from './cycle-state.ts';
import { isUnechoed } from './echo.ts';
import type { Link, StateWrite, Task } from './effect.ts';
import { fail } from './escrow.ts';
import { noteExport, noteUpdate, skipRedundant } from './export.ts';
import { pagesOf } from './import.ts';
import { standingWrites } from './link-standing.ts';
import { exportedDetails } from './log-details.ts';
import { heldManagerIdOf, noteReferenceSkipped, referenceAttributeOf } from './references.ts';
import { inScopeAmong, readScopeStatus } from './scoping.ts';
import { fork, readObject, readObjects, readState, type Step } from './step.ts';

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
  const error = wireErrorOf(outcome, { isLinked: true });
  const properties = [property];
  noteExport(cycle, change, { verb: 'update', name: 'EntryExportUpdate', properties, isDone: error === null });
  if (error !== null) return yield* fail(cycle, change, { action: 'update', error, targetId: link.targetId });
  const isMissing = isUnechoed(cycle.job, outcome, (resource) => heldManagerIdOf(cycle, resource) === property.newValue);
  yield* finish(
    cycle,
    change,
    { action: 'update', status: 'success', targetId: link.targetId, modifiedProperties: properties, skipReason: null },
    { writes: standingWrites(link, { isUnsettled: false, ...(isMissing ? { isUnechoed: true } : {}) }) },
  );
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
  if (plan.changes.length > 0 && !isUpdateOn(work)) return yield* skipUpdateOff(work);
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
    const absent: TenantObject[] = [];
    for (const object of yield* readObjects(ids)) {
      const [memberId, memberTargetId] = [object.objectId, targetIds.get(object.objectId)];
      if (memberTargetId === undefined) absent.push(object);
      else changes.push({ kind: 'add', memberId, memberTargetId, memberName: displayNameOf(object) });
    }
    const expected = (yield* inScopeAmong(cycle, absent)).filter(({ type }) => mappingOf(cycle.job, type).enabled);
    unresolved.push(...expected);
    outOfScopeCount += absent.length - expected.length;
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

/** What became of one member. */
interface MemberOutcome {
  readonly property: ModifiedProperty;
  readonly error: WireError | null;
}

/**
 * One request a member, one after another or several at once (habit `member-requests`). A refused member does not stop the
 * others; a target that cannot be reached does, and a group that is gone.
 */
function* sendMembers(
  work: ReferenceWork,
  attribute: string,
  changes: readonly MemberChange[],
): Step<{ readonly properties: readonly ModifiedProperty[]; readonly firstError: WireError | null }> {
  const outcomes: MemberOutcome[] = [];
  let isLost = false;
  const sendOne = function* (member: MemberChange, turn: number): Task {
    const { outcome, isTargetLost } = yield* sendMember(work, attribute, member);
    outcomes[turn] = outcome;
    isLost ||= isTargetLost;
  };
  const tasks = function* (): Iterable<Task> {
    for (const [turn, member] of changes.entries()) {
      if (isLost) return;
      yield sendOne(member, turn);
    }
  };
  const { job } = work.cycle;
  yield* commitNotes(work.change, []);
  yield* fork(tasks(), wireStyleOf(job).areMembersConcurrent ? job.configuration.objectsInFlightCount : 1);
  const sent = outcomes.filter((outcome) => outcome !== undefined);
  return {
    properties: sent.flatMap(({ property, error }) => (error === null ? [property] : [])).slice(0, PROPERTIES_LISTED_MAX),
    firstError: sent.find(({ error }) => error !== null)?.error ?? null,
  };
}

function* sendMember(
  { cycle, change: whole, link }: ReferenceWork,
  attribute: string,
  { kind, memberId, memberTargetId, memberName }: MemberChange,
): Step<{ readonly outcome: MemberOutcome; readonly isTargetLost: boolean }> {
  // Its own notes, so that those of members in flight at once do not mix.
  const change: Change = { ...whole, pendingFacts: [] };
  const request = memberRequest(link.targetId, { kind, attribute, memberTargetId }, wireStyleOf(cycle.job));
  const outcome = yield* exchange(change, kind === 'add' ? 'reference-member-add' : 'reference-member-remove', request);
  const error = wireErrorOf(outcome, { isLinked: true });
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
  const write = kind === 'add' ? 'put-exported-member' : 'remove-exported-member';
  yield* commitNotes(change, error === null ? [{ kind: write, groupId: link.sourceId, memberId }] : []);
  return { outcome: { property, error }, isTargetLost: outcome.kind === 'failure' || error?.code === 'InvalidAnchor' };
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

function isUpdateOn({ cycle, link }: ReferenceWork): boolean {
  return mappingOf(cycle.job, link.type).flowTypes.update;
}

/** References go out as updates, after the creation too. */
function* skipUpdateOff({ cycle, change, link }: ReferenceWork): Step<void> {
  const what = link.type === 'User' ? 'The manager is' : 'Members are';
  yield* skip(cycle, change, {
    action: 'update',
    skipReason: null,
    description: `${what} not sent for the ${link.type} '${change.name}': Update is off under Target Object Actions.`,
    targetId: link.targetId,
    writes: standingWrites(link, { isUnsettled: false }),
  });
}

function* endWithoutRequest({ cycle, change, link, isOwnChange }: ReferenceWork): Step<void> {
  const settled = standingWrites(link, { isUnsettled: false });
  if (!isOwnChange) {
    yield* commitNotes(change, settled);
    return yield* skipRedundant(cycle, change, link.targetId);
  }
  const waiting: readonly StateWrite[] = change.escrow === null ? [] : [{ kind: 'remove-escrow', sourceId: link.sourceId }];
  yield* commitNotes(change, [...settled, ...waiting]);
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

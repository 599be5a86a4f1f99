import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { type WireError, wireErrorOf } from '#shared/entra/wire-error.ts';
import { memberRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import type { ModifiedProperty } from '#shared/trace/event.ts';
import { type Change, commitNotes, exchange, finish, note } from './change.ts';
import { type Cycle, mappingOf } from './cycle-state.ts';
import type { Link, Task } from './effect.ts';
import { fail } from './escrow.ts';
import { noteUpdate, skipRedundant } from './export.ts';
import { pagesOf } from './import.ts';
import { exportedDetails } from './log-details.ts';
import {
  endWithoutRequest,
  isUpdateOn,
  noteUnresolved,
  type ReferenceWork,
  skipUpdateOff,
  unresolvedError,
} from './reference-work.ts';
import { noteReferenceSkipped, referenceAttributeOf } from './references.ts';
import { inScopeAmong } from './scoping.ts';
import { fork, readObjects, readState, type Step } from './step.ts';

/** Members that joined or left since the last export, one request each; they are never read back. */
export function* resolveMembers(work: ReferenceWork, memberIds: readonly string[]): Step<void> {
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
  const { properties, tried, firstError } = yield* sendMembers(work, attribute, plan.changes);
  const error = firstError ?? (plan.unresolved.length === 0 ? null : unresolvedError(plan.unresolved.map(displayNameOf)));
  for (const member of plan.unresolved) {
    noteUnresolved(change, `We were unable to assign ${displayNameOf(member)} as the members of ${change.name}.`);
  }
  if (error !== null) {
    return yield* fail(cycle, change, { action: 'update', error, targetId: link.targetId, properties: tried });
  }
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
): Step<{
  /** Of members whose request succeeded, and of all that were sent. */
  readonly properties: readonly ModifiedProperty[];
  readonly tried: readonly ModifiedProperty[];
  readonly firstError: WireError | null;
}> {
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
    tried: sent.slice(0, PROPERTIES_LISTED_MAX).map(({ property }) => property),
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
  const error = wireErrorOf(outcome, 'write');
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

import { evaluateMappings, type MappingContext } from '#shared/entra/mapping.ts';
import { bareWorld, mappingContext, usesClock } from '#shared/entra/mapping-context.ts';
import { isEntitled, isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { readResource, type TargetResource } from '#shared/entra/wire-answer.ts';
import { excerptOf } from '#shared/entra/wire-error.ts';
import { readRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { type Change, exchange, note, openChange, skip, skippedBecause, subjectOf } from './change.ts';
import { type Cycle, type Look, mappingOf } from './cycle-state.ts';
import type { Link, StateWrite } from './effect.ts';
import { fail } from './escrow.ts';
import { createTarget, deleteTarget, updateTarget } from './export.ts';
import { changedDetails, retriedDetails, retrievedDetails, retrievedNameOf } from './log-details.ts';
import { findMatch, matchQueries, refuseMembers } from './matching.ts';
import { lookUpManager, type ManagerLookup } from './references.ts';
import { commitRemembered } from './remembered.ts';
import { isElsewhere, leftAloneReason, managementWrites, noteScoping, readScopeStatus, skipOutOfScope } from './scoping.ts';
import { readClock, readObject, readState, type Step } from './step.ts';

/** One object from import to export: decides what the target needs, from its latest state and its link. */
export function* processObject(cycle: Cycle, look: Look): Step<void> {
  const { objectId, type } = look;
  const object = yield* readObject(objectId);
  const { links, escrows } = yield* readState([objectId]);
  const [link, escrow = null] = [links[0], escrows[0]];
  if (object === undefined && link === undefined) {
    // It came and went, or was never provisioned: there is nothing to say about it.
    if (escrow !== null) yield* forgetEscrow(cycle, look);
    return;
  }
  cycle.tally.importedCount += 1;
  const subject = subjectOf(type, objectId, object);
  const change = openChange({ seed: cycle.job.seed, cycleId: cycle.request.cycleId, part: 'object', subject, escrow });
  const kind = object === undefined ? 'Delete' : link === undefined ? 'Add' : 'Update';
  if (look.isRetry) noteRetry(cycle, change, kind);
  if (object === undefined) {
    if (!look.isRetry) noteImport(cycle, change, kind, {});
    if (link !== undefined) yield* processDeleted(cycle, change, link);
    return;
  }
  const status = yield* readScopeStatus(cycle, object);
  if (isElsewhere(status)) {
    if (escrow !== null) yield* forgetEscrow(cycle, look);
    return;
  }
  if (isInScope(status)) cycle.tally.entitledCount += 1;
  const context = yield* readContext(cycle, change, type, status);
  // Captured: the log of a retry begins with it, and nothing is received again.
  const changedNames = kind === 'Update' ? (cycle.changedNames.get(objectId) ?? null) : null;
  const imported = { ...context, mapping: mappingOf(cycle.job, type) };
  if (!look.isRetry) noteImport(cycle, change, kind, changedDetails(object, imported, changedNames));
  const manager = yield* lookUpManager(cycle, object);
  const work: Work = { cycle, change, object, status, context, manager, turn: look.turn };
  const leftAlone = leftAloneReason(cycle, status);
  if (link === undefined) yield* processUnlinked(work);
  else if (link.isManaged && leftAlone !== null) yield* release(work, link, leftAlone);
  else if (type === 'User' || isInScope(status)) yield* processLinked(work, link);
  else yield* processDeleted(cycle, change, link, status);
}

/** What mappings see beside the object. The clock is read only for a mapping that asks for the time. */
function* readContext({ job }: Cycle, { id }: Change, type: Look['type'], status: ScopeStatus): Step<MappingContext> {
  const given = { isSoftDeleted: !isInScope(status), roles: status.roles, seed: id, world: job.world ?? bareWorld };
  if (!usesClock(mappingOf(job, type))) return mappingContext(job.configuration, given);
  return mappingContext(job.configuration, { ...given, now: yield* readClock() });
}

/** Nothing is left of the object but a retry that was waiting. */
function* forgetEscrow({ request }: Cycle, { objectId, type }: Look): Step<void> {
  const identity = subjectOf(type, objectId, undefined).identity;
  const write: StateWrite = { kind: 'remove-escrow', sourceId: objectId };
  yield* commitRemembered([write], [], { cycleId: request.cycleId, changeId: null, identity });
}

/** One object being worked on. */
export interface Work {
  readonly cycle: Cycle;
  readonly change: Change;
  readonly object: TenantObject;
  readonly status: ScopeStatus;
  readonly context: MappingContext;
  readonly manager: ManagerLookup;
  readonly turn: number;
}

function* processUnlinked(work: Work): Step<void> {
  const { cycle, change, object, status, context } = work;
  const mapping = mappingOf(cycle.job, object.type);
  const queries = matchQueries(mapping, object, context);
  if (queries.length === 0) {
    return yield* skip(cycle, change, {
      skipReason: 'ImportSkipped',
      description: `The ${object.type} '${change.name}' will be skipped: it has no value for a matching attribute, so that its scope is not evaluated.`,
      targetId: null,
    });
  }
  noteScoping(change, status);
  if (!isInScope(status)) {
    return yield* skipOutOfScope(cycle, change, { status, targetId: null });
  }
  const match = yield* findMatch(cycle, change, queries);
  switch (match.kind) {
    case 'failed':
      note(change, {
        name: 'EntryImport',
        stepType: 'matching',
        status: 'failure',
        description: `Failed to match an entry in the source and target systems ${object.type} '${change.name}'`,
      });
      return yield* fail(cycle, change, { action: 'create', error: match.error, targetId: null });
    case 'none':
      return yield* createTarget(work, evaluateMappings(mapping, object, context));
    case 'found': {
      noteRetrieved(work, match.target);
      const link: Link = {
        sourceId: object.objectId,
        type: object.type,
        targetId: match.target.id,
        origin: 'matched',
        isManaged: true,
        exportedMemberIds: [],
      };
      return yield* updateTarget(work, { link, target: match.target, isNew: true, staysManaged: true });
    }
  }
}

/** A linked object is always addressed by its remembered id, and what the target holds now decides what is sent. */
function* processLinked(work: Work, link: Link): Step<void> {
  const { cycle, change, object, status } = work;
  // A kill may have lost that it came back into scope and was enabled: when its cycle is taken up again, the target is asked.
  const isStanding = cycle.request.isTakenUp !== true || leftAloneReason(cycle, status) !== null;
  if (!isInScope(status) && !link.isManaged && isStanding) {
    noteScoping(change, status);
    const because = 'It is not managed since it left scope.';
    return yield* skipOutOfScope(cycle, change, { status, targetId: link.targetId, because });
  }
  const read = yield* exchange(change, 'read-target', readRequest(object.type, link.targetId, wireStyleOf(cycle.job)));
  const answer = refuseMembers(cycle, change, readResource(read));
  if (!answer.ok) {
    note(change, {
      name: 'EntryImport',
      stepType: 'matching',
      status: 'failure',
      description: `Failed to retrieve ${object.type} '${change.name}' from ${cycle.job.targetSystem}`,
    });
    const action = isInScope(status) ? 'update' : 'disable';
    return yield* fail(cycle, change, { action, error: answer.error, targetId: link.targetId });
  }
  noteRetrieved(work, answer.value);
  noteChangedId(change, { asked: link.targetId, answered: answer.value.id });
  noteScoping(change, status);
  // Blocked or soft-deleted is not unassigned: its deletion is still Entra's business (how-provisioning-works).
  const staysManaged = isInScope(status) || (link.isManaged && (isEntitled(status) || object.deletedAt !== null));
  yield* updateTarget(work, { link, target: answer.value, isNew: false, staysManaged });
}

/** Whoever leaves scope and is left alone stays as it is at the target, and is no longer managed. */
function* release({ cycle, change, status }: Work, link: Link, because: string): Step<void> {
  noteScoping(change, status);
  yield* skipOutOfScope(cycle, change, { status, targetId: link.targetId, because, writes: managementWrites(link, false) });
}

/** A user that was hard-deleted, or a group that is gone or left scope: DELETE, if it is managed and the action is on. */
function* processDeleted(cycle: Cycle, change: Change, link: Link, status?: ScopeStatus): Step<void> {
  if (status !== undefined) noteScoping(change, status);
  if (!link.isManaged) {
    return yield* skip(cycle, change, {
      skipReason: 'NotEffectivelyEntitled',
      description: skippedBecause(change, ['It is not managed since it left scope, so that its deletion sends nothing.']),
      targetId: link.targetId,
    });
  }
  if (!mappingOf(cycle.job, link.type).flowTypes.delete) {
    return yield* skip(cycle, change, {
      action: 'delete',
      skipReason: null,
      description: `The ${link.type} '${change.name}' stays in ${cycle.job.targetSystem}: Delete is off under Target Object Actions.`,
      targetId: link.targetId,
      writes: managementWrites(link, false),
    });
  }
  yield* deleteTarget(cycle, change, link);
}

function noteImport(
  cycle: Cycle,
  change: Change,
  kind: 'Add' | 'Update' | 'Delete',
  details: ReturnType<typeof changedDetails>,
): void {
  note(change, {
    name: `EntryImport${kind}`,
    stepType: 'import',
    status: 'success',
    description: `Received ${change.identity.type} '${change.name}' change of type (${kind}) from ${cycle.job.sourceSystem}`,
    details,
  });
}

function noteRetry({ job }: Cycle, change: Change, kind: 'Add' | 'Update' | 'Delete'): void {
  const { escrow, identity, name } = change;
  note(change, {
    name: 'EntryEscrowRetry',
    stepType: 'import',
    status: 'success',
    description: `We are retrying an operation that previously failed.\r\nIdentifier: ${name}\r\nObject type: ${identity.type}\r\nDirectory: ${job.sourceSystem}`,
    details: escrow === null ? {} : retriedDetails(escrow, kind),
  });
}

/** The remembered id stays (habit `changed-id-ignored`). */
function noteChangedId(change: Change, { asked, answered }: { readonly asked: string; readonly answered: string }): void {
  if (answered === asked) return;
  note(change, {
    name: 'EntryImport',
    stepType: 'matching',
    status: 'warning',
    description: `The target answered the id ${excerptOf(answered)} where ${asked} was asked for. The remembered id stays.`,
  });
}

function noteRetrieved({ cycle, change }: Work, target: TargetResource): void {
  note(change, {
    name: 'EntryImport',
    stepType: 'matching',
    status: 'success',
    // Captured with two blanks: the type between them is empty. The name is the one that the target holds.
    description: `Retrieved  '${retrievedNameOf(target, change.name)}' from ${cycle.job.targetSystem}`,
    details: retrievedDetails(target, mappingOf(cycle.job, change.identity.type)),
  });
}

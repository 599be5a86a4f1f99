import { probeErrorOf } from '#shared/entra/probe-verdict.ts';
import { probeRequests } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ProvisioningError, TraceFact } from '#shared/trace/event.ts';
import { type Cycle, isOutOfReach, type Look, mappingOf, type PendingReference } from './cycle-state.ts';
import type { JobProgress, StateWrite, Task } from './effect.ts';
import { importChanges } from './import.ts';
import type { CycleRequest, ProvisioningJob } from './job.ts';
import { processObject } from './processing.ts';
import { resolveReferences } from './reference-resolution.ts';
import { commit, fork, readDueEscrows, reportProgress, type Step, send } from './step.ts';

/** One cycle from its probes to its watermark. */
export function* performCycle(job: ProvisioningJob, request: CycleRequest): Task {
  const { kind, reason, number, cycleId, watermark } = request;
  const { dialect } = wireStyleOf(job);
  const pending: JobProgress = { watermark, cycleCount: number - 1, pendingCycle: { cycleId, kind } };
  yield* record(request, { kind: 'cycle-started', cycleKind: kind, reason, number, dialect }, pending);
  const error = yield* probe(job, request);
  if (error !== null) {
    // The watermark stays where it was, so that nothing is missed once the target answers again.
    yield* record(request, { kind: 'cycle-failed', error }, { watermark, cycleCount: number, pendingCycle: null });
    return;
  }
  const cycle = openCycle(job, request);
  const { userIds, groupIds, watermark: reached } = yield* importChanges(cycle);
  yield* workThrough(cycle, { userIds, groupIds, isRetry: false });
  if (!isOutOfReach(cycle)) yield* workThrough(cycle, yield* dueRetries(cycle));
  if (isOutOfReach(cycle)) {
    const lost: TraceFact = { kind: 'cycle-failed', error: outOfReachError(cycle) };
    yield* record(request, lost, { watermark, cycleCount: number, pendingCycle: null });
    return;
  }
  const finished: TraceFact = { kind: 'cycle-finished', cycleKind: kind, summary: { ...cycle.tally }, watermark: reached };
  yield* record(request, finished, { watermark: reached, cycleCount: number, pendingCycle: null });
}

function* record({ cycleId }: CycleRequest, fact: TraceFact, progress: JobProgress): Step<void> {
  const write: StateWrite = { kind: 'put-progress', progress };
  yield* commit([write], [{ cycleId, changeId: null, fact }]);
}

/** Test Connection, as every cycle and every run on demand begins (captured: SCIMReferenceCode issue 63). */
export function* probe(job: ProvisioningJob, { cycleId }: CycleRequest): Step<ProvisioningError | null> {
  for (const { purpose, request } of probeRequests(job, seededRandom(job.seed, cycleId, 'probe'))) {
    const error = probeErrorOf(request, yield* send(request, { cycleId, changeId: null, purpose, identity: null }));
    if (error !== null) return error;
  }
  return null;
}

/** What the work on any object shares. Also how provisioning on demand begins. */
export function openCycle(job: ProvisioningJob, request: CycleRequest): Cycle {
  return {
    job,
    request,
    ignoresRoles: false,
    tally: { importedCount: 0, entitledCount: 0, exportedCount: 0, skippedCount: 0, escrowedCount: 0 },
    changedNames: new Map(),
    references: [],
    failedIds: new Set(),
    reach: { unansweredCount: 0, lastError: null },
  };
}

/** Objects to look at, by id only: a large tenant is never in memory at once. */
interface Looks {
  readonly userIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly isRetry: boolean;
}

/** Users, then groups, then the references that were found among both. */
function* workThrough(cycle: Cycle, { userIds, groupIds, isRetry }: Looks): Step<void> {
  const limit = cycle.job.configuration.objectsInFlightCount;
  const totalCount = userIds.length + groupIds.length;
  let doneCount = 0;
  const processOne = function* (look: Look): Task {
    yield* processObject(cycle, look);
    doneCount += 1;
    yield* reportProgress(doneCount, totalCount);
  };
  const tasksFor = (type: Look['type'], ids: readonly string[], firstTurn: number) =>
    lazily(cycle, ids, (objectId, index) => processOne({ turn: firstTurn + index, objectId, type, isRetry }));
  if (userIds.length > 0) yield* fork(tasksFor('User', userIds, 0), limit);
  if (groupIds.length > 0) yield* fork(tasksFor('Group', groupIds, userIds.length), limit);
  const pending = cycle.references.splice(0).sort((a, b) => a.turn - b.turn);
  const resolveOne = (reference: PendingReference) => resolveReferences(cycle, reference);
  // Managers first, memberships last: a service provider answers the PATCH of a user with the groups that hold it by then, so
  // side by side the answers would depend on which came first.
  for (const type of ['User', 'Group'] as const) {
    const ofType = pending.filter((reference) => reference.type === type);
    if (ofType.length > 0) yield* fork(lazily(cycle, ofType, resolveOne), limit);
  }
}

/** A task exists only while it runs, so that a large tenant is never in memory at once; none begins once the target is gone. */
function* lazily<T>(cycle: Cycle, items: readonly T[], toTask: (item: T, index: number) => Task): Iterable<Task> {
  for (const [index, item] of items.entries()) {
    if (isOutOfReach(cycle)) return;
    yield toTask(item, index);
  }
}

function outOfReachError({ reach }: Cycle): ProvisioningError {
  const kind = reach.lastError?.code === 'Unauthorized' ? 'Failure' : 'Unavailable';
  return {
    code: `SystemForCrossDomainIdentityManagementCredentialValidation${kind}`,
    reason: `The cycle was ended because ${reach.unansweredCount} objects in a row got no usable answer. The last one: ${reach.lastError?.reason ?? ''}`,
    recommendedAction:
      'Make sure that the target is running and accepts the secret token. What was not reached is looked at again.',
  };
}

function* dueRetries(cycle: Cycle): Step<Looks> {
  const due = (yield* readDueEscrows()).filter(
    ({ sourceId, type }) => !cycle.failedIds.has(sourceId) && mappingOf(cycle.job, type).enabled,
  );
  const idsOf = (wanted: Look['type']) => due.filter(({ type }) => type === wanted).map(({ sourceId }) => sourceId);
  return { userIds: idsOf('User'), groupIds: idsOf('Group'), isRetry: true };
}

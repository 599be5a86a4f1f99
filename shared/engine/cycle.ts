import { probeErrorOf } from '#shared/entra/probe-verdict.ts';
import { probeRequests } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ProvisioningError } from '#shared/trace/event.ts';
import { endFailed, endFinished } from './cycle-end.ts';
import { type Cycle, isOutOfReach, type Look, mappingOf, type PendingReference } from './cycle-state.ts';
import { guarded, openGuard, releasedBy, settleHeld } from './deletion-guard.ts';
import type { Task } from './effect.ts';
import { importChanges } from './import.ts';
import type { CycleRequest, ProvisioningJob } from './job.ts';
import { withStanding } from './job-standing.ts';
import { processObject } from './processing.ts';
import { resolveReferences } from './reference-resolution.ts';
import { commit, fork, readDueEscrows, reportProgress, type Step, send } from './step.ts';

/** One cycle from its probes to its watermark. */
export function* performCycle(job: ProvisioningJob, request: CycleRequest): Task {
  yield* begin(job, request);
  const error = yield* probe(job, request);
  if (error !== null) return yield* endFailed(job, request, error);
  const cycle = { ...openCycle(job, request), guard: yield* openGuard(job, request) };
  const { watermark: reached, ...changed } = yield* importChanges(cycle);
  yield* workThrough(cycle, { ...withReleased(cycle, changed), isRetry: false });
  if (!isOutOfReach(cycle)) yield* workThrough(cycle, yield* dueRetries(cycle));
  if (isOutOfReach(cycle)) return yield* endFailed(job, request, outOfReachError(cycle));
  yield* endFinished(cycle, reached);
}

/** A cycle that ends before its first request. */
export function* refuseCycle(job: ProvisioningJob, request: CycleRequest, error: ProvisioningError): Task {
  yield* begin(job, request);
  yield* endFailed(job, request, error);
}

function* begin(job: ProvisioningJob, { kind, reason, number, cycleId, watermark, standing }: CycleRequest): Step<void> {
  const { dialect } = wireStyleOf(job);
  const progress = withStanding({ watermark, cycleCount: number - 1, pendingCycle: { cycleId, kind } }, standing ?? {});
  const fact = { kind: 'cycle-started', cycleKind: kind, reason, number, dialect } as const;
  yield* commit([{ kind: 'put-progress', progress }], [{ cycleId, changeId: null, fact }]);
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
    counts: { failedCount: 0, referenceFailedCount: 0, exportedCount: 0, skippedCount: 0, retriedCount: 0 },
    guard: null,
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
  const { exportedCount, skippedCount } = cycle.tally;
  const before = { failedCount: cycle.failedIds.size, exportedCount, skippedCount };
  let doneCount = 0;
  const processOne = function* (look: Look): Task {
    const task = processObject(cycle, look);
    // Without a guard not even a generator lies between: this is done for each object.
    yield* cycle.guard === null ? task : guarded(cycle, cycle.guard, { look, task });
    doneCount += 1;
    yield* reportProgress(doneCount, totalCount);
  };
  const tasksFor = (type: Look['type'], ids: readonly string[], firstTurn: number) =>
    lazily(cycle, ids, (objectId, index) => processOne({ turn: firstTurn + index, objectId, type, isRetry }));
  if (userIds.length > 0) yield* fork(tasksFor('User', userIds, 0), limit);
  if (groupIds.length > 0) yield* fork(tasksFor('Group', groupIds, userIds.length), limit);
  if (!isOutOfReach(cycle)) yield* settleHeld(cycle);
  countObjects(cycle, before);
  const failedBefore = cycle.failedIds.size;
  const pending = cycle.references.splice(0).sort((a, b) => a.turn - b.turn);
  const resolveOne = (reference: PendingReference) => resolveReferences(cycle, reference);
  // Managers first, memberships last: a service provider answers the PATCH of a user with the groups that hold it by then, so
  // side by side the answers would depend on which came first.
  for (const type of ['User', 'Group'] as const) {
    const ofType = pending.filter((reference) => reference.type === type);
    if (ofType.length > 0) yield* fork(lazily(cycle, ofType, resolveOne), limit);
  }
  cycle.counts.referenceFailedCount += cycle.failedIds.size - failedBefore;
  if (isRetry) cycle.counts.retriedCount += cycle.tally.exportedCount - before.exportedCount;
}

/** Managers and members do not count among the failures that quarantine a job (application-provisioning-quarantine-status). */
function countObjects(
  { counts, failedIds, tally }: Cycle,
  before: { readonly failedCount: number; readonly exportedCount: number; readonly skippedCount: number },
): void {
  counts.failedCount += failedIds.size - before.failedCount;
  counts.exportedCount += tally.exportedCount - before.exportedCount;
  counts.skippedCount += tally.skippedCount - before.skippedCount;
}

/** Whoever was held back is looked at once it is let go, although nothing about it changed. */
function withReleased({ guard }: Cycle, changed: Omit<Looks, 'isRetry'>): Omit<Looks, 'isRetry'> {
  const released = releasedBy(guard);
  if (released.length === 0) return changed;
  const idsOf = (wanted: Look['type'], ids: readonly string[]) => [
    ...new Set([...ids, ...released.filter(({ type }) => type === wanted).map(({ sourceId }) => sourceId)]),
  ];
  return { userIds: idsOf('User', changed.userIds), groupIds: idsOf('Group', changed.groupIds) };
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

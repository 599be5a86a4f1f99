import { probeErrorOf } from '#shared/entra/probe-verdict.ts';
import { createAssignmentLookup, createScope } from '#shared/entra/scope.ts';
import { type AppRoleAssignment, DEFAULT_ACCESS_ROLE_ID, type TenantObject } from '#shared/entra/tenant.ts';
import { probeRequests } from '#shared/entra/wire-requests.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ProvisioningError, TraceFact } from '#shared/trace/event.ts';
import { type Cycle, isOutOfReach, type Look, mappingOf, type PendingReference } from './cycle-state.ts';
import type { JobProgress, StateWrite, Task } from './effect.ts';
import { importChanges, readGroups } from './import.ts';
import type { CycleRequest, ProvisioningJob } from './job.ts';
import { processObject } from './processing.ts';
import { resolveReferences } from './reference-resolution.ts';
import { commit, fork, readAssignments, readDueEscrows, reportProgress, type Step, send } from './step.ts';

/** One cycle from its probes to its watermark. */
export function* performCycle(job: ProvisioningJob, request: CycleRequest): Task {
  const { kind, reason, number, cycleId, watermark } = request;
  const { dialect } = job;
  const pending: JobProgress = { watermark, cycleCount: number - 1, pendingCycle: { cycleId, kind } };
  yield* record(request, { kind: 'cycle-started', cycleKind: kind, reason, number, dialect }, pending);
  const error = yield* probe(job, request);
  if (error !== null) {
    // The watermark stays where it was, so that nothing is missed once the target answers again.
    yield* record(request, { kind: 'cycle-failed', error }, { watermark, cycleCount: number, pendingCycle: null });
    return;
  }
  const { cycle, looks, watermark: reached } = yield* open(job, request);
  yield* workThrough(cycle, looks);
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

function* probe(job: ProvisioningJob, { cycleId }: CycleRequest): Step<ProvisioningError | null> {
  for (const { purpose, request } of probeRequests(job.configuration, seededRandom(job.seed, cycleId, 'probe'))) {
    const error = probeErrorOf(request, yield* send(request, { cycleId, changeId: null, purpose, identity: null }));
    if (error !== null) return error;
  }
  return null;
}

function* open(
  job: ProvisioningJob,
  request: CycleRequest,
): Step<{ readonly cycle: Cycle; readonly looks: readonly Look[]; readonly watermark: number }> {
  const { configuration } = job;
  const assignments = yield* readAssignments();
  const groups = yield* readGroups(assignments.map(({ principalId }) => principalId));
  const scope = createScope(configuration.scope, assignments, groups);
  const { looks, watermark } = yield* importChanges({
    after: request.kind === 'initial' ? 0 : (request.watermark ?? 0),
    scope,
    lookUp: createAssignmentLookup(configuration.scope, assignments, groups),
    types: new Set((['User', 'Group'] as const).filter((type) => mappingOf(job, type).enabled)),
    followsMembership: configuration.scope === 'assigned' && request.kind === 'incremental',
  });
  const rolesByPrincipal = groupRoles(assignments);
  const roleNamesOf = (object: TenantObject) => rolesByPrincipal.get(scope(object).throughGroupId ?? object.objectId) ?? [];
  const tally = { importedCount: 0, entitledCount: 0, exportedCount: 0, skippedCount: 0, escrowedCount: 0 };
  return {
    cycle: {
      job,
      request,
      scope,
      roleNamesOf,
      tally,
      references: [],
      failedIds: new Set(),
      reach: { unansweredCount: 0, lastError: null },
    },
    looks,
    watermark,
  };
}

function groupRoles(assignments: readonly AppRoleAssignment[]): ReadonlyMap<string, readonly string[]> {
  const roles = new Map<string, string[]>();
  for (const { principalId, appRoleId } of assignments) {
    const name = appRoleId === DEFAULT_ACCESS_ROLE_ID ? 'Default Access' : appRoleId;
    const known = roles.get(principalId);
    if (known === undefined) roles.set(principalId, [name]);
    else known.push(name);
  }
  return roles;
}

/** Users, then groups, then the references that were found among both. */
function* workThrough(cycle: Cycle, looks: readonly Look[]): Step<void> {
  const limit = cycle.job.configuration.objectsInFlightCount;
  let doneCount = 0;
  const processOne = function* (look: Look): Task {
    yield* processObject(cycle, look);
    doneCount += 1;
    yield* reportProgress(doneCount, looks.length);
  };
  for (const type of ['User', 'Group'] as const) {
    const ofType = looks.filter((look) => look.type === type);
    if (ofType.length > 0) yield* fork(lazily(cycle, ofType, processOne), limit);
  }
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
function* lazily<T>(cycle: Cycle, items: readonly T[], toTask: (item: T) => Task): Iterable<Task> {
  for (const item of items) {
    if (isOutOfReach(cycle)) return;
    yield toTask(item);
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

function* dueRetries(cycle: Cycle): Step<readonly Look[]> {
  const escrows = yield* readDueEscrows();
  return escrows
    .filter(({ sourceId, type }) => !cycle.failedIds.has(sourceId) && mappingOf(cycle.job, type).enabled)
    .map(({ sourceId, type }, turn) => ({ turn, objectId: sourceId, type, isRetry: true }));
}

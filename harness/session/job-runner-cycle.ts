import { type CycleRequest, failCycle, type ProvisioningJob, runCycle } from '#shared/engine/job.ts';
import { assert } from '#shared/kernel/assert.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { CycleKind, JobStanding } from '#shared/trace/event.ts';
import type { JobStore } from '../ports/session-ports.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { applicationOf, updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import type { Hold } from './hold.ts';
import { jobIdOf } from './job-id.ts';
import { jobProtection } from './job-protection.ts';
import { Interrupted, perform } from './scheduler.ts';
import { addressOf, readWritableTarget, type Target } from './target.ts';
import { withJob } from './target-job.ts';

export interface RunningCycle {
  readonly kind: CycleKind;
  readonly number: number;
  readonly startedAt: number;
  doneCount: number;
  totalCount: number;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** What the next cycle of an application is: one that was interrupted, an initial one, or what changed since the last. */
export function nextCycle(record: ApplicationRecord, job: JobStore): CycleRequest {
  const { watermark, pendingCycle, cycleCount, standing } = job.progress();
  const kind = pendingCycle?.kind ?? (watermark === null ? 'initial' : 'incremental');
  return {
    kind,
    reason:
      pendingCycle !== null ? 'taken up again after an interruption' : (record.job.restartReason ?? reasonOf(kind, standing)),
    number: cycleCount + 1,
    // From the trace, not from the cycle's number: after *Start over* numbers begin again, and ids must not.
    cycleId: pendingCycle?.cycleId ?? randomUuid(seededRandom(record.id, 'cycle', String(job.lastSequence()))),
    watermark: kind === 'initial' ? null : watermark,
    ...(pendingCycle === null ? {} : { isTakenUp: true }),
    ...(standing === undefined ? {} : { standing }),
  };
}

/** Why a cycle runs that nobody asked for. */
export function reasonOf(kind: CycleKind, standing: JobStanding | undefined): string {
  if (standing?.quarantine !== undefined) return `attempt ${standing.quarantine.seriesCount} in quarantine`;
  return kind === 'initial' ? 'first cycle' : 'interval elapsed';
}

interface CycleRun {
  readonly request: CycleRequest;
  readonly cycle: RunningCycle;
  readonly hold: Hold;
}

/** Runs a cycle to its end, and writes down what became of the job. Resolves too where the cycle is stopped on the way. */
export async function runNextCycle(parts: WorkspaceParts, appId: string, run: CycleRun): Promise<void> {
  try {
    const target = await readWritableTarget(parts, appId);
    if (!target.ok) {
      await failWithoutTarget(parts, appId, run, target.problems[0]?.message ?? '');
      await noteOutcome(parts, appId, run.cycle);
      return;
    }
    await noteLinkedAddress(parts, appId, target.value);
    await performCycle(parts, appId, target.value, run);
    await noteOutcome(parts, appId, run.cycle);
  } catch (error) {
    // Stopped between two requests: the pending cycle stays written down, and the next host goes on with it.
    if (!(error instanceof Interrupted)) await noteFault(parts, appId, error);
  }
}

export function updateJob(
  parts: WorkspaceParts,
  appId: string,
  change: (job: ApplicationRecord['job']) => ApplicationRecord['job'],
): Promise<void> {
  return updateApplication(parts, appId, (record) => ({ ...record, job: change(record.job) }));
}

/** Written down before the first request, so that no link exists of which it is not known where it leads. */
export async function noteLinkedAddress(parts: WorkspaceParts, appId: string, target: Target): Promise<void> {
  const address = addressOf(target);
  if (applicationOf(parts, appId)?.job.linkedAddresses.includes(address)) return;
  await updateJob(parts, appId, (job) => ({ ...job, linkedAddresses: [...job.linkedAddresses, address] }));
}

/** Captured: a job without a usable tenant URL was quarantined in its first second. Nothing is sent. */
async function failWithoutTarget(parts: WorkspaceParts, appId: string, { request }: CycleRun, reason: string): Promise<void> {
  const record = applicationOf(parts, appId);
  assert(record !== undefined, `application ${appId} is in the workspace`);
  const { db, clock } = parts;
  const job: ProvisioningJob = {
    jobId: jobIdOf(appId),
    configuration: record.configuration,
    dialect: 'legacy',
    seed: appId,
    sourceSystem: 'Microsoft Entra ID',
    targetSystem: 'customappsso',
    ...jobProtection(record.notifications),
  };
  const error = { code: 'SystemForCrossDomainIdentityManagementInvalidCredentials', reason, recommendedAction: null };
  const transport = { send: () => Promise.reject(new Error('a cycle without a target sent a request')) };
  await perform(failCycle(job, request, error), { appId, tenant: db.tenant, job: db.jobStore(appId), clock, transport });
}

async function performCycle(
  parts: WorkspaceParts,
  appId: string,
  target: Target,
  { request, cycle, hold }: CycleRun,
): Promise<void> {
  await withJob(parts, appId, target, ({ job, world }) =>
    perform(runCycle(job, request), {
      ...world,
      onRequest: (sent, place) => hold.before(sent, place),
      onOutcome: (outcome) => hold.heard(outcome),
      onProgress: (doneCount, totalCount) => {
        Object.assign(cycle, { doneCount, totalCount });
        parts.live.changed('job');
      },
      signal: cycle.stop.signal,
    }),
  );
}

async function noteOutcome(parts: WorkspaceParts, appId: string, cycle: RunningCycle): Promise<void> {
  await parts.db.trace.settled();
  const fact = parts.db.trace.cycles(appId, 1)[0]?.recorded.event;
  if (fact?.kind === 'cycle-failed') {
    const { code, reason } = fact.error;
    await updateJob(parts, appId, (job) => ({ ...job, failure: { code, message: reason } }));
    return;
  }
  await updateJob(parts, appId, (job) => ({
    ...job,
    failure: null,
    restartReason: null,
    steadyStateAchievedAt: job.steadyStateAchievedAt ?? (cycle.kind === 'initial' ? parts.clock.now() : null),
  }));
}

/** A fault of our own, or a disk that refuses a write, ends this cycle and not the host: other jobs and windows go on. */
async function noteFault(parts: WorkspaceParts, appId: string, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await updateJob(parts, appId, (job) => ({
    ...job,
    failure: {
      code: 'InternalError',
      message: `The cycle stopped on a fault of this program: ${message}. The next cycle tries again.`,
    },
  }));
}

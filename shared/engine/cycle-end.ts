import type { ProvisioningError, TraceFact } from '#shared/trace/event.ts';
import type { Cycle } from './cycle-state.ts';
import type { JobProgress, StateWrite } from './effect.ts';
import type { CycleRequest, ProvisioningJob } from './job.ts';
import { withStanding } from './job-standing.ts';
import { imposeQuarantine, isForFailures, standingAfter } from './quarantine.ts';
import { newsOf } from './quarantine-news.ts';
import { commit, readClock, readEscrowedIds, type Step } from './step.ts';

/** The end of a cycle that could not run, or lost its target: the watermark stays where it was, so that nothing is missed. */
export function* endFailed(job: ProvisioningJob, request: CycleRequest, error: ProvisioningError): Step<void> {
  const { watermark, number } = request;
  const before = request.standing ?? {};
  const cause = {
    reason: 'EncounteredQuarantineException',
    error: { code: error.code, message: error.reason },
  } as const;
  const imposed = imposeQuarantine(before.quarantine, cause, { now: yield* readClock(), configuration: job.configuration });
  const standing = before.allowsDeletes === true ? { ...imposed, allowsDeletes: true as const } : imposed;
  yield* end(request, {
    fact: { kind: 'cycle-failed', error, standing },
    progress: withStanding({ watermark, cycleCount: number, pendingCycle: null }, standing),
    news: newsOf(job, before, standing),
  });
}

/** The end of a cycle that came to everybody. */
export function* endFinished(cycle: Cycle, reached: number): Step<void> {
  const { job, request, counts, guard, tally } = cycle;
  const { kind, number } = request;
  const before = request.standing ?? {};
  const waitingCount = isForFailures(before.quarantine) ? (yield* readEscrowedIds()).length : 0;
  const { standing, prunesEscrows } = standingAfter(
    { before, kind, counts, stagedCount: guard?.staged.size ?? 0, waitingCount },
    { now: yield* readClock(), configuration: job.configuration },
  );
  const prunedIds = prunesEscrows ? yield* readEscrowedIds() : [];
  yield* end(request, {
    fact: {
      kind: 'cycle-finished',
      cycleKind: kind,
      summary: { ...tally },
      watermark: reached,
      ...(Object.keys(standing).length === 0 ? {} : { standing }),
      ...(prunesEscrows ? { prunedEscrowCount: prunedIds.length } : {}),
      ...(guard !== null && guard.staged.size > 0 ? { stagedCount: guard.staged.size } : {}),
    },
    progress: withStanding({ watermark: reached, cycleCount: number, pendingCycle: null }, standing),
    news: newsOf(job, before, standing),
    writes: prunedIds.map((sourceId) => ({ kind: 'remove-escrow', sourceId }) as const),
  });
}

/** One commit: how the job stands and what is told of it must not be torn apart by a kill. */
function* end(
  { cycleId }: CycleRequest,
  {
    fact,
    progress,
    news,
    writes = [],
  }: {
    readonly fact: TraceFact;
    readonly progress: JobProgress;
    readonly news: readonly TraceFact[];
    readonly writes?: readonly StateWrite[];
  },
): Step<void> {
  yield* commit(
    [...writes, { kind: 'put-progress', progress }],
    [{ cycleId, changeId: null, fact }, ...news.map((each) => ({ cycleId: null, changeId: null, fact: each }))],
  );
}

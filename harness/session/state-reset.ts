import type { Escrow, StateWrite } from '#shared/engine/effect.ts';
import { lifted, withStanding } from '#shared/engine/job-standing.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Forgotten } from '#shared/trace/event.ts';
import type { JobStore } from '../ports/session-ports.ts';
import { createRecorder } from './recorder.ts';
import { taskPlace } from './task-place.ts';

/** Makes a job forget, and writes it down in its trace, which alone would otherwise give back another state. */
export function commitReset(
  { job, clock }: { readonly job: JobStore; readonly clock: Clock },
  {
    writes,
    forgets,
    allowsDeletes = false,
  }: { readonly writes: readonly StateWrite[]; readonly forgets: readonly Forgotten[]; readonly allowsDeletes?: boolean },
): void {
  const allowing = allowsDeletes ? ({ allowsDeletes: true } as const) : {};
  const fact = { kind: 'state-reset', forgets, ...allowing } as const;
  const facts = forgets.length === 0 && !allowsDeletes ? [] : [{ cycleId: null, changeId: null, fact }];
  createRecorder({ job, clock }).commit(writes, facts, taskPlace(job.lastSequence()));
}

/** Takes a job out of quarantine, and up again where it was disabled or paused for its failures. */
export function commitLift(world: { readonly job: JobStore; readonly clock: Clock }): void {
  const progress = world.job.progress();
  const { quarantine, halt } = progress.standing ?? {};
  if ((quarantine ?? halt) === undefined) return;
  const standing = lifted(progress.standing ?? {});
  commitReset(world, { writes: [{ kind: 'put-progress', progress: withStanding(progress, standing) }], forgets: ['quarantine'] });
}

/** Forgets what was held back without sending it. A quarantine for it alone is over. */
export function commitRejection(world: { readonly job: JobStore; readonly clock: Clock }): void {
  const progress = world.job.progress();
  const { standing = {} } = progress;
  const isLifted = standing.quarantine?.reason === 'TooManyDeletes';
  commitReset(world, {
    writes: [
      ...world.job.staged().map(({ sourceId }) => ({ kind: 'remove-staged', sourceId }) as const),
      ...(isLifted ? [{ kind: 'put-progress', progress: withStanding(progress, lifted(standing)) } as const] : []),
    ],
    forgets: ['staged', ...(isLifted ? (['quarantine'] as const) : [])],
  });
}

/** Makes retries due now, whatever their schedule says. */
export function commitRetries(
  { job, clock }: { readonly job: JobStore; readonly clock: Clock },
  escrows: readonly Escrow[],
): void {
  const now = clock.now();
  const due = escrows.map((escrow) => ({ ...escrow, nextAttemptAt: Math.min(now, escrow.nextAttemptAt) }));
  const facts = due.map((escrow) => ({
    cycleId: null,
    changeId: null,
    fact: {
      kind: 'state-changed',
      identity: { id: escrow.sourceId, type: escrow.type, displayName: escrow.sourceId },
      remembered: [{ kind: 'put-escrow', escrow }],
    } as const,
  }));
  const writes = due.map((escrow) => ({ kind: 'put-escrow', escrow }) as const);
  if (writes.length > 0) createRecorder({ job, clock }).commit(writes, facts, taskPlace(job.lastSequence()));
}

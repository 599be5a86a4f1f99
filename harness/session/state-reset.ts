import type { StateWrite } from '#shared/engine/effect.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Forgotten } from '#shared/trace/event.ts';
import type { JobStore } from '../ports/session-ports.ts';
import { createRecorder } from './recorder.ts';
import { taskPlace } from './task-place.ts';

/** Makes a job forget, and writes it down in its trace, which alone would otherwise give back another state. */
export function commitReset(
  { job, clock }: { readonly job: JobStore; readonly clock: Clock },
  { writes, forgets }: { readonly writes: readonly StateWrite[]; readonly forgets: readonly Forgotten[] },
): void {
  const facts = forgets.length === 0 ? [] : [{ cycleId: null, changeId: null, fact: { kind: 'state-reset', forgets } as const }];
  createRecorder({ job, clock }).commit(writes, facts, taskPlace(job.lastSequence()));
}

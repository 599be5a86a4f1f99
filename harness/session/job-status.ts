import type { JobStatusView } from '#shared/api/job-views.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { jobIdOf } from './job-id.ts';
import type { JobRunner } from './job-runner.ts';
import type { RunningCycle } from './job-runner-cycle.ts';
import { scopeCounts } from './job-scope.ts';
import { recordedTarget } from './target.ts';

/** What the overview shows of a job: folded from the trace, the links and the record. */
export function jobStatus(parts: WorkspaceParts, runner: JobRunner, record: ApplicationRecord): JobStatusView {
  const running = runner.runningCycle(record.id);
  const job = parts.db.jobStore(record.id);
  const { cycleCount, watermark } = job.progress();
  // The trace remembers the cycles before *Start over*; the job does not.
  const lastCycle = cycleCount === 0 ? null : lastCycleOf(parts, record.id);
  const links = job.linkCounts();
  const held = runner.heldReason(record.id);
  return {
    state: stateOf(record, running, held),
    reason: held ?? (record.job.failure === null ? null : `${record.job.failure.code}: ${record.job.failure.message}`),
    // After a restart the card reads as before the first cycle (captured: docs of a vendor).
    ...progressSentence(running, watermark === null ? null : lastCycle),
    currentCycle:
      running === undefined
        ? null
        : { kind: running.kind, number: running.number, doneCount: running.doneCount, totalCount: running.totalCount },
    lastCycle,
    nextCycleAt: record.job.nextCycleAt,
    steadyStateAchievedAt: record.job.steadyStateAchievedAt,
    linkedUserCount: links.userCount,
    linkedGroupCount: links.groupCount,
    escrowCount: job.escrowCount(),
    needsConsent: neededConsent(parts, record),
    jobId: jobIdOf(record.id),
  };
}

function stateOf(record: ApplicationRecord, running: RunningCycle | undefined, held: string | null): JobStatusView['state'] {
  if (record.connection === null) return 'not-configured';
  if (running !== undefined) return 'running';
  if (!record.job.isOn) return 'off';
  if (held !== null) return 'held';
  return record.job.failure === null ? 'idle' : 'failed';
}

/** Entra's words on the overview (portal transcript): "Initial cycle not run. 0% complete". */
function progressSentence(
  running: RunningCycle | undefined,
  last: JobStatusView['lastCycle'],
): { readonly sentence: string; readonly percentComplete: number } {
  const kind = (running ?? last)?.kind === 'incremental' ? 'Incremental' : 'Initial';
  if (running === undefined) {
    return last === null
      ? { sentence: 'Initial cycle not run. 0% complete', percentComplete: 0 }
      : { sentence: `${kind} cycle completed. 100% complete`, percentComplete: 100 };
  }
  const percentComplete = running.totalCount === 0 ? 0 : Math.floor((100 * running.doneCount) / running.totalCount);
  return { sentence: `${kind} cycle in progress. ${percentComplete}% complete`, percentComplete };
}

function lastCycleOf(parts: WorkspaceParts, appId: string): JobStatusView['lastCycle'] {
  const events = parts.db.trace.cycles(appId, 8).map(({ recorded }) => recorded.event);
  const finished = events.find((event) => event.kind === 'cycle-finished');
  if (finished?.kind !== 'cycle-finished' || finished.cycleId === null) return null;
  const started = events.find((event) => event.kind === 'cycle-started' && event.cycleId === finished.cycleId);
  const counts = parts.db.trace.cycleCounts(appId, finished.cycleId);
  const countOf = (action: string | null, status: string) =>
    counts
      .filter((row) => (action === null || row.action === action) && row.status === status)
      .reduce((total, row) => total + row.count, 0);
  return {
    kind: finished.cycleKind,
    number: started?.kind === 'cycle-started' ? started.number : 0,
    finishedAt: finished.at,
    durationMs: started === undefined ? 0 : finished.at - started.at,
    createdCount: countOf('create', 'success'),
    updatedCount: countOf('update', 'success'),
    disabledCount: countOf('disable', 'success'),
    deletedCount: countOf('delete', 'success'),
    skippedCount: countOf(null, 'skipped'),
    failedCount: countOf(null, 'failure'),
  };
}

function neededConsent(parts: WorkspaceParts, record: ApplicationRecord): JobStatusView['needsConsent'] {
  const target = recordedTarget(parts, record);
  if (target?.kind !== 'remote' || record.job.consentedHost === target.url.origin) return null;
  return { host: target.url.origin, ...scopeCounts(parts, record.id) };
}

import type { JobStatusView } from '#shared/api/job-views.ts';
import { reasonSentence } from '#shared/engine/quarantine-news.ts';
import type { JobStanding } from '#shared/trace/event.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { jobIdOf } from './job-id.ts';
import { quarantineView } from './job-quarantine.ts';
import type { JobRunner } from './job-runner.ts';
import type { RunningCycle } from './job-runner-cycle.ts';
import { scopeCounts } from './job-scope.ts';
import { recordedTarget } from './target.ts';

/** What the overview shows of a job: folded from the trace, the links and the record. */
export function jobStatus(parts: WorkspaceParts, runner: JobRunner, record: ApplicationRecord): JobStatusView {
  const running = runner.runningCycle(record.id);
  const job = parts.db.jobStore(record.id);
  const { cycleCount, watermark, standing = {} } = job.progress();
  // The trace remembers the cycles before *Start over*; the job does not.
  const lastCycle = cycleCount === 0 ? null : lastCycleOf(parts, record.id);
  const links = job.linkCounts();
  const held = runner.heldReason(record.id);
  return {
    state: stateOf(record, running, { held, standing }),
    reason: held ?? reasonOf(record, standing),
    // After a restart the card reads as before the first cycle (captured: docs of a vendor).
    ...(running === undefined && standing.quarantine?.error
      ? failedSentence(watermark)
      : progressSentence(running, watermark === null ? null : lastCycle)),
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
    quarantine: quarantineView(parts, record.id, standing),
    halt: standing.halt ?? null,
    stagedCount: job.stagedCount(),
    needsConsent: neededConsent(parts, record),
    jobId: jobIdOf(record.id),
  };
}

function reasonOf({ job: { failure } }: ApplicationRecord, { quarantine }: JobStanding): string | null {
  if (failure !== null) return `${failure.code}: ${failure.message}`;
  return quarantine === undefined ? null : `${quarantine.reason}: ${reasonSentence(quarantine.reason)}`;
}

function stateOf(
  record: ApplicationRecord,
  running: RunningCycle | undefined,
  { held, standing: { quarantine, halt } }: { readonly held: string | null; readonly standing: JobStanding },
): JobStatusView['state'] {
  if (record.connection === null) return 'not-configured';
  if (running !== undefined) return 'running';
  if (quarantine !== undefined && halt !== undefined) return 'quarantined';
  if (!record.job.isOn) return 'off';
  if (held !== null) return 'held';
  if (quarantine !== undefined) return 'quarantined';
  return record.job.failure === null ? 'idle' : 'failed';
}

/** A job that is tried now and then has no progress to show. */
function failedSentence(watermark: number | null): { readonly sentence: string; readonly percentComplete: number } {
  const kind = watermark === null ? 'Initial' : 'Incremental';
  return { sentence: `${kind} cycle failed. The interval is reduced.`, percentComplete: 0 };
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

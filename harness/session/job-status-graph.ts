import type { Clock } from '#shared/kernel/clock.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { JobStanding, Quarantine, TraceEvent } from '#shared/trace/event.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { jobIdOf } from './job-id.ts';
import type { JobRunner } from './job-runner.ts';

/** How many starts, ends and failures of cycles are looked back on. */
const CYCLE_EVENTS_MAX = 1000;

/** An application of a workspace, or the one of a scenario, whose connection is no record. */
type GraphedJob = Pick<ApplicationRecord, 'id' | 'job' | 'notifications'> & { readonly connection: object | null };

interface GraphedParts extends Pick<WorkspaceParts, 'db'> {
  readonly clock: Clock;
}

/**
 * The job as Microsoft Graph's `synchronizationJob` shows it. Shapes: documented and captured bodies, kept in
 * fixtures/graph/jobs.
 */
export function graphJob(parts: GraphedParts, runner: Pick<JobRunner, 'runningCycle'>, record: GraphedJob): JsonObject {
  const runs = [...runsOf(parts.db.trace.cycles(record.id, CYCLE_EVENTS_MAX))];
  const { progress, linkCounts } = parts.db.jobStore(record.id);
  // Cycles before *Start over* are remembered by the trace, not by the job.
  const own = runs.slice(0, progress().cycleCount);
  const wasStarted = record.job.isOn || own.length > 0;
  const { standing = {} } = progress();
  const { userCount, groupCount } = linkCounts();
  const { notifications } = record;
  return {
    id: jobIdOf(record.id),
    templateId: 'scim',
    schedule: { expiration: null, interval: 'PT40M', state: stateOf(record, wasStarted, standing) },
    status: {
      countSuccessiveCompleteFailures: failuresInARow(own).length,
      escrowsPruned: own.some(isPrunedInitial),
      code: codeOf(record, own, standing),
      ...executionsOf(own, wasStarted),
      quarantine: standing.quarantine === undefined ? null : quarantineOf(standing.quarantine, standing.halt !== undefined),
      steadyStateFirstAchievedTime: timeOf(record.job.steadyStateAchievedAt),
      steadyStateLastAchievedTime: timeOf(
        record.job.steadyStateAchievedAt === null ? null : (own.find(isClean)?.endedAt ?? record.job.steadyStateAchievedAt),
      ),
      troubleshootingUrl: wasStarted ? '' : null,
      progress: progressOf(parts, runner, record.id),
      synchronizedEntryCountByType: [
        ...countEntry('Group to urn:ietf:params:scim:schemas:core:2.0:Group', groupCount),
        ...countEntry('User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', userCount),
      ],
    },
    synchronizationJobSettings: [
      { name: 'AzureIngestionAttributeOptimization', value: 'False' },
      { name: 'LookaheadQueryEnabled', value: 'False' },
      ...(notifications.isDeletionPrevented
        ? [{ name: 'QuarantineTooManyDeletesThreshold', value: String(notifications.deletionThreshold) }]
        : []),
    ],
  };
}

/** One cycle that has ended. */
interface Run {
  readonly cycleId: string;
  readonly beganAt: number | null;
  readonly endedAt: number;
  readonly end: Extract<TraceEvent, { readonly kind: 'cycle-finished' | 'cycle-failed' }>;
}

/** Newest first, as the events are. */
function* runsOf(events: readonly StoredEvent[]): Generator<Run, void, undefined> {
  const beganAt = new Map<string, number>();
  // The earliest start counts: a cycle that was interrupted starts once more when it is taken up.
  for (const { recorded } of events) {
    if (recorded.event.kind === 'cycle-started' && recorded.event.cycleId !== null) {
      beganAt.set(recorded.event.cycleId, recorded.event.at);
    }
  }
  for (const { recorded } of events) {
    const { event } = recorded;
    if ((event.kind !== 'cycle-finished' && event.kind !== 'cycle-failed') || event.cycleId === null) continue;
    yield { cycleId: event.cycleId, beganAt: beganAt.get(event.cycleId) ?? null, endedAt: event.at, end: event };
  }
}

/** What Graph shows of a job that was disabled after four weeks is not published: quarantined, on a schedule that is disabled. */
function stateOf({ job }: GraphedJob, wasStarted: boolean, { halt }: JobStanding): string {
  if (job.isOn) return 'Active';
  return wasStarted && halt !== 'quarantined-too-long' ? 'Paused' : 'Disabled';
}

function codeOf({ connection, job }: GraphedJob, runs: readonly Run[], { quarantine, halt }: JobStanding): string {
  if (connection === null) return 'NotConfigured';
  if (quarantine !== undefined && (job.isOn || halt !== undefined)) return 'Quarantine';
  if (!job.isOn) return 'Paused';
  return runs.length === 0 ? 'NotRun' : 'Active';
}

function executionsOf(runs: readonly Run[], wasStarted: boolean): JsonObject {
  const [last] = runs;
  const success = runs.find(isClean);
  return {
    lastExecution: last === undefined ? (wasStarted ? execution({ error: NEVER_RUN }) : null) : lastExecutionOf(last),
    // Captured: neither the activity nor the beginning is told, and no counter but the exports.
    lastSuccessfulExecution:
      success === undefined
        ? null
        : execution({ state: 'Succeeded', timeEnded: timeOf(success.endedAt), counts: { countExported: exportedOf(success) } }),
    lastSuccessfulExecutionWithExports: null,
  };
}

/** Documented: a job that was started and has not run shows an empty execution that failed without an error. */
const NEVER_RUN: JsonObject = { code: 'None', message: '', tenantActionable: false };

function lastExecutionOf({ cycleId, beganAt, endedAt, end }: Run): JsonObject {
  const place = { activityIdentifier: cycleId, timeBegan: timeOf(beganAt), timeEnded: timeOf(endedAt) };
  if (end.kind === 'cycle-failed') return execution({ ...place, error: errorOf(end.error.code, end.error.reason) });
  const { importedCount, entitledCount, exportedCount, escrowedCount } = end.summary;
  return execution({
    ...place,
    state: escrowedCount === 0 ? 'Succeeded' : 'EntryLevelErrors',
    counts: {
      countEntitled: entitledCount,
      countEntitledForProvisioning: entitledCount,
      countEscrowed: escrowedCount,
      countEscrowedRaw: escrowedCount,
      countExported: exportedCount,
      countExports: exportedCount,
      countImported: importedCount,
      countImportedDeltas: importedCount,
    },
  });
}

function execution(known: {
  readonly activityIdentifier?: string;
  readonly state?: 'Succeeded' | 'EntryLevelErrors';
  readonly timeBegan?: string;
  readonly timeEnded?: string;
  readonly error?: JsonObject;
  readonly counts?: Readonly<Record<string, number>>;
}): JsonObject {
  return {
    activityIdentifier: known.activityIdentifier ?? null,
    countEntitled: 0,
    countEntitledForProvisioning: 0,
    countEscrowed: 0,
    countEscrowedRaw: 0,
    countExported: 0,
    countExports: 0,
    countImported: 0,
    countImportedDeltas: 0,
    countImportedReferenceDeltas: 0,
    ...known.counts,
    state: known.state ?? 'Failed',
    error: known.error ?? null,
    timeBegan: known.timeBegan ?? NEVER,
    timeEnded: known.timeEnded ?? NEVER,
  };
}

function quarantineOf(quarantine: Quarantine, isOver: boolean): JsonObject {
  const { reason, currentBeganAt, seriesBeganAt, seriesCount, nextAttemptAt, error } = quarantine;
  return {
    currentBegan: timeOf(currentBeganAt),
    nextAttempt: timeOf(isOver ? null : nextAttemptAt),
    reason,
    seriesBegan: timeOf(seriesBeganAt),
    seriesCount,
    error: error === null ? null : errorOf(error.code, error.message),
  };
}

/** Of the newest initial cycle only. */
function isPrunedInitial({ end }: Run, index: number, runs: readonly Run[]): boolean {
  if (end.kind !== 'cycle-finished' || end.cycleKind !== 'initial') return false;
  const isNewest = runs.findIndex((run) => run.end.kind === 'cycle-finished' && run.end.cycleKind === 'initial') === index;
  return isNewest && end.prunedEscrowCount !== undefined;
}

function errorOf(code: string, message: string): JsonObject {
  return { code, message, tenantActionable: true };
}

function progressOf({ clock }: GraphedParts, runner: Pick<JobRunner, 'runningCycle'>, appId: string): readonly JsonObject[] {
  const running = runner.runningCycle(appId);
  if (running === undefined) return [];
  const { doneCount, totalCount } = running;
  return [
    // Entra counts pages of objects, whose size is not known.
    { completedUnits: doneCount, progressObservationDateTime: timeOf(clock.now()), totalUnits: totalCount, units: 'objects' },
  ];
}

function failuresInARow(runs: readonly Run[]): readonly Run[] {
  const end = runs.findIndex(({ end: { kind } }) => kind !== 'cycle-failed');
  return end === -1 ? runs : runs.slice(0, end);
}

/** An execution without any error (Graph: `lastSuccessfulExecution`). */
function isClean({ end }: Run): boolean {
  return end.kind === 'cycle-finished' && end.summary.escrowedCount === 0;
}

function exportedOf({ end }: Run): number {
  return end.kind === 'cycle-finished' ? end.summary.exportedCount : 0;
}

function countEntry(key: string, value: number): readonly JsonObject[] {
  return value === 0 ? [] : [{ key, value }];
}

const NEVER = '0001-01-01T00:00:00Z';

/** Seven decimals, as the service writes them. */
function timeOf(at: number | null): string {
  return at === null ? NEVER : new Date(at).toISOString().replace('Z', '0000Z');
}

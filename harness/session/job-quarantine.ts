import type { QuarantineEventView, QuarantineView } from '#shared/api/job-views.ts';
import { disabledAt } from '#shared/engine/quarantine.ts';
import { reasonSentence } from '#shared/engine/quarantine-news.ts';
import type { JobStanding } from '#shared/trace/event.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

type Traced = Pick<WorkspaceParts, 'db'>;

/** The quarantine a job is in; null where it is in none. */
export function quarantineView({ db }: Traced, appId: string, standing: JobStanding): QuarantineView | null {
  const { quarantine, halt } = standing;
  if (quarantine === undefined) return null;
  const { reason, error, seriesBeganAt, seriesCount, nextAttemptAt } = quarantine;
  return {
    reason,
    sentence: reasonSentence(reason),
    error,
    beganAt: seriesBeganAt,
    attemptCount: seriesCount,
    nextAttemptAt: halt === undefined ? nextAttemptAt : null,
    disabledAt: disabledAt(quarantine),
    exchangeSequence: error === null ? null : lastExchangeOfCycle(db, appId),
  };
}

/** A cycle that failed as a whole ends with the exchange to blame, unless it had no target at all. */
function lastExchangeOfCycle(db: Traced['db'], appId: string): number | null {
  const cycleId = db.trace.cycles(appId, 1)[0]?.recorded.event.cycleId;
  const newest = db.trace.exchanges({ appId, search: '', offset: 0, limit: 1 }).items[0];
  return newest !== undefined && newest.recorded.event.cycleId === cycleId ? newest.sequence : null;
}

/** How many starts and ends of cycles are looked back on. */
const CYCLE_EVENTS_MAX = 1000;
const EVENTS_SHOWN_MAX = 100;

/** What became of a job's quarantines, newest first. That a person lifted one shows at the first cycle after it. */
export function quarantineHistory({ db }: Traced, appId: string): readonly QuarantineEventView[] {
  const events: QuarantineEventView[] = [];
  let before: JobStanding = {};
  for (const stored of db.trace.cycles(appId, CYCLE_EVENTS_MAX).toReversed()) {
    const after = standingAfter(stored);
    if (after === null) continue;
    events.push(...eventsOf(stored, before, after));
    before = after;
  }
  return events.reverse().slice(0, EVENTS_SHOWN_MAX);
}

/** Null for the beginning of a cycle, which says nothing about it. */
function standingAfter({ recorded: { event } }: StoredEvent): JobStanding | null {
  return event.kind === 'cycle-finished' || event.kind === 'cycle-failed' ? (event.standing ?? {}) : null;
}

function eventsOf({ sequence, recorded }: StoredEvent, before: JobStanding, after: JobStanding): readonly QuarantineEventView[] {
  const { quarantine, halt } = after;
  const told = (kind: QuarantineEventView['kind'], of = quarantine): QuarantineEventView => ({
    id: `${sequence} ${kind}`,
    at: recorded.event.at,
    kind,
    reason: of?.reason ?? null,
    errorCode: of?.error?.code ?? null,
  });
  const isNew = quarantine !== undefined && quarantine.reason !== before.quarantine?.reason;
  return [
    ...(quarantine === undefined && before.quarantine !== undefined ? [told('left', before.quarantine)] : []),
    ...(quarantine === undefined ? [] : [told(isNew || quarantine.seriesCount === 1 ? 'imposed' : 'imposed-again')]),
    ...(halt === 'quarantined-too-long' ? [told('disabled')] : []),
    ...(halt === 'escrows-pruned' ? [told('escrows-pruned')] : []),
  ];
}

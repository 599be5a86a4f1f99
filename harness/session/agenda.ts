import type { AgendaItemView } from '#shared/api/workspace-views.ts';
import type { Escrow } from '#shared/engine/effect.ts';
import { attemptsAhead } from '#shared/engine/quarantine.ts';
import { displayNameOf } from '#shared/entra/tenant.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { CycleKind, Quarantine } from '#shared/trace/event.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { CYCLE_INTERVAL_MS } from './cycle-due.ts';
import { purgeDue, purgesAhead } from './purge.ts';

const AGENDA_ITEMS_MAX = 100;

/** What happens next, soonest first. What is due already stands at the present. */
export function agenda(parts: WorkspaceParts, active: readonly ApplicationRecord[]): readonly AgendaItemView[] {
  const now = parts.clock.now();
  const items = [
    ...active.map((record) => cycleItem(parts, record)),
    ...active.flatMap((record) => retryItems(parts, record)),
    ...purgesAhead(parts.db.tenant).map(
      ({ at, object }): AgendaItemView => ({
        at,
        kind: 'purge',
        appId: null,
        sentence: `${displayNameOf(object)}: 30 days after the deletion, Entra removes the object for good.`,
      }),
    ),
  ];
  return items
    .map((item) => ({ ...item, at: Math.max(now, item.at) }))
    .sort((a, b) => a.at - b.at)
    .slice(0, AGENDA_ITEMS_MAX);
}

function cycleItem({ db }: WorkspaceParts, { id, name, job }: ApplicationRecord): AgendaItemView {
  const { watermark, pendingCycle, standing } = db.jobStore(id).progress();
  const kind = pendingCycle?.kind ?? (watermark === null ? 'initial' : 'incremental');
  return {
    at: job.nextCycleAt ?? 0,
    kind: 'cycle',
    appId: id,
    sentence: `${name}: ${cycleWords(kind, pendingCycle !== null, standing?.quarantine)}.`,
  };
}

function cycleWords(kind: CycleKind, isInterrupted: boolean, quarantine: Quarantine | undefined): string {
  if (isInterrupted) return `the ${kind} cycle that was interrupted`;
  return quarantine === undefined ? `the next ${kind} cycle` : `in quarantine, tried again with the next ${kind} cycle`;
}

function retryItems({ db }: WorkspaceParts, record: ApplicationRecord): readonly AgendaItemView[] {
  const escrows = db.jobStore(record.id).allEscrows();
  const soonest = [...escrows].sort((a, b) => a.nextAttemptAt - b.nextAttemptAt).slice(0, AGENDA_ITEMS_MAX);
  const names = new Map(
    db.tenant.readObjects(soonest.map(({ sourceId }) => sourceId)).map((object) => [object.objectId, displayNameOf(object)]),
  );
  return soonest.map((escrow) => ({
    at: retryAt(record, escrow),
    kind: 'retry',
    appId: record.id,
    sentence: `${record.name}: ${names.get(escrow.sourceId) ?? escrow.sourceId} is tried again after ${escrow.attempts} failed ${
      escrow.attempts === 1 ? 'attempt' : 'attempts'
    } (${escrow.errorCode}).`,
  }));
}

/** A retry that is due is taken up by the first cycle from then on. */
function retryAt({ job }: ApplicationRecord, { nextAttemptAt }: Escrow): Instant {
  return Math.max(nextAttemptAt, job.nextCycleAt ?? 0);
}

/** When the first cycle takes up a retry; null where nothing waits for one. */
export function nextRetryAt(parts: WorkspaceParts, active: readonly ApplicationRecord[]): Instant | null {
  return soonest(retriesAhead(parts, active));
}

function retriesAhead(parts: WorkspaceParts, active: readonly ApplicationRecord[]): readonly Instant[] {
  return active.flatMap((record) =>
    parts.db
      .jobStore(record.id)
      .allEscrows()
      .map((escrow) => retryAt(record, escrow)),
  );
}

export function nextCycleAt(active: readonly ApplicationRecord[]): Instant | null {
  return soonest(active.flatMap(({ job }) => job.nextCycleAt ?? []));
}

/**
 * The next instant at which a clock that moves on has to stop, so that what falls due runs in its order: a retry, and a purge
 * before which a cycle would have seen the deletion, an attempt of a job in quarantine. Everything else collapses into the cycle at
 * the end of the way. A job that stopped on a fault of this program is not stopped for: it would fail at each stop.
 */
export function nextStopAt(parts: WorkspaceParts, active: readonly ApplicationRecord[]): Instant | null {
  return soonest(stopsAhead(parts, active));
}

function stopsAhead(parts: WorkspaceParts, active: readonly ApplicationRecord[]): readonly Instant[] {
  const working = active.filter((record) => isWorking(parts, record));
  const first = nextCycleAt(working);
  if (first === null) return [];
  const now = parts.clock.now();
  const purges = purgesAhead(parts.db.tenant).map(({ at }) => at);
  const attempts = working.flatMap((record) => (quarantineOf(parts, record) === undefined ? [] : (record.job.nextCycleAt ?? [])));
  return [...retriesAhead(parts, working), ...attempts, ...purges.filter((at) => at >= first)].filter((at) => at > now);
}

/** A job in quarantine is tried again at hours of its own; one with a fault of ours would fail at each stop. */
function isWorking(parts: WorkspaceParts, record: ApplicationRecord): boolean {
  return record.job.failure === null || quarantineOf(parts, record) !== undefined;
}

function quarantineOf({ db }: WorkspaceParts, { id }: ApplicationRecord): Quarantine | undefined {
  return db.jobStore(id).progress().standing?.quarantine;
}

/**
 * How many cycles run before the clock has come to `until`, as far as it is known now: an object that fails on the way brings a
 * retry, and with it another stop.
 */
export function cyclesAhead(parts: WorkspaceParts, active: readonly ApplicationRecord[], until: Instant): number {
  const now = parts.clock.now();
  const stops = [...new Set([now, ...stopsAhead(parts, active).filter((at) => at < until), until])].sort((a, b) => a - b);
  return active.reduce((count, record) => {
    const quarantine = quarantineOf(parts, record);
    const firstAt = record.job.nextCycleAt ?? Number.POSITIVE_INFINITY;
    // Should each of them fail; one that does not is followed by ordinary cycles.
    const attempts = quarantine === undefined ? 0 : attemptsAhead(quarantine, record.configuration, until).length;
    return count + (quarantine === undefined ? cyclesAt(stops, firstAt) : Math.max(attempts, firstAt <= until ? 1 : 0));
  }, 0);
}

function cyclesAt(stops: readonly Instant[], firstAt: Instant): number {
  let count = 0;
  let nextAt = firstAt;
  for (const stop of stops) {
    if (nextAt > stop) continue;
    count += 1;
    nextAt = stop + CYCLE_INTERVAL_MS;
  }
  return count;
}

/** Purges what is due, but for what a cycle that is due has to see first. Answers how many objects went. */
export function purgeBeforeCycles(parts: WorkspaceParts, active: readonly ApplicationRecord[]): number {
  const first = nextCycleAt(active) ?? Number.POSITIVE_INFINITY;
  return purgeDue(parts.db.tenant, Math.min(parts.clock.now(), first - 1));
}

function soonest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((least, at) => (least === null || at < least ? at : least), null);
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CycleRecordingView } from '#shared/api/recording-views.ts';
import type { PageView } from '#shared/api/workspace-views.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { eventsAfter } from '../session/scenario-tally.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { readonly kind: Kind }>;

interface Cycle {
  readonly appId: string;
  readonly cycleId: string;
  readonly started: EventOf<'cycle-started'>;
  readonly ended: EventOf<'cycle-finished'> | EventOf<'cycle-failed'> | null;
  /** Everything of the cycle stands after the first and not after the last in the trace. */
  readonly from: number;
  readonly to: number | null;
}

/** More cycles of one application are not listed: two years of them, one every 40 minutes. */
const CYCLE_COUNT_MAX = 26_000;

/** Cycles of the live jobs, as far as the trace keeps them. */
export function createCycleRecordings({ db, document }: Pick<WorkspaceParts, 'db' | 'document'>) {
  /** Of cycles that have ended: they do not change any more. */
  const requestCounts = new Map<string, number>();

  function cyclesOf(appId: string): readonly Cycle[] {
    const cycles = new Map<string, Cycle>();
    const ends = new Map<string, StoredEvent>();
    // Newest first, so that the end of a cycle comes before its start.
    for (const stored of db.trace.cycles(appId, 2 * CYCLE_COUNT_MAX)) {
      const { event } = stored.recorded;
      if (event.cycleId === null) continue;
      if (event.kind !== 'cycle-started') {
        ends.set(event.cycleId, stored);
        continue;
      }
      const end = ends.get(event.cycleId);
      const ended = end?.recorded.event;
      // One that was taken up again begins where it began first.
      cycles.set(event.cycleId, {
        appId,
        cycleId: event.cycleId,
        started: event,
        ended: ended?.kind === 'cycle-finished' || ended?.kind === 'cycle-failed' ? ended : null,
        from: stored.sequence,
        to: end?.sequence ?? null,
      });
    }
    return [...cycles.values()];
  }

  function requestCountOf({ appId, cycleId, from, to }: Cycle): number {
    const known = requestCounts.get(`${appId} ${cycleId}`);
    if (known !== undefined) return known;
    const count = db.trace.scanExchanges({
      query: [
        { kind: 'text', field: 'app', texts: [appId], isExcluded: false },
        // What somebody did by hand meanwhile was not sent by the cycle.
        { kind: 'purpose', purposes: ['sent-again', 'read-schemas'], isExcluded: true },
      ],
      appIdsOf: () => [appId],
      after: from,
      upTo: to ?? db.trace.lastExchange(),
      withEvents: false,
    }).length;
    if (to !== null) requestCounts.set(`${appId} ${cycleId}`, count);
    return count;
  }

  return {
    async list({ offset, limit }: { readonly offset: number; readonly limit: number }): Promise<PageView<CycleRecordingView>> {
      const names = new Map(document.value.applications.map(({ id, name }) => [id, name]));
      const all = [...names.keys()].flatMap(cyclesOf).sort((a, b) => b.from - a.from);
      const items: CycleRecordingView[] = [];
      for (const cycle of all.slice(offset, offset + limit)) {
        items.push(viewOf(cycle, names.get(cycle.appId) ?? '', requestCountOf(cycle)));
        await nextTurn();
      }
      return { items, totalCount: all.length };
    },
    /** Every event of one cycle in the order of recording; undefined where there is no such cycle. */
    events(appId: string, cycleId: string): { readonly number: number; readonly events: readonly StoredEvent[] } | undefined {
      const cycle = cyclesOf(appId).find((known) => known.cycleId === cycleId);
      if (cycle === undefined) return undefined;
      const events: StoredEvent[] = [];
      for (const stored of eventsAfter(db.trace, appId, cycle.from - 1)) {
        if (cycle.to !== null && stored.sequence > cycle.to) break;
        if (stored.recorded.event.cycleId === cycleId) events.push(stored);
      }
      return { number: cycle.started.number, events };
    },
  };
}

function viewOf({ appId, cycleId, started, ended }: Cycle, appName: string, requestCount: number): CycleRecordingView {
  const summary = ended?.kind === 'cycle-finished' ? ended.summary : null;
  return {
    appId,
    appName,
    cycleId,
    number: started.number,
    cycleKind: started.cycleKind,
    reason: started.reason,
    at: started.at,
    endedAt: ended?.at ?? null,
    outcome: ended === null ? 'open' : ended.kind === 'cycle-finished' ? 'completed' : 'failed',
    requestCount,
    exportedCount: summary?.exportedCount ?? 0,
    escrowedCount: summary?.escrowedCount ?? 0,
  };
}

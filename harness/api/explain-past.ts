import type { ExplainTimeView, PastView } from '#shared/api/evidence-views.ts';
import type { PageView } from '#shared/api/workspace-views.ts';
import { changeRecords } from '#shared/trace/change-record.ts';
import { explainPast } from '#shared/trace/explain-past.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { exchangeFactsOf } from '../session/explain-facts.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { subjectNamed } from './explain-subject.ts';
import { found } from './implementer.ts';
import { logSentence } from './log-sentence.ts';

/** When an object was looked at: cycles, and runs on demand, newest first. */
export function timesOf(
  { db }: WorkspaceParts,
  {
    appId,
    objectId,
    offset,
    limit,
  }: { readonly appId: string; readonly objectId: string; readonly offset: number; readonly limit: number },
): PageView<ExplainTimeView> {
  const query = { appId, sourceId: objectId, search: '', status: 'all', action: 'all', offset, limit };
  const { items, totalCount } = db.trace.changes(query);
  const numberOf = cycleNumbers(db, items);
  return {
    totalCount,
    items: items.flatMap((stored) => {
      const { event } = stored.recorded;
      if (event.kind !== 'change-finished' || event.changeId === null) return [];
      const { changeId, at, action, status } = event;
      return [{ changeId, at, action, status, cycleNumber: numberOf(stored), sentence: logSentence(event) }];
    }),
  };
}

/** What one of them did with the object, from the trace alone. */
export function pastOf(
  parts: WorkspaceParts,
  { appId, objectId, changeId }: { readonly appId: string; readonly objectId: string; readonly changeId: string },
): PastView {
  const record = found(applicationOf(parts, appId), 'application');
  const subject = found(subjectNamed(parts, appId, objectId), 'object');
  const events = parts.db.trace.ofChange(appId, changeId);
  const unpacked = events.map(({ sequence, recorded }) => ({ sequence, event: recorded.event }));
  // A cycle that was taken up again ends a change twice; the last one counts.
  const change = found([...changeRecords(unpacked)].at(-1), 'cycle');
  found(change.finished.identity.id === objectId ? change : undefined, 'cycle');
  const exchanges = new Map(
    unpacked.flatMap(({ sequence, event }) => {
      const facts = event.kind === 'exchange-recorded' ? exchangeFactsOf({ sequence, event }) : null;
      return facts === null ? [] : [[sequence, facts] as const];
    }),
  );
  const end = events.findLast(({ recorded }) => recorded.event.kind === 'change-finished');
  return {
    ...explainPast(change, { appName: record.name, exchanges }),
    appId,
    appName: record.name,
    subject,
    changeId,
    at: change.finished.at,
    cycleNumber: end === undefined ? null : cycleNumbers(parts.db, [end])(end),
    evidence: {},
  };
}

/** Null for what no cycle did. */
function cycleNumbers({ trace }: WorkspaceParts['db'], events: readonly StoredEvent[]): (stored: StoredEvent) => number | null {
  const numbers = trace.cycleNumbersAmong([...new Set(events.flatMap(({ recorded }) => recorded.event.cycleId ?? []))]);
  return ({ recorded }) => numbers.get(recorded.event.cycleId ?? '') ?? null;
}

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { RecordedEvent } from '../ports/session-ports.ts';
import type { EventPage, StoredEvent, TraceQueries } from '../ports/workspace-ports.ts';
import { type Condition, exchangeConditions } from './exchange-conditions.ts';

interface Settling {
  /** Makes durable and sorts in what was recorded until now. */
  settle(): void;
  /** Does the most of it, in turns with whatever else the thread has to do. */
  settleInTurns(): Promise<void>;
}

/**
 * The reading side of the trace. A condition is written out, not a parameter, where a partial index depends on it. What is read is
 * durable: `settle` is called before each query.
 */
export function createTraceQueries(db: DatabaseSync, { settle, settleInTurns }: Settling): TraceQueries {
  const statements = new Map<string, StatementSync>();
  const all = (sql: string, ...values: readonly SQLInputValue[]): readonly Row[] => {
    settle();
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement.all(...values);
  };
  const select = (rest: string, ...values: readonly SQLInputValue[]): readonly StoredEvent[] =>
    all(`SELECT * FROM trace WHERE ${rest}`, ...values).map(toStoredEvent);
  const page = (conditions: readonly Condition[], offset: number, limit: number): EventPage => {
    const where = conditions.map(([sql]) => sql).join(' AND ');
    const values = conditions.flatMap(([, ...rest]) => rest);
    return {
      items: select(`${where} ORDER BY sequence DESC LIMIT ? OFFSET ?`, ...values, limit, offset),
      totalCount: Number(all(`SELECT count(*) AS count FROM trace WHERE ${where}`, ...values)[0]?.['count']),
    };
  };

  return {
    settled: settleInTurns,
    changes: ({ appId, search, status, action, sourceId, offset, limit }) =>
      page(
        [
          ["kind = 'change-finished'"],
          ['app_id = ?', appId],
          ...conditionIf(status !== 'all', 'status = ?', status),
          ...conditionIf(action !== 'all', 'action = ?', action),
          ...conditionIf(sourceId !== undefined, 'source_id = ?', sourceId),
          ...conditionIf(search !== '', 'instr(search_text, ?) > 0', search.toLowerCase()),
        ],
        offset,
        limit,
      ),
    ofChange: (appId, changeId) => select('+app_id = ? AND change_id = ? ORDER BY sequence', appId, changeId),
    ofChanges: (appId, changeIds) =>
      select('+app_id = ? AND change_id IN (SELECT value FROM json_each(?)) ORDER BY sequence', appId, JSON.stringify(changeIds)),
    exchanges: ({ appId, changeId, search, offset, limit }) =>
      page(
        [
          ["kind = 'exchange-recorded'"],
          // The plus keeps SQLite from an index on the application, which would read each event's row for the search.
          ...conditionIf(appId !== undefined, '+app_id = ?', appId),
          ...conditionIf(changeId !== undefined, 'change_id = ?', changeId),
          ...conditionIf(search !== '', 'instr(search_text, ?) > 0', search.toLowerCase()),
        ],
        offset,
        limit,
      ),
    lastExchange: () => Number(all("SELECT max(sequence) AS last FROM trace WHERE kind = 'exchange-recorded'")[0]?.['last'] ?? 0),
    scanExchanges: ({ query, appIdsOf, after, upTo, withEvents }) => {
      const conditions: readonly Condition[] = [
        ["kind = 'exchange-recorded'"],
        ['sequence > ? AND sequence <= ?', after, upTo],
        ...exchangeConditions(query, appIdsOf),
      ];
      settle();
      const statement = db.prepare(
        `SELECT sequence, status, duration_ms${withEvents ? ', event' : ''} FROM trace
         WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY sequence`,
      );
      // A row as a list costs a third of a row as an object.
      statement.setReturnArrays(true);
      const rows = statement.all(...conditions.flatMap(([, ...values]) => values)) as unknown as readonly ScannedRow[];
      return rows.map(([sequence, status, durationMs, event = '']) => ({ sequence, status, durationMs, event }));
    },
    exchangesAt: (sequences) =>
      select(
        "kind = 'exchange-recorded' AND sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence DESC",
        JSON.stringify(sequences),
      ),
    exchangesAbout: ({ appId, sourceId, before, after, limit }) => {
      const about = "kind = 'exchange-recorded' AND +app_id = ? AND source_id = ?";
      return before !== undefined
        ? select(`${about} AND sequence < ? ORDER BY sequence DESC LIMIT ?`, appId, sourceId, before, limit)
        : select(`${about} AND sequence > ? ORDER BY sequence LIMIT ?`, appId, sourceId, after, limit);
    },
    exchange: (sequence) => select("kind = 'exchange-recorded' AND sequence = ?", sequence)[0],
    lastOutcomes: (sourceIds) =>
      new Map(
        sourceIds.flatMap((sourceId) =>
          select("kind = 'change-finished' AND source_id = ? ORDER BY sequence DESC LIMIT 1", sourceId).map(
            (event) => [sourceId, event] as const,
          ),
        ),
      ),
    audit: ({ appId, search, offset, limit }) =>
      page(
        [
          ["(kind = 'audited' OR kind = 'cycle-failed')"],
          ['app_id = ?', appId],
          ...conditionIf(search !== '', 'instr(search_text, ?) > 0', search.toLowerCase()),
        ],
        offset,
        limit,
      ),
    cycles: (appId, limit) =>
      select(
        "(kind = 'cycle-started' OR kind = 'cycle-finished' OR kind = 'cycle-failed') AND app_id = ? ORDER BY sequence DESC LIMIT ?",
        appId,
        limit,
      ),
    cycleNumbersAmong: (ids) =>
      new Map(
        all(
          `SELECT DISTINCT cycle_id, json_extract(event, '$.number') AS number FROM trace
           WHERE change_id IS NULL AND kind = 'cycle-started' AND cycle_id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(ids),
        ).map((row) => [String(row['cycle_id']), Number(row['number'])]),
      ),
    cycleCounts: (appId, cycleId) =>
      all(
        `SELECT action, status, count(*) AS count FROM trace
         WHERE kind = 'change-finished' AND app_id = ? AND cycle_id = ? GROUP BY action, status ORDER BY action, status`,
        appId,
        cycleId,
      ).map((row) => ({ action: String(row['action']), status: String(row['status']), count: Number(row['count']) })),
    // The plus again: an index on the application would gather and sort the whole trace anew for each page.
    events: (appId, after, limit) => select('+app_id = ? AND sequence > ? ORDER BY sequence LIMIT ?', appId, after, limit),
  };
}

type Row = Record<string, unknown>;
type ScannedRow = readonly [sequence: number, status: string | null, durationMs: number | null, event?: string];
type RawHeaders = NonNullable<RecordedEvent['rawRequestHeaders']>;

function conditionIf(isWanted: boolean, sql: string, value: SQLInputValue | undefined): readonly Condition[] {
  return isWanted && value !== undefined ? [[sql, value]] : [];
}

function toStoredEvent(row: Row): StoredEvent {
  const { position, duration_ms: durationMs, raw_request_headers: sent, raw_response_headers: received } = row;
  return {
    sequence: Number(row['sequence']),
    appId: String(row['app_id']),
    recorded: {
      event: JSON.parse(String(row['event'])) as TraceEvent,
      ...(position === null ? {} : { position: String(position) }),
      ...(durationMs === null ? {} : { durationMs: Number(durationMs) }),
      ...(sent === null ? {} : { rawRequestHeaders: JSON.parse(String(sent)) as RawHeaders }),
      ...(received === null ? {} : { rawResponseHeaders: JSON.parse(String(received)) as RawHeaders }),
    },
  };
}

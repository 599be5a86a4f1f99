import type { DatabaseSync } from 'node:sqlite';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { RecordedEvent } from '../ports/session-ports.ts';
import { shortenBodies } from './shortened-body.ts';

/** The writing side of the trace. Call `append` inside a transaction. */
export interface TraceTable {
  /** Answers the sequence number. */
  append(appId: string, recorded: RecordedEvent): number;
  lastStep(appId: string, cycleId: string | null, changeId: string | null): number;
  lastSequence(): number;
}

export function createTraceTable(db: DatabaseSync): TraceTable {
  const insert = db.prepare(
    `INSERT INTO trace (app_id, cycle_id, change_id, step, kind, source_id, action, status, search_text, position,
       duration_ms, raw_request_headers, raw_response_headers, event)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const lastStep = db.prepare('SELECT max(step) AS step FROM trace WHERE app_id = ? AND change_id IS ? AND cycle_id IS ?');
  const lastSequence = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'trace'");
  return {
    append: (appId, recorded) => {
      const event = shortenBodies(recorded.event);
      const { lastInsertRowid } = insert.run(
        appId,
        event.cycleId,
        event.changeId,
        event.step,
        event.kind,
        'identity' in event ? (event.identity?.id ?? null) : null,
        event.kind === 'change-finished' ? event.action : null,
        event.kind === 'change-finished' ? event.status : null,
        searchTextOf(event),
        recorded.position ?? null,
        recorded.durationMs ?? null,
        headersText(recorded.rawRequestHeaders),
        headersText(recorded.rawResponseHeaders),
        JSON.stringify(event),
      );
      return Number(lastInsertRowid);
    },
    lastStep: (appId, cycleId, changeId) => Number(lastStep.get(appId, changeId, cycleId)?.['step'] ?? 0),
    lastSequence: () => Number(lastSequence.get()?.['seq'] ?? 0),
  };
}

/** What the screens' search boxes look in. */
function searchTextOf(event: TraceEvent): string | null {
  if (event.kind === 'change-finished') {
    const { displayName, id } = event.identity;
    return [displayName, id, event.targetId ?? '', event.changeId ?? ''].join('\n').toLowerCase();
  }
  if (event.kind === 'exchange-recorded') {
    return `${event.request.method} ${event.request.target}\n${event.identity?.displayName ?? ''}`.toLowerCase();
  }
  return null;
}

function headersText(headers: RecordedEvent['rawRequestHeaders']): string | null {
  return headers === undefined || headers.length === 0 ? null : JSON.stringify(headers);
}

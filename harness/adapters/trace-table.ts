import type { DatabaseSync } from 'node:sqlite';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { RecordedEvent } from '../ports/session-ports.ts';
import { BODY_BYTES_MAX, shortenBodies, UTF8_BYTES_MAX } from './shortened-body.ts';

/** The writing side of the trace. Call what writes inside a transaction. */
export interface TraceTable {
  /** The next number, which is nobody else's from now on. */
  takeSequence(): number;
  /** Answers the sequence number. */
  append(appId: string, recorded: RecordedEvent): number;
  /** A row under a number that was taken; `text` is what `storedText` makes of the event, which is the event of that text. */
  insert(sequence: number, appId: string, recorded: RecordedEvent, text: string): void;
  lastStep(appId: string, cycleId: string | null, changeId: string | null): number;
  lastSequence(): number;
}

export function createTraceTable(db: DatabaseSync): TraceTable {
  const statement = db.prepare(
    `INSERT INTO trace (sequence, app_id, cycle_id, change_id, step, kind, source_id, action, status, search_text, position,
       duration_ms, raw_request_headers, raw_response_headers, event)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // Change ids are drawn per application and cycle, so that the index on them alone finds no more than one change.
  const lastOfChange = db.prepare('SELECT max(step) AS step FROM trace WHERE change_id = ? AND cycle_id IS ? AND app_id = ?');
  const lastOfCycle = db.prepare('SELECT max(step) AS step FROM trace WHERE change_id IS NULL AND cycle_id IS ? AND +app_id = ?');
  let lastSequence = storedSequence(db);

  const takeSequence = (): number => {
    lastSequence += 1;
    return lastSequence;
  };
  const insert: TraceTable['insert'] = (sequence, appId, recorded, text) => {
    const { event } = recorded;
    statement.run(
      sequence,
      appId,
      event.cycleId,
      event.changeId,
      event.step,
      event.kind,
      'identity' in event ? (event.identity?.id ?? null) : null,
      actionOf(event),
      statusOf(event),
      searchTextOf(event),
      recorded.position ?? null,
      recorded.durationMs ?? null,
      headersText(recorded.rawRequestHeaders),
      headersText(recorded.rawResponseHeaders),
      text,
    );
  };
  return {
    takeSequence,
    append: (appId, recorded) => {
      const sequence = takeSequence();
      insert(sequence, appId, recorded, storedText(recorded.event));
      return sequence;
    },
    insert,
    lastStep: (appId, cycleId, changeId) => {
      const row = changeId === null ? lastOfCycle.get(cycleId, appId) : lastOfChange.get(changeId, cycleId, appId);
      return Number(row?.['step'] ?? 0);
    },
    lastSequence: () => lastSequence,
  };
}

/** SQLite's own record of the highest number given out, which outlives the rows, and what the lots of the journal hold beyond it. */
function storedSequence(db: DatabaseSync): number {
  const highest = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'trace'").get()?.['seq'];
  const inLots = db.prepare('SELECT max(last_sequence) AS last FROM trace_lot').get()?.['last'];
  return Math.max(Number(highest ?? 0), Number(inLots ?? 0));
}

/**
 * The event as it is kept. Most are so short that no body in them can be too long: those are written down once, and not looked into.
 */
export function storedText(event: TraceEvent): string {
  const text = JSON.stringify(event);
  if (text.length * UTF8_BYTES_MAX <= BODY_BYTES_MAX) return text;
  const shortened = shortenBodies(event);
  return shortened === event ? text : JSON.stringify(shortened);
}

function actionOf(event: TraceEvent): string | null {
  if (event.kind === 'exchange-recorded') return event.purpose;
  return event.kind === 'change-finished' ? event.action : null;
}

function statusOf(event: TraceEvent): string | null {
  if (event.kind === 'exchange-recorded') {
    return event.outcome.kind === 'response' ? String(event.outcome.response.status) : event.outcome.failure.kind;
  }
  return event.kind === 'change-finished' ? event.status : null;
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
  if (event.kind === 'audited') return [event.activity, event.actor, event.details].join('\n').toLowerCase();
  if (event.kind === 'cycle-failed') return ['quarantine', event.error.code, event.error.reason].join('\n').toLowerCase();
  return null;
}

function headersText(headers: RecordedEvent['rawRequestHeaders']): string | null {
  return headers === undefined || headers.length === 0 ? null : JSON.stringify(headers);
}

import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { RecordedEvent } from '../ports/session-ports.ts';
import { LineBuffer } from './line-buffer.ts';
import { atomically } from './sqlite.ts';
import { storedText, type TraceTable } from './trace-table.ts';

/**
 * What a cycle adds to the trace, written down at once and sorted into the table with its indexes later: before anybody reads it, or
 * when the thread has nothing else to do. A row with its place in seven indexes takes longer than the request it tells of.
 */
export interface TraceJournal {
  /** Gathers an event, and answers its sequence number. */
  add(appId: string, recorded: RecordedEvent): number;
  /** Writes what was gathered, as one lot where it is much. Call it in the transaction that makes it durable. */
  seal(): void;
  /** Forgets what was gathered since the last lot: its transaction was lost. */
  discard(): void;
  /** Sorts everything in, what was gathered too. */
  settle(): void;
  /** Sorts in what waits, a lot in each turn of the event loop, until hardly anything is left. */
  settleInTurns(): Promise<void>;
  /** Whether an event of this cycle, or of none, may wait to be sorted in. */
  mayHold(cycleId: string | null): boolean;
  /** Sorts no more in by itself. */
  close(): void;
}

/**
 * A lot is some 400 events, and takes about ten milliseconds to sort in. This is what a cycle over 10,000 users leaves; beyond it, none
 * waits: whoever reads would wait as well.
 */
const LOT_COUNT_MAX = 500;
/** So many are left to whoever reads: a cycle that is running adds to them all the time. */
const LOTS_AT_ONCE = 2;
const LOTS_PER_TRANSACTION = 16;
/** Less than this is sorted in at once: a short cycle gains nothing by a lot. */
const LOT_BYTES_MIN = 64 * 1024;
/**
 * Most of a lot is said again and again: packed, it is a thirtieth, and what is not written takes no time. zstd needs half the time of
 * deflate and leaves half as much.
 */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const LOOK_INTERVAL_MS = 40;
/** Of the time between two looks, how much the thread may have been at work to count as idle. */
const IDLE_UTILIZATION_MAX = 0.5;

export function createTraceJournal(db: DatabaseSync, table: TraceTable): TraceJournal {
  const statements = prepare(db);
  const gathered = new LineBuffer();
  let lastSequence = 0;
  let timer: NodeJS.Timeout | undefined;
  /** How many lots wait. */
  let lotCount = statements.count();
  /** Whose events may wait; null where a host before this one left something. */
  let waitingCycleIds: Set<string | null> | null = lotCount === 0 ? new Set() : null;
  let settling: Promise<void> | undefined;
  let isClosed = false;
  let lastLook = performance.eventLoopUtilization();

  const sortIn = (last: number, bytes: Buffer): void => {
    const lines = bytes.toString().split('\n');
    const before = last - (lines.length - 1) / 2;
    for (let index = 0; index < lines.length - 1; index += 2) {
      // One at a time: a lot that is held as a whole outlives the young generation, and memory follows.
      const { appId, recorded, text } = eventOf(lines[index] ?? '', lines[index + 1] ?? '');
      table.insert(before + index / 2 + 1, appId, recorded, text);
    }
  };
  const sortOldestIn = (countMax: number): void => {
    const sorted = atomically(db, () => {
      const oldest = statements.oldest.all(countMax);
      for (const { last_sequence: last, body } of oldest) {
        sortIn(Number(last), zstdDecompressSync(body as Uint8Array));
        statements.remove.run(Number(last));
      }
      return oldest.length;
    });
    lotCount = sorted < countMax ? 0 : lotCount - sorted;
    if (lotCount === 0 && gathered.isEmpty) waitingCycleIds = new Set();
  };
  const sortInTurns = async (): Promise<void> => {
    while (lotCount > LOTS_AT_ONCE && !isClosed) {
      sortOldestIn(1);
      await turn();
    }
  };
  const wasIdle = (): boolean => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, lastLook);
    lastLook = now;
    return utilization < IDLE_UTILIZATION_MAX;
  };
  const look = (): void => {
    timer = undefined;
    try {
      if (wasIdle()) sortOldestIn(1);
    } catch {
      // A disk that refuses leaves the lot as it was. Whoever reads is told why; the next look tries again.
    }
    if (lotCount > 0) lookLater();
  };
  const lookLater = (): void => {
    timer ??= setTimeout(look, LOOK_INTERVAL_MS).unref();
  };
  if (lotCount > 0) lookLater();

  return {
    add: (appId, { event, position, durationMs, rawRequestHeaders, rawResponseHeaders }) => {
      lastSequence = table.takeSequence();
      waitingCycleIds?.add(event.cycleId);
      const ofExchange =
        durationMs === undefined && rawRequestHeaders === undefined ? [] : [durationMs, rawRequestHeaders, rawResponseHeaders];
      gathered.add(JSON.stringify([appId, position, ...ofExchange]));
      gathered.add(storedText(event));
      return lastSequence;
    },
    seal: () => {
      if (gathered.isEmpty) return;
      if (gathered.bytes().length < LOT_BYTES_MIN) {
        sortIn(lastSequence, gathered.bytes());
        gathered.clear();
        return;
      }
      statements.insert.run(lastSequence, zstdCompressSync(gathered.bytes(), FAST));
      gathered.clear();
      lotCount += 1;
      if (lotCount > LOT_COUNT_MAX) sortOldestIn(1);
      lookLater();
    },
    discard: () => {
      gathered.clear();
      // What it had sorted in waits again, and the lot it had written is gone.
      lotCount = statements.count();
    },
    settle: () => {
      // Asked of the database, whatever became of the transactions of others: nothing that is read may miss an event.
      while (statements.hasAny()) sortOldestIn(LOTS_PER_TRANSACTION);
      if (gathered.isEmpty) return;
      atomically(db, () => sortIn(lastSequence, gathered.bytes()));
      gathered.clear();
    },
    settleInTurns: () => {
      // Whoever comes while it is under way waits for the same: two would take two lots in a turn.
      settling ??= sortInTurns().finally(() => {
        settling = undefined;
      });
      return settling;
    },
    mayHold: (cycleId) => waitingCycleIds?.has(cycleId) ?? true,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

type Head = readonly [appId: string, ...rest: readonly (null | RecordedEvent[keyof RecordedEvent])[]];

/** Two lines: what stands beside the event, and the event as it is kept. JSON has no line break of its own. */
function eventOf(
  head: string,
  text: string,
): { readonly appId: string; readonly recorded: RecordedEvent; readonly text: string } {
  const [appId, position, durationMs, rawRequestHeaders, rawResponseHeaders] = JSON.parse(head) as Head;
  const beside = { position, durationMs, rawRequestHeaders, rawResponseHeaders };
  return { appId, text, recorded: { event: JSON.parse(text) as TraceEvent, ...withoutNull(beside) } };
}

/** A list has `null` where an event had nothing. */
function withoutNull(beside: Readonly<Record<string, unknown>>): Partial<RecordedEvent> {
  return Object.fromEntries(Object.entries(beside).filter(([, value]) => value !== null && value !== undefined));
}

function prepare(db: DatabaseSync) {
  const count = db.prepare('SELECT count(*) AS count FROM trace_lot');
  const any = db.prepare('SELECT 1 FROM trace_lot LIMIT 1');
  return {
    insert: db.prepare('INSERT INTO trace_lot (last_sequence, body) VALUES (?, ?)'),
    oldest: db.prepare('SELECT last_sequence, body FROM trace_lot ORDER BY last_sequence LIMIT ?'),
    remove: db.prepare('DELETE FROM trace_lot WHERE last_sequence = ?'),
    count: () => Number(count.get()?.['count']),
    hasAny: () => any.get() !== undefined,
  };
}

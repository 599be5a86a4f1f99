import type { Database } from './database.ts';

/**
 * Writes that may wait a moment: the record of a request that changed nothing, and when a directory was last asked. They go into the
 * database with the next change, with each 128th of them, after 50 ms at the latest, and before anybody reads them. A killed process
 * may lose those of its last 50 ms; a change that was acknowledged is never among them.
 */
export interface DeferredWrites {
  /** Called at the end of a transaction, to write what is pending. */
  onSettle(write: () => void): void;
  /** One more write is pending. */
  note(): void;
  /** Writes all that is pending; inside a transaction with its commit. */
  settle(): void;
  /** Settles for the last time. */
  close(): void;
}

const PENDING_MAX = 128;
const AGE_MAX_MS = 50;

export function createDeferredWrites(database: Database): DeferredWrites {
  const writers: (() => void)[] = [];
  let pendingCount = 0;
  let timer: NodeJS.Timeout | undefined;
  const settle = (): void => {
    if (pendingCount === 0) return;
    // All that is to be written is written before any commit; here nothing else is.
    database.transaction(() => undefined);
  };
  database.beforeCommit(() => {
    if (pendingCount === 0) return;
    clearTimeout(timer);
    timer = undefined;
    pendingCount = 0;
    for (const write of writers) write();
  });
  const settleWhenDue = (): void => {
    timer = undefined;
    try {
      settle();
    } catch {
      // A full disk, or somebody else's transaction: nobody waits for this, and whoever writes or reads next is told.
    }
  };
  return {
    onSettle: (write) => {
      writers.push(write);
    },
    note: () => {
      pendingCount += 1;
      if (pendingCount >= PENDING_MAX) settle();
      else timer ??= setTimeout(settleWhenDue, AGE_MAX_MS).unref();
    },
    settle,
    close: () => {
      settle();
      clearTimeout(timer);
    },
  };
}

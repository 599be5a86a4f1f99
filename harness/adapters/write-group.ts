import type { DatabaseSync } from 'node:sqlite';
import { settleBeforeTransactions } from './sqlite.ts';

/**
 * Gathers small commits into one transaction: a commit of its own for each request of a cycle would cost more than the request.
 * What is gathered is seen by every read of this connection, and lost as a whole by a kill before it is flushed.
 */
export interface WriteGroup {
  /** `owner` is who loses its writes where the disk refuses them, and is told so at its next write or flush. */
  write<T>(owner: string, rowCount: number, work: () => T): T;
  /** Commits what was gathered, whoever gathered it. */
  flush(): void;
  /** Throws, once, where gathered writes of this owner were lost. */
  assertKept(owner: string): void;
}

const ROW_COUNT_MAX = 500;
const AGE_MAX_MS = 50;

/** What is gathered outside of the database until its group ends. */
interface Gathered {
  /** Writes it, as the last thing before the commit. */
  seal(): void;
  /** The group was lost. */
  discard(): void;
}

export function createWriteGroup(db: DatabaseSync, gathered: Gathered): WriteGroup {
  const owners = new Set<string>();
  const losses = new Map<string, unknown>();
  let rowCount = 0;
  let timer: NodeJS.Timeout | undefined;

  const begin = (): void => {
    db.exec('BEGIN IMMEDIATE');
    owners.clear();
    rowCount = 0;
    clearTimeout(timer);
    timer = setTimeout(flush, AGE_MAX_MS);
  };
  const lose = (error: unknown): void => {
    if (db.isTransaction) db.exec('ROLLBACK');
    gathered.discard();
    for (const owner of owners) losses.set(owner, error);
  };
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!db.isTransaction) return;
    try {
      gathered.seal();
      db.exec('COMMIT');
    } catch (error) {
      lose(error);
    }
  }

  settleBeforeTransactions(db, flush);
  return {
    write: (owner, count, work) => {
      if (!db.isTransaction) begin();
      owners.add(owner);
      try {
        const result = work();
        rowCount += count;
        if (rowCount >= ROW_COUNT_MAX) flush();
        return result;
      } catch (error) {
        owners.delete(owner);
        lose(error);
        throw error;
      }
    },
    flush,
    assertKept: (owner) => {
      if (!losses.has(owner)) return;
      const error = losses.get(owner);
      losses.delete(owner);
      throw error;
    },
  };
}

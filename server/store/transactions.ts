import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The ways in which work on a database belongs together. */
export interface Transactions {
  /** All or nothing. Inside another transaction it is part of that one. */
  transaction<T>(work: () => T): T;
  /** All or nothing inside a transaction, which goes on if this fails. */
  savepoint<T>(work: () => T): T;
  /**
   * Lets the transactions of the work share one commit: each is still all or nothing, and none is durable before this returns. Throws
   * where the commit fails; then none of them has happened.
   */
  together<T>(work: () => T): T;
  /**
   * Lets the reads that follow share one look at the file, until something is written or a moment has passed: taking and giving back
   * the locks of SQLite costs more than finding a row.
   */
  readOn(): void;
  /** Called as the last thing in each transaction that is about to be committed. */
  beforeCommit(listener: () => void): void;
  /** Called after a transaction was given up: what was remembered of it may not have happened. */
  onRollback(listener: () => void): void;
}

export function createTransactions(
  connection: DatabaseSync,
  prepare: (sql: string) => StatementSync,
): Transactions & { endLook(): void } {
  const commitListeners: (() => void)[] = [];
  const rollbackListeners: (() => void)[] = [];
  const look = createLook(connection, prepare);
  // Within `together`: whether its transaction has begun, and whether work is inside one of those that share it.
  let shared: { hasBegun: boolean; isInside: boolean } | null = null;

  const rolledBack = (): void => {
    for (const listener of rollbackListeners) listener();
  };
  const begin = (): void => {
    look.end();
    prepare('BEGIN IMMEDIATE').run();
  };
  const commit = (): void => {
    for (const listener of commitListeners) listener();
    prepare('COMMIT').run();
  };
  const rollBack = (): void => {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    rolledBack();
  };
  /** Left open where the work is done. */
  const inTransaction = <T>(work: () => T): T => {
    begin();
    try {
      return work();
    } catch (error) {
      rollBack();
      throw error;
    }
  };
  const inSavepoint = <T>(name: string, work: () => T): T => {
    prepare(`SAVEPOINT ${name}`).run();
    try {
      const result = work();
      prepare(`RELEASE ${name}`).run();
      return result;
    } catch (error) {
      // Where the disk is full, SQLite may have given up the whole transaction already.
      if (connection.isTransaction) connection.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      rolledBack();
      throw error;
    }
  };
  const sharing = <T>(state: { hasBegun: boolean; isInside: boolean }, work: () => T): T => {
    if (state.isInside) return work();
    state.isInside = true;
    try {
      if (state.hasBegun) return inSavepoint('whole', work);
      // Before the first one there is nothing to keep: where it fails, the next one begins anew.
      const result = inTransaction(work);
      state.hasBegun = true;
      return result;
    } finally {
      state.isInside = false;
    }
  };

  return {
    transaction: (work) => {
      if (shared !== null) return sharing(shared, work);
      if (connection.isTransaction && !look.isOpen()) return work();
      return inTransaction(() => {
        const result = work();
        commit();
        return result;
      });
    },
    savepoint: (work) => inSavepoint('part', work),
    together: (work) => {
      const state = { hasBegun: false, isInside: false };
      shared = state;
      try {
        const result = work();
        state.isInside = true;
        if (state.hasBegun) commit();
        return result;
      } catch (error) {
        if (state.hasBegun) rollBack();
        throw error;
      } finally {
        shared = null;
      }
    },
    readOn: look.begin,
    beforeCommit: (listener) => {
      commitListeners.push(listener);
    },
    onRollback: (listener) => {
      rollbackListeners.push(listener);
    },
    endLook: look.end,
  };
}

/** A transaction that only reads. It must not outlive its burst: as long as it is open, nobody's changes reach the file itself. */
interface Look {
  isOpen(): boolean;
  begin(): void;
  end(): void;
}

const LOOK_MS = 50;

function createLook(connection: DatabaseSync, prepare: (sql: string) => StatementSync): Look {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    prepare('COMMIT').run();
  };
  return {
    isOpen: () => timer !== undefined,
    begin: () => {
      if (connection.isTransaction) return;
      prepare('BEGIN').run();
      timer = setTimeout(end, LOOK_MS).unref();
    },
    end,
  };
}

import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';

/**
 * Opens a database file (or `:memory:`) and brings it up to date: one migration a step, counted in `user_version`.
 * A file that was written by a newer program, or that is no database, is refused with a sentence and left as it is.
 */
export function openSqlite(path: string, migrations: readonly string[]): DatabaseSync {
  const db = open(path);
  try {
    const version = readVersion(db, path);
    if (version > migrations.length) throw new Error(futureSentence(path, version, migrations.length));
    if (path !== ':memory:') db.exec(FILE_PRAGMAS);
    // What was committed survives kill -9. Only a power cut may lose the last commits (sqlite.org/pragma.html#pragma_synchronous).
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    for (const [index, migration] of migrations.entries()) {
      if (index >= version) inTransaction(db, () => db.exec(`${migration}; PRAGMA user_version = ${index + 1}`));
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * A cycle writes hundreds of megabytes. A page costs two calls of the system, so that large ones are cheaper (of a new file: an old
 * one keeps its size); and the log is written back at 32 MB instead of 4, for each time waits for the disk.
 */
const FILE_PRAGMAS = 'PRAGMA page_size = 16384; PRAGMA wal_autocheckpoint = 2000';

/** All of the work or nothing of it. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  settlers.get(db)?.();
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** All of the work or nothing of it, within the transaction that is open or in one of its own. */
export function atomically<T>(db: DatabaseSync, work: () => T): T {
  if (!db.isTransaction) return inTransaction(db, work);
  db.exec('SAVEPOINT within');
  try {
    return work();
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK TO within');
    throw error;
  } finally {
    if (db.isTransaction) db.exec('RELEASE within');
  }
}

/** Asks for one row as a list of its columns: a row with names takes twice as long to make. */
export function rowReader<Row extends readonly SQLOutputValue[]>(
  statement: StatementSync,
): (...parameters: SQLInputValue[]) => Row | undefined {
  statement.setReturnArrays(true);
  return (...parameters) => statement.get(...parameters) as unknown as Row | undefined;
}

const settlers = new WeakMap<DatabaseSync, () => void>();

/** Commits what was left open on purpose, before each transaction: nothing overtakes it. */
export function settleBeforeTransactions(db: DatabaseSync, settle: () => void): void {
  settlers.set(db, settle);
}

function open(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 2000 });
  } catch (error) {
    throw new Error(
      `The database ${path} cannot be opened (${reasonOf(error)}). See that its folder exists and that you may write there, or choose another folder.`,
      { cause: error },
    );
  }
}

function readVersion(db: DatabaseSync, path: string): number {
  try {
    return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  } catch (error) {
    throw new Error(
      `The database ${path} cannot be read (${reasonOf(error)}). Nothing was changed. Put a copy of the file back, or move it away to begin with an empty one.`,
      { cause: error },
    );
  }
}

function futureSentence(path: string, found: number, known: number): string {
  return `The database ${path} was written by a newer SCIM Rehearsal (its format is ${found}, this program knows up to ${known}). Nothing was changed. Open it with the newer program, or choose another folder.`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { migrations } from './migrations.ts';
import { createTransactions, type Transactions } from './transactions.ts';

/** Rows come back as the shape the caller names: the SQL beside it is the proof. */
export interface Reading {
  all<Row>(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[];
  get<Row>(sql: string, ...parameters: readonly SQLInputValue[]): Row | undefined;
  iterate<Row>(sql: string, ...parameters: readonly SQLInputValue[]): Iterable<Row>;
}

/** What was committed at one moment, whatever is written afterwards. As long as it is open, SQLite's log of changes grows. */
interface FrozenReading extends Reading {
  close(): void;
}

/** One SQLite database with its statements kept. */
export interface Database extends Transactions, Reading {
  readonly isInMemory: boolean;
  /** Null where it is in memory: there is no second way to it. */
  freeze(): FrozenReading | null;
  /** Answers how many rows changed. */
  run(sql: string, ...parameters: readonly SQLInputValue[]): number;
  /** Inserts one row and answers its key. */
  insert(sql: string, ...parameters: readonly SQLInputValue[]): number;
  /** Runs SQL that answers nothing. */
  exec(sql: string): void;
  /** Makes a function known to SQL. */
  define(name: string, work: (...values: readonly SQLOutputValue[]) => SQLInputValue): void;
  close(): void;
}

/** `:memory:` or a file, which is created or brought up to date. Throws with a sentence for a file it cannot use, and leaves that as it is. */
export function openDatabase(path: string): Database {
  const connection = connect(path);
  migrate(connection, path);
  return keepStatements(connection, path);
}

function connect(path: string): DatabaseSync {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(path);
    // Committed is safe from a killed process; only a power failure may lose the last writes (SQLite: PRAGMA synchronous).
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    // 16 MB: the upper parts of the indexes of 100,000 users stay in memory. A checkpoint waits for the disk, so it comes every 32 MB, not every 4.
    connection.exec('PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8192;');
    // What is read is looked at where the system keeps the file, not copied page by page: finding one of 100,000 users takes half as long.
    connection.exec(`PRAGMA mmap_size = ${MAPPED_BYTES_MAX};`);
    return connection;
  } catch (cause) {
    connection?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${path} cannot be opened as the database of the SCIM server: ${reason}. Nothing in it was changed; put back a copy that works, or move it away to begin anew.`,
      { cause },
    );
  }
}

/** Pages behind it are read as ever. What is mapped counts as memory of the process, although the system may take it back. */
const MAPPED_BYTES_MAX = 64 * 1024 * 1024;

function migrate(connection: DatabaseSync, path: string): void {
  const found = Number(connection.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (found > migrations.length) {
    connection.close();
    throw new Error(
      `${path} has format ${found}; this version reads formats up to ${migrations.length}. Open it with the newer version that wrote it, or move the file away to begin anew.`,
    );
  }
  // SQLite's own lower() knows ASCII only; what is folded in a migration must equal what is folded in code.
  connection.function('fold_case', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : text));
  migrations.slice(found).forEach((migration, index) => {
    connection.exec(`BEGIN IMMEDIATE; ${migration}; PRAGMA user_version = ${found + index + 1}; COMMIT;`);
  });
}

function keepStatements(connection: DatabaseSync, path: string): Database {
  const prepare = preparedOnce(connection);
  const transactions = createTransactions(connection, prepare);
  return {
    ...readWith(prepare),
    isInMemory: path === ':memory:',
    freeze: () => (path === ':memory:' ? null : freeze(path)),
    run: (sql, ...parameters) => {
      transactions.endLook();
      return Number(prepare(sql).run(...parameters).changes);
    },
    insert: (sql, ...parameters) => {
      transactions.endLook();
      return Number(prepare(sql).run(...parameters).lastInsertRowid);
    },
    exec: (sql) => {
      transactions.endLook();
      connection.exec(sql);
    },
    define: (name, work) => connection.function(name, { varargs: true }, work),
    ...transactions,
    close: () => {
      transactions.endLook();
      connection.close();
    },
  };
}

function freeze(path: string): FrozenReading {
  const connection = new DatabaseSync(path, { readOnly: true });
  const reading = readWith(preparedOnce(connection));
  connection.exec('BEGIN');
  // The moment is that of the first read, not of BEGIN (SQLite: BEGIN DEFERRED).
  reading.get('SELECT 1 FROM directory LIMIT 1');
  return { ...reading, close: () => connection.close() };
}

function preparedOnce(connection: DatabaseSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    const kept = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, kept);
    return kept;
  };
}

function readWith(prepare: (sql: string) => StatementSync): Reading {
  return {
    all: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).all(...parameters) as Row[],
    get: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).get(...parameters) as Row | undefined,
    iterate: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).iterate(...parameters) as Iterable<Row>,
  };
}

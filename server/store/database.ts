import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { migrations } from './migrations.ts';
import { createTransactions, type Transactions } from './transactions.ts';

/** One SQLite database with its statements kept. Rows come back as the shape the caller names: the SQL beside it is the proof. */
export interface Database extends Transactions {
  all<Row>(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[];
  get<Row>(sql: string, ...parameters: readonly SQLInputValue[]): Row | undefined;
  iterate<Row>(sql: string, ...parameters: readonly SQLInputValue[]): Iterable<Row>;
  /** Answers how many rows changed. */
  run(sql: string, ...parameters: readonly SQLInputValue[]): number;
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
  return keepStatements(connection);
}

function connect(path: string): DatabaseSync {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(path);
    // Committed is safe from a killed process; only a power failure may lose the last writes (SQLite: PRAGMA synchronous).
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    // 16 MB: the upper parts of the indexes of 100,000 users stay in memory. A checkpoint waits for the disk, so it comes every 32 MB, not every 4.
    connection.exec('PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8192;');
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

function keepStatements(connection: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const kept = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, kept);
    return kept;
  };
  const transactions = createTransactions(connection, prepare);
  return {
    all: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).all(...parameters) as Row[],
    get: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).get(...parameters) as Row | undefined,
    iterate: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).iterate(...parameters) as Iterable<Row>,
    run: (sql, ...parameters) => {
      transactions.endLook();
      return Number(prepare(sql).run(...parameters).changes);
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

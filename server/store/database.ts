import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { migrations } from './migrations.ts';

/** One SQLite database with its statements kept. Rows come back as the shape the caller names: the SQL beside it is the proof. */
export interface Database {
  all<Row>(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[];
  get<Row>(sql: string, ...parameters: readonly SQLInputValue[]): Row | undefined;
  iterate<Row>(sql: string, ...parameters: readonly SQLInputValue[]): Iterable<Row>;
  /** Answers how many rows changed. */
  run(sql: string, ...parameters: readonly SQLInputValue[]): number;
  /** All or nothing. Inside another transaction it is part of that one. */
  transaction<T>(work: () => T): T;
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
  const transaction = <T>(work: () => T): T => {
    if (connection.isTransaction) return work();
    connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  };
  return {
    all: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).all(...parameters) as Row[],
    get: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).get(...parameters) as Row | undefined,
    iterate: <Row>(sql: string, ...parameters: readonly SQLInputValue[]) => prepare(sql).iterate(...parameters) as Iterable<Row>,
    run: (sql, ...parameters) => Number(prepare(sql).run(...parameters).changes),
    transaction,
    close: () => connection.close(),
  };
}

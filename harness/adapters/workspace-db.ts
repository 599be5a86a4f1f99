import type { DatabaseSync } from 'node:sqlite';
import type { WorkspaceDb } from '../ports/workspace-ports.ts';
import { createJobStores } from './job-store.ts';
import { inTransaction, openSqlite } from './sqlite.ts';
import { withUsersKept } from './tenant-cache.ts';
import { createTenantStore } from './tenant-store.ts';
import { createTraceJournal } from './trace-journal.ts';
import { createTraceQueries } from './trace-queries.ts';
import { createTraceTable } from './trace-table.ts';
import { createUserQueries } from './user-queries.ts';
import { workspaceMigrations } from './workspace-migrations.ts';
import { createWriteGroup } from './write-group.ts';

export type { StoredEvent, WorkspaceDb } from '../ports/workspace-ports.ts';

/**
 * Opens the workspace's database, or one in memory (`:memory:`).
 * Throws an Error with a sentence for a file that is no database, is newer than this program, or cannot be opened; the file stays as it is.
 */
export function openWorkspaceDb(path: string): WorkspaceDb {
  const db = openSqlite(path, workspaceMigrations);
  const trace = createTraceTable(db);
  const journal = createTraceJournal(db, trace);
  const group = createWriteGroup(db, journal);
  const jobStore = createJobStores({ db, trace, journal, group });
  /** Durable, and sorted in. */
  const settle = (): void => {
    group.flush();
    journal.settle();
  };
  return {
    tenant: withUsersKept(createTenantStore(db)),
    users: createUserQueries(db, group.flush),
    jobStore,
    removeApplication: (appId) => {
      settle();
      jobStore(appId).reset();
      removeRecords(db, appId);
    },
    trace: createTraceQueries(db, { settle, settleInTurns: journal.settleInTurns }),
    close: () => {
      group.flush();
      journal.close();
      db.close();
    },
  };
}

function removeRecords(db: DatabaseSync, appId: string): void {
  inTransaction(db, () => {
    for (const table of ['trace', 'assignment', 'app_role']) db.prepare(`DELETE FROM ${table} WHERE app_id = ?`).run(appId);
  });
}

import type { DatabaseSync } from 'node:sqlite';
import type { WorkspaceDb } from '../ports/workspace-ports.ts';
import { createJobStores } from './job-store.ts';
import { inTransaction, openSqlite } from './sqlite.ts';
import { createTenantStore } from './tenant-store.ts';
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
  const group = createWriteGroup(db);
  const jobStore = createJobStores(db, createTraceTable(db), group);
  return {
    tenant: createTenantStore(db),
    users: createUserQueries(db, group.flush),
    jobStore,
    removeApplication: (appId) => {
      jobStore(appId).reset();
      removeRecords(db, appId);
    },
    trace: createTraceQueries(db, group.flush),
    close: () => {
      group.flush();
      db.close();
    },
  };
}

function removeRecords(db: DatabaseSync, appId: string): void {
  inTransaction(db, () => {
    for (const table of ['trace', 'assignment', 'app_role']) db.prepare(`DELETE FROM ${table} WHERE app_id = ?`).run(appId);
  });
}

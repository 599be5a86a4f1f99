import { createJobStores } from '#harness/adapters/job-store.ts';
import { openSqlite, settleBeforeTransactions } from '#harness/adapters/sqlite.ts';
import { createTenantStore } from '#harness/adapters/tenant-store.ts';
import { createTraceJournal } from '#harness/adapters/trace-journal.ts';
import { createTraceTable } from '#harness/adapters/trace-table.ts';
import { workspaceMigrations } from '#harness/adapters/workspace-migrations.ts';
import type { WriteGroup } from '#harness/adapters/write-group.ts';
import type { JobStore, TenantStore } from '#harness/ports/session-ports.ts';

/** Thrown in place of all that a dead process would still have done. */
export class Killed extends Error {}

/** The workspace's own stores in memory, whose process can die: what was gathered and not yet durable is gone then. */
export interface MortalWorkspace {
  readonly appId: string;
  readonly tenant: TenantStore;
  readonly job: JobStore;
  /** Throws `Killed`, as does every write from then on, until another process opens the database. */
  die(): never;
  reopen(): void;
  close(): void;
}

export function openMortalWorkspace(appId: string, gatheredRowsMax: number): MortalWorkspace {
  const db = openSqlite(':memory:', workspaceMigrations);
  let isDead = false;
  let rowCount = 0;
  const trace = createTraceTable(db);
  const journal = createTraceJournal(db, trace);
  const flush = (): void => {
    if (!db.isTransaction || isDead) return;
    journal.seal();
    db.exec('COMMIT');
  };
  // As the real one, but by rows alone: what is lost must not depend on how fast a machine is.
  const group: WriteGroup = {
    write: (_owner, count, work) => {
      if (isDead) throw new Killed();
      if (!db.isTransaction) {
        db.exec('BEGIN IMMEDIATE');
        rowCount = 0;
      }
      const result = work();
      rowCount += count;
      if (rowCount >= gatheredRowsMax) flush();
      return result;
    },
    flush,
    assertKept: () => undefined,
  };
  settleBeforeTransactions(db, flush);
  return {
    appId,
    tenant: createTenantStore(db),
    job: createJobStores({ db, trace, journal, group })(appId),
    die: () => {
      if (!isDead && db.isTransaction) db.exec('ROLLBACK');
      if (!isDead) journal.discard();
      isDead = true;
      throw new Killed();
    },
    reopen: () => {
      isDead = false;
    },
    close: () => {
      journal.close();
      db.close();
    },
  };
}

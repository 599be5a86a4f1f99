import type { DirectoryState } from '../scim-server.ts';
import type { Database } from './database.ts';
import type { DeferredWrites } from './deferred-writes.ts';
import type { DirectoryRecord } from './directory-store.ts';

/** What every request asks of its directory, read once and kept until the tables it came from are written to, by whomever. */
export interface DirectoryMemory {
  record(id: string, read: () => DirectoryRecord | undefined): DirectoryRecord | undefined;
  /** Hashes of the live tokens. */
  tokenHashes(id: string, read: () => readonly Uint8Array[]): readonly Uint8Array[];
  /** When a request came, and what it says about the credentials: known at once, written down with the next change. */
  touch(id: string, touch: Touch): void;
}

interface Touch {
  readonly state: DirectoryState;
  readonly lastRequestAt: number;
}

export function createDirectoryMemory(database: Database, deferred: DeferredWrites): DirectoryMemory {
  const records = new Map<string, DirectoryRecord>();
  const hashes = new Map<string, readonly Uint8Array[]>();
  const touches = new Map<string, Touch>();
  const forgetAll = (): void => {
    records.clear();
    hashes.clear();
  };
  followTables(database, forgetAll, (id) => touches.delete(id));
  // What was read within it may never have been.
  database.onRollback(forgetAll);
  deferred.onSettle(() => {
    for (const [id, { state, lastRequestAt }] of touches) {
      database.run('UPDATE directory SET state = ?, last_request_at = ? WHERE id = ?', state, lastRequestAt, id);
    }
    touches.clear();
  });
  return {
    record: (id, read) => {
      const known = records.get(id);
      if (known !== undefined) return known;
      const found = read();
      if (found === undefined) return undefined;
      const record = { ...found, ...touches.get(id) };
      records.set(id, record);
      return record;
    },
    tokenHashes: (id, read) => {
      const known = hashes.get(id) ?? read();
      hashes.set(id, known);
      return known;
    },
    touch: (id, touch) => {
      const known = records.get(id);
      // Many requests come in the same millisecond.
      if (known?.lastRequestAt === touch.lastRequestAt && known.state === touch.state) return;
      if (known !== undefined) records.set(id, { ...known, ...touch });
      // However often a directory is touched before that is written, it is one write.
      if (!touches.has(id)) deferred.note();
      touches.set(id, touch);
    },
  };
}

/** Triggers of this connection alone; they tell of each row, whichever statement wrote it. */
function followTables(database: Database, changed: () => void, removed: (id: string) => void): void {
  database.define('directory_changed', () => {
    changed();
    return null;
  });
  database.define('directory_removed', (id) => {
    changed();
    removed(String(id));
    return null;
  });
  // `state` and `last_request_at` are left out: what is kept here is newer than they are.
  const columns = 'id, organization_id, name, external_key, tolerances, created_at, schemas, settings';
  database.exec(`
    CREATE TEMP TRIGGER directory_update AFTER UPDATE OF ${columns} ON main.directory BEGIN SELECT directory_changed(); END;
    CREATE TEMP TRIGGER directory_delete AFTER DELETE ON main.directory BEGIN SELECT directory_removed(OLD.id); END;
    CREATE TEMP TRIGGER token_insert AFTER INSERT ON main.token BEGIN SELECT directory_changed(); END;
    CREATE TEMP TRIGGER token_delete AFTER DELETE ON main.token BEGIN SELECT directory_changed(); END;
  `);
}

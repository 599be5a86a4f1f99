import { newUlid } from '../events/ulid.ts';
import type { ServerHost } from '../scim-server.ts';
import type { Database } from '../store/database.ts';
import { openContents } from './contents.ts';

/** `asked`: somebody took it by name. The others were taken before something else replaced what the directory held. */
type SnapshotCause = 'asked' | 'before-restore' | 'before-reset';

/** What a directory held at one moment. */
export interface DirectorySnapshot {
  readonly id: string;
  readonly directoryId: string;
  readonly name: string;
  readonly cause: SnapshotCause;
  readonly createdAt: number;
  readonly userCount: number;
  readonly groupCount: number;
  /** Of the resources as JSON text, without members. */
  readonly byteCount: number;
}

/**
 * Directories set aside and brought back: resources with their ids, versions and times, and members. Tokens, tolerances, faults and what
 * was received are none of it. Each call is all or nothing; no directory events tell of it.
 */
export interface Snapshots {
  /** Newest first. */
  list(directoryId: string): readonly DirectorySnapshot[];
  take(directoryId: string, name: string): DirectorySnapshot;
  /** What the directory held before is kept as a snapshot of its own. False where the directory has no such snapshot. */
  restore(directoryId: string, snapshotId: string): boolean;
  /** False where the directory has no such snapshot. */
  remove(directoryId: string, snapshotId: string): boolean;
  /** Empties the directory; what it held is kept as a snapshot. */
  reset(directoryId: string): void;
}

/** Of those that nobody asked for, so many are kept of each directory. */
const AUTOMATIC_COUNT_MAX = 10;

export function openSnapshots(database: Database, host: ServerHost, announce: (directoryId: string) => void): Snapshots {
  const contents = openContents(database);
  const list = (directoryId: string): readonly DirectorySnapshot[] =>
    database.all<DirectorySnapshot>(SELECT_SNAPSHOTS, directoryId).map((row) => ({ ...row }));
  const find = (directoryId: string, id: string): DirectorySnapshot | undefined =>
    list(directoryId).find((snapshot) => snapshot.id === id);
  const removeRow = (id: string): void => {
    // Its rows go with it; what is kept about them goes first, for not all of it hangs on a row.
    contents.clear(id);
    database.run('DELETE FROM directory WHERE id = ?', id);
  };
  const keep = (directoryId: string, name: string, cause: SnapshotCause): DirectorySnapshot => {
    const createdAt = host.clock.now();
    // No id of a directory may hold a `~`: a snapshot has no address.
    const id = `${directoryId}~${newUlid(createdAt, host.random)}`;
    database.run(INSERT_SNAPSHOT, id, name, createdAt, cause, contents.byteCount(directoryId), directoryId);
    contents.copy(directoryId, id, 'marked');
    const kept = find(directoryId, id);
    if (kept === undefined) throw new Error('Broken promise: the snapshot just taken is there');
    return kept;
  };
  /** Afterwards only: the oldest may be the very one that is brought back. */
  const makeRoom = (directoryId: string): void => {
    const automatic = list(directoryId).filter(({ cause }) => cause !== 'asked');
    for (const { id } of automatic.slice(AUTOMATIC_COUNT_MAX)) removeRow(id);
  };
  const change = <T>(directoryId: string, work: () => T): T => {
    const result = database.transaction(work);
    announce(directoryId);
    return result;
  };
  return {
    list,
    take: (directoryId, name) => change(directoryId, () => keep(directoryId, name, 'asked')),
    restore: (directoryId, snapshotId) =>
      change(directoryId, () => {
        const snapshot = find(directoryId, snapshotId);
        if (snapshot === undefined) return false;
        keep(directoryId, `Before ${snapshot.name}`.slice(0, NAME_LENGTH_MAX), 'before-restore');
        contents.clear(directoryId);
        contents.copy(snapshotId, directoryId, 'unmarked');
        makeRoom(directoryId);
        return true;
      }),
    remove: (directoryId, snapshotId) =>
      change(directoryId, () => {
        if (find(directoryId, snapshotId) === undefined) return false;
        removeRow(snapshotId);
        return true;
      }),
    reset: (directoryId) =>
      change(directoryId, () => {
        keep(directoryId, 'Before the reset', 'before-reset');
        contents.clear(directoryId);
        makeRoom(directoryId);
      }),
  };
}

const NAME_LENGTH_MAX = 200;

const SELECT_SNAPSHOTS = `
  SELECT id, snapshot_of AS directoryId, name, snapshot_cause AS cause, created_at AS createdAt, snapshot_bytes AS byteCount,
    COALESCE((SELECT total FROM resource_count WHERE directory_id = directory.id AND type = 'User'), 0) AS userCount,
    COALESCE((SELECT total FROM resource_count WHERE directory_id = directory.id AND type = 'Group'), 0) AS groupCount
  FROM directory WHERE snapshot_of = ? ORDER BY created_at DESC, rowid DESC`;

const INSERT_SNAPSHOT = `
  INSERT INTO directory (id, organization_id, name, external_key, state, tolerances, created_at, schemas, snapshot_of, snapshot_cause,
      snapshot_bytes)
    SELECT ?1, organization_id, ?2, external_key, 'waiting', '[]', ?3, schemas, id, ?4, ?5 FROM directory WHERE id = ?6`;

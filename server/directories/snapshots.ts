import { newUlid } from '../events/ulid.ts';
import type { ServerHost } from '../scim-server.ts';
import type { Database, Reading } from '../store/database.ts';
import type { DirectoryContents } from './contents.ts';
import { atOnce, countedBy, inTurns, type Steps, type Turns } from './turns.ts';
import type { WholeChanges } from './whole-changes.ts';

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

/** `stopped`: on demand, or because the directory went; everything is as it was. `missing`: the directory has no such snapshot. */
export type SnapshotOutcome = 'done' | 'stopped' | 'missing';

/**
 * Directories set aside and brought back: resources with their ids, versions and times, and members. Tokens, tolerances, faults and what
 * was received are none of it; no directory events tell of it.
 *
 * Each goes on in turns with the requests that come in. A snapshot holds what the directory held when it was begun. While contents are
 * replaced, requests see what is there already; what they write meanwhile stays, but where it has a name that is brought back. One that
 * was stopped, that failed, or whose process ended, leaves what was before: of replaced contents, what the snapshot of before holds.
 * In memory nobody has a turn. Throws where another change of the whole directory is going on.
 */
export interface Snapshots {
  /** Newest first. */
  list(directoryId: string): readonly DirectorySnapshot[];
  /** Null: it was stopped. */
  take(directoryId: string, name: string, turns?: Turns): Promise<DirectorySnapshot | null>;
  /** What the directory held before is kept as a snapshot of its own. */
  restore(directoryId: string, snapshotId: string, turns?: Turns): Promise<SnapshotOutcome>;
  /** Out of the list at once; stopped only by the end of the process, and then taken up again. */
  remove(directoryId: string, snapshotId: string, turns?: Turns): Promise<SnapshotOutcome>;
  /** Empties the directory; what it held is kept as a snapshot. */
  reset(directoryId: string, turns?: Turns): Promise<SnapshotOutcome>;
}

interface Parts {
  readonly database: Database;
  readonly host: ServerHost;
  readonly contents: DirectoryContents;
  readonly changes: WholeChanges;
}

/** Of those that nobody asked for, so many are kept of each directory. */
const AUTOMATIC_COUNT_MAX = 10;

/** `takeUp` ends what an earlier process did not: before anybody is answered. */
export function openSnapshots({ database, host, contents, changes }: Parts): Snapshots & { takeUp(): void } {
  const list = (directoryId: string): readonly DirectorySnapshot[] =>
    database.all<DirectorySnapshot>(SELECT_SNAPSHOTS, directoryId).map((row) => ({ ...row }));
  const find = (directoryId: string, id: string): DirectorySnapshot | undefined =>
    list(directoryId).find((snapshot) => snapshot.id === id);
  const resourceCount = (id: string): number =>
    database.get<{ total: number | null }>('SELECT SUM(total) AS total FROM resource_count WHERE directory_id = ?', id)?.total ??
    0;

  function* frozen<T>(work: (source: Reading) => Steps<T>): Steps<T> {
    const source = database.freeze();
    try {
      return yield* work(source ?? database);
    } finally {
      source?.close();
    }
  }
  function* keep(directoryId: string, name: string, cause: SnapshotCause, turns: Turns): Steps<DirectorySnapshot> {
    const createdAt = host.clock.now();
    // No id of a directory may hold a `~`: a snapshot has no address.
    const id = `${directoryId}~${newUlid(createdAt, host.random)}`;
    const count = countedBy(turns, 'keeping', resourceCount(directoryId));
    database.run(INSERT_SNAPSHOT, id, name, createdAt, directoryId);
    const way = { fromId: directoryId, toId: id, objectIds: 'marked' } as const;
    const byteCount = yield* frozen((source) => contents.copy(source, way, count));
    database.run('UPDATE directory SET snapshot_cause = ?, snapshot_bytes = ? WHERE id = ?', cause, byteCount, id);
    const kept = find(directoryId, id);
    if (kept === undefined) throw new Error('Broken promise: the snapshot just taken is there');
    return kept;
  }
  function* drop(id: string, turns: Turns): Steps<true> {
    database.run(`UPDATE directory SET snapshot_cause = 'unfinished' WHERE id = ?`, id);
    yield* contents.clear(id, countedBy(turns, 'clearing', resourceCount(id)));
    database.run('DELETE FROM directory WHERE id = ?', id);
    return true;
  }
  function* dropUnfinished(directoryId: string): Steps<void> {
    for (const { id } of database.all<{ id: string }>(SELECT_UNFINISHED, directoryId)) yield* drop(id, {});
  }
  function* bringBack(directoryId: string, snapshotId: string, turns: Turns): Steps<void> {
    const count = countedBy(turns, 'bringing-back', resourceCount(snapshotId));
    const way = { fromId: snapshotId, toId: directoryId, objectIds: 'unmarked' } as const;
    yield* frozen((source) => contents.copy(source, way, count));
  }
  function* takeBack(directoryId: string, beforeId: string, turns: Turns): Steps<void> {
    const { onProgress } = turns;
    const told: Turns = onProgress === undefined ? {} : { onProgress: (of) => onProgress({ ...of, step: 'taking-back' }) };
    yield* contents.clear(directoryId, countedBy(told, 'taking-back', resourceCount(directoryId)));
    yield* bringBack(directoryId, beforeId, told);
    database.run('DELETE FROM unfinished_change WHERE directory_id = ?', directoryId);
    yield* drop(beforeId, {});
  }
  /** Sets the contents aside and puts those of the snapshot into their place; null: nothing. */
  function* replace(directoryId: string, snapshot: DirectorySnapshot | null, turns: Turns): Steps<true> {
    const before =
      snapshot === null
        ? yield* keep(directoryId, 'Before the reset', 'before-reset', turns)
        : yield* keep(directoryId, nameBefore(snapshot), 'before-restore', turns);
    database.run('INSERT INTO unfinished_change VALUES (?, ?)', directoryId, before.id);
    yield* contents.clear(directoryId, countedBy(turns, 'clearing', resourceCount(directoryId)));
    if (snapshot !== null) yield* bringBack(directoryId, snapshot.id, turns);
    database.run('DELETE FROM unfinished_change WHERE directory_id = ?', directoryId);
    return true;
  }
  /** Afterwards only: the oldest may be the very one that is brought back. */
  function* makeRoom(directoryId: string): Steps<true> {
    const automatic = list(directoryId).filter(({ cause }) => cause !== 'asked');
    for (const { id } of automatic.slice(AUTOMATIC_COUNT_MAX)) yield* drop(id, {});
    return true;
  }
  function* undo(directoryId: string, turns: Turns): Steps<void> {
    const begun = database.get<{ id: string }>(
      'SELECT snapshot_id AS id FROM unfinished_change WHERE directory_id = ?',
      directoryId,
    );
    if (begun !== undefined) yield* takeBack(directoryId, begun.id, turns);
    yield* dropUnfinished(directoryId);
  }

  const change = <T>(directoryId: string, turns: Turns, steps: Steps<T>): Promise<T | null> =>
    changes.make(directoryId, async (isOpen) => {
      // Nobody else reads what is in memory meanwhile, and there is no second look at it.
      if (database.isInMemory) return atOnce(database, steps);
      try {
        const made = await inTurns(database, steps, () => isOpen() && turns.signal?.aborted !== true);
        if (made.isDone) return made.value;
      } catch (error) {
        await inTurns(database, undo(directoryId, turns), isOpen);
        throw error;
      }
      await inTurns(database, undo(directoryId, turns), isOpen);
      return null;
    });
  const replaceOutcome = async (
    directoryId: string,
    snapshot: DirectorySnapshot | null,
    turns: Turns,
  ): Promise<SnapshotOutcome> => {
    if ((await change(directoryId, turns, replace(directoryId, snapshot, turns))) === null) return 'stopped';
    await change(directoryId, {}, makeRoom(directoryId));
    return 'done';
  };

  return {
    list,
    take: (directoryId, name, turns = {}) => change(directoryId, turns, keep(directoryId, name, 'asked', turns)),
    restore: async (directoryId, snapshotId, turns = {}) => {
      const snapshot = find(directoryId, snapshotId);
      return snapshot === undefined ? 'missing' : await replaceOutcome(directoryId, snapshot, turns);
    },
    remove: async (directoryId, snapshotId, { onProgress } = {}) => {
      if (find(directoryId, snapshotId) === undefined) return 'missing';
      return (await change(directoryId, {}, drop(snapshotId, { onProgress }))) === null ? 'stopped' : 'done';
    },
    reset: (directoryId, turns = {}) => replaceOutcome(directoryId, null, turns),
    takeUp: () => {
      for (const { id } of database.all<{ id: string }>(SELECT_CHANGED)) atOnce(database, undo(id, {}));
    },
  };
}

const NAME_LENGTH_MAX = 200;

/** The names of those that nobody asked for begin like this already. */
function nameBefore({ name, cause }: DirectorySnapshot): string {
  return cause === 'asked' ? `Before ${name}`.slice(0, NAME_LENGTH_MAX) : 'Before the restore';
}

const SELECT_SNAPSHOTS = `
  SELECT id, snapshot_of AS directoryId, name, snapshot_cause AS cause, created_at AS createdAt, snapshot_bytes AS byteCount,
    COALESCE((SELECT total FROM resource_count WHERE directory_id = directory.id AND type = 'User'), 0) AS userCount,
    COALESCE((SELECT total FROM resource_count WHERE directory_id = directory.id AND type = 'Group'), 0) AS groupCount
  FROM directory WHERE snapshot_of = ? AND snapshot_cause <> 'unfinished' ORDER BY created_at DESC, rowid DESC`;

const SELECT_UNFINISHED = `SELECT id FROM directory WHERE snapshot_of = ? AND snapshot_cause = 'unfinished'`;

/** Directories with a snapshot that was not taken or removed to its end, or with contents that were not replaced to the end. */
const SELECT_CHANGED = `
  SELECT directory_id AS id FROM unfinished_change
  UNION SELECT snapshot_of FROM directory WHERE snapshot_of IS NOT NULL AND snapshot_cause = 'unfinished'`;

const INSERT_SNAPSHOT = `
  INSERT INTO directory (id, organization_id, name, external_key, state, tolerances, created_at, schemas, snapshot_of, snapshot_cause,
      snapshot_bytes)
    SELECT ?1, organization_id, ?2, external_key, 'waiting', '[]', ?3, schemas, id, 'unfinished', 0 FROM directory WHERE id = ?4`;

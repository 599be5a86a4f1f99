import type { SQLInputValue } from 'node:sqlite';
import type { Database, Reading } from '../store/database.ts';
import type { DroppedUsers } from '../store/dropped-users.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import type { Steps } from './turns.ts';

/** What a directory holds, as rows: resources, members, and what is kept about them. */
export interface DirectoryContents {
  /**
   * Puts a copy of all that one directory holds in `source` into another, in the same order of creation, and answers the bytes of its
   * resources as text, without members. Who has a name there that comes back has to go.
   */
  copy(source: Reading, way: CopyWay, onResource: () => void): Steps<number>;
  /** Removes all that was there when it began. */
  clear(directoryId: string, onResource: () => void): Steps<void>;
  /** Removes a resource with all that is kept about it; nothing where it is gone. */
  remove(resourceKey: number): Steps<void>;
}

interface CopyWay {
  readonly fromId: string;
  readonly toId: string;
  readonly objectIds: ObjectIdChange;
}

/** Two resources must not be found by one directory object id: that of a copy that is set aside gets a mark, which goes when it comes back. */
type ObjectIdChange = 'marked' | 'unmarked';

interface Stores {
  readonly database: Database;
  readonly resources: ResourceStore;
  readonly dropped: DroppedUsers;
}

/** Tables with a row for each resource or value of one, beside `resource` and `member`; `resource_count` follows by triggers. */
const VALUE_TABLES = ['indexed_value', 'unique_value', 'dropped_user'];

// In tenths of a millisecond, see Steps.
const [COPY_EFFORT, REMOVE_EFFORT, ROW_EFFORT] = [0.7, 1.2, 0.08];
const MEMBERS_PER_STEP = 500;

/** A row at a time, so that a directory of any size passes through little memory. Columns are asked for: a new one is copied too. */
export function openContents({ database, resources, dropped }: Stores): DirectoryContents {
  const columnsOf = (table: string, ...except: readonly string[]): readonly string[] =>
    database
      .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table)
      .map(({ name }) => name)
      .filter((name) => !except.includes(name));

  function* remove(key: number): Steps<void> {
    const [resource] = resources.withKeys([key]);
    if (resource === undefined) return;
    for (let gone = MEMBERS_PER_STEP; gone === MEMBERS_PER_STEP && resource.type === 'Group'; ) {
      gone = database.run(DELETE_SOME_MEMBERS, key, MEMBERS_PER_STEP);
      yield gone * ROW_EFFORT;
    }
    resources.remove(resource);
    dropped.remove(resource);
    yield REMOVE_EFFORT;
  }

  function* makeRoom({ type, directory_id, user_name, display_name }: Row): Steps<void> {
    const [column, name] = type === 'User' ? ['user_name', user_name] : ['display_name', display_name];
    if ((type !== 'User' && type !== 'Group') || name === null || name === undefined) return;
    const holder = database.get<{ key: number }>(
      `SELECT key FROM resource WHERE directory_id = ? AND type = '${type}' AND ${column} = ?`,
      ...[directory_id ?? null, name],
    );
    if (holder !== undefined) yield* remove(holder.key);
  }

  /** Each under a new key, behind all there are: keys grow with each insert, and others insert meanwhile. */
  function* copyResources(source: Reading, { fromId, toId, objectIds }: CopyWay, onResource: () => void): Steps<Copied> {
    const newKeys = new Map<number, number>();
    let byteCount = 0;
    const columns = columnsOf('resource', 'key');
    const insert = `INSERT INTO resource (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) RETURNING key`;
    for (const key of keysOf(source, fromId)) {
      const kept = source.get<Row>('SELECT * FROM resource WHERE key = ?', key);
      if (kept === undefined) throw new Error(`Broken promise: resource ${key} stays as long as it is copied`);
      const objectId = String(kept['directory_object_id']);
      const row: Row = {
        ...kept,
        directory_id: toId,
        directory_object_id: objectIds === 'marked' ? `~${objectId}` : objectId.slice(1),
      };
      yield* makeRoom(row);
      const copy = database.get<{ key: number }>(insert, ...columns.map((name) => row[name] ?? null));
      if (copy !== undefined) newKeys.set(key, copy.key);
      byteCount += Buffer.byteLength(String(row['body']));
      onResource();
      yield COPY_EFFORT;
    }
    return { newKeys, byteCount };
  }

  function* copyValues(source: Reading, { fromId, toId }: CopyWay, newKeys: ReadonlyMap<number, number>): Steps<void> {
    for (const table of VALUE_TABLES) {
      const columns = columnsOf(table);
      const insert = `INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`;
      for (const kept of source.iterate<Row>(`SELECT * FROM ${table} WHERE directory_id = ?`, fromId)) {
        const key = kept['resource_key'];
        const row: Row = {
          ...kept,
          directory_id: toId,
          ...(key === undefined ? {} : { resource_key: newKeys.get(Number(key)) ?? null }),
        };
        database.run(insert, ...columns.map((name) => row[name] ?? null));
        yield ROW_EFFORT;
      }
    }
  }

  /** Looks through the members of all: their numbers are the order in which they joined. */
  function* copyMembers(source: Reading, newKeys: ReadonlyMap<number, number>): Steps<void> {
    for (const { group_key, member_key } of source.iterate<MemberRow>(SELECT_MEMBERS)) {
      const [group, member] = [newKeys.get(group_key), newKeys.get(member_key)];
      if (group !== undefined && member !== undefined) database.run(INSERT_MEMBER, group, member);
      yield group === undefined ? ROW_EFFORT / 8 : ROW_EFFORT;
    }
  }

  return {
    copy: function* (source, way, onResource) {
      const { newKeys, byteCount } = yield* copyResources(source, way, onResource);
      yield* copyMembers(source, newKeys);
      yield* copyValues(source, way, newKeys);
      return byteCount;
    },
    // From the end on: what is kept of the places of others stays right.
    clear: function* (directoryId, onResource) {
      for (const key of keysOf(database, directoryId).reverse()) {
        yield* remove(key);
        onResource();
      }
    },
    remove,
  };
}

type Row = Readonly<Record<string, SQLInputValue>>;

interface MemberRow {
  readonly group_key: number;
  readonly member_key: number;
}

interface Copied {
  /** Of the copies, by the keys of what was copied. */
  readonly newKeys: ReadonlyMap<number, number>;
  readonly byteCount: number;
}

function keysOf(source: Reading, directoryId: string): number[] {
  return source
    .all<{ key: number }>('SELECT key FROM resource WHERE directory_id = ? ORDER BY key', directoryId)
    .map(({ key }) => key);
}

const SELECT_MEMBERS = 'SELECT group_key, member_key FROM member ORDER BY number';
// A client may have put the very member there meanwhile.
const INSERT_MEMBER = 'INSERT OR IGNORE INTO member (group_key, member_key) VALUES (?, ?)';
const DELETE_SOME_MEMBERS = `
  DELETE FROM member WHERE number IN (SELECT number FROM member WHERE group_key = ? LIMIT ?)`;

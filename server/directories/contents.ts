import type { Database } from '../store/database.ts';

/** What a directory holds, as rows: resources, members, and what is kept about them. */
export interface DirectoryContents {
  /** Puts a copy of all that one directory holds into another, empty one, in the same order of creation. */
  copy(fromId: string, toId: string, objectIds: ObjectIdChange): void;
  clear(directoryId: string): void;
  /** Of the resources as text, without members. */
  byteCount(directoryId: string): number;
}

/** Two resources must not be found by one directory object id: that of a copy that is set aside gets a mark, which goes when it comes back. */
type ObjectIdChange = 'marked' | 'unmarked';

/** Tables with a row for each resource or value of one, beside `resource` and `member`; `resource_count` follows by triggers. */
const VALUE_TABLES = ['indexed_value', 'unique_value', 'dropped_user'];

/** In SQL alone, so that a directory of any size passes through no memory. Columns are asked for: a new one is copied too. */
export function openContents(database: Database): DirectoryContents {
  const columnsOf = (table: string, ...except: readonly string[]): readonly string[] =>
    database
      .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table)
      .map(({ name }) => name)
      .filter((name) => !except.includes(name));
  const copyRows = (table: string, changed: Readonly<Record<string, string>>, rest: string, parameters: Parameters): void => {
    const kept = columnsOf(table, ...Object.keys(changed), ...(table === 'member' ? ['number'] : []));
    const from = [...Object.values(changed), ...kept.map((name) => `${table}.${name}`)];
    database.run(
      `INSERT INTO ${table} (${[...Object.keys(changed), ...kept].join(', ')}) SELECT ${from.join(', ')} FROM ${table} ${rest}`,
      ...parameters,
    );
  };
  return {
    copy: (fromId, toId, objectIds) => {
      const shift = keyShift(database, fromId);
      if (shift === null) return;
      const objectId = objectIds === 'marked' ? `'~' || directory_object_id` : 'substr(directory_object_id, 2)';
      const own = 'WHERE directory_id = ?';
      copyRows('resource', { key: 'key + ?', directory_id: '?', directory_object_id: objectId }, `${own} ORDER BY key`, [
        ...[shift, toId, fromId],
      ]);
      copyRows(
        'member',
        { group_key: 'group_key + ?', member_key: 'member_key + ?' },
        'JOIN resource ON resource.key = group_key WHERE resource.directory_id = ? ORDER BY member.number',
        [shift, shift, fromId],
      );
      for (const table of VALUE_TABLES) {
        const hasKey = columnsOf(table).includes('resource_key');
        const changed = { directory_id: '?', ...(hasKey ? { resource_key: 'resource_key + ?' } : {}) };
        copyRows(table, changed, own, [toId, ...(hasKey ? [shift] : []), fromId]);
      }
    },
    clear: (directoryId) => {
      for (const table of [...VALUE_TABLES, 'resource']) database.run(`DELETE FROM ${table} WHERE directory_id = ?`, directoryId);
    },
    byteCount: (directoryId) =>
      database.get<{ total: number | null }>(
        'SELECT SUM(octet_length(body)) AS total FROM resource WHERE directory_id = ?',
        directoryId,
      )?.total ?? 0,
  };
}

type Parameters = readonly (string | number)[];

/** What to add to each key, so that copies come behind all rows there are. Null: the directory is empty. */
function keyShift(database: Database, directoryId: string): number | null {
  const first = database.get<{ key: number | null }>('SELECT MIN(key) AS key FROM resource WHERE directory_id = ?', directoryId);
  const last = database.get<{ key: number | null }>('SELECT MAX(key) AS key FROM resource');
  return typeof first?.key !== 'number' ? null : (last?.key ?? 0) + 1 - first.key;
}

import type { JsonObject } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import { newUlid } from '../events/ulid.ts';
import type { ServerHost } from '../scim-server.ts';
import type { Database } from './database.ts';
import type { DirectoryRecord } from './directory-store.ts';
import { type IndexedAttribute, openIndexedValues } from './indexed-values.ts';
import { createListWalks, type ListWalks } from './list-walks.ts';
import { openRowIndex } from './row-index.ts';

/** A resource as it is kept. `body` is in canonical spelling, without `schemas`, `id`, `meta`, and without a group's members. */
export interface StoredResource {
  readonly key: number;
  readonly directoryId: string;
  readonly type: ResourceType['name'];
  readonly id: string;
  /** The id under which directory events know it. */
  readonly directoryObjectId: string;
  /** Read from its text when it is first asked for. */
  readonly body: JsonObject;
  readonly bodyText: string;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The columns with an index: a filter that asks for equality here need not look at every resource. */
export type LookupColumn = 'id' | 'user_name' | 'external_id' | 'display_name';

/** The columns a list can be ordered by without reading a body. */
export type SortColumn = LookupColumn | 'created_at' | 'updated_at';

export interface ResourceStore {
  /** `type` left out: whichever has the id. */
  find(directoryId: string, id: string, type?: ResourceType['name']): StoredResource | undefined;
  /** Values are folded as the column is. */
  lookup(directoryId: string, type: ResourceType['name'], column: LookupColumn, value: string): readonly StoredResource[];
  /** Resources that hold the value in an attribute without a column, whatever its case. */
  lookupValue(directoryId: string, type: string, attribute: IndexedAttribute, value: string): readonly StoredResource[];
  /** Groups that have this resource as a member, or members of this group. */
  lookupLinked(directoryId: string, type: string, id: string): readonly StoredResource[];
  /** In the order of the keys; whoever was removed meanwhile is left out. */
  withKeys(keys: readonly number[]): readonly StoredResource[];
  /** In order of creation, `from` a position (zero-based) or a key on. */
  page(directoryId: string, type: string, from: PageStart, limit: number): readonly StoredResource[];
  /** In order of creation, all behind a key. May be left early, and other things asked for meanwhile. */
  iterate(directoryId: string, type: string, afterKey: number): Iterable<StoredResource>;
  /** What each resource has in a column, folded as the column is; in order of creation. */
  sortKeys(
    directoryId: string,
    type: string,
    column: SortColumn,
  ): readonly { readonly key: number; readonly value: string | number | null }[];
  /** How many were created after the one with this key. */
  countAfter(directoryId: string, type: string, key: number): number;
  /** How many resources of any directory have been removed since the database was opened. */
  removalCount(): number;
  /** Where the pages of lists ended that clients walk through. */
  readonly walks: ListWalks;
  count(directoryId: string, type: ResourceType['name']): number;
  /** Newest change first. */
  search(
    directoryId: string,
    type: ResourceType['name'],
    query: { readonly text: string; readonly offset: number; readonly limit: number },
  ): { readonly items: readonly StoredResource[]; readonly totalCount: number };
  /** Under an id of the server's, or the given one, which must be free. */
  insert(directory: DirectoryRecord, type: ResourceType['name'], body: JsonObject, givenId?: string): StoredResource;
  /** A new version, with this body. */
  update(resource: StoredResource, body: JsonObject): StoredResource;
  remove(resource: StoredResource): void;
}

type PageStart = { readonly position: number } | { readonly afterKey: number };

export function openResourceStore(database: Database, host: ServerHost): ResourceStore {
  const rowIndex = openRowIndex(database);
  const indexedValues = openIndexedValues(database);
  const all = (where: string, ...parameters: readonly (string | number)[]): readonly StoredResource[] =>
    database.all<ResourceRow>(`SELECT ${COLUMNS} FROM resource WHERE ${where}`, ...parameters).map((row) => toStored(row));
  const nextChange = (directoryId: string, type: string): number =>
    (database.get<{ last: number | null }>(`SELECT MAX(change) AS last FROM resource WHERE ${OF_TYPE}`, directoryId, type)
      ?.last ?? 0) + 1;
  const find: ResourceStore['find'] = (directoryId, id, type) => {
    const [found] = all('directory_id = ? AND id = ?', directoryId, id);
    return type === undefined || found?.type === type ? found : undefined;
  };
  const count: ResourceStore['count'] = (directoryId, type) =>
    database.get<{ total: number }>('SELECT total FROM resource_count WHERE directory_id = ? AND type = ?', directoryId, type)
      ?.total ?? 0;
  const withKeys: ResourceStore['withKeys'] = (keys) => keys.flatMap((key) => all('key = ?', key));
  const after = (directoryId: string, type: string, key: number, limit: number): readonly StoredResource[] =>
    all(`${OF_TYPE} AND key > ? ORDER BY key LIMIT ?`, directoryId, type, key, limit);

  return {
    find,
    lookup: (directoryId, type, column, value) =>
      all(`${OF_TYPE} AND ${column} = ? ORDER BY key`, directoryId, type, foldsCase(column) ? value.toLowerCase() : value),
    lookupValue: (directoryId, type, attribute, value) => withKeys(indexedValues.keysOf(directoryId, type, attribute, value)),
    lookupLinked: (directoryId, type, id) => {
      const end = find(directoryId, id);
      if (end === undefined) return [];
      const [own, other] = type === 'Group' ? ['group_key', 'member_key'] : ['member_key', 'group_key'];
      return all(`type = CAST(? AS TEXT) AND key IN (SELECT ${own} FROM member WHERE ${other} = ?) ORDER BY key`, type, end.key);
    },
    withKeys,
    page: (directoryId, type, from, limit) => {
      if ('afterKey' in from) return after(directoryId, type, from.afterKey, limit);
      const start = rowIndex.near(directoryId, type, from.position);
      if (start === undefined) return [];
      const where = `${OF_TYPE} AND key >= ? ORDER BY key LIMIT ? OFFSET ?`;
      return all(where, directoryId, type, start.key, limit, start.distance);
    },
    iterate: function* (directoryId, type, afterKey) {
      for (let key = afterKey; ; ) {
        const chunk = after(directoryId, type, key, CHUNK_ROWS);
        yield* chunk;
        if (chunk.length < CHUNK_ROWS) return;
        key = chunk.at(-1)?.key ?? key;
      }
    },
    sortKeys: (directoryId, type, column) =>
      database.all(`SELECT key, ${column} AS value FROM resource WHERE ${OF_TYPE} ORDER BY key`, directoryId, type),
    countAfter: (directoryId, type, key) =>
      database.get<{ total: number }>(
        `SELECT COUNT(*) AS total FROM resource WHERE ${OF_TYPE} AND key > ?`,
        directoryId,
        type,
        key,
      )?.total ?? 0,
    removalCount: rowIndex.removalCount,
    walks: createListWalks(),
    count,
    search: (directoryId, type, { text, offset, limit }) => {
      if (text === '') {
        const items = all(`${OF_TYPE} ORDER BY change DESC LIMIT ? OFFSET ?`, directoryId, type, limit, offset);
        return { items, totalCount: count(directoryId, type) };
      }
      const wanted = text.toLowerCase();
      const items = all(
        `${OF_TYPE} AND instr(search_text, ?) > 0 ORDER BY change DESC LIMIT ? OFFSET ?`,
        directoryId,
        type,
        wanted,
        limit,
        offset,
      );
      const found = database.get<{ total: number }>(
        `SELECT COUNT(*) AS total FROM resource WHERE ${OF_TYPE} AND instr(search_text, ?) > 0`,
        directoryId,
        type,
        wanted,
      );
      return { items, totalCount: found?.total ?? 0 };
    },
    insert: (directory, type, body, givenId) => {
      const now = host.clock.now();
      const { id: newId, directoryObjectId } = newIds(
        directory,
        type,
        body,
        now,
        (candidate) => find(directory.id, candidate) !== undefined,
      );
      const id = givenId ?? newId;
      const row = database.get<ResourceRow>(
        `INSERT INTO resource (directory_id, type, id, directory_object_id, user_name, external_id, display_name, display, search_text,
          body, version, change, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?) RETURNING ${COLUMNS}`,
        directory.id,
        type,
        id,
        directoryObjectId,
        ...Object.values(toColumns(body)),
        toBodyText(body),
        nextChange(directory.id, type),
        now,
        now,
      );
      if (row === undefined) throw new Error(`Broken promise: the ${type} just stored is there`);
      indexedValues.change(directory.id, type, row.key, null, body);
      return toStored(row);
    },
    update: (resource, body) => {
      const now = host.clock.now();
      const before = toColumns(resource.body);
      // SQLite rewrites the index of each column that is named, even where its value stays.
      const columns = Object.entries(toColumns(body)).filter(([name, value]) => before[name as keyof Columns] !== value);
      database.run(
        `UPDATE resource SET ${columns.map(([name]) => `${name} = ?, `).join('')}body = ?, version = ?, change = ?, updated_at = ?
          WHERE key = ?`,
        ...columns.map(([, value]) => value),
        toBodyText(body),
        resource.version + 1,
        nextChange(resource.directoryId, resource.type),
        now,
        resource.key,
      );
      indexedValues.change(resource.directoryId, resource.type, resource.key, resource.body, body);
      return toStored({ ...toRow(resource), body: toBodyText(body), version: resource.version + 1, updated_at: now }, body);
    },
    remove: (resource) => {
      indexedValues.change(resource.directoryId, resource.type, resource.key, resource.body, null);
      database.run('DELETE FROM resource WHERE key = ?', resource.key);
    },
  };
}

interface ResourceRow {
  readonly key: number;
  readonly directory_id: string;
  readonly type: ResourceType['name'];
  readonly id: string;
  readonly directory_object_id: string;
  readonly body: string;
  readonly version: number;
  readonly created_at: number;
  readonly updated_at: number;
}

const COLUMNS = 'key, directory_id, type, id, directory_object_id, body, version, created_at, updated_at';
const CHUNK_ROWS = 500;

// There are indexes for one type only. For a bare parameter SQLite would plan anew with each value, which takes longer than to find the row.
const OF_TYPE = 'directory_id = ? AND type = CAST(? AS TEXT)';

/** Most lookups need no more of a body than its text, so that is read only for who asks. */
function toStored(row: ResourceRow, known?: JsonObject): StoredResource {
  let read = known;
  return {
    key: row.key,
    directoryId: row.directory_id,
    type: row.type,
    id: row.id,
    directoryObjectId: row.directory_object_id,
    bodyText: row.body,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    get body() {
      read ??= JSON.parse(row.body) as JsonObject;
      return read;
    },
  };
}

function toRow(resource: StoredResource): ResourceRow {
  return {
    key: resource.key,
    directory_id: resource.directoryId,
    type: resource.type,
    id: resource.id,
    directory_object_id: resource.directoryObjectId,
    body: resource.bodyText,
    version: resource.version,
    created_at: resource.createdAt,
    updated_at: resource.updatedAt,
  };
}

/** What is kept beside a body to find it by, in the order of the columns. */
interface Columns {
  readonly user_name: string | null;
  readonly external_id: string | null;
  readonly display_name: string | null;
  readonly display: string;
  readonly search_text: string;
}

function toColumns(body: JsonObject): Columns {
  const [userName, externalId, displayName] = ['userName', 'externalId', 'displayName'].map((name) => textOf(body[name]));
  const emails = Array.isArray(body['emails']) ? body['emails'].map((email: JsonObject) => textOf(email['value'])) : [];
  const searched = [userName, displayName, externalId, ...emails].filter((text) => typeof text === 'string');
  return {
    user_name: userName?.toLowerCase() ?? null,
    external_id: externalId ?? null,
    display_name: displayName?.toLowerCase() ?? null,
    display: displayName ?? userName ?? '',
    search_text: searched.join('\n').toLowerCase(),
  };
}

/** With `externalId` first: there an answer can be cut out of the text, for it shows `externalId` before `meta` and the rest behind. */
function toBodyText({ externalId, ...rest }: JsonObject): string {
  return JSON.stringify(externalId === undefined ? rest : { externalId, ...rest });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function foldsCase(column: LookupColumn): boolean {
  return column === 'user_name' || column === 'display_name';
}

/**
 * Ids come from the directory, the resource's name and the time, not from one stream for all: the order in which requests that run
 * side by side arrive cannot change an id.
 */
function newIds(
  directory: DirectoryRecord,
  type: ResourceType['name'],
  body: JsonObject,
  now: number,
  isTaken: (id: string) => boolean,
): { readonly id: string; readonly directoryObjectId: string } {
  const name = textOf(body['userName']) ?? textOf(body['displayName']) ?? '';
  for (let attempt = 0; ; attempt += 1) {
    const random = seededRandom(directory.externalKey, type, name, String(now), String(attempt));
    const id = randomUuid(random);
    if (!isTaken(id)) return { id, directoryObjectId: `directory_${type.toLowerCase()}_${newUlid(now, random)}` };
  }
}

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
  const all = (sql: string, ...parameters: readonly (string | number)[]): readonly StoredResource[] =>
    database.all<ResourceRow>(sql, ...parameters).map((row) => new ResourceOfRow(row));
  const find: ResourceStore['find'] = (directoryId, id, type) => {
    const row = database.get<ResourceRow>(SQL.byId, directoryId, id);
    if (row === undefined || (type !== undefined && row.type !== type)) return undefined;
    return new ResourceOfRow(row);
  };
  const count: ResourceStore['count'] = (directoryId, type) =>
    database.get<{ total: number }>('SELECT total FROM resource_count WHERE directory_id = ? AND type = ?', directoryId, type)
      ?.total ?? 0;
  const withKeys: ResourceStore['withKeys'] = (keys) => keys.flatMap((key) => all(SQL.byKey, key));
  const after = (directoryId: string, type: string, key: number, limit: number): readonly StoredResource[] =>
    all(SQL.behind, directoryId, type, key, limit);

  return {
    find,
    lookup: (directoryId, type, column, value) =>
      all(SQL.with[column], directoryId, type, foldsCase(column) ? value.toLowerCase() : value),
    lookupValue: (directoryId, type, attribute, value) => withKeys(indexedValues.keysOf(directoryId, type, attribute, value)),
    lookupLinked: (directoryId, type, id) => {
      const end = find(directoryId, id);
      if (end === undefined) return [];
      return all(type === 'Group' ? SQL.groupsOfMember : SQL.membersOfGroup, type, end.key);
    },
    withKeys,
    page: (directoryId, type, from, limit) => {
      if ('afterKey' in from) return after(directoryId, type, from.afterKey, limit);
      const start = rowIndex.near(directoryId, type, from.position);
      if (start === undefined) return [];
      return all(SQL.from, directoryId, type, start.key, limit, start.distance);
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
        const items = all(SQL.newest, directoryId, type, limit, offset);
        return { items, totalCount: count(directoryId, type) };
      }
      const wanted = text.toLowerCase();
      const items = all(SQL.newestWithText, directoryId, type, wanted, limit, offset);
      const found = database.get<{ total: number }>(
        `SELECT COUNT(*) AS total FROM resource WHERE ${OF_TYPE} AND instr(search_text, ?) > 0`,
        directoryId,
        type,
        wanted,
      );
      return { items, totalCount: found?.total ?? 0 };
    },
    insert: (directory, type, given, givenId) => {
      const now = host.clock.now();
      const { id: newId, directoryObjectId } = newIds(
        directory,
        type,
        given,
        now,
        (candidate) => database.get(SQL.isTaken, directory.id, candidate) !== undefined,
      );
      const id = givenId ?? newId;
      const body = toBody(given);
      const bodyText = JSON.stringify(body);
      const columns = toColumns(body);
      const key = database.insert(
        `INSERT INTO resource (directory_id, type, id, directory_object_id, user_name, external_id, display_name, display, search_text,
          body, version, change, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ${NEXT_CHANGE}, ?11, ?11)`,
        ...[directory.id, type, id, directoryObjectId],
        ...[columns.user_name, columns.external_id, columns.display_name, columns.display, columns.search_text],
        ...[bodyText, now],
      );
      indexedValues.change(directory.id, type, key, null, body);
      const row = { key, directory_id: directory.id, type, id, directory_object_id: directoryObjectId };
      return new ResourceOfRow({ ...row, body: bodyText, version: 1, created_at: now, updated_at: now }, body);
    },
    update: (resource, given) => {
      const now = host.clock.now();
      const body = toBody(given);
      const bodyText = JSON.stringify(body);
      const before = toColumns(resource.body);
      // SQLite rewrites the index of each column that is named, even where its value stays.
      const columns = Object.entries(toColumns(body)).filter(([name, value]) => before[name as keyof Columns] !== value);
      database.run(
        `UPDATE resource SET body = ?3, version = ?4, updated_at = ?5, change = ${NEXT_CHANGE}
          ${columns.map(([name], index) => `, ${name} = ?${index + 7}`).join('')} WHERE key = ?6`,
        ...[resource.directoryId, resource.type, bodyText, resource.version + 1, now, resource.key],
        ...columns.map(([, value]) => value),
      );
      indexedValues.change(resource.directoryId, resource.type, resource.key, resource.body, body);
      return new ResourceOfRow({ ...toRow(resource), body: bodyText, version: resource.version + 1, updated_at: now }, body);
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

/** Of the directory and the type that are the first two parameters. */
const NEXT_CHANGE = '(SELECT COALESCE(MAX(change), 0) + 1 FROM resource WHERE directory_id = ?1 AND type = CAST(?2 AS TEXT))';

const where = (condition: string): string => `SELECT ${COLUMNS} FROM resource WHERE ${condition}`;

/** Statements are kept by their text, so each text is put together once. */
const SQL = {
  byId: where('directory_id = ? AND id = ?'),
  byKey: where('key = ?'),
  isTaken: 'SELECT 1 FROM resource WHERE directory_id = ? AND id = ?',
  behind: where(`${OF_TYPE} AND key > ? ORDER BY key LIMIT ?`),
  from: where(`${OF_TYPE} AND key >= ? ORDER BY key LIMIT ? OFFSET ?`),
  with: {
    id: where(`${OF_TYPE} AND id = ? ORDER BY key`),
    user_name: where(`${OF_TYPE} AND user_name = ? ORDER BY key`),
    external_id: where(`${OF_TYPE} AND external_id = ? ORDER BY key`),
    display_name: where(`${OF_TYPE} AND display_name = ? ORDER BY key`),
  },
  groupsOfMember: where('type = CAST(? AS TEXT) AND key IN (SELECT group_key FROM member WHERE member_key = ?) ORDER BY key'),
  membersOfGroup: where('type = CAST(? AS TEXT) AND key IN (SELECT member_key FROM member WHERE group_key = ?) ORDER BY key'),
  newest: where(`${OF_TYPE} ORDER BY change DESC LIMIT ? OFFSET ?`),
  newestWithText: where(`${OF_TYPE} AND instr(search_text, ?) > 0 ORDER BY change DESC LIMIT ? OFFSET ?`),
} as const;

/** Most lookups need no more of a body than its text, so that is read only for who asks. */
class ResourceOfRow implements StoredResource {
  readonly key: number;
  readonly directoryId: string;
  readonly type: ResourceType['name'];
  readonly id: string;
  readonly directoryObjectId: string;
  readonly bodyText: string;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  #body: JsonObject | undefined;

  constructor(row: ResourceRow, body?: JsonObject) {
    this.key = row.key;
    this.directoryId = row.directory_id;
    this.type = row.type;
    this.id = row.id;
    this.directoryObjectId = row.directory_object_id;
    this.bodyText = row.body;
    this.version = row.version;
    this.createdAt = row.created_at;
    this.updatedAt = row.updated_at;
    this.#body = body;
  }

  get body(): JsonObject {
    this.#body ??= JSON.parse(this.bodyText) as JsonObject;
    return this.#body;
  }
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
function toBody({ externalId, ...rest }: JsonObject): JsonObject {
  return externalId === undefined ? rest : { externalId, ...rest };
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

import type { JsonObject } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import { newUlid } from '../events/ulid.ts';
import type { ServerHost } from '../scim-server.ts';
import type { Database } from './database.ts';
import type { DirectoryRecord } from './directory-store.ts';

/** A resource as it is kept. `body` is in canonical spelling, without `schemas`, `id`, `meta`, and without a group's members. */
export interface StoredResource {
  readonly key: number;
  readonly directoryId: string;
  readonly type: ResourceType['name'];
  readonly id: string;
  /** The id under which directory events know it. */
  readonly directoryObjectId: string;
  readonly body: JsonObject;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The columns with an index: a filter that asks for equality here need not look at every resource. */
export type LookupColumn = 'id' | 'user_name' | 'external_id' | 'display_name';

export interface ResourceStore {
  /** `type` left out: whichever has the id. */
  find(directoryId: string, id: string, type?: ResourceType['name']): StoredResource | undefined;
  /** Values are folded as the column is. */
  lookup(directoryId: string, type: ResourceType['name'], column: LookupColumn, value: string): readonly StoredResource[];
  /** In order of creation. */
  page(directoryId: string, type: ResourceType['name'], offset: number, limit: number): readonly StoredResource[];
  iterate(directoryId: string, type: ResourceType['name']): Iterable<StoredResource>;
  count(directoryId: string, type: ResourceType['name']): number;
  /** Newest change first. */
  search(
    directoryId: string,
    type: ResourceType['name'],
    query: { readonly text: string; readonly offset: number; readonly limit: number },
  ): { readonly items: readonly StoredResource[]; readonly totalCount: number };
  insert(directory: DirectoryRecord, type: ResourceType['name'], body: JsonObject): StoredResource;
  /** A new version, with this body. */
  update(resource: StoredResource, body: JsonObject): StoredResource;
  remove(resource: StoredResource): void;
}

export function openResourceStore(database: Database, host: ServerHost): ResourceStore {
  const all = (where: string, ...parameters: readonly (string | number)[]): readonly StoredResource[] =>
    database.all<ResourceRow>(`SELECT * FROM resource WHERE ${where}`, ...parameters).map(toStored);
  const nextChange = (directoryId: string, type: string): number =>
    (database.get<{ last: number | null }>(
      'SELECT MAX(change) AS last FROM resource WHERE directory_id = ? AND type = ?',
      directoryId,
      type,
    )?.last ?? 0) + 1;
  const find: ResourceStore['find'] = (directoryId, id, type) => {
    const [found] = all('directory_id = ? AND id = ?', directoryId, id);
    return type === undefined || found?.type === type ? found : undefined;
  };
  const count: ResourceStore['count'] = (directoryId, type) =>
    database.get<{ total: number }>(
      'SELECT COUNT(*) AS total FROM resource WHERE directory_id = ? AND type = ?',
      directoryId,
      type,
    )?.total ?? 0;

  return {
    find,
    lookup: (directoryId, type, column, value) =>
      all(
        `directory_id = ? AND type = ? AND ${column} = ? ORDER BY key`,
        directoryId,
        type,
        foldsCase(column) ? value.toLowerCase() : value,
      ),
    page: (directoryId, type, offset, limit) =>
      all('directory_id = ? AND type = ? ORDER BY key LIMIT ? OFFSET ?', directoryId, type, limit, offset),
    iterate: function* (directoryId, type) {
      for (const row of database.iterate<ResourceRow>(
        'SELECT * FROM resource WHERE directory_id = ? AND type = ? ORDER BY key',
        directoryId,
        type,
      )) {
        yield toStored(row);
      }
    },
    count,
    search: (directoryId, type, { text, offset, limit }) => {
      if (text === '') {
        const items = all(
          'directory_id = ? AND type = ? ORDER BY change DESC LIMIT ? OFFSET ?',
          directoryId,
          type,
          limit,
          offset,
        );
        return { items, totalCount: count(directoryId, type) };
      }
      const wanted = text.toLowerCase();
      const items = all(
        'directory_id = ? AND type = ? AND instr(search_text, ?) > 0 ORDER BY change DESC LIMIT ? OFFSET ?',
        directoryId,
        type,
        wanted,
        limit,
        offset,
      );
      const found = database.get<{ total: number }>(
        'SELECT COUNT(*) AS total FROM resource WHERE directory_id = ? AND type = ? AND instr(search_text, ?) > 0',
        directoryId,
        type,
        wanted,
      );
      return { items, totalCount: found?.total ?? 0 };
    },
    insert: (directory, type, body) => {
      const now = host.clock.now();
      const { id, directoryObjectId } = newIds(
        directory,
        type,
        body,
        now,
        (candidate) => find(directory.id, candidate) !== undefined,
      );
      database.run(
        `INSERT INTO resource (directory_id, type, id, directory_object_id, user_name, external_id, display_name, display, search_text,
          body, version, change, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
        directory.id,
        type,
        id,
        directoryObjectId,
        ...toColumns(body),
        nextChange(directory.id, type),
        now,
        now,
      );
      const stored = find(directory.id, id);
      if (stored === undefined) throw new Error(`Broken promise: the ${type} just stored is there`);
      return stored;
    },
    update: (resource, body) => {
      const now = host.clock.now();
      database.run(
        `UPDATE resource SET user_name = ?, external_id = ?, display_name = ?, display = ?, search_text = ?, body = ?,
          version = ?, change = ?, updated_at = ? WHERE key = ?`,
        ...toColumns(body),
        resource.version + 1,
        nextChange(resource.directoryId, resource.type),
        now,
        resource.key,
      );
      return { ...resource, body, version: resource.version + 1, updatedAt: now };
    },
    remove: (resource) => {
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

function toStored(row: ResourceRow): StoredResource {
  return {
    key: row.key,
    directoryId: row.directory_id,
    type: row.type,
    id: row.id,
    directoryObjectId: row.directory_object_id,
    body: JSON.parse(row.body) as JsonObject,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** user_name, external_id, display_name, display, search_text, body. */
function toColumns(body: JsonObject): readonly [string | null, string | null, string | null, string, string, string] {
  const [userName, externalId, displayName] = ['userName', 'externalId', 'displayName'].map((name) => textOf(body[name]));
  const emails = Array.isArray(body['emails']) ? body['emails'].map((email: JsonObject) => textOf(email['value'])) : [];
  const searched = [userName, displayName, externalId, ...emails].filter((text) => typeof text === 'string');
  return [
    userName?.toLowerCase() ?? null,
    externalId ?? null,
    displayName?.toLowerCase() ?? null,
    displayName ?? userName ?? '',
    searched.join('\n').toLowerCase(),
    JSON.stringify(body),
  ];
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

import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { primaryEmail, toDirectoryGroup, toDirectoryUser } from '../events/payload.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { StoredResource } from '../store/resource-store.ts';
import { notFound } from './api-refusal.ts';
import { openDirectories } from './directories.ts';
import { type ListQuery, pageWindow, readListQuery, readOrganization, toList, toPage, unknownCursor } from './list-query.ts';
import type { ApiCall } from './receiver-api.ts';

/** `GET /directory_users`: filters `directory`, `group`, `idp_id`, `email`. Users the receiver was told are deleted are not there. */
export function listUsers(call: ApiCall): JsonObject {
  const { query } = call;
  const [idpId, email, group] = [query.get('idp_id'), query.get('email'), query.get('group')];
  const where: Condition[] = [NOT_DROPPED];
  if (idpId !== null) where.push(withIdpId('userName', idpId));
  if (email !== null) where.push(withEmail(email));
  if (group !== null) {
    where.push({ sql: 'key IN (SELECT member_key FROM member WHERE group_key = ?)', values: [linkedKey(call, 'Group', group)] });
  }
  return listObjects(call, 'User', where);
}

/** `GET /directory_groups`: filters `directory`, `user`, and `idp_id` as for users. */
export function listGroups(call: ApiCall): JsonObject {
  const [idpId, user] = [call.query.get('idp_id'), call.query.get('user')];
  const where: Condition[] = [];
  if (idpId !== null) where.push(withIdpId('displayName', idpId));
  if (user !== null) {
    where.push({ sql: 'key IN (SELECT group_key FROM member WHERE member_key = ?)', values: [linkedKey(call, 'User', user)] });
  }
  return listObjects(call, 'Group', where);
}

export function readUser(call: ApiCall, id: string): JsonObject {
  return toObject(call, directoriesById(call), findObject(call, 'User', id) ?? notFound(id));
}

export function readGroup(call: ApiCall, id: string): JsonObject {
  return toObject(call, directoriesById(call), findObject(call, 'Group', id) ?? notFound(id));
}

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const NOT_DROPPED: Condition = {
  sql: `NOT EXISTS (SELECT 1 FROM dropped_user WHERE dropped_user.directory_id = resource.directory_id AND user_id = resource.id)`,
  values: [],
};

/** As events say it: what the client calls the object, or else its name. */
function withIdpId(nameAttribute: 'userName' | 'displayName', idpId: string): Condition {
  return {
    sql: `(external_id = ? OR (external_id IS NULL AND json_extract(body, '$.${nameAttribute}') = ?))`,
    values: [idpId, idpId],
  };
}

/** Every user with this address among others; whose first one it is is decided by who reads the body. */
function withEmail(email: string): Condition {
  return {
    sql: `key IN (SELECT resource_key FROM indexed_value WHERE indexed_value.directory_id = resource.directory_id
      AND indexed_value.type = 'User' AND attribute = 'emails.value' AND value = ?)`,
    values: [email.toLowerCase()],
  };
}

type ObjectType = 'User' | 'Group';

function listObjects(call: ApiCall, type: ObjectType, where: readonly Condition[]): JsonObject {
  const list = readListQuery(call.query, 'desc');
  const wanted = wantedDirectories(call);
  const { comparison, key, direction } = pageWindow(
    list,
    (cursor) => findObject(call, type, cursor)?.key ?? unknownCursor(cursor),
  );
  const conditions: readonly Condition[] = [
    inDirectories([...wanted.keys()]),
    { sql: 'type = CAST(? AS TEXT)', values: [type] },
    { sql: `key ${comparison} ?`, values: [key] },
    ...where,
  ];
  const keys = call.database.all<{ key: number }>(
    `SELECT key FROM resource WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY key ${direction} LIMIT ?`,
    ...conditions.flatMap(({ values }) => values),
    limitOf(call, list),
  );
  const found = call.resources.withKeys(keys.map((row) => row.key)).filter((resource) => hasEmail(call.query, resource));
  const { items, hasLater, hasEarlier } = toPage(found, list);
  return toList(
    items.map((resource) => toObject(call, wanted, resource)),
    {
      before: hasEarlier ? (items[0]?.directoryObjectId ?? null) : null,
      after: hasLater ? (items.at(-1)?.directoryObjectId ?? null) : null,
    },
  );
}

/** One directory is read in the order of its index; several have to be sorted. */
function inDirectories(ids: readonly string[]): Condition {
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? { sql: 'directory_id = ?', values: [only] }
    : { sql: 'directory_id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids)] };
}

/** One more than a page shows. Few share an address, and not all of them count: they are all looked at. */
function limitOf({ query }: ApiCall, { limit }: ListQuery): number {
  return query.get('email') === null ? limit + 1 : SAME_ADDRESS_MAX;
}

const SAME_ADDRESS_MAX = 1000;

function hasEmail(query: URLSearchParams, { body, type }: StoredResource): boolean {
  const wanted = query.get('email');
  if (wanted === null || type !== 'User') return true;
  return String(primaryEmail(body)).toLowerCase() === wanted.toLowerCase();
}

/** Throws ApiRefusal: an unknown directory is not an empty one. */
function wantedDirectories(call: ApiCall): ReadonlyMap<string, DirectoryRecord> {
  const organization = readOrganization(call.query, call.organizationIds);
  const id = call.query.get('directory');
  const all = directoriesById(call);
  if (id !== null && !all.has(id)) notFound(id);
  return new Map(
    [...all].filter(
      ([directoryId, { organizationId }]) =>
        (id === null || directoryId === id) && (organization === null || organizationId === organization),
    ),
  );
}

function directoriesById(call: ApiCall): ReadonlyMap<string, DirectoryRecord> {
  return new Map(openDirectories(call).map((directory) => [directory.id, directory]));
}

function linkedKey(call: ApiCall, type: ObjectType, id: string): number {
  return (findObject(call, type, id) ?? notFound(id)).key;
}

/** By the id that events give it; undefined where the key does not open its directory, or the receiver was told it is deleted. */
function findObject(call: ApiCall, type: ObjectType, id: string): StoredResource | undefined {
  const rows = call.database.all<{ key: number }>(
    `SELECT key FROM resource WHERE directory_object_id = ? AND type = ? AND ${NOT_DROPPED.sql}`,
    id,
    type,
  );
  // A snapshot of a directory holds the same objects once more.
  const open = directoriesById(call);
  return call.resources.withKeys(rows.map(({ key }) => key)).find(({ directoryId }) => open.has(directoryId));
}

function toObject(call: ApiCall, directories: ReadonlyMap<string, DirectoryRecord>, resource: StoredResource): JsonObject {
  const directory = directories.get(resource.directoryId) ?? notFound(resource.directoryObjectId);
  if (resource.type === 'Group') return toDirectoryGroup(directory, resource);
  const groups: readonly Json[] = call.resources
    .withKeys(call.members.groupsOf(resource.key).map(({ key }) => key))
    .map((group) => toDirectoryGroup(directory, group));
  return { ...toDirectoryUser(directory, resource), groups };
}

import type { JsonObject } from '#shared/kernel/json.ts';
import { toDirectory } from '../events/payload.ts';
import type { DirectoryState } from '../scim-server.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import { notFound } from './api-refusal.ts';
import { readListQuery, readOrganization, toList, toPage, unknownCursor } from './list-query.ts';
import type { ApiCall } from './receiver-api.ts';

/** `GET /directories`: newest first unless `order` says otherwise. `search` matches the name. */
export function listDirectories(call: ApiCall): JsonObject {
  const list = readListQuery(call.query, 'desc');
  const organization = readOrganization(call.query, call.organizationIds);
  const search = (call.query.get('search') ?? '').toLowerCase();
  const all = openDirectories(call).filter(
    ({ organizationId, name }) =>
      (organization === null || organizationId === organization) && name.toLowerCase().includes(search),
  );
  const ordered = list.order === 'asc' ? all : all.toReversed();
  const cursor = list.before ?? list.after;
  const position = cursor === null ? -1 : ordered.findIndex(({ id }) => id === cursor);
  if (cursor !== null && position === -1) unknownCursor(cursor);
  const rest = list.before === null ? ordered.slice(position + 1) : ordered.slice(0, position).toReversed();
  const { items, hasLater, hasEarlier } = toPage(rest, list);
  return toList(items.map(toRestDirectory), {
    before: hasEarlier ? (items[0]?.id ?? null) : null,
    after: hasLater ? (items.at(-1)?.id ?? null) : null,
  });
}

/** `GET /directories/<id>`: with `metadata`, which a list leaves out, for it counts. */
export function readDirectory(call: ApiCall, id: string): JsonObject {
  const directory = openDirectories(call).find((one) => one.id === id) ?? notFound(id);
  const { resources, database } = call;
  const inactiveCount =
    database.get<{ total: number }>(
      `SELECT COUNT(*) AS total FROM resource WHERE directory_id = ? AND type = 'User' AND json_extract(body, '$.active') = 0`,
      directory.id,
    )?.total ?? 0;
  return {
    ...toRestDirectory(directory),
    metadata: {
      users: { active: resources.count(directory.id, 'User') - inactiveCount, inactive: inactiveCount },
      groups: resources.count(directory.id, 'Group'),
    },
  };
}

/** The directories the key opens, in order of creation. */
export function openDirectories({ directories, organizationIds }: ApiCall): readonly DirectoryRecord[] {
  return directories.list().filter(({ organizationId }) => organizationIds.includes(organizationId));
}

/** The REST form: a state has other words here than in an event. */
const STATES: Readonly<Record<DirectoryState, string>> = {
  waiting: 'validating',
  linked: 'linked',
  'invalid-credentials': 'invalid_credentials',
};

function toRestDirectory(directory: DirectoryRecord): JsonObject {
  return toDirectory(directory, STATES[directory.state]);
}

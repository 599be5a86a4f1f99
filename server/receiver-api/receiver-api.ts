import type { Json } from '#shared/kernel/json.ts';
import type { HttpRequest, HttpResponse } from '../scim-server.ts';
import type { ApiKeys } from '../store/api-keys.ts';
import type { Database } from '../store/database.ts';
import type { DirectoryStore } from '../store/directory-store.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import { ApiRefusal, notFound } from './api-refusal.ts';
import { listDirectories, readDirectory } from './directories.ts';
import { listEvents } from './events-list.ts';
import { listGroups, listUsers, readGroup, readUser } from './objects.ts';

/**
 * The vendor's read-only API over what arrived: `/events`, `/directories`, `/directory_users`, `/directory_groups`.
 *
 * It has a base of its own, so that nothing of it can be taken for SCIM. The same four paths answer at the root too: the vendor's own
 * libraries are told a host and a port, and no path.
 */
export interface ReceiverApi {
  /** Undefined for a target that is none of this API's. */
  answer(request: HttpRequest): HttpResponse | undefined;
  /** What a GET with a key of this organization (null: of the workspace) gets. */
  ask(organizationId: string | null, target: string): HttpResponse;
}

export const RECEIVER_API_BASE = '/receiver/v1';

/** What answering needs; `organizationIds`: the organizations the key opens. */
export interface ApiCall {
  readonly now: number;
  readonly database: Database;
  readonly directories: DirectoryStore;
  readonly resources: ResourceStore;
  readonly members: MemberStore;
  readonly organizationIds: readonly string[];
  readonly query: URLSearchParams;
}

interface Sources extends Omit<ApiCall, 'now' | 'organizationIds' | 'query'> {
  readonly apiKeys: ApiKeys;
  readonly now: () => number;
}

export function openReceiverApi({ apiKeys, now, ...stores }: Sources): ReceiverApi {
  const organizationsOf = (organizationId: string | null): readonly string[] =>
    organizationId === null ? stores.directories.organizations().map(({ id }) => id) : [organizationId];
  const read = (target: Target, organizationId: string | null): HttpResponse =>
    refusing(() => {
      const call: ApiCall = { ...stores, now: now(), organizationIds: organizationsOf(organizationId), query: target.query };
      return answer(200, route(call, target));
    });

  return {
    answer: ({ method, target: text, headers }) => {
      const target = splitTarget(text);
      if (target === undefined) return undefined;
      return refusing(() => {
        if (headers['origin'] !== undefined) throw new ApiRefusal(403, 'A web page may not ask this API.');
        const secret = /^Bearer +(\S+)$/iu.exec(headers['authorization']?.trim() ?? '')?.[1];
        const key = secret === undefined ? undefined : apiKeys.find(secret);
        if (key === undefined) throw new ApiRefusal(401, 'Unauthorized', {}, { 'www-authenticate': 'Bearer realm="receiver"' });
        if (method !== 'GET' && method !== 'HEAD') {
          throw new ApiRefusal(405, 'This API only reads: send a GET.', {}, { allow: 'GET, HEAD' });
        }
        return read(target, key.organizationId);
      });
    },
    ask: (organizationId, text) => {
      const target = splitTarget(text);
      return target === undefined ? refusing(() => notFound(text)) : read(target, organizationId);
    },
  };
}

interface Target {
  readonly resource: keyof typeof routes;
  readonly id: string | null;
  readonly query: URLSearchParams;
}

/** A slash at the end changes nothing. An id is never decoded: none holds a character that would have to be. */
function splitTarget(text: string): Target | undefined {
  const [path = '', ...rest] = text.split('?');
  const below = path.startsWith(`${RECEIVER_API_BASE}/`) ? path.slice(RECEIVER_API_BASE.length) : path;
  const found = /^\/(events|directories|directory_users|directory_groups)(?:\/([^/]+))?\/?$/u.exec(below);
  if (found === null) return undefined;
  return { resource: found[1] as Target['resource'], id: found[2] ?? null, query: new URLSearchParams(rest.join('?')) };
}

interface Route {
  readonly list: (call: ApiCall) => Json;
  readonly read: (call: ApiCall, id: string) => Json;
}

const routes = {
  events: { list: listEvents, read: (_call, id) => notFound(id) },
  directories: { list: listDirectories, read: readDirectory },
  directory_users: { list: listUsers, read: readUser },
  directory_groups: { list: listGroups, read: readGroup },
} as const satisfies Readonly<Record<string, Route>>;

function route(call: ApiCall, { resource, id }: Target): Json {
  return id === null ? routes[resource].list(call) : routes[resource].read(call, id);
}

function refusing(work: () => HttpResponse): HttpResponse {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return answer(error.status, { message: error.message, ...error.details }, error.headers);
  }
}

function answer(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) };
}

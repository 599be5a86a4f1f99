import type { ReceivedRequest, ScimServer } from '#server/scim-server.ts';
import type { ReceivedDifferenceView } from '#shared/api/receiver-views.ts';
import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import type { ScimMethod } from '#shared/scim/message.ts';
import { exchangeDifference, type NumberedExchange } from '#shared/trace/exchange-difference.ts';

/** More than the log of a directory keeps. */
const REQUEST_COUNT_MAX = 5000;

const METHODS = new Set<string>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies ScimMethod[]);

/**
 * What a request that arrived was to do to a user or group, and what it did: by what this directory answered before and since, and by
 * what it holds now where nobody wrote there since. Undefined: there is no such request any more.
 */
export function receivedDifference(
  server: ScimServer,
  directoryId: string,
  sequence: number,
): ReceivedDifferenceView | undefined {
  const requests = server.requests(directoryId, { offset: 0, limit: REQUEST_COUNT_MAX }).items.toReversed();
  const request = requests.find((one) => one.sequence === sequence);
  if (request === undefined) return undefined;
  const subject = subjectOf(request);
  if (subject === null || !METHODS.has(request.method)) return NOTHING;
  const about = requests.filter((one) => METHODS.has(one.method) && isAbout(one, subject.id));
  const { isBeforeKnown, isAfterKnown, rows } = exchangeDifference(
    toExchange(request, directoryId),
    about.filter((one) => one.sequence < sequence).map((one) => toExchange(one, directoryId)),
    [
      ...about.filter((one) => one.sequence > sequence).map((one) => toExchange(one, directoryId)),
      ...heldNow(server, directoryId, subject),
    ],
  );
  return { isBeforeKnown, isAfterKnown, rows };
}

const NOTHING: ReceivedDifferenceView = { isBeforeKnown: false, isAfterKnown: false, rows: [] };

interface Subject {
  readonly type: 'User' | 'Group';
  readonly id: string;
}

/** Of a request about one user or group: from its address, or from the answer to a POST. */
function subjectOf({ method, target, responseBody }: ReceivedRequest): Subject | null {
  const [, collection, named] = /\/(Users|Groups)(?:\/([^/?]+))?(?:\?.*)?$/iu.exec(target) ?? [];
  if (collection === undefined) return null;
  const type = collection.toLowerCase() === 'users' ? 'User' : 'Group';
  if (named !== undefined) return { type, id: decoded(named) };
  const created = method === 'POST' ? parseJson(responseBody) : null;
  return isJsonObject(created) && typeof created['id'] === 'string' ? { type, id: created['id'] } : null;
}

function isAbout({ target, responseBody }: ReceivedRequest, id: string): boolean {
  return target.includes(encodeURIComponent(id)) || target.includes(id) || responseBody.includes(JSON.stringify(id));
}

function toExchange(
  { sequence, method, target, requestBody, status, responseBody }: ReceivedRequest,
  directoryId: string,
): NumberedExchange {
  const base = `/scim/v2/${directoryId}`;
  return {
    sequence,
    request: {
      method: method as ScimMethod,
      target: target.startsWith(base) ? target.slice(base.length) : target,
      headers: {},
      body: parseJson(requestBody) ?? null,
    },
    outcome: { kind: 'response', response: { status, headers: {}, text: responseBody } },
  };
}

/** As if it were read now: whoever wrote there since stands before it in the list. */
function heldNow(server: ScimServer, directoryId: string, { type, id }: Subject): readonly NumberedExchange[] {
  const held = server.resource(directoryId, type, id);
  if (held === undefined) return [];
  const request = { method: 'GET', target: `/${type}s/${encodeURIComponent(id)}`, headers: {}, body: null } as const;
  const response = { status: 200, headers: {}, text: JSON.stringify(held) };
  return [{ sequence: Number.MAX_SAFE_INTEGER, request, outcome: { kind: 'response', response } }];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

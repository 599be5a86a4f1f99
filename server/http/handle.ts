import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import { ScimError, toErrorBody } from '#shared/scim/error.ts';
import { PATCH_OP_URN } from '#shared/scim/message.ts';
import type { DirectoryEvents } from '../events/directory-events.ts';
import type { FaultDesk, Means, Misbehaviour } from '../faults/fault-desk.ts';
import type { ReadRequest } from '../faults/rewritten-request.ts';
import type { DirectoryState, HttpRequest, HttpResponse, ServerHost } from '../scim-server.ts';
import type { Database } from '../store/database.ts';
import type { DirectoryRecord, DirectoryStore } from '../store/directory-store.ts';
import type { Journal } from '../store/journal.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import type { UniqueValues } from '../store/unique-values.ts';
import { answer, baseAddressOf, type Call } from './call.ts';
import { MethodNotAllowed, route } from './route.ts';

export interface Services {
  readonly host: ServerHost;
  readonly database: Database;
  readonly directories: DirectoryStore;
  readonly resources: ResourceStore;
  readonly members: MemberStore;
  readonly uniqueValues: UniqueValues;
  readonly journal: Journal;
  readonly events: DirectoryEvents;
  readonly faults: FaultDesk;
}

/**
 * Answers one HTTP request. What it changes, the events that tell of it and the record of the request are one transaction, committed
 * before this returns; of one that changes nothing the record is written soon after: see DeferredWrites. `changedDirectoryId` is null where no directory was addressed.
 */
export function handle(
  services: Services,
  request: HttpRequest,
): { readonly response: HttpResponse; readonly changedDirectoryId: string | null } {
  const target = splitTarget(request.target);
  const directory = target === undefined ? undefined : services.directories.find(target.directoryId);
  if (target === undefined || directory === undefined) {
    return { response: answerError(unknownAddress(request.target)), changedDirectoryId: null };
  }
  const response = answerFor(services, directory, target, request);
  return { response, changedDirectoryId: directory.id };
}

interface Target {
  readonly directoryId: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/** Where the directories are: `/scim/v2/<directory>`. */
export const SCIM_BASE = '/scim/v2/';

/** `/scim/v2/<directory>/Users/<id>?...`; a slash at the end changes nothing. */
function splitTarget(target: string): Target | undefined {
  const [path = '', ...rest] = target.split('?');
  const found = /^\/scim\/v2\/([^/]+)(\/.*)?$/u.exec(path);
  if (found === null) return undefined;
  try {
    const segments = (found[2] ?? '').split('/').filter((segment) => segment !== '');
    return {
      directoryId: decodeURIComponent(found[1] ?? ''),
      segments: segments.map((segment) => decodeURIComponent(segment)),
      query: new URLSearchParams(rest.join('?')),
    };
  } catch {
    return undefined;
  }
}

function answerFor(services: Services, directory: DirectoryRecord, target: Target, request: HttpRequest): HttpResponse {
  const credentials = checkCredentials(services.directories, directory, request);
  const record = (response: HttpResponse): HttpResponse => {
    services.directories.touch(directory, credentials.state);
    if (services.host.recordsRequests === false) return response;
    services.journal.appendRequest(directory.id, {
      at: services.host.clock.now(),
      method: request.method,
      target: maskTarget(request.target),
      requestBody: request.body,
      status: response.status,
      responseBody: response.body,
    });
    return response;
  };
  const call: Call = { ...services, ...target, ...request, directory, baseAddress: baseAddressOf(request, directory.id) };
  // Only who knows a token meets the faults of a directory: everybody else is refused as ever.
  const misbehaviour = credentials.refusal === null ? takeMisbehaviour(services, call) : undefined;
  const deliver = (response: HttpResponse): HttpResponse => misbehaviour?.deliver(response) ?? response;
  try {
    if (credentials.refusal !== null) throw credentials.refusal;
    if (misbehaviour === undefined && isReading(call)) {
      services.database.readOn();
      return record(route(call));
    }
    return services.database.transaction(() => {
      const response = deliver(misbehaviour === undefined ? route(call) : carryOut(misbehaviour, call));
      if (misbehaviour?.isUndone === true) throw new Undone(response);
      return record(response);
    });
  } catch (error) {
    if (error instanceof Undone) return record(error.response);
    if (!(error instanceof ScimError)) throw error;
    return record(deliver(answerError(error, directory)));
  }
}

/** Whether nothing is to be committed before the answer. */
function isReading({ method, segments }: Call): boolean {
  return method === 'GET' || method === 'HEAD' || (method === 'POST' && segments.at(-1) === '.search');
}

/** Takes back what a request changed, and keeps its answer. */
class Undone extends Error {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    super('The directory loses this change.');
    this.response = response;
  }
}

function takeMisbehaviour({ faults, host }: Services, call: Call): Misbehaviour | undefined {
  if (!faults.has(call.directory.id)) return undefined;
  const asked = { ...call, tolerances: call.directory.tolerances };
  return faults.take(call.directory.id, asked, { authorization: call.headers['authorization'] ?? '', now: host.clock.now() });
}

function carryOut(misbehaviour: Misbehaviour, call: Call): HttpResponse {
  return misbehaviour.instead ?? misbehaviour.carryOut(meansOf(call));
}

/** What faults do beside a request, they do as requests of the directory's own. */
function meansOf(call: Call): Means {
  const own = (method: string, segments: readonly string[], body = ''): Call => {
    const host = call.headers['host'];
    return { ...call, method, segments, query: new URLSearchParams(), headers: host === undefined ? {} : { host }, body };
  };
  return {
    type: call.directory.types.find(({ endpoint }) => endpoint === `/${call.segments[0]}`),
    route: ({ method, segments, query, body, tolerances }: ReadRequest) =>
      route({ ...call, method, segments, query, body, directory: { ...call.directory, tolerances } }),
    read: (segments) => {
      const found = parseJson(allowed(() => route(own('GET', segments)))?.body ?? '');
      return isJsonObject(found) ? found : undefined;
    },
    removeMembers: (groupId, memberIds) => {
      for (const id of memberIds) {
        const operation = { op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` };
        const body = JSON.stringify({ schemas: [PATCH_OP_URN], Operations: [operation] });
        allowed(() => route(own('PATCH', ['Groups', groupId], body)));
      }
    },
  };
}

/** Undefined where the directory refuses: what is not there need not be read or removed. */
function allowed(work: () => HttpResponse): HttpResponse | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

interface Credentials {
  readonly state: DirectoryState;
  readonly refusal: ScimError | null;
}

function checkCredentials(directories: DirectoryStore, directory: DirectoryRecord, request: HttpRequest): Credentials {
  const origin = request.headers['origin'];
  if (origin !== undefined && !directory.settings.allowedOrigins.includes(origin)) {
    return { state: directory.state, refusal: new ScimError(403, null, foreignOrigin(origin)) };
  }
  const header = request.headers['authorization'];
  if (header === undefined) {
    return {
      state: directory.state,
      refusal: new ScimError(401, null, 'The request has no Authorization header (RFC 7644 §2).'),
    };
  }
  const token = /^Bearer +(\S+)$/iu.exec(header.trim())?.[1];
  if (token === undefined) {
    const detail = 'The Authorization header must be "Bearer", one blank and the token, and nothing else (RFC 6750 §2.1).';
    return { state: 'invalid-credentials', refusal: new ScimError(401, null, detail) };
  }
  if (!directories.isToken(directory.id, token)) {
    const detail = `The bearer token is none of the live tokens of directory "${directory.id}".`;
    return { state: 'invalid-credentials', refusal: new ScimError(401, null, detail) };
  }
  return { state: 'linked', refusal: null };
}

/** Provisioning clients are no web pages. A page that calls a server on its reader's own machine is an attack unless it is expected. */
function foreignOrigin(origin: string): string {
  return `The request comes from a web page (Origin: ${origin.slice(0, 200)}), and this directory does not allow it.`;
}

function answerError(error: ScimError, directory?: DirectoryRecord): HttpResponse {
  return answer(error.status, toErrorBody(error), {
    ...(error.status === 401 && directory !== undefined ? { 'www-authenticate': `Bearer realm="${directory.id}"` } : {}),
    ...(error instanceof MethodNotAllowed ? { allow: error.allow } : {}),
  });
}

function unknownAddress(target: string): ScimError {
  const path = target.split('?')[0] ?? '';
  return new ScimError(404, null, `There is no directory at ${path}; an endpoint is /scim/v2/ and the name of a directory.`);
}

const KNOWN_PARAMETERS = new Set([
  'filter',
  'attributes',
  'excludedattributes',
  'startindex',
  'count',
  'sortby',
  'sortorder',
  'aadoptscim062020',
]);

/** Query values that are not SCIM's may be secrets that somebody put into an address: their names stay, their values do not. */
function maskTarget(target: string): string {
  const start = target.indexOf('?');
  if (start === -1) return target;
  const parameters = target.slice(start + 1).split('&');
  const masked = parameters.map((parameter) => {
    const [name = '', value] = parameter.split('=');
    return value === undefined || value === '' || KNOWN_PARAMETERS.has(name.toLowerCase()) ? parameter : `${name}=***`;
  });
  return `${target.slice(0, start)}?${masked.join('&')}`;
}

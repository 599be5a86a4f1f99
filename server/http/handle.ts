import { ScimError, toErrorBody } from '#shared/scim/error.ts';
import type { DirectoryEvents } from '../events/directory-events.ts';
import type { DirectoryState, HttpRequest, HttpResponse, ServerHost } from '../scim-server.ts';
import type { Database } from '../store/database.ts';
import type { DirectoryRecord, DirectoryStore } from '../store/directory-store.ts';
import type { Journal } from '../store/journal.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import { answer, baseAddressOf } from './call.ts';
import { MethodNotAllowed, route } from './route.ts';

export interface Services {
  readonly host: ServerHost;
  readonly database: Database;
  readonly directories: DirectoryStore;
  readonly resources: ResourceStore;
  readonly members: MemberStore;
  readonly journal: Journal;
  readonly events: DirectoryEvents;
}

/**
 * Answers one HTTP request. What it changes, the events that tell of it and the record of the request are one transaction, committed
 * before this returns. `changedDirectoryId` is null where no directory was addressed.
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
  try {
    return services.database.transaction(() => {
      if (credentials.refusal !== null) throw credentials.refusal;
      return record(route({ ...services, ...target, ...request, directory, baseAddress: baseAddressOf(request, directory.id) }));
    });
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return services.database.transaction(() => record(answerError(error, directory)));
  }
}

interface Credentials {
  readonly state: DirectoryState;
  readonly refusal: ScimError | null;
}

function checkCredentials(directories: DirectoryStore, directory: DirectoryRecord, request: HttpRequest): Credentials {
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

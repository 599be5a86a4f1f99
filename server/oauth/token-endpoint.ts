import type { JsonObject } from '#shared/kernel/json.ts';
import type { HttpRequest, HttpResponse } from '../scim-server.ts';
import type { DirectoryRecord, DirectoryStore } from '../store/directory-store.ts';
import type { Journal } from '../store/journal.ts';
import type { OAuthClients } from './oauth-clients.ts';
import { readClientCredentials, readForm, TokenRefusal } from './token-request.ts';

interface Sources {
  readonly directories: DirectoryStore;
  readonly clients: OAuthClients;
  readonly journal: Journal;
  readonly now: () => number;
  /** Whether requests are kept to be looked at. */
  readonly recordsRequests: boolean;
}

/** What became of a request to a token endpoint. */
interface TokenAnswer {
  readonly response: HttpResponse;
  /** Null where no directory was addressed. */
  readonly changedDirectoryId: string | null;
}

/**
 * `POST /oauth2/<directory>/token`: an access token for the credentials of a client (RFC 6749 §4.4), accepted by the directory like one
 * of its bearer tokens until it expires. Undefined for any other address.
 */
export function openTokenEndpoint(sources: Sources): (request: HttpRequest) => TokenAnswer | undefined {
  const { directories, journal, now, recordsRequests } = sources;
  return (request) => {
    const found = /^\/oauth2\/([\w-]+)\/token\/?(?:\?.*)?$/u.exec(request.target);
    if (found === null) return undefined;
    const directory = directories.find(found[1] ?? '');
    if (directory === undefined) {
      const refusal = new TokenRefusal(404, 'invalid_request', 'There is no such directory.');
      return { response: toResponse(refusal, found[1] ?? ''), changedDirectoryId: null };
    }
    const response = answerFor(sources, directory, request);
    if (recordsRequests) {
      journal.appendRequest(directory.id, {
        at: now(),
        method: request.method,
        target: request.target.split('?')[0] ?? '',
        requestBody: maskForm(request.body),
        status: response.status,
        responseBody: response.body.replace(/("access_token":")[^"]*/u, '$1***'),
      });
    }
    return { response, changedDirectoryId: directory.id };
  };
}

function answerFor({ clients }: Sources, directory: DirectoryRecord, request: HttpRequest): HttpResponse {
  try {
    const { origin } = request.headers;
    if (origin !== undefined && !directory.settings.allowedOrigins.includes(origin)) {
      throw new TokenRefusal(403, 'invalid_request', 'The request comes from a web page, and this directory does not allow it.');
    }
    if (request.method !== 'POST')
      throw new TokenRefusal(405, 'invalid_request', 'Tokens are fetched with POST (RFC 6749 §3.2).');
    const form = readForm(request);
    const { clientId, clientSecret, isInHeader } = readClientCredentials(request, form);
    const client = clients.find(directory.id, clientId, clientSecret);
    if (client === undefined) {
      throw new TokenRefusal(401, 'invalid_client', 'No client of this directory has this id and this secret.', isInHeader);
    }
    refuseUnfitGrant(form);
    const scope = form.get('scope');
    const body = {
      access_token: clients.issue(client),
      token_type: 'Bearer',
      expires_in: client.expiresInSeconds,
      ...(scope === undefined ? {} : { scope }),
    };
    return { status: 200, headers: uncached, body: JSON.stringify(body) };
  } catch (error) {
    if (error instanceof TokenRefusal) return toResponse(error, directory.id);
    throw error;
  }
}

function refuseUnfitGrant(form: ReadonlyMap<string, string>): void {
  const grantType = form.get('grant_type');
  if (grantType === undefined) {
    throw new TokenRefusal(400, 'invalid_request', 'grant_type is missing; it must be client_credentials (RFC 6749 §4.4.2).');
  }
  if (grantType !== 'client_credentials') {
    throw new TokenRefusal(400, 'unsupported_grant_type', 'This endpoint knows no grant but client_credentials.');
  }
  // RFC 6749 §3.3: words of printable ASCII without quote and backslash, one blank between two.
  const scope = form.get('scope');
  if (scope !== undefined && !/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/u.test(scope)) {
    throw new TokenRefusal(400, 'invalid_scope', 'The scope has a character that no scope may have (RFC 6749 §3.3).');
  }
}

/** RFC 6749 §5.1: neither a token nor a refusal is kept by anybody on the way. */
const uncached = { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', pragma: 'no-cache' };

function toResponse({ status, error, message, asksForBasic }: TokenRefusal, directoryId: string): HttpResponse {
  const body: JsonObject = { error, error_description: message };
  const headers = {
    ...uncached,
    ...(status === 401 && asksForBasic ? { 'www-authenticate': `Basic realm="${directoryId}"` } : {}),
    ...(status === 405 ? { allow: 'POST' } : {}),
  };
  return { status, headers, body: JSON.stringify(body) };
}

/** Only these say nothing that must be kept secret; of all others the name is enough. */
const SHOWN_PARAMETERS = new Set(['grant_type', 'scope', 'client_id', 'resource', 'audience']);

function maskForm(body: string): string {
  return body
    .split('&')
    .map((parameter) => {
      const [name = '', value] = parameter.split('=');
      // What is no parameter may be anything, a secret too.
      if (value === undefined) return name === '' ? '' : '***';
      return SHOWN_PARAMETERS.has(name) ? parameter : `${name}=***`;
    })
    .join('&');
}

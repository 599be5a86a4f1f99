import { type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { SCIM_MEDIA_TYPE } from '#shared/scim/message.ts';
import type { DirectoryEvents } from '../events/directory-events.ts';
import type { HttpRequest, HttpResponse } from '../scim-server.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { ResourceStore } from '../store/resource-store.ts';

/** What answering one authenticated request has at hand. */
export interface Call {
  readonly directory: DirectoryRecord;
  readonly resources: ResourceStore;
  readonly members: MemberStore;
  readonly events: DirectoryEvents;
  readonly method: string;
  /** Below the directory's address: `['Users', '<id>']`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The directory's address, as the client wrote it where it named a host; else its path. */
  readonly baseAddress: string;
}

/** The directory's address out of the request's own Host, so that what is handed out works for who asked. */
export function baseAddressOf(request: HttpRequest, directoryId: string): string {
  const path = `/scim/v2/${directoryId}`;
  const host = request.headers['host'];
  if (host === undefined) return path;
  // Set by a tunnel that ends TLS in front of this server.
  const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${host}${path}`;
}

export function answer(status: number, body: JsonObject | null, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  if (body === null) return { status, headers, body: '' };
  const text = JSON.stringify(body);
  return { status, headers: { 'content-type': `${SCIM_MEDIA_TYPE}; charset=utf-8`, ...headers }, body: text };
}

/** The request's body as JSON. Throws ScimError 415 for another media type, 400 invalidSyntax for what is no JSON. */
export function readBody(call: Call): Json {
  const mediaType = (call.headers['content-type'] ?? SCIM_MEDIA_TYPE).split(';')[0]?.trim().toLowerCase();
  if (mediaType !== SCIM_MEDIA_TYPE && mediaType !== 'application/json') {
    throw new ScimError(
      415,
      null,
      `The body is sent as "${mediaType}"; this server reads ${SCIM_MEDIA_TYPE} (RFC 7644 §3.1) and application/json.`,
    );
  }
  const body = parseJson(call.body);
  if (body === undefined) {
    const found = call.body === '' ? 'it is empty' : `it begins with ${JSON.stringify(call.body.slice(0, 20))}`;
    throw new ScimError(400, 'invalidSyntax', `The body is not JSON: ${found}.`);
  }
  return body;
}

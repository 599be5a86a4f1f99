import { type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { SCIM_MEDIA_TYPE } from '#shared/scim/message.ts';
import type { DirectoryEvents } from '../events/directory-events.ts';
import type { HttpRequest, HttpResponse } from '../scim-server.ts';
import type { Database } from '../store/database.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import type { UniqueValues } from '../store/unique-values.ts';

/** What answering one authenticated request has at hand. */
export interface Call {
  readonly database: Database;
  readonly directory: DirectoryRecord;
  readonly resources: ResourceStore;
  readonly members: MemberStore;
  readonly uniqueValues: UniqueValues;
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
  return answerText(status, JSON.stringify(body), headers);
}

/** The same for a body that is JSON text already. */
export function answerText(status: number, body: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: { 'content-type': `${SCIM_MEDIA_TYPE}; charset=utf-8`, ...headers }, body };
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
  refuseDeepNesting(call.body);
  const body = parseJson(call.body);
  if (body === undefined) {
    const found = call.body === '' ? 'it is empty' : `it begins with ${JSON.stringify(call.body.slice(0, 20))}`;
    throw new ScimError(400, 'invalidSyntax', `The body is not JSON: ${found}.`);
  }
  return body;
}

/** A resource needs four levels; far more can only be meant to exhaust whoever walks through them. */
const NESTING_MAX = 32;

/** Looks at the text, before anything is built from it. */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > NESTING_MAX) {
        throw new ScimError(
          400,
          'invalidSyntax',
          `The body nests objects and lists deeper than the ${NESTING_MAX} levels this server reads.`,
        );
      }
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];

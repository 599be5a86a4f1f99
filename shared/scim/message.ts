import type { Json, JsonObject } from '#shared/kernel/json.ts';

/** Media type of SCIM messages (RFC 7644 §3.1). */
export const SCIM_MEDIA_TYPE = 'application/scim+json';
export const PATCH_OP_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const LIST_RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const SEARCH_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
export const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** A member of a message, or of an operation in it, whatever the case of its name (RFC 7643 §2.1); the first where there are several. */
export function messageMember(message: JsonObject, name: string): Json | undefined {
  const wanted = name.toLowerCase();
  const key = Object.keys(message).find((one) => one.toLowerCase() === wanted);
  return key === undefined ? undefined : message[key];
}

export type ScimMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A SCIM request as a plain value. The transport adds base address, authorization and connection headers. */
export interface ScimRequest {
  readonly method: ScimMethod;
  /** Path and query below the base address, encoded as it goes on the wire: `/Users?filter=userName+eq+%22ada%22`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as `JSON.stringify` writes it, so the order of keys is kept. Null: no body. */
  readonly body: Json;
}

export interface ScimResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A failure of the world between two machines: a value, never a throw. */
export interface TransportFailure {
  readonly kind:
    | 'timeout'
    | 'reset'
    | 'refused'
    | 'unknown-host'
    | 'tls'
    | 'redirect'
    | 'unparsable'
    /** Nothing was sent: the token endpoint refused the client's credentials, or no token came of it at all. */
    | 'token-refused'
    | 'token-unavailable';
  /** What happened and where, in one sentence; never holds a token or a query value. */
  readonly detail: string;
}

/** What became of one request. */
export type ScimOutcome =
  | { readonly kind: 'response'; readonly response: ScimResponse }
  | { readonly kind: 'failure'; readonly failure: TransportFailure };

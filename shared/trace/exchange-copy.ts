import type { Instant } from '#shared/kernel/clock.ts';
import { isJsonObject, type JsonObject, parseJson } from '#shared/kernel/json.ts';

export type Header = readonly [name: string, value: string];

/** What is known of an exchange that is copied into another program. */
export interface CopiedExchange {
  readonly at: Instant;
  readonly durationMs: number | null;
  readonly method: string;
  /** Path and query below the base address, as they went out. */
  readonly target: string;
  /** `https://host/scim`; null where it is not known any more. */
  readonly address: string | null;
  readonly hasSecretQuery: boolean;
  /** Secrets as `***` or `Bearer ***`. */
  readonly requestHeaders: readonly Header[];
  /** JSON in any layout, or empty. */
  readonly requestBody: string;
  readonly status: number | null;
  readonly failure: string | null;
  readonly responseHeaders: readonly Header[];
  readonly responseBody: string;
}

/** What a person has to give another program, for no recording has it. */
const TOKEN_VARIABLE = 'SCIM_TOKEN';
/** Id and secret of an OAuth client, joined with a colon, in base64. */
const CLIENT_VARIABLE = 'SCIM_CLIENT';
const URL_VARIABLE = 'SCIM_URL';
const QUERY_VARIABLE = 'SCIM_QUERY';
const HEADER_VARIABLE = 'SCIM_HEADER';

/** A value: text, or the name of the variable that holds a secret, with what stands before it. */
export type CopiedValue = { readonly text: string; readonly variable: string | null };

/** A request as every program can be told it, each in its own spelling. */
export interface CopiedRequest {
  readonly method: string;
  /** One behind the other: the address or its variable, what follows it, and the variable of the tenant URL's secret query. */
  readonly url: readonly CopiedValue[];
  readonly headers: readonly (readonly [name: string, value: CopiedValue])[];
  /** As it was sent: in one line. */
  readonly body: string;
}

export function copiedRequest(exchange: CopiedExchange): CopiedRequest {
  const { method, address, hasSecretQuery, requestBody } = exchange;
  const json = requestBody === '' ? undefined : parseJson(requestBody);
  const start: readonly CopiedValue[] = address === null ? [{ text: '', variable: URL_VARIABLE }] : [];
  const end: readonly CopiedValue[] = hasSecretQuery ? [{ text: '', variable: QUERY_VARIABLE }] : [];
  return {
    method,
    url: [...start, { text: `${address ?? ''}${targetOf(exchange)}`, variable: null }, ...end],
    headers: headersOf(exchange),
    body: json === undefined ? requestBody : isForm(exchange) && isJsonObject(json) ? formText(json) : JSON.stringify(json),
  };
}

/** A token request is a form on the wire, and is recorded as its fields. */
function isForm({ requestHeaders }: CopiedExchange): boolean {
  return requestHeaders.some(([name, value]) => /^content-type$/i.test(name) && value.includes('x-www-form-urlencoded'));
}

function formText(fields: JsonObject): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

/** What stands after the base address, up to the tenant URL's own secret query. */
function targetOf({ target, hasSecretQuery }: CopiedExchange): string {
  return hasSecretQuery ? `${target}${target.includes('?') ? '&' : '?'}` : target;
}

/** Headers the other program writes by itself, or that depend on the connection. */
const ownHeaders = /^(host|connection|content-length|accept-encoding|transfer-encoding|expect)$/i;

/** The headers to send, with variables where secrets were. */
function headersOf({ requestHeaders }: CopiedExchange): CopiedRequest['headers'] {
  return requestHeaders.flatMap(([name, value]) => {
    if (ownHeaders.test(name)) return [];
    if (/^authorization$/i.test(name)) {
      const isBasic = value.startsWith('Basic ');
      const secret = isBasic ? { text: 'Basic ', variable: CLIENT_VARIABLE } : { text: 'Bearer ', variable: TOKEN_VARIABLE };
      return [[name, secret] as const];
    }
    // A second lock on the door: what a credential may travel in is never copied, even if it should have been recorded.
    const isSecret = value === '***' || /^(proxy-authorization|cookie)$/i.test(name);
    return [[name, isSecret ? { text: '', variable: HEADER_VARIABLE } : { text: value, variable: null }] as const];
  });
}

import type { Instant } from '#shared/kernel/clock.ts';
import { parseJson } from '#shared/kernel/json.ts';

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
export const URL_VARIABLE = 'SCIM_URL';
export const QUERY_VARIABLE = 'SCIM_QUERY';
const HEADER_VARIABLE = 'SCIM_HEADER';

/** A header's value: text, or the name of the variable that holds a secret, with what stands before it. */
export type CopiedValue = { readonly text: string; readonly variable: string | null };

/** Headers the other program writes by itself, or that depend on the connection. */
const ownHeaders = /^(host|connection|content-length|accept-encoding|transfer-encoding|expect)$/i;

/** The headers to send, with variables where secrets were. */
export function copiedHeaders({ requestHeaders }: CopiedExchange): readonly (readonly [name: string, value: CopiedValue])[] {
  return requestHeaders.flatMap(([name, value]) => {
    if (ownHeaders.test(name)) return [];
    if (/^authorization$/i.test(name)) return [[name, { text: 'Bearer ', variable: TOKEN_VARIABLE }] as const];
    // A second lock on the door: what a credential may travel in is never copied, even if it should have been recorded.
    const isSecret = value === '***' || /^(proxy-authorization|cookie)$/i.test(name);
    return [[name, isSecret ? { text: '', variable: HEADER_VARIABLE } : { text: value, variable: null }] as const];
  });
}

/** What stands after the base address, up to the tenant URL's own secret query. */
export function copiedTarget({ target, hasSecretQuery }: CopiedExchange): string {
  return hasSecretQuery ? `${target}${target.includes('?') ? '&' : '?'}` : target;
}

/** As it was sent: in one line. */
export function copiedBody({ requestBody }: CopiedExchange): string {
  const json = requestBody === '' ? undefined : parseJson(requestBody);
  return json === undefined ? requestBody : JSON.stringify(json);
}

import type { ExchangeDetailView } from '#shared/api/views.ts';

type Header = readonly [string, string];
type Request = Pick<ExchangeDetailView, 'method' | 'target' | 'requestHeaders' | 'requestBody'>;

/** Headers the client of the other end fills in, or that depend on the connection. */
const ownHeaders = /^(authorization|host|connection|content-length|accept-encoding|transfer-encoding)$/i;

/**
 * The request as a command for another shell. The recording holds neither the token nor the base address, so both are
 * variables: `$ENDPOINT` and `$TOKEN`.
 */
export function curlOf({ method, target, requestHeaders, requestBody }: Request): string {
  const headers = requestHeaders.filter(([name]) => !ownHeaders.test(name));
  return [
    `curl -i -X ${method} "$ENDPOINT"${quoted(target)}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(requestBody === '' ? [] : [`--data-raw ${quoted(requestBody)}`]),
  ].join(' \\\n  ');
}

/** A second lock on the door: what a credential may travel in is never shown, even if it should have been recorded. */
export function maskedHeaders(headers: readonly Header[]): readonly Header[] {
  return headers.map(([name, value]) =>
    /^(authorization|proxy-authorization|cookie|set-cookie)$/i.test(name) ? [name, '***'] : [name, value],
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

import type { JsonObject } from '#shared/kernel/json.ts';
import { type CopiedExchange, type CopiedValue, copiedRequest, type Header } from './exchange-copy.ts';

/** Exchanges as a HAR 1.2 document (w3c.github.io/web-performance/specs/HAR). Secrets are named: `Bearer $SCIM_TOKEN`. */
export function harOf(exchanges: readonly CopiedExchange[]): JsonObject {
  return {
    log: {
      version: '1.2',
      creator: { name: 'SCIM Rehearsal', version: '1' },
      entries: exchanges.map(entryOf),
    },
  };
}

function entryOf(exchange: CopiedExchange): JsonObject {
  const durationMs = exchange.durationMs ?? 0;
  return {
    startedDateTime: new Date(exchange.at).toISOString(),
    time: durationMs,
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  };
}

function requestOf(exchange: CopiedExchange): JsonObject {
  const { method, url, headers: copied, body } = copiedRequest(exchange);
  const headers = copied.map(([name, value]): Header => [name, valueText(value)]);
  return {
    method,
    url: url.map(valueText).join(''),
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(pairOf),
    queryString: queryOf(exchange.target),
    ...(body === '' ? {} : { postData: { mimeType: headerValueOf(headers, 'content-type'), text: body } }),
    headersSize: -1,
    bodySize: body === '' ? 0 : -1,
  };
}

function valueText({ text, variable }: CopiedValue): string {
  return variable === null ? text : `${text}$${variable}`;
}

function responseOf({ status, failure, responseHeaders, responseBody }: CopiedExchange): JsonObject {
  const text = failure === null ? responseBody : '';
  const headers = responseHeaders.map(([name, value]): Header => [name, /^set-cookie$/i.test(name) ? '***' : value]);
  return {
    // Browsers write 0 where no answer came.
    status: status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(pairOf),
    content: { size: -1, mimeType: headerValueOf(headers, 'content-type'), text },
    redirectURL: headerValueOf(headers, 'location'),
    headersSize: -1,
    bodySize: -1,
    ...(failure === null ? {} : { _error: failure }),
  };
}

function queryOf(target: string): readonly JsonObject[] {
  const query = target.split('?').slice(1).join('?');
  return query === '' ? [] : query.split('&').map((part) => pairOf(splitAt(part)));
}

function splitAt(part: string): Header {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

function pairOf([name, value]: Header): JsonObject {
  return { name, value };
}

function headerValueOf(headers: readonly Header[], name: string): string {
  return headers.find(([known]) => known.toLowerCase() === name)?.[1] ?? '';
}

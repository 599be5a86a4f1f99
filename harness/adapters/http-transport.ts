import type { IncomingMessage } from 'node:http';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import type { TenantUrl } from '#shared/entra/tenant-url.ts';
import type { ScimRequest, ScimResponse } from '#shared/scim/message.ts';
import type { SentExchange, Transport } from '../ports/session-ports.ts';
import { isHeaderValue, parseConnectionOptions } from './connection-options.ts';
import type { Place } from './proxy.ts';
import { redirectTarget } from './redirect.ts';
import { createSecretMask } from './secret-mask.ts';
import { createLines } from './target-line.ts';
import { authorityOf } from './target-socket.ts';
import { failureOf, TransportFault } from './transport-fault.ts';

export interface HttpTransportSetup {
  readonly url: TenantUrl;
  /** Sent as it is behind `Bearer `, without blanks around it. Null or empty: no Authorization header. */
  readonly token: string | null;
  readonly options: ConnectionOptions;
  /** Read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly environment: NodeJS.ProcessEnv;
  /** The bundled server is the one place where plain http needs no permission. */
  readonly isBundledServer?: boolean;
  /** From sending to the last byte. Entra's own limit is not documented. */
  readonly timeoutMs?: number;
}

export interface HttpTransport extends Transport {
  close(): void;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const REDIRECT_COUNT_MAX = 5;

type Pairs = readonly (readonly [string, string])[];

/** Sends SCIM requests over HTTP as Entra does: kept-alive connections, header names in its spelling, no User-Agent, no Accept. */
export function createHttpTransport(setup: HttpTransportSetup): HttpTransport {
  const token = setup.token?.trim() ?? '';
  const options = parseConnectionOptions(setup.options);
  const unsendable = options.ok ? reasonNotToSend(setup, token) : options.problems[0]?.message;
  const exceptions = options.ok ? options.value : setup.options;
  const timeoutMs = setup.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const mask = createSecretMask(setup.url, token, exceptions.extraHeader);
  const lines = createLines(setup.environment, exceptions, timeoutMs);
  const authority = authorityOf(setup.url);
  const credentials: Pairs = token === '' ? [] : [['Authorization', `Bearer ${token}`]];
  const extra: Pairs = exceptions.extraHeader === null ? [] : [[exceptions.extraHeader.name, exceptions.extraHeader.value]];

  function requestHeaders(request: ScimRequest, body: string | null): Pairs {
    const length: Pairs = body === null ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
    const own = Object.entries(request.headers);
    return [['Host', authority], ...credentials, ...own, ...extra, ...length, ['Connection', 'keep-alive']];
  }

  /** Follows redirects of a GET while they stay on the host: the token must not reach another one. */
  async function exchange(
    { method, target }: ScimRequest,
    headers: Pairs,
    body: string | null,
  ): Promise<{ response: ScimResponse; raw: Pairs }> {
    let place: Place = setup.url;
    let path = withQuery(setup.url.basePath + target, setup.url.secretQuery);
    for (let redirectCount = 0; ; redirectCount += 1) {
      const answer = await lines.ask(place, { method, path, headers, body });
      const location = method === 'GET' ? redirectTarget(answer.message, place, path) : undefined;
      if (location === undefined) return toResponse(answer.message, answer.text, mask);
      if (redirectCount === REDIRECT_COUNT_MAX) {
        throw new TransportFault('redirect', `${authorityOf(place)} redirected more than ${REDIRECT_COUNT_MAX} times.`);
      }
      path = location.path;
      place = location.place;
    }
  }

  return {
    send: async (request) => {
      const body = request.body === null ? null : JSON.stringify(request.body);
      const headers = requestHeaders(request, body);
      const startedAt = performance.now();
      const sent = (rest: Pick<SentExchange, 'outcome' | 'rawResponseHeaders'>): SentExchange => ({
        ...rest,
        durationMs: performance.now() - startedAt,
        rawRequestHeaders: unsendable === undefined ? shownHeaders(headers, exceptions.extraHeader?.name) : [],
      });
      try {
        if (unsendable !== undefined) throw new TransportFault('refused', `Not sent: ${unsendable}`);
        const { response, raw } = await exchange(request, headers, body);
        return sent({ outcome: { kind: 'response', response }, rawResponseHeaders: raw });
      } catch (error) {
        const { kind, detail } = failureOf(error, authority);
        return sent({ outcome: { kind: 'failure', failure: { kind, detail: mask(detail) } }, rawResponseHeaders: [] });
      }
    },
    close: lines.close,
  };
}

function reasonNotToSend({ url, options, isBundledServer }: HttpTransportSetup, token: string): string | undefined {
  if (!isHeaderValue(token)) return 'The secret token holds a line break or another character that no header can carry.';
  if (url.scheme === 'http' && !isBundledServer && !options.allowsPlainHttp) {
    return `${authorityOf(url)} would get the token over plain http, which this connection does not allow.`;
  }
  return undefined;
}

function withQuery(target: string, query: string): string {
  if (query === '') return target;
  return target + (target.includes('?') ? '&' : '?') + query;
}

function shownHeaders(headers: Pairs, extraHeaderName: string | undefined): Pairs {
  return headers.map(([name, value]) => [
    name,
    name === 'Authorization' ? 'Bearer ***' : name === extraHeaderName ? '***' : value,
  ]);
}

function toResponse(
  message: IncomingMessage,
  text: string,
  mask: (text: string) => string,
): { response: ScimResponse; raw: Pairs } {
  const raw: [string, string][] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    raw.push([message.rawHeaders[index] ?? '', mask(message.rawHeaders[index + 1] ?? '')]);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of raw) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return { response: { status: message.statusCode ?? 0, headers, text: mask(text) }, raw };
}

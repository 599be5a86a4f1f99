import type { ConnectionOptions } from '#shared/api/application-views.ts';
import type { TenantUrl } from '#shared/entra/tenant-url.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { SentExchange, Transport } from '../ports/session-ports.ts';
import type { HeaderPairs, RawAnswer } from './answer-reader.ts';
import { isHeaderValue, parseConnectionOptions } from './connection-options.ts';
import type { Place } from './proxy.ts';
import { redirectTarget } from './redirect.ts';
import { textOfAnswer } from './response-body.ts';
import { createSecretMask } from './secret-mask.ts';
import { createLines, framed, lengthOf, loadClient, type Question } from './target-line.ts';
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

/** A token request is the one message that is no JSON (RFC 6749 §4.4.2). */
export const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded';

/** Sends SCIM requests over HTTP as Entra does: kept-alive connections, header names in its spelling, no User-Agent, no Accept. */
export function createHttpTransport(setup: HttpTransportSetup): HttpTransport {
  const token = setup.token?.trim() ?? '';
  const options = parseConnectionOptions(setup.options);
  const unsendable = options.ok ? reasonNotToSend(setup, token) : options.problems[0]?.message;
  const exceptions = options.ok ? options.value : setup.options;
  const timeoutMs = setup.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const mask = createSecretMask(setup.url, token, exceptions.extraHeader);
  const lineSetup = { environment: setup.environment, trust: exceptions, timeoutMs };
  const authority = authorityOf(setup.url);
  const credentials: HeaderPairs = token === '' ? [] : [['Authorization', `Bearer ${token}`]];
  const extra: HeaderPairs = exceptions.extraHeader === null ? [] : [[exceptions.extraHeader.name, exceptions.extraHeader.value]];
  // Begun here, so that it does not count as a part of the first exchange.
  const loading = loadClient();
  let lines: ReturnType<typeof createLines> | undefined;

  const sentHeaders = remembered((headers: ScimRequest['headers']): SentHeaders => {
    const pairs = [...credentials, ...Object.entries(headers), ...extra];
    const shown = unsendable === undefined ? shownHeaders(framed(authority, pairs), exceptions.extraHeader?.name) : [];
    return { pairs, shown };
  });

  /** Follows redirects of a GET while they stay on the host: the token must not reach another one. */
  async function exchange(
    over: ReturnType<typeof createLines>,
    { method, target }: ScimRequest,
    message: Pick<Question, 'headers' | 'body'>,
  ): Promise<Received> {
    let place: Place = setup.url;
    let path = withQuery(setup.url.basePath + target, setup.url.secretQuery);
    for (let redirectCount = 0; ; redirectCount += 1) {
      const answer = await over.ask(place, { method, path, ...message });
      const location = method === 'GET' ? redirectTarget(answer, { from: place, path }) : undefined;
      if (location === undefined) return toResponse(answer, await textOfAnswer(answer), mask);
      if (redirectCount === REDIRECT_COUNT_MAX) {
        throw new TransportFault('redirect', `${authorityOf(place)} redirected more than ${REDIRECT_COUNT_MAX} times.`);
      }
      path = location.path;
      place = location.place;
    }
  }

  return {
    send: async (request) => {
      const body = bodyOf(request);
      const { pairs, shown } = sentHeaders(request.headers);
      lines ??= createLines(await loading, lineSetup);
      const startedAt = performance.now();
      const sent = ({ outcome, rawResponseHeaders, arrivedAt }: Received): SentExchange => ({
        outcome,
        rawResponseHeaders,
        durationMs: arrivedAt - startedAt,
        rawRequestHeaders: body === null || unsendable !== undefined ? shown : [...shown, lengthOf(body)],
      });
      try {
        if (unsendable !== undefined) throw new TransportFault('refused', `Not sent: ${unsendable}`);
        return sent(await exchange(lines, request, { headers: pairs, body }));
      } catch (error) {
        const { kind, detail } = failureOf(error, authority);
        const outcome = { kind: 'failure', failure: { kind, detail: mask(detail) } } as const;
        return sent({ outcome, rawResponseHeaders: [], arrivedAt: performance.now() });
      }
    },
    close: () => lines?.close(),
  };
}

interface Received extends Pick<SentExchange, 'outcome' | 'rawResponseHeaders'>, Pick<RawAnswer, 'arrivedAt'> {}

/** Of a request: with its secrets as they are sent, and without them and complete but for the length of a body. */
interface SentHeaders {
  readonly pairs: HeaderPairs;
  readonly shown: HeaderPairs;
}

/** Requests of one kind share their headers, which are never changed. */
function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

function bodyOf({ headers, body }: ScimRequest): Buffer | null {
  if (body === null) return null;
  const isForm = headers['Content-Type'] === FORM_MEDIA_TYPE;
  return Buffer.from(isForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body));
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

function shownHeaders(headers: HeaderPairs, extraHeaderName: string | undefined): HeaderPairs {
  return headers.map(([name, value]) => [
    name,
    name === 'Authorization' ? 'Bearer ***' : name === extraHeaderName ? '***' : value,
  ]);
}

function toResponse({ status, headers, arrivedAt }: RawAnswer, text: string, mask: (text: string) => string): Received {
  const raw = headers.map(([name, value]): HeaderPairs[number] => [name, mask(value)]);
  // What came under one name several times is one value (RFC 9110 §5.3).
  const joined: Record<string, string> = {};
  for (const [name, value] of raw) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`;
  }
  const response = { status, headers: joined, text: mask(text) };
  return { outcome: { kind: 'response', response }, rawResponseHeaders: raw, arrivedAt };
}

import type { Delivery, ScimServer } from '#server/scim-server.ts';
import type { ScimOutcome, ScimRequest, ScimResponse } from '#shared/scim/message.ts';
import type { SentExchange, Transport } from '../ports/session-ports.ts';
import { redirectTarget } from './redirect.ts';
import { failureOf, TransportFault } from './transport-fault.ts';

export interface InProcessOptions {
  /** Virtual duration of an exchange; nothing waits for it. 0 where it is not given. */
  readonly latencyMs?: (request: ScimRequest) => number;
  /** When a client over sockets would give up. */
  readonly timeoutMs?: number;
}

/** As the client over HTTP has it. */
const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * Brings requests to a directory of the bundled server without a socket, in the very form its HTTP face would give them. What goes
 * wrong on the way comes out as it does over sockets, but no time passes.
 */
export function createInProcessTransport(
  server: Pick<ScimServer, 'handle'>,
  directoryId: string,
  token: string,
  options: InProcessOptions = {},
): Transport {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const send = async (request: ScimRequest): Promise<SentExchange> => {
    let durationMs = options.latencyMs?.(request) ?? 0;
    const ask = (target: string): ScimResponse => {
      const answered = server.handle({
        method: request.method,
        target,
        headers: { ...inLowerCase(request.headers), ...connectionHeaders, authorization: `Bearer ${token}` },
        body: request.body === null ? '' : JSON.stringify(request.body),
      });
      durationMs += answered.delivery?.delayMs ?? 0;
      const lost = answered.delivery && lossOf(answered.delivery, timeoutMs);
      if (lost !== undefined) throw lost;
      const { status, headers, body } = answered;
      return { status, headers: inLowerCase(headers), text: body };
    };
    const outcome = outcomeOf(() => {
      const target = `/scim/v2/${directoryId}${request.target}`;
      return request.method === 'GET' ? followRedirects(target, ask) : ask(target);
    });
    const isTimeout = outcome.kind === 'failure' && outcome.failure.kind === 'timeout';
    return { outcome, durationMs: isTimeout ? timeoutMs : durationMs, rawRequestHeaders: [], rawResponseHeaders: [] };
  };
  return { send };
}

/** A server writes the host it was asked under into `meta.location`; a fixed one keeps ports out of traces. */
const HOST = 'localhost';
const connectionHeaders = { host: HOST };

function outcomeOf(ask: () => ScimResponse): ScimOutcome {
  try {
    return { kind: 'response', response: ask() };
  } catch (error) {
    if (!(error instanceof TransportFault) && !(error instanceof LostAnswer)) throw error;
    return { kind: 'failure', failure: failureOf(error, HOST) };
  }
}

/** An answer that does not arrive, with the code that Node gives the client then. */
class LostAnswer extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`The answer was lost (${code}).`);
    this.code = code;
  }
}

function lossOf({ kind, delayMs }: Delivery, timeoutMs: number): Error | undefined {
  if (kind === 'never' || delayMs >= timeoutMs) {
    return new TransportFault('timeout', `${HOST} did not answer within ${timeoutMs / 1000} s.`);
  }
  if (kind === 'whole') return undefined;
  return new LostAnswer(kind === 'no-http' ? 'HPE_INVALID_CONSTANT' : 'ECONNRESET');
}

const REDIRECT_COUNT_MAX = 5;

/** As the client over HTTP follows them. Throws a TransportFault where the token may not follow. */
function followRedirects(target: string, ask: (target: string) => ScimResponse): ScimResponse {
  let path = target;
  for (let redirectCount = 0; ; redirectCount += 1) {
    const response = ask(path);
    const answer = { status: response.status, headers: Object.entries(response.headers) };
    const next = redirectTarget(answer, { from: { scheme: 'http', host: HOST, port: 80 }, path });
    if (next === undefined) return response;
    if (redirectCount === REDIRECT_COUNT_MAX) {
      throw new TransportFault('redirect', `${HOST} redirected more than ${REDIRECT_COUNT_MAX} times.`);
    }
    path = next.path;
  }
}

function inLowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

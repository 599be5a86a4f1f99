import type { ScimServer } from '#server/scim-server.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { SentExchange, Transport } from '../ports/session-ports.ts';

export interface InProcessOptions {
  /** Virtual duration of an exchange; nothing waits for it. 0 where it is not given. */
  readonly latencyMs?: (request: ScimRequest) => number;
}

/** Brings requests to a directory of the bundled server without a socket, in the very form its HTTP face would give them. */
export function createInProcessTransport(
  server: ScimServer,
  directoryId: string,
  token: string,
  options: InProcessOptions = {},
): Transport {
  const send = async (request: ScimRequest): Promise<SentExchange> => {
    const { status, headers, body } = server.handle({
      method: request.method,
      target: `/scim/v2/${directoryId}${request.target}`,
      headers: { ...inLowerCase(request.headers), ...connectionHeaders, authorization: `Bearer ${token}` },
      body: request.body === null ? '' : JSON.stringify(request.body),
    });
    return {
      outcome: { kind: 'response', response: { status, headers: inLowerCase(headers), text: body } },
      durationMs: options.latencyMs?.(request) ?? 0,
      rawRequestHeaders: [],
      rawResponseHeaders: [],
    };
  };
  return { send };
}

/** A server writes the host it was asked under into `meta.location`; a fixed one keeps ports out of traces. */
const connectionHeaders = { host: 'localhost' };

function inLowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

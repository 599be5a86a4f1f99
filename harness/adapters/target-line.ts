import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { type ForwardProxy, type Place, proxyFor } from './proxy.ts';
import { readResponseBody } from './response-body.ts';
import { authorityOf, openTargetSocket, type Trust } from './target-socket.ts';
import { TransportFault } from './transport-fault.ts';

export interface Question {
  readonly method: string;
  /** Path and query as they go on the wire. */
  readonly path: string;
  /** Sent in this order and spelling; Host is set for each place. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

export interface Answer {
  readonly message: IncomingMessage;
  readonly text: string;
}

/** Kept-alive connections to one place, and the proxy on the way. */
interface Line {
  readonly place: Place;
  /** Host header and name in sentences. */
  readonly authority: string;
  readonly agent: http.Agent;
  readonly proxy: ForwardProxy | null;
}

/** Asks places over connections that are kept for the next question. `ask` rejects with a TransportFault or Node's error. */
export function createLines(environment: NodeJS.ProcessEnv, trust: Trust, timeoutMs: number) {
  const lines = new Map<string, Line>();
  const lineTo = (place: Place): Line => {
    const key = `${place.scheme}://${place.host}:${place.port}`;
    const line = lines.get(key) ?? openLine(place, environment, trust, timeoutMs);
    lines.set(key, line);
    return line;
  };
  return {
    ask: async (place: Place, question: Question): Promise<Answer> => {
      const line = lineTo(place);
      try {
        return await askOnce(line, question, timeoutMs);
      } catch (error) {
        if (!(error instanceof StaleConnection)) throw error;
        // A server may close a kept-alive connection in the moment it is used again. Only a GET is safe to repeat then.
        if (question.method === 'GET') return askOnce(line, question, timeoutMs);
        throw error.cause;
      }
    },
    close: () => {
      for (const { agent } of lines.values()) agent.destroy();
      lines.clear();
    },
  };
}

function openLine(place: Place, environment: NodeJS.ProcessEnv, trust: Trust, timeoutMs: number): Line {
  const proxy = proxyFor(place, environment);
  if (!proxy.ok) throw new TransportFault('refused', `Not sent: ${proxy.problems[0]?.message}`);
  const agent = place.scheme === 'https' ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  agent.createConnection = (_options, callback) => {
    const settle = callback as ((error: Error | null, socket?: Duplex) => void) | undefined;
    openTargetSocket(place, proxy.value, trust, timeoutMs).then(
      (socket) => settle?.(null, socket),
      (error: Error) => settle?.(error),
    );
    return undefined;
  };
  return { place, authority: authorityOf(place), agent, proxy: proxy.value };
}

class StaleConnection extends Error {}

function askOnce(line: Line, { method, path, headers, body }: Question, timeoutMs: number): Promise<Answer> {
  const { place, authority, agent, proxy } = line;
  return new Promise((resolve, reject) => {
    // A proxy for plain http wants the whole address in the request line (RFC 9112 §3.2.2); one for https gave a tunnel.
    const isForwarded = proxy !== null && place.scheme === 'http';
    const proxyAuthorization = isForwarded ? proxy.authorization : null;
    const outgoing = (place.scheme === 'https' ? https : http).request({
      agent,
      method,
      host: place.host,
      port: place.port,
      path: isForwarded ? `http://${authority}${path}` : path,
      // As a list, Node writes them as they are; an object is checked and stored name by name first.
      headers: headerList(headers, authority, proxyAuthorization),
    });
    const timer = setTimeout(() => {
      const fault = new TransportFault('timeout', `${authority} did not answer within ${timeoutMs / 1000} s.`);
      reject(fault);
      outgoing.destroy(fault);
    }, timeoutMs);
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      reject(outgoing.reusedSocket ? new StaleConnection('Closed while idle.', { cause: error }) : error);
    });
    outgoing.on('response', (message) => {
      readResponseBody(message)
        .then((text) => resolve({ message, text }), reject)
        .finally(() => clearTimeout(timer));
    });
    outgoing.end(body ?? undefined);
  });
}

function headerList(headers: Question['headers'], authority: string, proxyAuthorization: string | null): readonly string[] {
  const list: string[] = [];
  for (const [name, value] of headers) list.push(name, name === 'Host' ? authority : value);
  if (proxyAuthorization !== null) list.push('Proxy-Authorization', proxyAuthorization);
  return list;
}

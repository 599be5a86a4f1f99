import type { Client } from 'undici';
import { AnswerReader, type HeaderPairs, type RawAnswer } from './answer-reader.ts';
import { type ForwardProxy, type Place, proxyFor } from './proxy.ts';
import { authorityOf, openTargetSocket, type Trust } from './target-socket.ts';
import { TransportFault } from './transport-fault.ts';

export interface Question {
  readonly method: string;
  /** Path and query as they go on the wire. */
  readonly path: string;
  /** Sent in this order and spelling, between what `framed` adds. */
  readonly headers: HeaderPairs;
  readonly body: Buffer | null;
}

/** Headers as they go on the wire: undici writes itself where a message goes, that its connection stays open, and its length. */
export function framed(headers: HeaderPairs, authority: string, body: Buffer | null): HeaderPairs {
  const length: HeaderPairs = body === null ? [] : [['content-length', String(body.length)]];
  return [['host', authority], ['connection', 'keep-alive'], ...headers, ...length];
}

/** undici is loaded for the first question, not with every command. */
export function loadClient(): Promise<typeof Client> {
  loading ??= import('undici').then((undici) => undici.Client);
  return loading;
}
let loading: Promise<typeof Client> | undefined;

/** Kept-alive connections to one place, and the proxy on the way. */
interface Line {
  readonly place: Place;
  /** Host header and name in sentences. */
  readonly authority: string;
  readonly proxy: ForwardProxy | null;
  readonly open: () => Connection;
  readonly connections: Set<Connection>;
  /** Those that bring no answer now, the last used one last. */
  readonly idle: Connection[];
}

interface Connection {
  /** Has one connection at a time, and opens another where the server closed it while it was idle. */
  readonly client: Client;
  /** Whether the connection that is open has brought an answer already. */
  isReused: boolean;
}

interface Setup {
  readonly environment: NodeJS.ProcessEnv;
  readonly trust: Trust;
  readonly timeoutMs: number;
}

/** Asks places over connections that are kept for the next question. `ask` rejects with a TransportFault, undici's error or Node's. */
export function createLines(setup: Setup) {
  const lines = new Map<string, Line>();
  const lineTo = async (place: Place): Promise<Line> => {
    const key = `${place.scheme}://${place.host}:${place.port}`;
    const known = lines.get(key);
    if (known !== undefined) return known;
    const opened = openLine(await loadClient(), place, setup);
    const line = lines.get(key) ?? opened;
    lines.set(key, line);
    return line;
  };
  return {
    ask: async (place: Place, question: Question): Promise<RawAnswer> => {
      const line = await lineTo(place);
      try {
        return await ask(line, line.idle.pop() ?? openConnection(line), { question, timeoutMs: setup.timeoutMs });
      } catch (error) {
        if (!(error instanceof StaleConnection)) throw error;
        // A server may close a kept-alive connection in the moment it is used again. Only a GET is safe to repeat then.
        if (question.method !== 'GET') throw error.cause;
        return ask(line, openConnection(line), { question, timeoutMs: setup.timeoutMs });
      }
    },
    close: () => {
      for (const { connections } of lines.values()) for (const { client } of connections) void client.destroy();
      lines.clear();
    },
  };
}

/** An idle connection is closed after this long, or a little before its server says it will. */
const IDLE_MAX_MS = 60_000;

function openLine(UndiciClient: typeof Client, place: Place, { environment, trust, timeoutMs }: Setup): Line {
  const proxy = proxyFor(place, environment);
  if (!proxy.ok) throw new TransportFault('refused', `Not sent: ${proxy.problems[0]?.message}`);
  const authority = authorityOf(place);
  const open = (): Connection => {
    const client = new UndiciClient(`${place.scheme}://${authority}`, {
      connect: (_options, callback) => {
        openTargetSocket(place, proxy.value, trust, timeoutMs).then(
          (socket) => {
            connection.isReused = false;
            callback(null, socket);
          },
          (error: Error) => callback(error, null),
        );
      },
      keepAliveTimeout: IDLE_MAX_MS,
      // One limit for all of an exchange is kept by who reads the answer.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const connection: Connection = { client, isReused: false };
    return connection;
  };
  return { place, authority, proxy: proxy.value, open, connections: new Set(), idle: [] };
}

function openConnection({ open, connections }: Line): Connection {
  const connection = open();
  connections.add(connection);
  return connection;
}

class StaleConnection extends Error {}

function ask(
  line: Line,
  connection: Connection,
  { question, timeoutMs }: { readonly question: Question; readonly timeoutMs: number },
): Promise<RawAnswer> {
  const { place, authority, proxy } = line;
  const { method, path, headers, body } = question;
  // A proxy for plain http wants the whole address in the request line (RFC 9112 §3.2.2); one for https gave a tunnel.
  const isForwarded = proxy !== null && place.scheme === 'http';
  const late = `${authority} did not answer within ${timeoutMs / 1000} s.`;
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(timeoutMs, late, (outcome) => {
      if (outcome instanceof Error) {
        line.connections.delete(connection);
        void connection.client.destroy();
        const isStale = connection.isReused && !(outcome instanceof TransportFault);
        reject(isStale ? new StaleConnection('Closed while idle.', { cause: outcome }) : outcome);
        return;
      }
      connection.isReused = true;
      line.idle.push(connection);
      resolve(outcome);
    });
    connection.client.dispatch(
      {
        method,
        path: isForwarded ? `http://${authority}${path}` : path,
        headers: headerList(headers, authority, isForwarded ? proxy.authorization : null),
        body,
      },
      reader,
    );
  });
}

function headerList(headers: HeaderPairs, authority: string, proxyAuthorization: string | null): string[] {
  const list = ['host', authority];
  for (const [name, value] of headers) list.push(name, value);
  if (proxyAuthorization !== null) list.push('Proxy-Authorization', proxyAuthorization);
  return list;
}

import type { Client } from 'undici';
import { AnswerReader, type HeaderPairs, type RawAnswer } from './answer-reader.ts';
import { InterimAnswers } from './interim-answers.ts';
import { type Place, proxyFor } from './proxy.ts';
import { authorityOf, openTargetSocket, type Trust } from './target-socket.ts';
import { TransportFault } from './transport-fault.ts';

export interface Question {
  readonly method: string;
  /** Path and query as they go on the wire. */
  readonly path: string;
  /** Sent in this order and spelling, behind the two that undici writes itself: `framed` has them all. */
  readonly headers: HeaderPairs;
  readonly body: Buffer | null;
}

/** Headers as they go on the wire: undici itself writes where a message goes, that its connection stays open, and its length. */
export function framed(authority: string, headers: HeaderPairs): HeaderPairs {
  return [['host', authority], ['connection', 'keep-alive'], ...headers];
}
export function lengthOf(body: Buffer): HeaderPairs[number] {
  return ['content-length', String(body.length)];
}

/**
 * undici is loaded where requests go out over HTTP, not with every command; and of it only the client, for the whole (fetch, caches,
 * mocks) takes a process three times as long to load.
 */
export async function loadClient(): Promise<typeof Client> {
  const { default: loaded } = await import('undici/lib/dispatcher/client.js');
  return loaded;
}

/** Kept-alive connections to one place, and the proxy on the way. */
interface Line {
  readonly place: Place;
  /** Host header and name in sentences. */
  readonly authority: string;
  /** A proxy for plain http wants the whole address in the request line (RFC 9112 §3.2.2); one for https gave a tunnel. */
  readonly isForwarded: boolean;
  /** Of such a proxy. */
  readonly proxyAuthorization: string | null;
  readonly timeoutMs: number;
  readonly open: () => Connection;
  readonly connections: Set<Connection>;
  /** Those that bring no answer now, the last used one last. */
  readonly idle: Connection[];
}

interface Connection {
  /** Has one connection at a time, and opens another where the server closed it while it was idle. */
  readonly client: Client;
  readonly interim: InterimAnswers;
  /** Whether the connection that is open has brought an answer already. */
  isReused: boolean;
}

interface Setup {
  readonly environment: NodeJS.ProcessEnv;
  readonly trust: Trust;
  readonly timeoutMs: number;
}

/** Asks places over connections that are kept for the next question. `ask` rejects with a TransportFault, undici's error or Node's. */
export function createLines(UndiciClient: typeof Client, setup: Setup) {
  const lines = new Map<string, Line>();
  let last: Line | undefined;
  const lineTo = (place: Place): Line => {
    if (last?.place === place) return last;
    const key = `${place.scheme}://${place.host}:${place.port}`;
    last = lines.get(key) ?? openLine(UndiciClient, place, setup);
    lines.set(key, last);
    return last;
  };
  const handOn = together();
  return {
    ask: (place: Place, question: Question): Promise<RawAnswer> =>
      new Promise((resolve, reject) => {
        const line = lineTo(place);
        ask(line, line.idle.pop() ?? openConnection(line), question, (outcome) => {
          if (!(outcome instanceof Error)) handOn(() => resolve(outcome));
          // A server may close a kept-alive connection in the moment it is used again. Only a GET is safe to repeat then.
          else if (outcome instanceof StaleConnection && question.method === 'GET') {
            ask(line, openConnection(line), question, (again) => (again instanceof Error ? reject(again) : resolve(again)));
          } else reject(outcome instanceof StaleConnection ? outcome.cause : outcome);
        });
      }),
    close: () => {
      for (const { connections } of lines.values()) for (const { client } of connections) void client.destroy();
      lines.clear();
      last = undefined;
    },
  };
}

/**
 * Runs what it is given once everything that has arrived was read. Answers come in bunches: reading all of them, then working on all of
 * them, is a fifth cheaper than going from one to the other, for each finds in the processor's caches what it needs.
 */
function together(): (task: () => void) => void {
  let waiting: (() => void)[] = [];
  const run = (): void => {
    const tasks = waiting;
    waiting = [];
    for (const task of tasks) task();
  };
  return (task) => {
    if (waiting.length === 0) setImmediate(run);
    waiting.push(task);
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
            connection.interim.hideIn(socket);
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
    const connection: Connection = { client, interim: new InterimAnswers(), isReused: false };
    return connection;
  };
  const isForwarded = proxy.value !== null && place.scheme === 'http';
  const proxyAuthorization = isForwarded ? (proxy.value?.authorization ?? null) : null;
  return { place, authority, isForwarded, proxyAuthorization, timeoutMs, open, connections: new Set(), idle: [] };
}

function openConnection({ open, connections }: Line): Connection {
  const connection = open();
  connections.add(connection);
  return connection;
}

class StaleConnection extends Error {}

function ask(line: Line, connection: Connection, question: Question, end: (outcome: RawAnswer | Error) => void): void {
  const { authority, isForwarded, timeoutMs } = line;
  const { method, path, body } = question;
  const reader = new AnswerReader(timeoutMs, authority, (outcome) => {
    if (!(outcome instanceof Error)) {
      connection.isReused = true;
      line.idle.push(connection);
      end(outcome);
      return;
    }
    line.connections.delete(connection);
    void connection.client.destroy();
    const isStale = connection.isReused && !(outcome instanceof TransportFault);
    end(isStale ? new StaleConnection('Closed while idle.', { cause: outcome }) : outcome);
  });
  const headers = headerList(line, question.headers);
  connection.interim.await();
  connection.client.dispatch({ method, path: isForwarded ? `http://${authority}${path}` : path, headers, body }, reader);
}

function headerList({ authority, proxyAuthorization }: Line, headers: HeaderPairs): string[] {
  const list = ['host', authority];
  for (const [name, value] of headers) list.push(name, value);
  if (proxyAuthorization !== null) list.push('Proxy-Authorization', proxyAuthorization);
  return list;
}

import { type ForwardProxy, type Place, proxyFor } from './proxy.ts';
import { unpackedText } from './response-body.ts';
import { StaleConnection, TargetConnection } from './target-connection.ts';
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
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

/** Asks places over connections that are kept for the next question. `ask` rejects with a TransportFault or Node's error. */
export function createLines(environment: NodeJS.ProcessEnv, trust: Trust, timeoutMs: number) {
  const lines = new Map<string, Line>();
  const lineTo = (place: Place): Line => {
    const key = `${place.scheme}://${place.host}:${place.port}`;
    const line = lines.get(key) ?? new Line(place, proxyTo(place, environment), trust, timeoutMs);
    lines.set(key, line);
    return line;
  };
  return {
    ask: async (place: Place, question: Question): Promise<Answer> => {
      const line = lineTo(place);
      try {
        return await line.ask(question);
      } catch (error) {
        if (!(error instanceof StaleConnection)) throw error;
        // A server may close a kept-alive connection in the moment it is used again. Only a GET is safe to repeat then.
        if (question.method === 'GET') return await line.ask(question);
        throw error.cause;
      }
    },
    close: () => {
      for (const line of lines.values()) line.close();
      lines.clear();
    },
  };
}

function proxyTo(place: Place, environment: NodeJS.ProcessEnv): ForwardProxy | null {
  const proxy = proxyFor(place, environment);
  if (!proxy.ok) throw new TransportFault('refused', `Not sent: ${proxy.problems[0]?.message}`);
  return proxy.value;
}

/** Kept-alive connections to one place, and the proxy on the way. */
class Line {
  readonly #place: Place;
  readonly #authority: string;
  readonly #proxy: ForwardProxy | null;
  readonly #trust: Trust;
  readonly #timeoutMs: number;
  readonly #connections = new Set<TargetConnection>();
  /** Used last on top: what is used again soonest is the least likely to have been closed meanwhile. */
  readonly #free: TargetConnection[] = [];

  constructor(place: Place, proxy: ForwardProxy | null, trust: Trust, timeoutMs: number) {
    this.#place = place;
    this.#authority = authorityOf(place);
    this.#proxy = proxy;
    this.#trust = trust;
    this.#timeoutMs = timeoutMs;
  }

  async ask(question: Question): Promise<Answer> {
    const message = this.#messageOf(question);
    const connection = this.#takeFree() ?? (await this.#open());
    const { status, headers, body } = await connection.ask(message, { timeoutMs: this.#timeoutMs, authority: this.#authority });
    if (connection.isFree) this.#free.push(connection);
    return { status, headers, text: await unpackedText(headers, body) };
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #takeFree(): TargetConnection | undefined {
    for (;;) {
      const connection = this.#free.pop();
      if (connection === undefined || connection.isFree) return connection;
      connection.close();
    }
  }

  async #open(): Promise<TargetConnection> {
    const socket = await openTargetSocket(this.#place, this.#proxy, this.#trust, this.#timeoutMs);
    const connection = new TargetConnection(socket, (ended) => this.#connections.delete(ended));
    this.#connections.add(connection);
    return connection;
  }

  #messageOf({ method, path, headers, body }: Question): string | Buffer {
    // A proxy for plain http wants the whole address in the request line (RFC 9112 §3.2.2); one for https gave a tunnel.
    const isForwarded = this.#proxy !== null && this.#place.scheme === 'http';
    let head = `${method} ${isForwarded ? `http://${this.#authority}` : ''}${path} HTTP/1.1\r\n`;
    for (const [name, value] of headers) head += `${name}: ${name === 'Host' ? this.#authority : value}\r\n`;
    const proxyAuthorization = isForwarded ? this.#proxy?.authorization : null;
    if (proxyAuthorization) head += `Proxy-Authorization: ${proxyAuthorization}\r\n`;
    const text = `${head}\r\n${body ?? ''}`;
    // Above ASCII a head has another encoding (one byte a character) than a body.
    return isAscii(head) ? text : Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), Buffer.from(body ?? '')]);
  }
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range begins with them.
  return /^[\x00-\x7f]*$/.test(text);
}

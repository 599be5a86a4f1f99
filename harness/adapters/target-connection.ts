import type { Socket } from 'node:net';
import { type AnswerMessage, AnswerReader } from './answer-reader.ts';
import { TransportFault } from './transport-fault.ts';

/** Thrown where a kept connection ended before anything of the answer came: the server may not have seen the request. */
export class StaleConnection extends Error {}

interface Exchange {
  readonly reader: AnswerReader;
  readonly settle: (outcome: AnswerMessage | Error) => void;
}

/**
 * One connection that carries one request at a time. Listeners are set once, not per request: a cycle sends thousands over each.
 * Node's own client costs about as much as everything else that is done for a request.
 */
export class TargetConnection {
  readonly #socket: Socket;
  readonly #onEnded: (connection: TargetConnection) => void;
  #exchange: Exchange | null = null;
  #answerCount = 0;
  #keptUntil = Number.POSITIVE_INFINITY;

  constructor(socket: Socket, onEnded: (connection: TargetConnection) => void) {
    this.#socket = socket;
    this.#onEnded = onEnded;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    socket.on('end', () => this.#end());
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end());
  }

  /** Whether another request may go out now. A server ends what it kept for too long in the moment it is used. */
  get isFree(): boolean {
    return this.#exchange === null && !this.#socket.destroyed && this.#socket.writable && performance.now() < this.#keptUntil;
  }

  /** Rejects with a TransportFault, a StaleConnection or Node's error; the connection is of no use then. */
  ask(message: string | Buffer, { timeoutMs, authority }: { readonly timeoutMs: number; readonly authority: string }): Promise<AnswerMessage> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#settle(new TransportFault('timeout', `${authority} did not answer within ${timeoutMs / 1000} s.`));
      }, timeoutMs);
      this.#exchange = {
        reader: new AnswerReader(),
        settle: (outcome) => {
          clearTimeout(timer);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        },
      };
      this.#socket.ref();
      this.#socket.write(message);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    // Nobody asked: whatever it is, the next answer must not be taken from it.
    if (this.#exchange === null) return this.close();
    try {
      const answer = this.#exchange.reader.feed(bytes);
      if (answer !== null) this.#settle(answer);
    } catch (error) {
      this.#settle(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #end(error?: Error): void {
    const { reader } = this.#exchange ?? {};
    const answer = error === undefined ? (reader?.end() ?? null) : null;
    const cause = error ?? Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' });
    const isStale = this.#answerCount > 0 && reader?.hasBegun === false;
    this.#settle(answer ?? (isStale ? new StaleConnection('Closed while idle.', { cause }) : cause));
    this.close();
    this.#onEnded(this);
  }

  #settle(outcome: AnswerMessage | Error): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    this.#exchange = null;
    if (outcome instanceof Error || outcome.keptForMs === 0) {
      this.close();
    } else {
      this.#answerCount += 1;
      // A second less than was promised, for the way there. An idle connection keeps no process alive.
      if (outcome.keptForMs !== null) this.#keptUntil = performance.now() + outcome.keptForMs - 1000;
      this.#socket.unref();
    }
    exchange.settle(outcome);
  }
}

import type { Dispatcher } from 'undici';
import { TransportFault } from './transport-fault.ts';

export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** In the order and spelling in which they came. */
  readonly headers: HeaderPairs;
  /** Still packed, where it is. */
  readonly body: Buffer;
  /** When the last of it was there, by `performance.now()`. */
  readonly arrivedAt: number;
}

/** A header by its name in lower case; the values joined where it came several times. */
export function headerOf({ headers }: Pick<RawAnswer, 'headers'>, wanted: string): string | undefined {
  let joined: string | undefined;
  for (const [name, value] of headers) {
    if (name.length !== wanted.length || name.toLowerCase() !== wanted) continue;
    joined = joined === undefined ? value : `${joined}, ${value}`;
  }
  return joined;
}

/** Of an answer, as it comes and unpacked. */
export const BODY_BYTES_MAX = 10 * 1024 * 1024;

export function tooLarge(): TransportFault {
  return new TransportFault('unparsable', 'The answer is larger than 10 MB.');
}

/** Hears undici of one request, and tells its end once: the whole answer, or why there is none. */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #end: (outcome: RawAnswer | Error) => void;
  readonly #timer: NodeJS.Timeout;
  #isOver = false;
  #status = 0;
  #headers: HeaderPairs = [];
  #chunks: Buffer[] = [];
  #byteCount = 0;

  /** `authority` is who did not answer, should the whole of it not be there in time. */
  constructor(timeoutMs: number, authority: string, end: (outcome: RawAnswer | Error) => void) {
    this.#end = end;
    this.#timer = setTimeout(() => {
      this.#over(new TransportFault('timeout', `${authority} did not answer within ${timeoutMs / 1000} s.`));
    }, timeoutMs);
  }

  /** undici takes an object for a handler of its present kind by this method. */
  onRequestStart(): void {}

  onResponseStart({ rawHeaders }: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
    this.#headers = Array.isArray(rawHeaders) ? pairsOf(rawHeaders) : [];
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#byteCount += chunk.length;
    if (this.#byteCount > BODY_BYTES_MAX) this.#over(tooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first, ...others] = this.#chunks;
    const body = first !== undefined && others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#over({ status: this.#status, headers: this.#headers, body, arrivedAt: performance.now() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#over(error);
  }

  #over(outcome: RawAnswer | Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#end(outcome);
  }
}

/** Names and values in turns. A header is Latin-1 on the wire. */
function pairsOf(list: readonly (Buffer | string)[]): HeaderPairs {
  const pairs: [string, string][] = [];
  for (let index = 0; index < list.length; index += 2) pairs.push([textOf(list[index]), textOf(list[index + 1])]);
  return pairs;
}

function textOf(part: Buffer | string | undefined): string {
  return typeof part === 'string' ? part : (part?.toString('latin1') ?? '');
}

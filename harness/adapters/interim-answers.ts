import type { Socket } from 'node:net';

/** What an answer begins with: `HTTP/1.1 1`, with the first digit of its status. */
const STATUS_PLACE = 'HTTP/1.1 '.length;
const INTERIM_DIGIT = '1'.charCodeAt(0);
/** It takes a connection over to another protocol. Nobody asked for that: undici refuses it, as Node does. */
const SWITCHING = '101';
const HEAD_END = '\r\n\r\n';
/** Node's own limit of a head. What is longer is left to the parser, which refuses it. */
const HEAD_BYTES_MAX = 16 * 1024;

/**
 * Takes out of a connection what a server sends ahead of its answer (RFC 9110 §15.2): a client must be able to read it although it asked
 * for nothing of the kind, and undici takes a `100 Continue` for a broken answer.
 */
export class InterimAnswers {
  #isAwaited = false;
  #held: Buffer | null = null;

  /** A question goes out: what comes next may be an interim answer. */
  await(): void {
    this.#isAwaited = true;
    this.#held = null;
  }

  /** Whoever reads from this socket sees none of them. */
  hideIn(socket: Socket): void {
    this.await();
    const read = socket.read.bind(socket);
    socket.read = (size?: number): unknown => {
      // A stream tells of more only after it has answered that there is nothing more.
      for (;;) {
        const chunk: unknown = read(size);
        if (!this.#isAwaited || !Buffer.isBuffer(chunk)) return chunk;
        const rest = this.#withoutInterim(chunk);
        if (rest.length > 0) return rest;
      }
    };
  }

  #withoutInterim(chunk: Buffer): Buffer {
    let bytes = this.#held === null ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = null;
    while (isInterim(bytes)) {
      const end = bytes.indexOf(HEAD_END);
      if (end === -1) {
        if (bytes.length > HEAD_BYTES_MAX) break;
        this.#held = bytes;
        return NOTHING;
      }
      bytes = bytes.subarray(end + HEAD_END.length);
      if (bytes.length === 0) return NOTHING;
    }
    this.#isAwaited = false;
    return bytes;
  }
}

const NOTHING = Buffer.alloc(0);

/** Or may become one, where so little has come that nobody can tell. */
function isInterim(bytes: Buffer): boolean {
  if (bytes.length <= STATUS_PLACE) return true;
  if (bytes[STATUS_PLACE] !== INTERIM_DIGIT) return false;
  const status = bytes.toString('latin1', STATUS_PLACE, STATUS_PLACE + SWITCHING.length);
  return bytes.toString('latin1', 0, 5) === 'HTTP/' && status !== SWITCHING;
}

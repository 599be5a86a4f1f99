import { TransportFault } from './transport-fault.ts';

/** An HTTP answer as it came (RFC 9112), its body still packed. */
export interface AnswerMessage {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** For how long the connection may be kept for another request: 0 where it may not be, null where the server did not say. */
  readonly keptForMs: number | null;
}

/** Largest body that is read, packed or unpacked. */
export const BODY_BYTES_MAX = 10 * 1024 * 1024;
const HEAD_BYTES_MAX = 64 * 1024;

type Head = Pick<AnswerMessage, 'status' | 'headers' | 'keptForMs'>;

/** How the end of a body is known (RFC 9112 §6.3). */
type Framing = { readonly kind: 'length'; readonly length: number } | { readonly kind: 'chunked' } | { readonly kind: 'until-close' };

/** Puts one answer together from what a connection brings. Throws a TransportFault where that is no HTTP, or too large. */
export class AnswerReader {
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Nothing can be made of less than that. */
  #neededBytes = 0;
  #head: Head | null = null;
  #framing: Framing = { kind: 'until-close' };
  #chunks: Buffer[] = [];
  #chunkBytes = 0;
  #isInTrailers = false;

  /** Whether anything of an answer has come. */
  get hasBegun(): boolean {
    return this.#heldBytes > 0 || this.#head !== null;
  }

  /** The answer, once it is complete. What comes after it was not asked for: such a connection is not kept. */
  feed(bytes: Buffer): AnswerMessage | null {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes < this.#neededBytes) return null;
    const all = this.#held.length === 1 ? bytes : Buffer.concat(this.#held);
    return this.#read(all);
  }

  /** The connection was closed: the end of an answer whose length was not told, or null where something is missing. */
  end(): AnswerMessage | null {
    if (this.#head === null || this.#framing.kind !== 'until-close') return null;
    return { ...this.#head, body: Buffer.concat(this.#held), keptForMs: 0 };
  }

  #read(all: Buffer): AnswerMessage | null {
    let bytes = all;
    while (this.#head === null) {
      const read = readHead(bytes);
      if (read === null) return this.#wait(bytes, bytes.length + 1);
      bytes = bytes.subarray(read.length);
      // 100 and 103 come before the answer; 101 would be the last of HTTP on this connection.
      if (read.status >= 100 && read.status < 200 && read.status !== 101) continue;
      this.#framing = framingOf(read);
      this.#head = read;
    }
    switch (this.#framing.kind) {
      case 'length':
        return this.#readCounted(this.#head, bytes, this.#framing.length);
      case 'chunked':
        return this.#readChunks(this.#head, bytes);
      case 'until-close':
        if (bytes.length > BODY_BYTES_MAX) throw tooLarge();
        return this.#wait(bytes, bytes.length + 1);
    }
  }

  #wait(bytes: Buffer, neededBytes: number): null {
    this.#held = bytes.length === 0 ? [] : [bytes];
    this.#heldBytes = bytes.length;
    this.#neededBytes = neededBytes;
    return null;
  }

  #readCounted(head: Head, bytes: Buffer, length: number): AnswerMessage | null {
    if (bytes.length < length) return this.#wait(bytes, length);
    return complete(head, bytes.subarray(0, length), bytes.length - length);
  }

  /** RFC 9112 §7.1: sizes in hexadecimal, extensions passed over, trailers passed over. */
  #readChunks(head: Head, all: Buffer): AnswerMessage | null {
    let bytes = all;
    for (;;) {
      const lineEnd = bytes.indexOf('\r\n');
      if (lineEnd < 0) {
        if (bytes.length > HEAD_BYTES_MAX) throw notHttp('a chunk without a size');
        return this.#wait(bytes, bytes.length + 1);
      }
      const line = bytes.latin1Slice(0, lineEnd);
      if (this.#isInTrailers) {
        bytes = bytes.subarray(lineEnd + 2);
        if (line === '') return complete(head, Buffer.concat(this.#chunks), bytes.length);
        continue;
      }
      const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
      if (size === undefined) throw notHttp('a chunk without a size');
      const [from, length] = [lineEnd + 2, Number.parseInt(size, 16)];
      if (length === 0) {
        this.#isInTrailers = true;
        bytes = bytes.subarray(from);
        continue;
      }
      this.#assertFits(length);
      if (bytes.length < from + length + 2) return this.#wait(bytes, from + length + 2);
      if (bytes.latin1Slice(from + length, from + length + 2) !== '\r\n') throw notHttp('a chunk longer than its size');
      this.#chunks.push(bytes.subarray(from, from + length));
      this.#chunkBytes += length;
      bytes = bytes.subarray(from + length + 2);
    }
  }

  #assertFits(length: number): void {
    if (this.#chunkBytes + length > BODY_BYTES_MAX) throw tooLarge();
  }
}

function complete(head: Head, body: Buffer, surplusBytes: number): AnswerMessage {
  return { ...head, body, keptForMs: surplusBytes > 0 ? 0 : head.keptForMs };
}

/** Null where it is not complete yet; `length` counts its bytes, the empty line included. */
function readHead(bytes: Buffer): (Head & { readonly length: number }) | null {
  const text = bytes.latin1Slice(0, Math.min(bytes.length, HEAD_BYTES_MAX));
  if (!text.startsWith('HTTP/1.') && !'HTTP/1.'.startsWith(text)) throw notHttp('no status line');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) {
    if (bytes.length >= HEAD_BYTES_MAX) throw notHttp('a head above 64 kB');
    return null;
  }
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const [, version, status] = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: .*)?$/.exec(statusLine) ?? [];
  if (version === undefined || status === undefined) throw notHttp('no status line');
  const headers = lines.map(toHeader);
  return { status: Number(status), headers, keptForMs: keptFor(version, headers), length: end + 4 };
}

function toHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon));
  // A blank before the colon, or a line that goes on from the one before, is how answers are smuggled (RFC 9112 §5).
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw notHttp('a header without a name');
  const value = line.slice(colon + 1).trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for.
  if (/[\0\r\n]/.test(value)) throw notHttp('a header with a line break in it');
  return [name, value];
}

function valueOf(headers: AnswerMessage['headers'], name: string): string | undefined {
  const values = headers.filter(([each]) => each.length === name.length && each.toLowerCase() === name);
  return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ');
}

function keptFor(version: string, headers: AnswerMessage['headers']): number | null {
  const connection = valueOf(headers, 'connection')?.toLowerCase() ?? '';
  const isKept = version === '1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  if (!isKept) return 0;
  const seconds = /\btimeout=(\d+)/i.exec(valueOf(headers, 'keep-alive') ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

function framingOf({ status, headers }: Head): Framing {
  if (status === 204 || status === 304 || status === 101) return { kind: 'length', length: 0 };
  const coding = valueOf(headers, 'transfer-encoding');
  const told = valueOf(headers, 'content-length');
  if (coding !== undefined) {
    // Both at once is how answers are smuggled; another coding than chunked was not asked for.
    if (told !== undefined || coding.toLowerCase() !== 'chunked') throw notHttp(`the transfer coding ${coding}`);
    return { kind: 'chunked' };
  }
  if (told === undefined) return { kind: 'until-close' };
  const [length = '', ...others] = new Set(told.split(/\s*,\s*/));
  if (!/^\d{1,15}$/.test(length) || others.length > 0) throw notHttp('a length that is none');
  if (Number(length) > BODY_BYTES_MAX) throw tooLarge();
  return { kind: 'length', length: Number(length) };
}

function notHttp(what: string): TransportFault {
  return new TransportFault('unparsable', `The answer is not HTTP/1.1: it has ${what}.`);
}

export function tooLarge(): TransportFault {
  return new TransportFault('unparsable', 'The answer is larger than 10 MB.');
}

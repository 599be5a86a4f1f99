import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { TransportFault } from './transport-fault.ts';

const BODY_BYTES_MAX = 10 * 1024 * 1024;

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;
const gunzip: Decoder = promisify(zlib.gunzip);
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: promisify(zlib.inflate),
  br: promisify(zlib.brotliDecompress),
};

/** The whole body as text, decoded. Rejects with a TransportFault above 10 MB, packed or unpacked, or where it cannot be unpacked. */
export async function readResponseBody(response: IncomingMessage): Promise<string> {
  const packed = await bytesOf(response);
  const coding = response.headers['content-encoding'];
  const bytes = coding === undefined ? packed : await unpacked(packed, coding.toLowerCase().split(/[\s,]+/));
  return decoder.decode(bytes);
}

// A leading byte order mark is no JSON; TextDecoder takes it away, as .NET does.
const decoder = new TextDecoder();

/** By events: an async iterator costs more than the rest of a small answer. */
function bytesOf(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    response.on('data', (chunk: Buffer) => {
      byteCount += chunk.length;
      if (byteCount > BODY_BYTES_MAX) response.destroy(tooLarge());
      else chunks.push(chunk);
    });
    response.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    response.on('error', reject);
    response.on('close', () => {
      if (!response.complete) reject(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' }));
    });
  });
}

/** Codings are listed in the order they were applied (RFC 9110 §8.4), so the last one is undone first. */
async function unpacked(packed: Buffer, codings: readonly string[]): Promise<Buffer> {
  let bytes = packed;
  for (const coding of codings.toReversed()) {
    if (coding === '' || coding === 'identity' || bytes.length === 0) continue;
    const decode = DECODERS[coding];
    if (!decode) throw new TransportFault('unparsable', `The answer is packed as "${coding}", which was not asked for.`);
    try {
      bytes = await decode(bytes, { maxOutputLength: BODY_BYTES_MAX });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
      throw new TransportFault('unparsable', `The answer says it is packed as ${coding}, but cannot be unpacked.`);
    }
  }
  return bytes;
}

function tooLarge(): TransportFault {
  return new TransportFault('unparsable', 'The answer is larger than 10 MB.');
}

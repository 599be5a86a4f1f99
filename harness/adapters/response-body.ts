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
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > BODY_BYTES_MAX) throw tooLarge();
    chunks.push(chunk);
  }
  const codings = (response.headers['content-encoding'] ?? '').toLowerCase().split(/[\s,]+/);
  // A leading byte order mark is no JSON; TextDecoder takes it away, as .NET does.
  return new TextDecoder().decode(await unpacked(Buffer.concat(chunks), codings));
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

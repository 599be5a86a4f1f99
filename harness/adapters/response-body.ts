import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { type AnswerMessage, BODY_BYTES_MAX, tooLarge } from './answer-reader.ts';
import { TransportFault } from './transport-fault.ts';

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;
const gunzip: Decoder = promisify(zlib.gunzip);
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: promisify(zlib.inflate),
  br: promisify(zlib.brotliDecompress),
};

/** A body as text, decoded. Rejects with a TransportFault where it cannot be unpacked, or is above 10 MB then. */
export async function unpackedText(headers: AnswerMessage['headers'], body: Buffer): Promise<string> {
  const codings = headers.flatMap(([name, value]) =>
    name.length === CODING_HEADER.length && name.toLowerCase() === CODING_HEADER ? value.toLowerCase().split(/[\s,]+/) : [],
  );
  const bytes = codings.length === 0 ? body : await unpacked(body, codings);
  // A leading byte order mark is no JSON, and .NET takes it away.
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.toString('utf8', 3) : bytes.toString();
}

const CODING_HEADER = 'content-encoding';

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

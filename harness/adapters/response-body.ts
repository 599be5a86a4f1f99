import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { BODY_BYTES_MAX, headerOf, type RawAnswer, tooLarge } from './answer-reader.ts';
import { TransportFault } from './transport-fault.ts';

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;
const gunzip: Decoder = promisify(zlib.gunzip);
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: promisify(zlib.inflate),
  br: promisify(zlib.brotliDecompress),
};

/**
 * The body of an answer as text, unpacked. A leading byte order mark is no JSON, and is taken away, as .NET does.
 * Rejects with a TransportFault above 10 MB, or where it cannot be unpacked.
 */
export async function textOfAnswer(answer: RawAnswer): Promise<string> {
  const coding = headerOf(answer, 'content-encoding');
  const text = (coding === undefined ? answer.body : await unpackedBody(answer.body, coding)).toString();
  return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}

/** The codings are listed in the order they were applied (RFC 9110 §8.4), so the last one is undone first. */
async function unpackedBody(packed: Buffer, contentEncoding: string): Promise<Buffer> {
  let bytes = packed;
  for (const coding of contentEncoding
    .toLowerCase()
    .split(/[\s,]+/)
    .toReversed()) {
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

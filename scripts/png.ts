import { constants, crc32, deflateSync, inflateSync } from 'node:zlib';

/** Opaque pixels, three bytes each (red, green, blue), row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** At most 256 colours of three bytes, and for each pixel the number of its colour. */
export interface PalettePicture {
  readonly width: number;
  readonly height: number;
  readonly colours: Uint8Array;
  readonly indices: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Samples per pixel by colour type (PNG, third edition, 11.2.1): RGB, palette, RGBA. */
const SAMPLES: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };

/**
 * Reads what a browser's screenshot and `encodePng` write: eight bits a sample, not interlaced. Transparency is dropped.
 * Throws for anything else, with what was found.
 */
export function decodePng(file: Buffer): Picture {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is not a PNG file: its first eight bytes are others.');
  const chunks = [...chunksOf(file)];
  const head = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (head === undefined) throw new Error('This PNG file has no IHDR chunk.');
  const [depth, colourType = -1, , , interlace] = head.subarray(8);
  const samples = SAMPLES[colourType];
  if (depth !== 8 || samples === undefined || interlace !== 0) {
    throw new Error(`Only PNG files of 8 bits without interlace are read; this has ${depth} bits, colour type ${colourType}.`);
  }
  const size = { width: head.readUInt32BE(0), height: head.readUInt32BE(4) };
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const values = unfilter(inflateSync(packed), { ...size, samples });
  const colours = chunks.find(({ type }) => type === 'PLTE')?.data;
  return { ...size, pixels: samples === 1 ? paint(values, colours ?? Buffer.alloc(0)) : opaque(values, samples) };
}

/** A palette PNG, packed as small as zlib can. The same picture always gives the same bytes on one version of Node. */
export function encodePng({ width, height, colours, indices }: PalettePicture): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  // Neighbouring palette numbers are not neighbouring colours, so that no filter but "none" helps (PNG, 12.7).
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const packed = deflateSync(rows, { level: 9, strategy: constants.Z_FILTERED });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(colours)),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function* chunksOf(file: Buffer): Generator<{ readonly type: string; readonly data: Buffer }> {
  for (let at = 8; at + 8 <= file.length; ) {
    const length = file.readUInt32BE(at);
    yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

interface Rows {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
}

/** Takes back the filter of each row (PNG, 9.2): every value was written as the difference from a guess. */
function unfilter(filtered: Buffer, { width, height, samples }: Rows): Uint8Array {
  const stride = width * samples;
  const values = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const guess = guesses[filtered[y * (stride + 1)] ?? -1];
    if (guess === undefined) throw new Error(`Row ${y} of this PNG file has an unknown filter.`);
    const row = filtered.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    const start = y * stride;
    for (let x = 0; x < stride; x += 1) {
      const left = x < samples ? 0 : (values[start + x - samples] ?? 0);
      const up = y === 0 ? 0 : (values[start + x - stride] ?? 0);
      const corner = x < samples || y === 0 ? 0 : (values[start + x - stride - samples] ?? 0);
      values[start + x] = (row[x] ?? 0) + guess(left, up, corner);
    }
  }
  return values;
}

const guesses: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function paeth(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function paint(indices: Uint8Array, colours: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(indices.length * 3);
  for (const [at, index] of indices.entries()) pixels.set(colours.subarray(index * 3, index * 3 + 3), at * 3);
  return pixels;
}

function opaque(values: Uint8Array, samples: number): Uint8Array {
  if (samples === 3) return values;
  const count = values.length / samples;
  const pixels = new Uint8Array(count * 3);
  for (let at = 0; at < count; at += 1) pixels.set(values.subarray(at * samples, at * samples + 3), at * 3);
  return pixels;
}

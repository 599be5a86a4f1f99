import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { reduceColours } from './palette.ts';
import { decodePng, encodePng } from './png.ts';

/** Enough for the surfaces, marks and letters of a theme: with three times as many a picture looks the same, and is a fifth larger. */
const COLOUR_COUNT_MAX = 16;

export interface KeptPicture {
  readonly change: 'new' | 'changed' | 'same';
  readonly byteCount: number;
}

/** Keeps a screenshot in few colours. A file whose pixels would stay the same is left as it is, whatever packed it. */
export function keepPicture(path: string, screenshot: Buffer): KeptPicture {
  const reduced = encodePng(reduceColours(decodePng(screenshot), COLOUR_COUNT_MAX));
  const before = existsSync(path) ? readFileSync(path) : null;
  if (before !== null && hasSamePixels(before, reduced)) return { change: 'same', byteCount: before.length };
  writeFileSync(path, reduced);
  return { change: before === null ? 'new' : 'changed', byteCount: reduced.length };
}

function hasSamePixels(a: Buffer, b: Buffer): boolean {
  if (a.equals(b)) return true;
  const [first, second] = [decodePng(a), decodePng(b)];
  return first.width === second.width && first.height === second.height && Buffer.compare(first.pixels, second.pixels) === 0;
}

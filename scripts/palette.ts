import type { PalettePicture, Picture } from './png.ts';

/**
 * The same picture in at most `countMax` colours, without dithering. A picture that has no more keeps every pixel. Otherwise the
 * colours are halved at their mean, always where that takes away most error (median cut with variance); a colour that fills most of
 * its share is kept exactly, so that plain surfaces stay as they are.
 */
export function reduceColours(picture: Picture, countMax: number): PalettePicture {
  const counts = countColours(picture);
  const boxes = splitColours(
    [...counts].map(([colour, count]) => colourOf(colour, count)),
    countMax,
  );
  const palette = boxes.map(representative).toSorted((a, b) => a - b);
  const numberOf = new Map(palette.map((colour, index) => [colour, index]));
  const indexOf = new Map(
    boxes.flatMap((box) => box.colours.map(({ code }) => [code, numberOf.get(representative(box)) ?? 0] as const)),
  );
  const { width, height, pixels } = picture;
  const indices = new Uint8Array(width * height);
  for (let at = 0; at < indices.length; at += 1) indices[at] = indexOf.get(codeAt(pixels, at)) ?? 0;
  return { width, height, colours: Uint8Array.from(palette.flatMap(channelsOf)), indices };
}

type Channels = readonly [red: number, green: number, blue: number];

interface Colour {
  /** 0xRRGGBB */
  readonly code: number;
  readonly channels: Channels;
  readonly count: number;
  /** Less than the count for large surfaces, else small coloured marks would vanish beside them. */
  readonly weight: number;
}

interface Box {
  readonly colours: readonly Colour[];
  readonly axis: 0 | 1 | 2;
  readonly mean: Channels;
  /** Weighted sum of squared distances from the mean. */
  readonly error: number;
}

function codeAt(pixels: Uint8Array, at: number): number {
  return ((pixels[at * 3] ?? 0) << 16) | ((pixels[at * 3 + 1] ?? 0) << 8) | (pixels[at * 3 + 2] ?? 0);
}

function channelsOf(code: number): Channels {
  return [code >> 16, (code >> 8) & 0xff, code & 0xff];
}

function countColours({ pixels }: Picture): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length / 3; at += 1) {
    const code = codeAt(pixels, at);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function colourOf(code: number, count: number): Colour {
  return { code, channels: channelsOf(code), count, weight: Math.sqrt(count) };
}

function splitColours(colours: readonly Colour[], countMax: number): readonly Box[] {
  const boxes = [boxOf(colours)];
  while (boxes.length < countMax) {
    const worst = boxes.reduce((most, box, index) => (box.error > (boxes[most]?.error ?? 0) ? index : most), 0);
    const box = boxes[worst];
    if (box === undefined || box.error === 0) break;
    boxes.splice(worst, 1, ...halves(box));
  }
  return boxes;
}

function boxOf(colours: readonly Colour[]): Box {
  const weight = colours.reduce((sum, colour) => sum + colour.weight, 0);
  const averageOf = (value: (colour: Colour) => number) =>
    colours.reduce((sum, colour) => sum + value(colour) * colour.weight, 0) / weight;
  const mean: Channels = [averageOf((c) => c.channels[0]), averageOf((c) => c.channels[1]), averageOf((c) => c.channels[2])];
  const spread = ([0, 1, 2] as const).map((axis) => averageOf((colour) => (colour.channels[axis] - mean[axis]) ** 2));
  const [red = 0, green = 0, blue = 0] = spread;
  const axis = red >= green && red >= blue ? 0 : green >= blue ? 1 : 2;
  return { colours, axis, mean, error: colours.length === 1 ? 0 : (red + green + blue) * weight };
}

function halves({ colours, axis, mean }: Box): readonly [Box, Box] {
  // Two different colours differ in the axis of greatest spread, so neither half is empty.
  const low = colours.filter(({ channels }) => channels[axis] <= mean[axis]);
  const high = colours.filter(({ channels }) => channels[axis] > mean[axis]);
  return [boxOf(low), boxOf(high)];
}

/** The colour that most pixels of a box have, where more than half of them have it; else the mean. */
function representative({ colours, mean }: Box): number {
  const total = colours.reduce((sum, { count }) => sum + count, 0);
  const most = colours.reduce<Colour | undefined>((a, b) => (a === undefined || b.count > a.count ? b : a), undefined);
  if (most !== undefined && most.count * 2 > total) return most.code;
  return (Math.round(mean[0]) << 16) | (Math.round(mean[1]) << 8) | Math.round(mean[2]);
}

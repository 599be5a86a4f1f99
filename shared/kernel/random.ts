/** The only source of chance. Hosts seed it; tests and scenarios give a fixed seed. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  next(): number;
}

/**
 * A repeatable stream for a seed and a place: (seed, cycleId, objectId) and the like. Two places never share a stream, so
 * the order in which objects are worked on cannot change a value.
 */
export function seededRandom(seed: string | number, ...place: readonly string[]): Random {
  let [a, b, c, d] = hash128([seed, ...place].join('\u0000'));
  // sfc32: small, fast, and good enough for ids and jitter; not for secrets.
  const next = (): number => {
    const sum = (a + b + d) >>> 0;
    d = (d + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + sum) >>> 0;
    return sum;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return { next };
}

/** A version 4 UUID in lower case (RFC 9562 §5.4) from a repeatable stream. */
export function randomUuid(random: Random): string {
  // Two for each object of a cycle: written out, for a list of four costs more than the numbers.
  const hex = hex8(random.next()) + hex8(random.next()) + hex8(random.next()) + hex8(random.next());
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function hex8(number: number): string {
  return number.toString(16).padStart(8, '0');
}

function hash128(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

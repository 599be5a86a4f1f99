import type { Instant } from '#shared/kernel/clock.ts';
import type { Random } from '#shared/kernel/random.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: ten characters of time, sixteen of chance, so that ids sort by age. */
export function newUlid(now: Instant, random: Random): string {
  let id = '';
  for (let rest = now, digits = 0; digits < 10; digits += 1) {
    id = `${ALPHABET.charAt(rest % 32)}${id}`;
    rest = Math.floor(rest / 32);
  }
  for (let digits = 0; digits < 16; digits += 1) id += ALPHABET.charAt(random.next() % 32);
  return id;
}

import type { Instant } from '#shared/kernel/clock.ts';
import type { Random } from '#shared/kernel/random.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: ten characters of time, sixteen of chance, so that ids sort by age. */
export function newUlid(now: Instant, random: Random): string {
  let time = '';
  for (let rest = now, digits = 0; digits < 10; digits += 1) {
    time = `${ALPHABET.charAt(rest % 32)}${time}`;
    rest = Math.floor(rest / 32);
  }
  return time + Array.from({ length: 16 }, () => ALPHABET.charAt(random.next() % 32)).join('');
}

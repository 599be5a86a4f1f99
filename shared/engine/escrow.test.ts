import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { nextRetryAt } from './escrow.ts';

test.each([
  ['40 minutes', 40 * MINUTE_MS, 6],
  ['6 hours', 6 * HOUR_MS, 12],
  ['12 hours', 12 * HOUR_MS, 24],
  ['24 hours', 24 * HOUR_MS, 48],
  ['three and a half days', 84 * HOUR_MS, 96],
])('an object that failed again %s after its first failure waits until hour %3$i', (_age, ageMs, hours) => {
  const firstFailedAt = 1_000_000;
  expect(nextRetryAt(firstFailedAt, firstFailedAt + ageMs)).toBe(firstFailedAt + hours * HOUR_MS);
});

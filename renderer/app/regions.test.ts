import { expect, test } from 'vitest';
import { regionAfter } from './regions.ts';

test.each([
  ['from outside to the first', -1, 1, 0],
  ['from outside backwards to the last', -1, -1, 3],
  ['on to the next', 1, 1, 2],
  ['round from the last to the first', 3, 1, 0],
  ['round from the first to the last', 0, -1, 3],
] as const)('F6 goes %s', (_sentence, current, direction, expected) => {
  expect(regionAfter(current, { count: 4, direction })).toBe(expected);
});

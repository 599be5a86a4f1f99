import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberSet } from './number-set.ts';

const LARGEST = 2 ** 48 - 1;

test('it has what was added to it, and nothing else', () => {
  const numbers = fc.array(fc.nat({ max: LARGEST }), { maxLength: 3000, size: 'max' });
  fc.assert(
    fc.property(numbers, numbers, (added, others) => {
      const [set, model] = [new NumberSet(), new Set(added)];
      for (const number of added) set.add(number);
      expect([...added, ...others].map((number) => set.has(number))).toEqual([...added, ...others].map((n) => model.has(n)));
    }),
    { numRuns: 20 },
  );
});

test('numbers that end alike find places beside each other', () => {
  const set = new NumberSet();
  const alike = Array.from({ length: 2000 }, (_, index) => index * 2 ** 20);
  for (const number of [...alike, ...alike]) set.add(number);
  expect(alike.every((number) => set.has(number))).toBe(true);
  expect(set.has(2 ** 20 + 1)).toBe(false);
});

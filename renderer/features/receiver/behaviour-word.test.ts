import { expect, test } from 'vitest';
import { behaviourWord } from './behaviour-word.ts';

test.each([
  [0, 7, 'Strict'],
  [7, 7, 'Entra ready'],
  [3, 7, '3 of 7 tolerances'],
])('%i of %i: %s', (onCount, allCount, word) => {
  expect(behaviourWord(onCount, allCount)).toBe(word);
});

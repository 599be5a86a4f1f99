import { expect, test } from 'vitest';
import { behaviourWord } from './behaviour-word.ts';

const all = [
  { id: 'a', isEntraReady: true },
  { id: 'b', isEntraReady: true },
  { id: 'c', isEntraReady: false },
];

test.each<[readonly string[], string]>([
  [[], 'Strict'],
  [['b', 'a'], 'Entra ready'],
  [['a'], '1 of 3 tolerances'],
  [['a', 'b', 'c'], '3 of 3 tolerances'],
])('%j: %s', (on, word) => {
  expect(behaviourWord(on, all)).toBe(word);
});

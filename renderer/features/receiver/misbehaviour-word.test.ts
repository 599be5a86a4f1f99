import { expect, test } from 'vitest';
import { misbehaviourWord } from './misbehaviour-word.ts';

test.each([
  [{ profileName: 'Too many requests', onCount: 2 }, 'Too many requests'],
  [{ profileName: null, onCount: 1 }, '1 fault on'],
  [{ profileName: null, onCount: 12 }, '12 faults on'],
] as const)('%j is told as "%s"', (misbehaviour, word) => {
  expect(misbehaviourWord(misbehaviour)).toBe(word);
});

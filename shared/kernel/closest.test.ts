import { expect, test } from 'vitest';
import { closest } from './closest.ts';

const attributes = ['displayName', 'nickName', 'title', 'userName', 'name.givenName'];

test.each([
  ['a letter that is missing', 'nickNam', 'nickName'],
  ['two letters in each other’s place', 'tilte', 'title'],
  ['another case', 'USERNAME', 'userName'],
  ['a word that is right', 'title', 'title'],
  ['a short word that is two letters off', 'tite1', 'title'],
  ['a word that is too far from all', 'department', undefined],
  ['a part of a word', 'givenName', undefined],
  ['nothing', '', undefined],
])('%s', (_sentence, word, nearest) => {
  expect(closest(word, attributes)).toBe(nearest);
});

test('of several that are as near it is the first, and a nearer one is taken wherever it stands', () => {
  expect(closest('badge0', ['badge1', 'badge2'])).toBe('badge1');
  expect(closest('badge22', ['badge1', 'badge2', 'badge'])).toBe('badge2');
  expect(closest('badge', ['badges', 'BADGE', 'badge'])).toBe('BADGE');
});

test('a word as long as an expression may be is compared with a list of thousands', () => {
  const known = Array.from(
    { length: 5_000 },
    (_, index) => `urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User:badge${index}`,
  );
  expect(closest('x'.repeat(10_000), known)).toBeUndefined();
  expect(closest(`${known[4_999]}9`, known)).toBe(known[4_999]);
});

/** As it is defined, without any short cut. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [substituted, left, right] = [
    plainDistance(a.slice(1), b.slice(1)),
    plainDistance(a.slice(1), b),
    plainDistance(a, b.slice(1)),
  ];
  return Math.min(substituted + (a[0] === b[0] ? 0 : 1), left + 1, right + 1);
}

test('it is the one that a plain count of changes finds', () => {
  const words = ['', 'a', 'ab', 'ba', 'abc', 'acb', 'abab', 'baba', 'abba', 'aabb', 'caba'];
  for (const word of words) {
    const distances = words.map((known) => plainDistance(word, known));
    const least = Math.min(...distances);
    expect([word, closest(word, words)]).toEqual([word, words[distances.indexOf(least)]]);
    const others = words.filter((known) => known !== word);
    const rest = others.map((known) => plainDistance(word, known));
    const nearest = Math.min(...rest) <= 2 ? others[rest.indexOf(Math.min(...rest))] : undefined;
    expect([word, closest(word, others)]).toEqual([word, nearest]);
  }
});

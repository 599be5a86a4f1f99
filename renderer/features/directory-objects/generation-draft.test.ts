import { expect, test } from 'vitest';
import { parseGeneration } from './generation-draft.ts';

const draft = { userCount: '1000', seed: '42', guestPercent: '3', withoutMailPercent: '4' };

test.each([
  ['as typed', {}, { userCount: 1000, seed: '42', guestPercent: 3, withoutMailPercent: 4 }],
  [
    'with a thousands separator and blanks',
    { userCount: ' 100,000 ', seed: ' a b ' },
    { userCount: 100_000, seed: 'a b', guestPercent: 3, withoutMailPercent: 4 },
  ],
])('a draft is read %s', (_how, change, value) => {
  expect(parseGeneration({ ...draft, ...change })).toEqual({ value, problems: {} });
});

test.each([
  ['more than 100,000 users', { userCount: '100001' }, 'userCount'],
  ['no users', { userCount: '0' }, 'userCount'],
  ['a word', { guestPercent: 'some' }, 'guestPercent'],
  ['a negative number', { withoutMailPercent: '-1' }, 'withoutMailPercent'],
  ['no seed', { seed: ' ' }, 'seed'],
])('%s is refused at its field', (_what, change, field) => {
  const { value, problems } = parseGeneration({ ...draft, ...change });
  expect(value).toBeNull();
  expect(Object.keys(problems)).toEqual([field]);
});

import { expect, test } from 'vitest';
import { exchangeCountText, sizeText } from './recording-text.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [38_200, '38 kB'],
  [1_250_000, '1.3 MB'],
  [1_000_000_000, '1 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

test('one exchange is no plural', () => {
  expect([1, 1204].map(exchangeCountText)).toEqual(['1 exchange', '1,204 exchanges']);
});

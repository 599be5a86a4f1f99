import { expect, test } from 'vitest';
import { rangeWith, rowAfterKey } from './data-table-rows.ts';

test.each([
  ['down goes one row on', 'ArrowDown', 3, 4],
  ['up goes one row back', 'ArrowUp', 3, 2],
  ['down stays on the last row', 'ArrowDown', 99, 99],
  ['up stays on the first row', 'ArrowUp', 0, 0],
  ['a page down does not pass the end', 'PageDown', 95, 99],
  ['a page up goes one page back', 'PageUp', 50, 40],
  ['Home goes to the first row', 'Home', 50, 0],
  ['End goes to the last row', 'End', 50, 99],
  ['other keys do not move', 'Enter', 50, null],
])('%s', (_sentence, key, index, expected) => {
  expect(rowAfterKey(key, { index, rowCount: 100, pageRowCount: 10 })).toBe(expected);
});

test('an empty list has no row to go to', () => {
  expect(rowAfterKey('End', { index: 0, rowCount: 0, pageRowCount: 10 })).toBeNull();
});

test.each([
  ['the focused row is in sight already', 11, [8, 9, 10, 11, 12, 13]],
  ['the focused row was scrolled off the top', 2, [2, 8, 9, 10, 11, 12, 13]],
  ['the focused row was scrolled off the bottom', 90, [8, 9, 10, 11, 12, 13, 90]],
  ['no row is focused', -1, [8, 9, 10, 11, 12, 13]],
  ['the focused row is gone', 100, [8, 9, 10, 11, 12, 13]],
])('mounted rows: %s', (_sentence, focused, expected) => {
  expect(rangeWith({ startIndex: 10, endIndex: 11, overscan: 2, count: 100 }, focused)).toEqual(expected);
});

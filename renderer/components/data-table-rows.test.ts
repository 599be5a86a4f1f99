import { expect, test } from 'vitest';
import { rangeWith, rowAfterKey, rowPressOf } from './data-table-rows.ts';

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

const press = (key: string, held: { readonly ctrlKey?: boolean; readonly altKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test.each([
  ['an arrow looks for the next row', 'ArrowDown', { kind: 'move', key: 'ArrowDown', isLeafing: false }],
  ['J leafs on', 'j', { kind: 'move', key: 'ArrowDown', isLeafing: true }],
  ['K leafs back, with Shift too', 'K', { kind: 'move', key: 'ArrowUp', isLeafing: true }],
  ['Enter opens', 'Enter', { kind: 'open' }],
  ['another letter is a key of the list', 'C', { kind: 'own', key: 'c' }],
  ['so is Space', ' ', { kind: 'own', key: ' ' }],
])('on a row, %s', (_sentence, key, expected) => {
  expect(rowPressOf(press(key), true)).toEqual(expected);
});

test.each(['j', 'k', 'w', 'c', 'C'])('%s does nothing where single letters are switched off', (key) => {
  expect(rowPressOf(press(key), false)).toBeNull();
});

test.each(['ArrowUp', 'End', 'Enter', ' '])('%j works where single letters are switched off', (key) => {
  expect(rowPressOf(press(key), false)).not.toBeNull();
});

test.each([
  ['Ctrl J opens the wire', press('j', { ctrlKey: true })],
  ['Alt with an arrow goes back', press('ArrowUp', { altKey: true })],
])('a press with a modifier is left to the window: %s', (_sentence, held) => {
  expect(rowPressOf(held, true)).toBeNull();
});

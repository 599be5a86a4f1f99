import { expect, test } from 'vitest';
import { resultOf } from './testing.ts';

const source = { mails: ['a', 'b', 'a', 'A'], one: 'a', empty: '', none: [] };

test.each([
  ['Count([mails])', '4'],
  ['Count([one])', '1'],
  ['Count([empty])', '0'],
  ['Count([none])', '0'],
  ['Count([absent])', '0'],
  ['Item([mails], 2)', 'b'],
  ['Item([mails], "4")', 'A'],
  ['Item([one], 1)', 'a'],
  ['RemoveDuplicates([mails])', ['a', 'b', 'A']],
  ['RemoveDuplicates([one])', 'a'],
  ['RemoveDuplicates([absent])', null],
  ['Item(RemoveDuplicates([mails]), Count(RemoveDuplicates([mails])))', 'A'],
  ['Prepend("x-", [one])', 'x-a'],
  ['Prepend("x-", [absent])', 'x-'],
] as const)('%s', (expression, value) => {
  expect(resultOf(expression, { source })).toEqual(value);
});

test.each([
  ['Item([mails], 0)', 'out-of-range', 'Item: there are 4 values, and the index is 0.'],
  ['Item([mails], 5)', 'out-of-range', 'Item: there are 4 values, and the index is 5.'],
  ['Item([one], -1)', 'out-of-range', 'Item: there is one value, and the index is -1.'],
  ['Item([absent], 1)', 'out-of-range', 'Item: there are no values, and the index is 1.'],
  ['Item([mails], "first")', 'invalid-argument', 'Item: argument 2 must be a whole number, but it is "first".'],
  ['Item([mails], )', 'invalid-argument', 'Item: argument 2 must be a whole number, but it has no value.'],
  ['Item([mails], 1.5)', 'invalid-argument', 'Item: argument 2 must be a whole number, but it is "1.5".'],
])('%s ends in %s', (expression, code, message) => {
  expect(resultOf(expression, { source })).toMatchObject({ kind: 'error', code, message, column: 1 });
});

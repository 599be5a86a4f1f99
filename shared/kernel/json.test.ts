import { expect, test } from 'vitest';
import { isEqualJson } from './json.ts';

const mail = { value: 'ada@larkfield.test', type: 'work' };

test.each([
  ['the order of keys says nothing', { a: 1, b: [mail] }, { b: [{ type: 'work', value: 'ada@larkfield.test' }], a: 1 }, true],
  ['the order of a list does', [1, 2], [2, 1], false],
  ['a list is no object', [], {}, false],
  ['a shorter list differs', [1], [1, 2], false],
  ['a key more differs', { a: 1 }, { a: 1, b: null }, false],
  ['as many other keys differ', { a: null, b: 1 }, { a: null, c: 1 }, false],
  ['a name that every object has is no member', { toString: null }, { valueOf: null }, false],
  ['a member that is undefined is none', { a: 1, b: undefined }, { a: 1 }, true],
  ['null differs from a text', { a: null }, { a: 'null' }, false],
  ['a number differs from its text', 1, '1', false],
  ['a difference far down counts', { a: [{ b: { c: 1 } }] }, { a: [{ b: { c: 2 } }] }, false],
] as const)('equal as JSON: %s', (_sentence, one, other, isEqual) => {
  expect([isEqualJson(one, other), isEqualJson(other, one)]).toEqual([isEqual, isEqual]);
});

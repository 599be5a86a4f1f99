import { expect, test } from 'vitest';
import { involvedIn, stretchOf } from './involved.ts';

const kinds = ['testConnection', 'cycle', 'expect', 'change', 'advance', 'expect'];
const steps = kinds.map((kind, index) => ({ number: index + 1, kind }));

test.each([
  ['the first expectation looks back to the start', 3, { fromStep: 1, toStep: 3 }],
  ['the next one to the one before it', 6, { fromStep: 4, toStep: 6 }],
  ['another step is about itself', 2, { fromStep: 2, toStep: 2 }],
])('%s', (_sentence, number, stretch) => {
  expect(stretchOf(steps, number)).toEqual(stretch);
});

const probe = { method: 'GET', target: '/Users?filter=userName+eq+%22x%22' };
const create = { method: 'POST', target: '/Users' };
const group = { method: 'POST', target: '/Groups' };
const patch = { method: 'PATCH', target: '/scim/Users/1' };

test.each([
  ['requests of the kind that is named', 'POST /Users requests: expected 3, found 1.', [create]],
  ['also where the address begins otherwise', 'Expected no other write, sent 1 PATCH /Users.', [patch]],
  ['writes, where none is named', 'department of user-ada: expected "A", found "B".', [create, group, patch]],
  ['writes, where none of that kind was sent', 'DELETE /Users requests: expected 1, found 0.', [create, group, patch]],
])('%s', (_sentence, message, expected) => {
  expect(involvedIn([{ message }], [probe, create, group, patch])).toEqual(expected);
});

test('all, where nothing was written', () => {
  expect(involvedIn([{ message: 'POST /Users requests: expected 1, found 0.' }], [probe])).toEqual([probe]);
});

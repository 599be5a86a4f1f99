import { expect, test } from 'vitest';
import { draftOfWord, trialOf, trialWord, untouched } from './trial-draft.ts';

const grace = { objectId: 'user-grace', displayName: 'Grace' };

test.each([
  ['nothing', untouched, {}],
  ['sign-in', { ...untouched, state: 'blocked' }, { attributes: { accountEnabled: false } }],
  ['a deletion', { ...untouched, state: 'deleted' }, { isDeleted: true }],
  ['an assignment', { ...untouched, assignment: 'unassigned' }, { assignment: 'unassigned' }],
  ['another manager', { ...untouched, manager: grace }, { managerId: 'user-grace' }],
  ['no manager', { ...untouched, manager: null }, { managerId: null }],
  [
    'attributes, one of them emptied',
    { ...untouched, state: 'enabled', attributes: { mail: ' ', department: 'Sales' } },
    { attributes: { mail: null, department: 'Sales', accountEnabled: true } },
  ],
  ['a habit', { ...untouched, habits: { 'disable-value': 'boolean' } }, { habits: { 'disable-value': 'boolean' } }],
] as const)('%s', (_what, draft, trial) => {
  expect(trialOf(draft)).toEqual(trial);
});

test.each([{ assignment: 'assigned' }, { attributes: { accountEnabled: true } }, { isDeleted: false }] as const)(
  'what a remedy tries stands in the address as a word, and comes back from it',
  (trial) => {
    expect(trialOf(draftOfWord(trialWord(trial)))).toEqual(trial);
  },
);

test('what no word stands for opens the form as it is', () => {
  expect(trialWord({ managerId: 'x' })).toBe('open');
  expect(draftOfWord('open')).toEqual(untouched);
});

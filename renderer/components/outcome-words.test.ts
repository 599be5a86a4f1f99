import { expect, test } from 'vitest';
import { outcomeWords } from './outcome-words.ts';

test.each([
  [
    { action: 'create', status: 'success' },
    { role: 'created', words: 'Create' },
  ],
  [
    { action: 'disable', status: 'success' },
    { role: 'disabled', words: 'Disable' },
  ],
  [
    { action: 'update', status: 'failure' },
    { role: 'failed', words: 'Update · Failure' },
  ],
  [
    { action: 'other', status: 'skipped' },
    { role: 'skipped', words: 'Other · Skipped' },
  ],
  [{ status: 'warning' }, { role: 'warning', words: 'Warning' }],
  [{ status: 'unheard-of' }, { role: 'neutral', words: 'unheard-of' }],
])('%o is shown as %o', (outcome, expected) => {
  expect(outcomeWords(outcome)).toEqual(expected);
});

import { expect, test } from 'vitest';
import { wordsOfOutcome } from './outcome-text.ts';

const nothing = { action: null, at: null, entryId: null, nextAttemptAt: null };

test.each([
  [{ ...nothing, kind: 'none' }, 'none yet', null],
  [{ ...nothing, kind: 'not-assigned' }, 'Not assigned', 'skipped'],
  [{ ...nothing, kind: 'out-of-scope' }, 'Filtered out', 'skipped'],
  [{ ...nothing, kind: 'done', action: 'create' }, 'Created', 'created'],
  [{ ...nothing, kind: 'done', action: 'disable' }, 'Disabled', 'disabled'],
  [{ ...nothing, kind: 'up-to-date', action: 'update' }, 'Up to date', 'success'],
  [{ ...nothing, kind: 'retry', action: 'create', nextAttemptAt: 7 }, 'Retry at 7', 'escrowed'],
  [{ ...nothing, kind: 'failed', action: 'create' }, 'Failed', 'failed'],
] as const)('%o reads as %s', (outcome, words, role) => {
  expect(wordsOfOutcome(outcome, (at) => `at ${at}`)).toEqual({ words, role });
});

import { expect, test } from 'vitest';
import type { ChangeRecord } from './change-record.ts';
import type { EventOf } from './explain-facts.ts';
import { explainPast } from './explain-past.ts';
import { end, plain, post } from './explain-test-facts.ts';

const step = (given: Partial<EventOf<'step-taken'>>): EventOf<'step-taken'> => ({
  ...{ kind: 'step-taken', at: 1, cycleId: 'c1', changeId: 'change-1', step: 1, name: 'EntryImportAdd', stepType: 'import' },
  ...{ status: 'success', description: "Received User 'Ada'", details: {}, identity: end({}).identity },
  ...given,
});
const record = (given: Partial<ChangeRecord>): ChangeRecord => ({
  ...{ startedAt: 1, steps: [], exchangeSequences: [], byHand: [], finished: end({}) },
  ...given,
});
const told = (given: Partial<ChangeRecord>) =>
  explainPast(record(given), { appName: 'Expenses', exchanges: new Map([[12, post]]) });

test.each([
  ['a creation', end({}), 'success', 'At <5000>, Ada Marsh was created in Expenses.'],
  ['a disabling', end({ action: 'disable' }), 'disabled', 'At <5000>, Ada Marsh was disabled in Expenses.'],
  ['a skip', end({ status: 'skipped', skipReason: 'ImportSkipped' }), 'skipped', 'was skipped: there was no value to match by'],
  [
    'a failure',
    end({ status: 'failure', error: { code: 'Timeout', reason: 'Message: No answer.\r\nx', recommendedAction: null } }),
    'failed',
    'was not created in Expenses: Timeout. No answer.',
  ],
] as const)('%s', (_sentence, finished, tone, says) => {
  const past = told({ finished });
  expect(past.tone).toBe(tone);
  expect(plain(past.sentence)).toContain(says);
});

test('each step is a link, with its exchanges, its clauses, and what it wrote down', () => {
  const { chain } = told({
    steps: [
      { step: step({ details: { mail: 'ada@larkfield.test' } }), exchangeSequences: [] },
      {
        step: step({ stepType: 'scoping', status: 'skipped', details: { ScopeEvaluationResult: '{"a EQUALS \'b\'":false}' } }),
        exchangeSequences: [],
      },
      { step: step({ stepType: 'export', status: 'failure' }), exchangeSequences: [12, 99] },
    ],
    finished: end({ modifiedProperties: [{ name: 'title', oldValue: null, newValue: 'Mate' }] }),
  });
  expect(chain.map(({ key, title, verdict }) => [key, title, verdict])).toEqual([
    ['step-1', 'Was read from Entra ID', 'passed'],
    ['step-2', 'Was not in scope', 'stopped'],
    ['step-3', 'The target did not take it', 'failed'],
    ['export', 'The target took the creation', 'passed'],
  ]);
  expect(chain[0]?.details).toEqual([['mail', 'ada@larkfield.test']]);
  expect(chain[1]).toMatchObject({ clauses: [{ sentence: "a EQUALS 'b'", holds: false }], details: [] });
  expect(chain[2]?.exchanges).toEqual([post]);
  expect(chain[3]?.details).toEqual([['title', 'none → Mate']]);
});

import { expect, test } from 'vitest';
import { changeRecords } from './change-record.ts';
import type { TraceEvent, TraceFact } from './event.ts';

const identity = { id: 'user-ada', type: 'User', displayName: 'Ada' } as const;
const step = (name: string): TraceFact => ({
  kind: 'step-taken',
  identity,
  name,
  stepType: 'import',
  status: 'success',
  description: '',
  details: {},
});
const exchange: TraceFact = {
  kind: 'exchange-recorded',
  purpose: 'create',
  request: { method: 'POST', target: '/Users', headers: {}, body: null },
  outcome: { kind: 'response', response: { status: 201, headers: {}, text: '' } },
  identity,
};
const finished: TraceFact = {
  kind: 'change-finished',
  identity,
  action: 'create',
  status: 'success',
  targetId: 't',
  modifiedProperties: [],
  error: null,
  skipReason: null,
};
const escrowed: TraceFact = {
  kind: 'object-escrowed',
  identity,
  attempts: 1,
  nextAttemptAt: 9,
  error: { code: 'C', reason: 'r', recommendedAction: null },
};

test.each<[string, readonly [changeId: string | null, at: number, fact: TraceFact][], readonly string[]]>([
  [
    'an exchange belongs to the step after it',
    [
      ['a', 1, step('Import')],
      ['a', 2, exchange],
      ['a', 3, step('Export')],
      ['a', 4, finished],
    ],
    ['a 1-4 (2) Import[] Export[2]'],
  ],
  [
    'the last step has what no step follows',
    [
      ['a', 1, step('Import')],
      ['a', 2, exchange],
      ['a', 2, finished],
    ],
    ['a 1-2 (2) Import[2]'],
  ],
  [
    'an exchange may stand alone',
    [
      ['a', 1, exchange],
      ['a', 2, finished],
    ],
    ['a 1-2 (1)'],
  ],
  [
    'changes at the same time are told apart, in the order of their ends',
    [
      ['a', 1, step('A')],
      ['b', 2, step('B')],
      [null, 3, { kind: 'job-started' }],
      ['b', 4, finished],
      ['a', 5, finished],
    ],
    ['b 2-4 () B[]', 'a 1-5 () A[]'],
  ],
  ['a change that has not ended gives nothing', [['a', 1, step('A')]], []],
  [
    'a killed cycle goes on with the same change',
    [
      ['a', 1, step('A')],
      ['a', 8, step('A')],
      ['a', 9, finished],
    ],
    ['a 1-9 () A[] A[]'],
  ],
  [
    'what ends twice is two entries, and an escrow opens none',
    [
      ['a', 1, step('A')],
      ['a', 2, finished],
      ['a', 2, escrowed],
      ['a', 8, step('B')],
      ['a', 9, finished],
    ],
    ['a 1-2 () A[]', 'a 8-9 () B[]'],
  ],
])('%s', (_sentence, facts, expected) => {
  const events = facts.map(([changeId, at, fact], index): { sequence: number; event: TraceEvent } => ({
    sequence: index + 1,
    event: { at, cycleId: 'c', changeId, step: index + 1, ...fact },
  }));
  const shown = [...changeRecords(events)].map(({ startedAt, steps, exchangeSequences, finished: { changeId, at } }) =>
    [
      `${changeId} ${startedAt}-${at} (${exchangeSequences.join()})`,
      ...steps.map((taken) => `${taken.step.name}[${taken.exchangeSequences.join()}]`),
    ].join(' '),
  );
  expect(shown).toEqual(expected);
});

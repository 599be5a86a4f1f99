import { expect, test } from 'vitest';
import { clockHint } from './clock-hint.ts';

const cycle = {
  kind: 'initial',
  finishedAt: 0,
  durationMs: 0,
  createdCount: 0,
  updatedCount: 0,
  disabledCount: 0,
  deletedCount: 0,
  skippedCount: 0,
  failedCount: 0,
} as const;
const idle = { currentCycle: null, lastCycle: null, linkedUserCount: 0, nextCycleAt: null };

test.each([
  ['nothing has begun', undefined, 'Starts with the first cycle', null],
  ['an application without a cycle', idle, 'No cycle started', null],
  ['somebody was provisioned on demand', { ...idle, linkedUserCount: 1 }, 'On demand; no cycle started', null],
  ['the first cycle is due', { ...idle, nextCycleAt: 60_000 }, 'First cycle', 60_000],
  [
    'a cycle runs',
    { ...idle, currentCycle: { kind: 'initial', number: 15, doneCount: 2, totalCount: 5 } },
    'Cycle 15 runs · 40 %',
    null,
  ],
  [
    'a cycle that does not know its size yet',
    { ...idle, currentCycle: { kind: 'initial', number: 1, doneCount: 0, totalCount: 0 } },
    'Cycle 1 runs · 0 %',
    null,
  ],
  ['between two cycles', { ...idle, lastCycle: { ...cycle, number: 14 }, nextCycleAt: 90_000 }, 'Cycle 14 done · next', 90_000],
  [
    'switched off after a cycle',
    { ...idle, lastCycle: { ...cycle, number: 1204 } },
    'Cycle 1,204 done · provisioning is off',
    null,
  ],
] as const)('%s', (_sentence, status, text, at) => {
  expect(clockHint(null, status === undefined ? undefined : { status })).toEqual({ text, at });
});

test.each([
  [0, 0, 'Moving the clock…'],
  [0, 1, '0 of 1 cycle'],
  [3, 54, '3 of 54 cycles'],
])('a move hides the rest: %i of %i', (cycleCount, knownCycleCount, text) => {
  expect(clockHint({ until: 0, cycleCount, knownCycleCount }, { status: idle })).toEqual({ text, at: null });
});

import { expect, test } from 'vitest';
import { conditionSentence, effectSentence } from './fault-sentence.ts';

test.each([
  [{}, 'Every request'],
  [{ method: ['PATCH', 'PUT'], type: 'Group' }, 'PATCH or PUT at /Groups'],
  [{ method: ['GET'], path: '/Users/*', parameter: 'filter' }, 'GET at /Users/* with the parameter filter'],
  [
    { method: ['PATCH'], operation: { op: 'remove', attribute: 'members', hasFilter: false }, every: 3 },
    'PATCH with an operation "remove" on members without a filter in its path, each 3rd',
  ],
  [{ operation: { hasFilter: true } }, 'Every request with an operation by a filter in its path'],
  [{ after: 10, nth: [1, 2, 11], times: 1 }, 'Requests, after the first 10, only the 1st, 2nd and 11th, once'],
  [{ every: 112, times: 4 }, 'Requests, each 112th, at most 4 times'],
  [{ chance: 0.02, fromMs: 0, untilMs: 5_400_500 }, 'Requests, 2 of 100 by chance, from the start on, until 1 h 30 min 500 ms'],
] as const)('the condition %j is told as "%s"', (when, sentence) => {
  expect(conditionSentence(when)).toBe(sentence);
});

test.each([
  [{ kind: 'members-wiped' }, 'Empties the group where a remove names the members to take away in its value.'],
  [{ kind: 'latency', ms: 40, jitterMs: 5 }, 'Answers late. (ms: 40, jitterMs: 5)'],
  [
    { kind: 'omits', attributes: ['id', 'active'] },
    'Leaves attributes out of every resource it shows, `id` too. (attributes: id, active)',
  ],
] as const)('an effect is told with its values', (effect, sentence) => {
  expect(effectSentence(effect)).toBe(sentence);
});

import { expect, test } from 'vitest';
import { end, factsOf, type Given, link, plain } from './explain-test-facts.ts';
import { explainTrial, type TrialRun } from './explain-trial.ts';

const post = { method: 'POST', target: '/Users', body: '{}' };
const ran: TrialRun = { end: end({}), hitCounts: [0], writes: [post], remarks: [], error: null };
const failure = { code: 'DuplicateTargetEntries', reason: 'Message: Two were found.\r\nMore.', recommendedAction: null };

test.each<readonly [string, Given, TrialRun | null, string, string]>([
  ['a creation', {}, ran, 'success', 'Ada Marsh would be created in Expenses.'],
  [
    'an update says what it writes',
    { facts: { link } },
    { ...ran, end: end({ action: 'update', modifiedProperties: [{ name: 'title', oldValue: null, newValue: 'x' }] }) },
    'success',
    'Ada Marsh would be updated in Expenses: title.',
  ],
  [
    'a disabling says why',
    { paths: [], facts: { link } },
    { ...ran, end: end({ action: 'disable' }) },
    'disabled',
    'Ada Marsh would be disabled in Expenses, because the user is not assigned to the application.',
  ],
  [
    'a skip says why',
    { paths: [] },
    { ...ran, end: end({ status: 'skipped', skipReason: 'NotEffectivelyEntitled' }), writes: [] },
    'skipped',
    'Ada Marsh would be skipped, because the user is not assigned to the application.',
  ],
  [
    'values that the target holds already',
    { facts: { link } },
    { ...ran, end: end({ status: 'skipped', skipReason: 'RedundantExport' }), writes: [] },
    'success',
    'Nothing would be sent for Ada Marsh: the target held these values already (RedundantExport).',
  ],
  [
    'a failure in its first line',
    {},
    { ...ran, end: end({ status: 'failure', error: failure }), writes: [] },
    'failed',
    'Creation of Ada Marsh in Expenses would fail with DuplicateTargetEntries: Two were found.',
  ],
  [
    'a cycle that fails as a whole',
    {},
    { ...ran, end: null, error: { code: 'x', reason: 'Nobody answered.', recommendedAction: null } },
    'failed',
    'The cycle would fail before it looked at anybody: Nobody answered.',
  ],
  [
    'nobody looks',
    { mapping: { enabled: false } },
    { ...ran, end: null },
    'skipped',
    'would not be looked at, because the mapping',
  ],
  ['the target is not asked', {}, null, 'neutral', 'Ada Marsh would be in scope of Expenses.'],
  ['not asked, and out of scope', { paths: [] }, null, 'skipped', 'would be out of scope of Expenses, because the user is not'],
])('%s', (_sentence, given, run, tone, says) => {
  const tried = explainTrial(factsOf(given), run);
  expect(tried.tone).toBe(tone);
  expect(plain(tried.sentence)).toContain(says);
});

const verdicts = (given: Given, run: TrialRun | null) =>
  Object.fromEntries(explainTrial(factsOf(given), run).chain.map(({ key, verdict }) => [key, verdict]));

test('the chain goes from the tenant to the request, and ends where the object does', () => {
  expect(verdicts({}, ran)).toEqual({
    source: 'passed',
    assignment: 'passed',
    'matching-value': 'passed',
    match: 'passed',
    mapping: 'passed',
    export: 'passed',
  });
  const skipped = { ...ran, end: end({ status: 'skipped', skipReason: 'NotEffectivelyEntitled' }), hitCounts: [], writes: [] };
  expect(verdicts({ paths: [] }, skipped)).toMatchObject({ assignment: 'stopped', match: 'not-reached', export: 'not-reached' });
});

test('several hits fail the match, and what would be sent hangs at the end', () => {
  expect(verdicts({}, { ...ran, hitCounts: [2] })).toMatchObject({ match: 'failed' });
  expect(explainTrial(factsOf({}), ran).chain.at(-1)).toMatchObject({ title: 'One request would be sent', planned: [post] });
});

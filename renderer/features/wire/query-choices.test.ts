import { expect, test } from 'vitest';
import type { ExchangeView } from '#shared/api/evidence-views.ts';
import { parseExchangeQuery } from '#shared/trace/exchange-query.ts';
import { withQueryField } from '#shared/trace/exchange-query-text.ts';
import { queryChoices } from './query-choices.ts';
import { tallyText } from './tally-text.ts';

const exchange = (
  displayName: string | null,
  cycleNumber: number | null,
  byHand: ExchangeView['byHand'] = null,
): ExchangeView => ({
  sequence: 1,
  at: 0,
  appId: 'a',
  purpose: 'update',
  reason: '',
  method: 'PATCH',
  target: '/Users/1',
  status: 200,
  failure: null,
  durationMs: 1,
  identity: displayName === null ? null : { id: displayName, type: 'User', displayName },
  cycleId: null,
  cycleNumber,
  changeId: null,
  byHand,
});

const choices = queryChoices([
  exchange('Nadia "N" Haas', 14),
  exchange(null, null),
  exchange('Nadia "N" Haas', 14),
  exchange('Ada', 13, 'edited'),
]);

test('objects and cycles are those at hand, each once', () => {
  const offered = (field: string) => choices.find((choice) => choice.field === field)?.options.map(({ value }) => value);
  expect(offered('object')).toEqual(['Nadia "N" Haas', 'Ada']);
  expect(offered('cycle')).toEqual(['14', '13', 'none']);
});

test('what people did with requests is offered where they did something', () => {
  expect(choices.map(({ field }) => field)).toContain('hand');
  expect(queryChoices([exchange('Ada', 13)]).map(({ field }) => field)).not.toContain('hand');
});

test.each(choices.flatMap(({ field, options }) => options.map(({ value }) => [field, value] as const)))(
  'what a button writes can be read: %s %s',
  (field, value) => {
    expect(parseExchangeQuery(withQueryField('', field, value))).toMatchObject({ ok: true });
  },
);

test.each([
  [{ totalCount: 1284, keptCount: 1284, failedCount: 3, p50Ms: 7.2, p95Ms: 17.9 }, '1,284 · 3 failed · p50 7 ms · p95 18 ms'],
  [{ totalCount: 38_114, keptCount: 100_000, failedCount: 0, p50Ms: null, p95Ms: null }, '38,114 of 100,000 · 0 failed'],
])('%j reads as %s', (tally, text) => {
  expect(tallyText(tally)).toBe(text);
});

import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/kernel/duration.ts';
import { clockText, dateTimeInput, durationText, moveUntil } from './clock-text.ts';

test('the clock names weekday, date and time of the local zone', () => {
  expect(clockText(new Date(2026, 2, 3, 9, 5, 7).getTime())).toBe('Tue 3 Mar 2026 09:05:07');
});

test.each([
  [0, 'due now'],
  [-MINUTE_MS, 'due now'],
  [30 * SECOND_MS, 'in less than a minute'],
  [40 * MINUTE_MS, 'in 40 min'],
  [39 * MINUTE_MS + 1, 'in 40 min'],
  [4 * HOUR_MS + 40 * MINUTE_MS, 'in 4 h 40 min'],
  [HOUR_MS, 'in 1 h'],
  [3 * DAY_MS + 2 * HOUR_MS + 5 * MINUTE_MS, 'in 3 d 2 h'],
  [30 * DAY_MS, 'in 30 d'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('a time goes into the date field and comes back as the same second', () => {
  const at = new Date(2026, 2, 3, 9, 5, 7).getTime();
  expect(dateTimeInput(at)).toBe('2026-03-03T09:05:07');
  expect(moveUntil(dateTimeInput(at + HOUR_MS), at)).toEqual({ ms: HOUR_MS });
});

test.each([
  ['', 'Enter a date and a time.'],
  ['2026-03-03T09:00:00', 'The clock only goes ahead: choose a time after the present one.'],
  ['2026-03-03T08:59:59', 'The clock only goes ahead: choose a time after the present one.'],
  ['2027-03-05T09:00:00', 'The clock moves 366 days at a time: choose an earlier date.'],
])('the clock does not go to "%s": %s', (entered, problem) => {
  expect(moveUntil(entered, new Date(2026, 2, 3, 9).getTime())).toEqual({ problem });
});

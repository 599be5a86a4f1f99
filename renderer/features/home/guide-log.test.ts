import { expect, test } from 'vitest';
import { notedSteps, parseGuideWatch, spanText, stillWatch, stopwatchText } from './guide-log.ts';

test('the watch starts when the guide is first seen with nothing done, and each step keeps its time', () => {
  const started = notedSteps(stillWatch, [], 1_000);
  const first = notedSteps(started, ['directory'], 15_000);
  const later = notedSteps(first, ['directory', 'connection'], 39_000);
  expect(later).toEqual({ startedAt: 1_000, doneAfterMs: { directory: 14_000, connection: 38_000 } });
  expect(notedSteps(later, ['directory', 'connection'], 99_000)).toBe(later);
});

test('a guide met on the way has no times: nobody knows when it began', () => {
  expect(notedSteps(stillWatch, ['directory'], 5_000)).toBe(stillWatch);
});

test('when everything is gone again, the watch starts anew', () => {
  expect(notedSteps({ startedAt: 1_000, doneAfterMs: { directory: 14_000 } }, [], 90_000)).toEqual({
    startedAt: 90_000,
    doneAfterMs: {},
  });
});

test('a clock of the machine that was set back does not make a step end before it began', () => {
  expect(notedSteps({ startedAt: 10_000, doneAfterMs: {} }, ['directory'], 4_000).doneAfterMs).toEqual({ directory: 0 });
});

test('what was kept comes back, and anything else is a watch that stands still', () => {
  const watch = { startedAt: 1, doneAfterMs: { sides: 2 } };
  expect(parseGuideWatch(JSON.stringify(watch))).toEqual(watch);
  for (const text of [null, '', 'null', '{', '[]', '{"startedAt":"soon","doneAfterMs":7}'])
    expect(parseGuideWatch(text)).toEqual(stillWatch);
});

test.each([
  [14_999, '0:14', '14 s'],
  [84_000, '1:24', '1 min 24 s'],
  [725_000, '12:05', '12 min 5 s'],
  [3_725_000, '1:02:05', '1 h 2 min'],
])('%d ms', (ms, stopwatch, span) => {
  expect([stopwatchText(ms), spanText(ms)]).toEqual([stopwatch, span]);
});

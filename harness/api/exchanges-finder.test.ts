import { expect, test } from 'vitest';
import { parseExchangeQuery } from '#shared/trace/exchange-query.ts';
import type { ScannedExchange } from '../ports/workspace-ports.ts';
import { holdsInBodies } from './exchanges-bodies.ts';
import { createExchangeFinder } from './exchanges-finder.ts';
import { createLatencyTally } from './exchanges-latency.ts';

const queryOf = (text: string) => {
  const parsed = parseExchangeQuery(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
};
const names = new Map([['a1', 'Tidewater']]);

/** A trace in which each number is an exchange, told of each range that is scanned. */
function traceOf(exchanges: ScannedExchange[]) {
  const scanned: string[] = [];
  return {
    scanned,
    trace: {
      lastExchange: () => exchanges.at(-1)?.sequence ?? 0,
      scanExchanges: ({ after, upTo }: { after: number; upTo: number }) => {
        scanned.push(`${after}-${upTo}`);
        return exchanges.filter(({ sequence }) => sequence > after && sequence <= upTo);
      },
    },
  };
}

const exchange = (sequence: number, status: string | null = '200', event = ''): ScannedExchange => ({
  sequence,
  status,
  durationMs: sequence,
  event,
});

test('only what is new is looked at, and what failed is counted', async () => {
  const exchanges = [exchange(1), exchange(2, '404'), exchange(3, 'timeout'), exchange(4, '399')];
  const { trace, scanned } = traceOf(exchanges);
  const finder = createExchangeFinder(trace);
  expect(await finder.find([], names)).toMatchObject({ sequences: [1, 2, 3, 4], failedCount: 2, upTo: 4 });
  exchanges.push(exchange(9, '500'));
  expect(await finder.find([], names)).toMatchObject({ sequences: [1, 2, 3, 4, 9], failedCount: 3, upTo: 9 });
  await finder.find([], names);
  expect(scanned).toEqual(['0-4', '4-9']);
});

test('two that ask at once find everything once', async () => {
  const { trace } = traceOf([exchange(1), exchange(2)]);
  const finder = createExchangeFinder(trace);
  const [first, second] = await Promise.all([finder.find([], names), finder.find([], names)]);
  expect([first.sequences, second.sequences]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test('a long trace is looked through in slices, and other applications are another result', async () => {
  const { trace, scanned } = traceOf([exchange(90_000)]);
  const finder = createExchangeFinder(trace);
  await finder.find([], names);
  expect(scanned).toEqual(['0-40000', '40000-80000', '80000-90000']);
  await finder.find([], new Map());
  expect(scanned).toHaveLength(6);
});

test('a scan that failed is tried again', async () => {
  let isBroken = true;
  const finder = createExchangeFinder({
    lastExchange: () => 1,
    scanExchanges: () => {
      if (isBroken) throw new Error('disk');
      return [exchange(1)];
    },
  });
  await expect(finder.find([], names)).rejects.toThrow('disk');
  isBroken = false;
  expect((await finder.find([], names)).sequences).toEqual([1]);
});

const stored = (body: unknown, text: string) =>
  JSON.stringify({
    kind: 'exchange-recorded',
    purpose: 'update',
    request: { method: 'PATCH', target: '/Users/in-target', headers: { in: 'in-header' }, body },
    outcome: { kind: 'response', response: { status: 200, headers: {}, text } },
  });

test.each([
  ['emails', true],
  ['EMAILS', true],
  ['"active":false', true],
  ['"nickname": "ö"', true],
  ['Ö', true],
  ['in-target', false],
  ['in-header', false],
  ['purpose', false],
])('bodies hold %s: %s', (text, expected) => {
  const event = stored({ Emails: [], active: false }, '{"nickName": "Ö"}');
  expect(holdsInBodies(event, [text])).toBe(expected);
});

test('of several texts one is enough, and a query for bodies leaves out the rest', async () => {
  expect(holdsInBodies(stored(null, 'abc'), ['x', 'b'])).toBe(true);
  const { trace } = traceOf([exchange(1, '200', stored({ a: 'emails' }, '')), exchange(2, '200', stored(null, 'none'))]);
  const finder = createExchangeFinder(trace);
  expect((await finder.find(queryOf('body:emails'), names)).sequences).toEqual([1]);
  expect((await finder.find(queryOf('-body:emails'), names)).sequences).toEqual([2]);
});

test('percentiles are right to one per cent', () => {
  const tally = createLatencyTally();
  expect(tally.percentile(0.5)).toBeNull();
  for (let duration = 1; duration <= 1000; duration += 1) tally.add(duration);
  expect(Math.abs((tally.percentile(0.5) ?? 0) / 500 - 1)).toBeLessThan(0.011);
  expect(Math.abs((tally.percentile(0.95) ?? 0) / 950 - 1)).toBeLessThan(0.011);
  const quick = createLatencyTally();
  quick.add(0.4);
  expect(Math.round(quick.percentile(0.95) ?? 9)).toBe(0);
});

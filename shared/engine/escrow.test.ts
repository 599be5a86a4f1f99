import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { nextRetryAt } from './escrow.ts';
import { answer, TestWorld } from './test-world.ts';

const firstFailedAt = 1_000_000;

test.each([
  ['40 minutes', 2, 40 * MINUTE_MS, 6],
  ['6 hours', 3, 6 * HOUR_MS, 12],
  ['12 hours', 4, 12 * HOUR_MS, 24],
  ['24 hours', 5, 24 * HOUR_MS, 48],
  ['three and a half days', 7, 84 * HOUR_MS, 96],
])('an object that failed again %s after its first failure waits until hour %4$i', (_age, attempts, ageMs, hours) => {
  const failed = { attempts, firstFailedAt, secondRetry: 'after-first-failure' } as const;
  expect(nextRetryAt(failed, firstFailedAt + ageMs)).toBe(firstFailedAt + hours * HOUR_MS);
});

test.each([
  ['the first retry is due at once', 1, 0, 0],
  ['the second one six hours after the first failed', 2, 40 * MINUTE_MS, 6 * HOUR_MS + 40 * MINUTE_MS],
  ['the third one twelve hours after the first failure', 3, 6 * HOUR_MS + 40 * MINUTE_MS, 12 * HOUR_MS],
])('with the captured schedule %s', (_sentence, attempts, ageMs, distanceMs) => {
  const failed = { attempts, firstFailedAt, secondRetry: 'after-first-retry' } as const;
  expect(nextRetryAt(failed, firstFailedAt + ageMs)).toBe(firstFailedAt + distanceMs);
});

test.each([
  [{}, '06:00'],
  [{ 'second-retry': 'after-first-retry' }, '06:40'],
])('a job with the habits %j tries a second time at %s', (habitSettings, time) => {
  const world = new TestWorld();
  world.configuration = { ...world.configuration, habitSettings };
  world.putUser('ada');
  world.assign('ada');
  world.intercept = ({ method }) => (method === 'POST' ? answer(500, null) : undefined);
  world.cycle();
  world.now += 40 * MINUTE_MS;
  world.cycle();
  const escrow = world.escrows.get('ada');
  expect(escrow?.attempts).toBe(2);
  expect(new Date(escrow?.nextAttemptAt ?? 0).toISOString()).toContain(`2026-01-12T${time}:00`);
});

test.each([
  ['acted', true],
  ['did not act', false],
])('a lost answer to an added member is made up for by the same request, where the target %s too', (_what, hasActed) => {
  const world = new TestWorld();
  world.putUser('ada');
  world.putGroup('sales', ['ada']);
  world.assign('ada', 'sales');
  world.intercept = ({ method }, respond) => {
    if (method !== 'PATCH') return undefined;
    if (hasActed) respond();
    return { kind: 'failure', failure: { kind: 'timeout', detail: 'No answer.' } };
  };
  world.cycle();
  expect(world.links.get('sales')?.exportedMemberIds).toEqual([]);
  const [lost] = world.writes.slice(-1);
  world.intercept = () => undefined;
  world.cycle();
  expect(world.writes).toEqual([lost]);
  expect(world.links.get('sales')?.exportedMemberIds).toEqual(['ada']);
  expect(world.escrows.size).toBe(0);
});

test('a lost answer to a deletion is made up for by another one, whose 404 counts as done', () => {
  const world = new TestWorld();
  world.putUser('ada');
  world.assign('ada');
  world.cycle();
  world.hardDelete('ada');
  world.intercept = ({ method }, respond) => {
    if (method !== 'DELETE') return undefined;
    respond();
    return { kind: 'failure', failure: { kind: 'reset', detail: 'The connection was reset.' } };
  };
  world.cycle();
  expect(world.log).toEqual(['delete failure ada WebExceptionProtocolError']);
  world.intercept = () => undefined;
  expect(world.cycle()).toEqual(['DELETE /Users/u1']);
  expect(world.log).toEqual(['delete success ada']);
  expect([world.links.size, world.escrows.size]).toEqual([0, 0]);
});

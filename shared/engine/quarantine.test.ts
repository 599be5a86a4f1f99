import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import type { JobStanding, Quarantine } from '#shared/trace/event.ts';
import { attemptsAhead, type CycleCounts, disabledAt, imposeQuarantine, standingAfter, thresholdReason } from './quarantine.ts';
import { answer, TestWorld } from './test-world.ts';

const documented = { habitSettings: {} };
const shortened = { habitSettings: { 'quarantine-limits': 'shortened' } };
const quiet: CycleCounts = { failedCount: 0, referenceFailedCount: 0, exportedCount: 0, retriedCount: 0, skippedCount: 0 };

describe('how many failures quarantine a job', () => {
  test.each([
    // The four examples of the article.
    ['45,000 failed', { failedCount: 45_000, exportedCount: 1_000_000 }, 'EncounteredBaseEscrowThreshold'],
    ['30,000 failed, 5,000 did not', { failedCount: 30_000, exportedCount: 5000 }, 'EncounteredEscrowProportionThreshold'],
    ['20,000 failed, 100,000 did not', { failedCount: 20_000, exportedCount: 100_000 }, null],
    [
      '40,000 failed, and 21,000 managers',
      { failedCount: 40_000, referenceFailedCount: 21_000, exportedCount: 1_000_000 },
      'EncounteredTotalEscrowThreshold',
    ],
    // The edges.
    ['4,999 failed, nobody else was there', { failedCount: 4999 }, null],
    ['5,000 failed, which is all', { failedCount: 5000 }, 'EncounteredEscrowProportionThreshold'],
    ['exactly 40 % of 20,000', { failedCount: 8000, exportedCount: 12_000 }, null],
    ['one more than 40 %', { failedCount: 8001, exportedCount: 11_999 }, 'EncounteredEscrowProportionThreshold'],
    ['exactly 40,000', { failedCount: 40_000, exportedCount: 100_000 }, null],
    ['exactly 60,000 with references', { failedCount: 1, referenceFailedCount: 59_999 }, null],
    ['references alone do not count for the share', { failedCount: 10, referenceFailedCount: 50_000 }, null],
  ])('%s', (_sentence, counts, reason) => {
    expect(thresholdReason({ ...quiet, ...counts }, documented)).toBe(reason);
  });

  test('shortened, a thousandth of each count', () => {
    expect(thresholdReason({ ...quiet, failedCount: 4 }, shortened)).toBe(null);
    expect(thresholdReason({ ...quiet, failedCount: 5, exportedCount: 7 }, shortened)).toBe(
      'EncounteredEscrowProportionThreshold',
    );
    expect(thresholdReason({ ...quiet, failedCount: 41, exportedCount: 999 }, shortened)).toBe('EncounteredBaseEscrowThreshold');
  });

  test('objects that were skipped are events by the other reading', () => {
    const counts = { ...quiet, failedCount: 6000, exportedCount: 1000, skippedCount: 20_000 };
    expect(thresholdReason(counts, documented)).toBe('EncounteredEscrowProportionThreshold');
    expect(thresholdReason(counts, { habitSettings: { 'quarantine-events': 'all' } })).toBe(null);
  });
});

/** Imposes a quarantine at each attempt until the job is disabled. */
function runOut(configuration: { readonly habitSettings: Readonly<Record<string, string>> }) {
  const times: number[] = [];
  let standing: JobStanding = {};
  for (let now = 0; standing.halt === undefined; now = standing.quarantine?.nextAttemptAt ?? now) {
    times.push(now);
    standing = imposeQuarantine(
      standing.quarantine,
      { reason: 'EncounteredQuarantineException', error: null },
      { now, configuration },
    );
  }
  return { times, standing };
}

test('attempts come after 5, 10, 20 minutes and so on, then once a day, and on day 28 the job is disabled', () => {
  const { times, standing } = runOut(documented);
  const gaps = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / MINUTE_MS);
  expect(gaps.slice(0, 10)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440]);
  expect(gaps.slice(9, -1).every((gap) => gap === 1440)).toBe(true);
  expect(times.at(-1)).toBe(28 * DAY_MS);
  expect(standing).toMatchObject({ halt: 'quarantined-too-long', quarantine: { seriesBeganAt: 0, seriesCount: 37 } });
});

test('what lies ahead is what comes, should every attempt fail', () => {
  const { times } = runOut(documented);
  const first = imposeQuarantine(undefined, { reason: 'TooManyDeletes', error: null }, { now: 0, configuration: documented });
  expect(first.quarantine === undefined ? [] : attemptsAhead(first.quarantine, documented, 100 * DAY_MS)).toEqual(times.slice(1));
  expect(first.quarantine === undefined ? [] : attemptsAhead(first.quarantine, documented, HOUR_MS)).toEqual(
    times.slice(1).filter((at) => at <= HOUR_MS),
  );
});

test('the other reading is once a day from the beginning', () => {
  const { times } = runOut({ habitSettings: { 'quarantine-back-off': 'daily' } });
  expect(times).toEqual(Array.from({ length: 29 }, (_, day) => day * DAY_MS));
});

test('another reason goes on with the series of attempts, and with the day of disabling', () => {
  const at = { now: 0, configuration: documented };
  const first = imposeQuarantine(undefined, { reason: 'TooManyDeletes', error: null }, at).quarantine as Quarantine;
  const cause = { reason: 'EncounteredQuarantineException', error: { code: 'C', message: 'M' } } as const;
  const { quarantine } = imposeQuarantine(first, cause, { ...at, now: 5 * MINUTE_MS });
  expect(quarantine).toMatchObject({ ...cause, seriesBeganAt: 0, currentBeganAt: 5 * MINUTE_MS, seriesCount: 2 });
  expect(quarantine === undefined ? 0 : disabledAt(quarantine)).toBe(28 * DAY_MS);
});

describe('after a cycle that came to everybody', () => {
  const at = { now: DAY_MS, configuration: shortened };
  const failing = { ...quiet, failedCount: 6 };
  const inQuarantine = (reason: Quarantine['reason']): JobStanding =>
    imposeQuarantine(undefined, { reason, error: null }, { now: 0, configuration: shortened });
  const cycle = { before: {}, kind: 'incremental', counts: quiet, stagedCount: 0, waitingCount: 0 } as const;

  test('a job stands in its ordinary rhythm', () => {
    expect(standingAfter(cycle, at)).toEqual({ standing: {}, prunesEscrows: false });
  });

  test('too many failures quarantine it', () => {
    const { standing } = standingAfter({ ...cycle, counts: failing }, at);
    expect(standing.quarantine).toMatchObject({ reason: 'EncounteredEscrowProportionThreshold', seriesCount: 1 });
  });

  test('in an initial cycle they prune the escrows and pause it instead', () => {
    const after = standingAfter({ ...cycle, kind: 'initial', counts: failing }, at);
    expect(after).toEqual({ standing: { halt: 'escrows-pruned' }, prunesEscrows: true });
  });

  test('deletions that are held back quarantine it, whatever else', () => {
    const { standing } = standingAfter({ ...cycle, kind: 'initial', counts: failing, stagedCount: 1 }, at);
    expect(standing.quarantine?.reason).toBe('TooManyDeletes');
  });

  test.each([
    ['nobody was due and too many wait', { waitingCount: 5 }, 'EncounteredEscrowProportionThreshold'],
    ['one retry succeeded', { waitingCount: 5, counts: { ...quiet, retriedCount: 1 } }, undefined],
    ['fewer wait than are judged', { waitingCount: 4 }, undefined],
  ])('a quarantine for failures: %s', (_sentence, rest, reason) => {
    const before = inQuarantine('EncounteredEscrowProportionThreshold');
    expect(standingAfter({ ...cycle, before, ...rest }, at).standing.quarantine?.reason).toBe(reason);
  });

  test.each(['EncounteredQuarantineException', 'TooManyDeletes'] as const)('a quarantine for %s is over', (reason) => {
    expect(standingAfter({ ...cycle, before: inQuarantine(reason), waitingCount: 99 }, at).standing).toEqual({});
  });
});

test('5,000 people who fail in one cycle, with no more than 7,000 who do not, quarantine a job with the documented limits', () => {
  const world = new TestWorld();
  world.configuration = { ...world.configuration, scope: 'all' };
  const keys = Array.from({ length: 5000 }, (_, index) => `user-${index}`);
  world.putUser('first');
  world.cycle();
  world.intercept = ({ method }) => (method === 'GET' ? answer(200, { totalResults: 0, Resources: [] }) : answer(500, null));
  for (const key of keys) world.putUser(key);
  world.cycle();
  expect(world.escrows.size).toBe(5000);
  expect(world.progress.standing?.quarantine).toMatchObject({ reason: 'EncounteredEscrowProportionThreshold', seriesCount: 1 });
});

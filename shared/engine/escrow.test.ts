import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import type { ScimResponse } from '#shared/scim/message.ts';
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

test.each([
  ['the first retry is due six hours after the failure', 1, 0, 6],
  ['the second one twelve hours after it', 2, 6 * HOUR_MS, 12],
])('where nothing is retried in the next cycle %s', (_sentence, attempts, ageMs, hours) => {
  const failed = { attempts, firstFailedAt, firstRetry: 'after-six-hours', secondRetry: 'after-first-failure' } as const;
  expect(nextRetryAt(failed, firstFailedAt + ageMs)).toBe(firstFailedAt + hours * HOUR_MS);
});

const NOON = 'Mon, 12 Jan 2026 12:00:00 GMT';

test.each([
  ['passed over', {}, 429, '7200', '00:00'],
  ['honoured', { 'retry-after': 'honoured' }, 429, '7200', '02:00'],
  ['honoured as a date', { 'retry-after': 'honoured' }, 429, NOON, '12:00'],
  ['honoured of an endpoint that is away', { 'retry-after': 'honoured' }, 503, '60', '00:01'],
  ['no time, and passed over', { 'retry-after': 'honoured' }, 429, 'soon', '00:00'],
  ['that of another status, and passed over', { 'retry-after': 'honoured' }, 400, '7200', '00:00'],
])('a Retry-After is %s: %j, %i, %s', (_what, habitSettings, status, retryAfter, time) => {
  const world = failingWorld(habitSettings, { status, headers: { 'retry-after': retryAfter }, text: '' });
  world.cycle();
  expect(new Date(world.escrows.get('ada')?.nextAttemptAt ?? 0).toISOString()).toContain(`2026-01-12T${time}:00`);
  expect(JSON.stringify(world.facts)).not.toContain('"retryAfter"');
});

test('however long an endpoint asks to be left alone, the last retry is on day 28, and then the object is given up', () => {
  const world = failingWorld({ 'retry-after': 'honoured' }, { status: 429, headers: { 'retry-after': '9999999' }, text: '' });
  world.cycle();
  const lastAt = world.now + 28 * DAY_MS;
  expect(world.escrows.get('ada')?.nextAttemptAt).toBe(lastAt);
  world.now = lastAt;
  world.cycle();
  expect(world.escrows.size).toBe(0);
  const end = world.facts.find((fact) => fact.kind === 'change-finished');
  expect(end?.kind === 'change-finished' && end.error?.reason).toMatch(/This operation was retried 1 times\.$/);
});

test.each([
  [{}, 'SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering'],
  [{ 'conflict-code': 'documented' }, 'Conflict'],
])('with the habits %j a 409 is called %s, in the log and in the escrow', (habitSettings, code) => {
  const world = failingWorld(habitSettings, { status: 409, headers: {}, text: '' });
  world.cycle();
  expect(world.log).toEqual([`create failure ada ${code}`]);
  expect(world.escrows.get('ada')?.errorCode).toBe(code);
});

test.each([
  [{}, ['update failure sales SystemForCrossDomainIdentityManagementMultipleEntriesInResponse']],
  [{ 'members-despite-exclusion': 'tolerated' }, ['update success sales']],
])('with the habits %j a group whose members are shown although they were excluded ends with %j', (habitSettings, log) => {
  const world = new TestWorld();
  world.configuration = { ...world.configuration, habitSettings };
  world.putUser('ada');
  world.putGroup('sales', ['ada']);
  world.assign('ada', 'sales');
  world.cycle();
  world.intercept = ({ method, target }) =>
    method === 'GET' && /^\/Groups\/\w/.test(target) ? answer(200, world.target.get('g2') ?? null) : undefined;
  world.putGroup('sales', ['ada'], { attributes: { displayName: 'sales and more' } });
  world.cycle();
  expect(world.log).toEqual(log);
});

test('an id that a read answers otherwise is passed over with a warning, and the update goes to the remembered one', () => {
  const world = new TestWorld();
  world.putUser('ada');
  world.assign('ada');
  world.cycle();
  world.intercept = ({ method, target }) =>
    method === 'GET' && target === '/Users/u1' ? answer(200, { ...world.target.get('u1'), id: 'u9' }) : undefined;
  world.putUser('ada', { department: 'Sales' });
  expect(world.cycle()).toEqual(['GET /Users/u1', 'PATCH /Users/u1']);
  expect(world.log).toEqual(['update success ada']);
  expect(world.facts).toContainEqual(
    expect.objectContaining({ kind: 'step-taken', status: 'warning', description: expect.stringContaining('id u9 where u1') }),
  );
});

/** Ada is assigned, and her creation is answered so. */
function failingWorld(habitSettings: Readonly<Record<string, string>>, response: ScimResponse): TestWorld {
  const world = new TestWorld();
  world.configuration = { ...world.configuration, habitSettings };
  world.putUser('ada');
  world.assign('ada');
  world.intercept = ({ method }) => (method === 'POST' ? { kind: 'response', response } : undefined);
  return world;
}

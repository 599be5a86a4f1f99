import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let directoryId: string;
let principalIds: string[];

/** Sales is assigned and provisioned: eleven people and their group. */
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId, directoryId } = await opened.connect());
  principalIds = [(await opened.groupNamed('Sales')).objectId];
  await opened.api.assignments.add({ appId, principalIds });
  await opened.api.job.start({ appId });
  await opened.api.clock.advance({ ms: 1 });
});
afterEach(() => opened.remove());

const status = () => opened.api.job.status({ appId });
const nextCycle = () => opened.api.clock.advanceTo({ what: 'next-cycle' });
const audit = async () => (await opened.api.audit.list({ appId, limit: 1000 })).items;
const writeCount = async () => (await opened.api.exchanges.list({ appId, search: 'patch' })).totalCount;

async function save(settings: {
  readonly isDeletionPrevented?: boolean;
  readonly deletionThreshold?: number;
  readonly notificationEmail?: string;
  readonly isNotificationOn?: boolean;
}): Promise<void> {
  const known = (await opened.api.job.detail({ appId })).settings;
  await opened.api.job.saveSettings({ appId, settings: { ...known, ...settings } });
}

describe('a job whose endpoint does not answer any more', () => {
  beforeEach(async () => {
    await save({ notificationEmail: 'it@larkfield.test', isNotificationOn: true });
    await opened.api.receiver.removeDirectory({ directoryId });
    await nextCycle();
  });

  test('says why it is in quarantine, when it is tried again, and which exchange is to blame', async () => {
    const { state, quarantine, nextCycleAt } = await status();
    expect(state).toBe('quarantined');
    expect(quarantine).toMatchObject({ reason: 'EncounteredQuarantineException', attemptCount: 1 });
    const now = quarantine?.beganAt ?? 0;
    expect(quarantine?.nextAttemptAt).toBe(now + 5 * MINUTE_MS);
    expect(nextCycleAt).toBe(now + 5 * MINUTE_MS);
    expect(quarantine?.disabledAt).toBe(now + 28 * DAY_MS);
    const blamed = await opened.api.exchanges.read({ sequence: quarantine?.exchangeSequence ?? 0 });
    expect(blamed).toMatchObject({ purpose: 'probe-users' });
  });

  test('writes no provisioning logs, an audit entry an attempt, and one e-mail', async () => {
    const { totalCount } = await opened.api.logs.list({ appId });
    await nextCycle();
    await nextCycle();
    expect((await opened.api.logs.list({ appId })).totalCount).toBe(totalCount);
    const activities = (await audit()).map(({ activity }) => activity);
    expect(activities.filter((activity) => activity === 'Quarantine').length).toBe(3);
    expect(activities.filter((activity) => activity.startsWith('Notification e-mail')).length).toBe(1);
  });

  test('comes back from another host as it was, and its history tells of each attempt', async () => {
    await nextCycle();
    const before = await status();
    await opened.close();
    await opened.open();
    const { quarantine, nextCycleAt } = await status();
    expect({ quarantine, nextCycleAt }).toEqual({ quarantine: before.quarantine, nextCycleAt: before.nextCycleAt });
    const history = await opened.api.job.quarantineHistory({ appId });
    expect(history.map(({ kind }) => kind)).toEqual(['imposed-again', 'imposed']);
  });

  test('is out of quarantine with Start, and with Restart', async () => {
    expect(await opened.api.job.restart({ appId })).toMatchObject({ quarantine: null, state: 'running' });
    await opened.api.clock.advance({ ms: 1 });
    expect((await status()).quarantine?.attemptCount).toBe(1);
    await opened.api.job.stop({ appId });
    expect(await opened.api.job.start({ appId })).toMatchObject({ quarantine: null });
  });

  test('is disabled after four weeks, and says so until somebody starts it', async () => {
    await opened.api.clock.advance({ ms: 29 * DAY_MS });
    expect(await status()).toMatchObject({
      state: 'quarantined',
      halt: 'quarantined-too-long',
      nextCycleAt: null,
      quarantine: { attemptCount: 37, nextAttemptAt: null },
    });
    expect((await audit())[0]).toMatchObject({ activity: 'Disable/pause provisioning configuration' });
    expect((await opened.api.job.quarantineHistory({ appId }))[0]?.kind).toBe('disabled');
    expect(await opened.api.job.graphStatus({ appId })).toMatchObject({
      schedule: { state: 'Disabled' },
      status: { code: 'Quarantine', quarantine: { nextAttempt: '0001-01-01T00:00:00Z' } },
    });
    expect(await opened.api.job.start({ appId })).toMatchObject({ quarantine: null, halt: null });
  });
});

describe('deletions that are held back', () => {
  beforeEach(async () => {
    await save({ isDeletionPrevented: true, deletionThreshold: 5 });
    await opened.api.assignments.remove({ appId, principalIds });
    await nextCycle();
  });

  test('are listed with their log entries, by pages, and outlive the host', async () => {
    expect(await status()).toMatchObject({ state: 'quarantined', stagedCount: 12, quarantine: { reason: 'TooManyDeletes' } });
    await opened.close();
    await opened.open();
    const { items, totalCount } = await opened.api.job.staged({ appId, limit: 5 });
    expect({ length: items.length, totalCount }).toEqual({ length: 5, totalCount: 12 });
    const [first] = items;
    expect(await opened.api.logs.read({ appId, entryId: first?.entryId ?? '' })).toMatchObject({
      action: 'stageddelete',
      identity: { id: first?.sourceId },
      targetId: first?.targetId,
    });
    expect((await opened.api.logs.list({ appId, action: 'stageddelete' })).totalCount).toBe(12);
  });

  test('are sent once they are allowed', async () => {
    const before = await writeCount();
    await opened.api.job.allowDeletions({ appId });
    await opened.api.clock.advance({ ms: 1 });
    expect(await status()).toMatchObject({ state: 'idle', stagedCount: 0, quarantine: null });
    expect((await writeCount()) - before).toBe(11);
    await expect(opened.api.job.allowDeletions({ appId })).rejects.toThrow('No deletion is held back.');
  });

  test('stand in the plan once they are allowed, and not before', async () => {
    await opened.api.job.stop({ appId });
    expect(await opened.api.job.plan({ appId })).toMatchObject({ totalCount: 0 });
    await opened.api.job.allowDeletions({ appId });
    expect(await opened.api.job.plan({ appId })).toMatchObject({ totalCount: 12 });
    expect((await status()).stagedCount).toBe(12);
  });

  test('are forgotten once they are rejected', async () => {
    const before = await writeCount();
    await opened.api.job.rejectDeletions({ appId });
    await opened.api.clock.advance({ ms: 1 });
    expect(await status()).toMatchObject({ state: 'idle', stagedCount: 0, quarantine: null });
    expect(await writeCount()).toBe(before);
    expect((await audit()).map(({ activity }) => activity)).toContain('Reject staged deletions (rehearsal only)');
  });
});

test('who failed is listed with the next attempt, and is tried again at once when somebody says so', async () => {
  const person = await opened.personNamed('Quentin');
  const refusing = { id: 'refuse', when: { method: 'PATCH' }, effect: { kind: 'status', status: 500 } };
  await opened.api.faults.setPlan({ directoryId, seed: '', rules: [refusing] });
  await opened.api.tenant.updateUser({ objectId: person.objectId, attributes: { jobTitle: 'Pilot' } });
  await nextCycle();
  await nextCycle();
  const [waiting, ...others] = (await opened.api.job.waiting({ appId })).items;
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({
    sourceId: person.objectId,
    displayName: person.displayName,
    attemptCount: 2,
    errorCode: 'InternalServerError',
  });
  expect(await opened.api.logs.read({ appId, entryId: waiting?.entryId ?? '' })).toMatchObject({ status: 'failure' });
  const { now } = await opened.api.clock.read({});
  expect(waiting?.nextAttemptAt).toBeGreaterThan(now + 5 * 60 * MINUTE_MS);
  await opened.api.faults.setPlan({ directoryId, seed: '', rules: [] });
  await opened.api.job.retryNow({ appId, sourceIds: [person.objectId] });
  await opened.api.clock.advance({ ms: 1 });
  expect(await status()).toMatchObject({ escrowCount: 0, state: 'idle' });
  await expect(opened.api.job.retryNow({ appId })).rejects.toThrow('None of these objects waits for a retry.');
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttributeMapping } from '#shared/entra/job-configuration.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { TestWorkspace } from './testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let directoryId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId, directoryId } = await opened.connect());
});
afterEach(() => opened.remove());

async function assign(...names: readonly string[]) {
  const people = [];
  for (const name of names) people.push(await opened.personNamed(name));
  await opened.api.assignments.add({ appId, principalIds: people.map(({ objectId }) => objectId) });
  return people;
}

/** Provisioning on, and the first cycle behind it. */
async function provisioned(...names: readonly string[]) {
  const people = await assign(...names);
  await opened.api.job.start({ appId });
  await opened.api.clock.advance({ ms: 1 });
  return people;
}

/** Writes on the wire since the last look, oldest first. */
let seen = 0;
async function writes(): Promise<readonly string[]> {
  const { items } = await opened.api.exchanges.list({ limit: 1000 });
  const fresh = items.filter(({ sequence, method }) => sequence > seen && method !== 'GET').reverse();
  seen = items[0]?.sequence ?? seen;
  return fresh.map(({ method, purpose }) => `${method} ${purpose}`);
}
beforeEach(() => {
  seen = 0;
});

async function mapUsers(change: (row: AttributeMapping) => AttributeMapping): Promise<void> {
  const { mapping } = await opened.api.mappings.read({ appId, type: 'User' });
  const attributeMappings = mapping.attributeMappings.map(change);
  await opened.api.mappings.save({ appId, mapping: { ...mapping, attributeMappings: [...attributeMappings] } });
}

const shape = (cards: readonly { readonly title: string; readonly status: string }[]) =>
  cards.map(({ title, status }) => `${title}: ${status}`);

describe('provision on demand', () => {
  test('one user goes through four cards, stands in the log, and the job stays off', async () => {
    const { api } = opened;
    const [ada] = await assign('Ada');
    const run = await api.job.provisionOnDemand({ appId, objectId: ada?.objectId ?? '' });
    expect(shape(run.cards)).toEqual([
      '1. Import user: success',
      '2. Determine if user is in scope: success',
      '3. Match user between source and target system: success',
      '4. Perform action: success',
    ]);
    expect(run.dataFlow.find(({ targetAttributeName }) => targetAttributeName === 'userName')).toEqual({
      targetAttributeName: 'userName',
      sourceValue: ada?.attributes['userPrincipalName'],
      expression: '[userPrincipalName]',
      originalTargetValue: null,
      modifiedTargetValue: ada?.attributes['userPrincipalName'],
    });
    expect(run).toMatchObject({ status: 'success', error: null, skipReasons: [] });
    expect((await api.logs.list({ appId })).items.map(({ id }) => id)).toEqual(run.entryIds);
    expect((await api.receiver.resources({ directoryId, type: 'User' })).totalCount).toBe(1);
    expect(await api.job.status({ appId })).toMatchObject({ state: 'off', linkedUserCount: 1, lastCycle: null });
  });

  test('what the target holds stands beside what was sent', async () => {
    const { api } = opened;
    const [ada] = await provisioned('Ada');
    await api.tenant.updateUser({ objectId: ada?.objectId ?? '', attributes: { jobTitle: 'Countess' } });
    const run = await api.job.provisionOnDemand({ appId, objectId: ada?.objectId ?? '' });
    expect(run.modifiedProperties.map(({ name, newValue }) => [name, newValue])).toEqual([['title', 'Countess']]);
    expect(run.dataFlow.find(({ targetAttributeName }) => targetAttributeName === 'title')).toMatchObject({
      originalTargetValue: ada?.attributes['jobTitle'],
      modifiedTargetValue: 'Countess',
    });
    const again = await api.job.provisionOnDemand({ appId, objectId: ada?.objectId ?? '' });
    expect(again.status).toBe('skipped');
    expect(again.skipReasons).toEqual([expect.stringContaining('source and target systems already match')]);
  });

  test('somebody who is not assigned is skipped with the two reasons of the page', async () => {
    const ada = await opened.personNamed('Ada');
    const run = await opened.api.job.provisionOnDemand({ appId, objectId: ada.objectId });
    expect(run.status).toBe('skipped');
    expect(shape(run.cards)).toEqual([
      '1. Import user: success',
      '2. Determine if user is in scope: skipped',
      '3. Match user between source and target system: pending',
      '4. Perform action: skipped',
    ]);
    expect(run.skipReasons).toEqual([
      `The User '${ada.attributes['userPrincipalName']}' will be skipped due to the following reasons:`,
      expect.stringMatching(/^This object is not assigned to the application\./),
      expect.stringMatching(/^This object does not have required entitlement/),
    ]);
  });

  test('an unassigned user is disabled', async () => {
    const [ada] = await provisioned('Ada');
    await opened.api.assignments.remove({ appId, principalIds: [ada?.objectId ?? ''] });
    const run = await opened.api.job.provisionOnDemand({ appId, objectId: ada?.objectId ?? '' });
    expect(run.modifiedProperties.map(({ name, newValue }) => [name, newValue])).toEqual([['active', 'False']]);
  });

  test('a group goes with the members that were picked', async () => {
    const { api } = opened;
    const sales = await opened.groupNamed('Sales');
    await api.assignments.add({ appId, principalIds: [sales.objectId] });
    const memberIds = sales.members.filter(({ type }) => type === 'User').map(({ objectId }) => objectId);
    const run = await api.job.provisionOnDemand({ appId, objectId: sales.objectId, memberIds: memberIds.slice(0, 2) });
    expect(run.status).toBe('success');
    expect(shape(run.cards)[0]).toBe('1. Import group: success');
    const [group] = (await api.receiver.resources({ directoryId, type: 'Group' })).items;
    expect(group?.['members']).toHaveLength(2);
    expect((await api.receiver.resources({ directoryId, type: 'User' })).totalCount).toBe(2);
  });

  test('a blocked user is not found', async () => {
    const [ada] = await assign('Ada');
    const objectId = ada?.objectId ?? '';
    await opened.api.tenant.updateUser({ objectId, attributes: { accountEnabled: false } });
    await expect(opened.api.job.provisionOnDemand({ appId, objectId })).rejects.toThrow(/blocked from sign-in/);
  });

  test('a user without a value to match by fails at the import', async () => {
    const [ada] = await assign('Ada');
    await mapUsers((row) =>
      row.targetAttributeName === 'userName' ? { ...row, source: { type: 'Attribute', name: 'extensionAttribute1' } } : row,
    );
    const run = await opened.api.job.provisionOnDemand({ appId, objectId: ada?.objectId ?? '' });
    expect(shape(run.cards).slice(0, 2)).toEqual(['1. Import user: failure', '2. Determine if user is in scope: pending']);
  });

  test('a test of the connection that fails stands in front, and nothing follows', async () => {
    const { api } = opened;
    const [ada] = await assign('Ada');
    await api.receiver.removeDirectory({ directoryId });
    const run = await api.job.provisionOnDemand({ appId, objectId: ada?.objectId ?? '' });
    expect(shape(run.cards)).toEqual([
      'Test connection: failure',
      '1. Import user: pending',
      '2. Determine if user is in scope: pending',
      '3. Match user between source and target system: pending',
      '4. Perform action: pending',
    ]);
    expect(run.error?.code).toMatch(/^SystemForCrossDomainIdentityManagement/);
  });
});

describe('restart', () => {
  test('the button keeps links, and the next cycle reads everything and sends nothing', async () => {
    const { api } = opened;
    await provisioned('Ada', 'Greta');
    await writes();
    await api.job.stop({ appId });
    expect(await api.job.restart({ appId })).toMatchObject({
      sentence: 'Initial cycle not run. 0% complete',
      linkedUserCount: 2,
    });
    await api.job.start({ appId });
    await api.clock.advance({ ms: 1 });
    expect(await writes()).toEqual([]);
    expect(await api.job.status({ appId })).toMatchObject({ lastCycle: { kind: 'initial', number: 2, createdCount: 0 } });
  });

  test('ConnectorDataStore forgets links, which a full restart finds again by matching', async () => {
    const { api } = opened;
    await provisioned('Ada');
    expect(await api.job.restart({ appId, resetScope: ['ConnectorDataStore'] })).toMatchObject({ linkedUserCount: 0 });
    await api.clock.advance({ ms: 1 });
    expect(await api.job.status({ appId })).toMatchObject({ linkedUserCount: 0, lastCycle: { kind: 'incremental' } });
    await api.job.restart({ appId, resetScope: ['Full'] });
    await api.clock.advance({ ms: 1 });
    expect(await api.job.status({ appId })).toMatchObject({ linkedUserCount: 1, lastCycle: { kind: 'initial' } });
    expect((await api.receiver.resources({ directoryId, type: 'User' })).totalCount).toBe(1);
  });

  test('None starts a job that is off; ForceDeletes says that nothing was held back', async () => {
    const { api } = opened;
    await assign('Ada');
    expect(await api.job.restart({ appId, resetScope: ['ForceDeletes'] })).toMatchObject({
      state: 'off',
      reason: expect.stringContaining('No deletion is held back'),
    });
    await api.job.restart({ appId, resetScope: ['None'] });
    await api.clock.advance({ ms: 1 });
    expect(await api.job.status({ appId })).toMatchObject({ state: 'idle', linkedUserCount: 1 });
  });

  test('a job that was stopped goes on where it stopped', async () => {
    const { api } = opened;
    const [ada] = await provisioned('Ada');
    await api.job.stop({ appId });
    await api.tenant.updateUser({ objectId: ada?.objectId ?? '', attributes: { jobTitle: 'Countess' } });
    await api.clock.advance({ ms: 2 * HOUR_MS });
    await writes();
    await api.job.start({ appId });
    await api.clock.advance({ ms: 1 });
    expect(await writes()).toEqual(['PATCH update']);
    expect(await api.job.status({ appId })).toMatchObject({ lastCycle: { kind: 'incremental', number: 2 } });
  });
});

describe('plan', () => {
  test('says what the next cycle then sends, and leaves no trace', async () => {
    const { api } = opened;
    const [ada] = await provisioned('Ada');
    await assign('Greta');
    await api.tenant.updateUser({ objectId: ada?.objectId ?? '', attributes: { jobTitle: 'Countess' } });
    await writes();
    const before = await api.exchanges.list({ limit: 1 });
    const plan = await api.job.plan({ appId });
    expect(plan).toMatchObject({ kind: 'incremental', error: null });
    expect(plan.counts).toContainEqual({ action: 'create', status: 'success', count: 1 });
    expect((await api.exchanges.list({ limit: 1 })).items[0]?.sequence).toBe(before.items[0]?.sequence);
    expect((await api.receiver.resources({ directoryId, type: 'User' })).totalCount).toBe(1);
    expect((await api.job.status({ appId })).linkedUserCount).toBe(1);

    await api.clock.advanceTo({ what: 'next-cycle' });
    expect(await writes()).toEqual(plan.requests.map(({ method, purpose }) => `${method} ${purpose}`));
    expect(plan.totalCount).toBe(plan.requests.length);
    expect(plan.requests.find(({ method }) => method === 'PATCH')?.body).toContain('Countess');
  });

  test('is the same however many objects are in flight', async () => {
    const { api } = opened;
    const sales = await opened.groupNamed('Sales');
    await api.assignments.add({ appId, principalIds: [sales.objectId] });
    const oneByOne = await api.job.plan({ appId });
    const { settings } = await api.job.detail({ appId });
    await api.job.saveSettings({ appId, settings: { ...settings, objectsInFlightCount: 8 } });
    expect(await api.job.plan({ appId })).toEqual(oneByOne);
    expect(oneByOne.totalCount).toBeGreaterThan(20);
  });

  test('a target that refuses is said instead of requests', async () => {
    const { api } = opened;
    await assign('Ada');
    await api.receiver.removeDirectory({ directoryId });
    const plan = await api.job.plan({ appId });
    expect(plan).toMatchObject({ requests: [], totalCount: 0 });
    expect(plan.error?.code).toMatch(/^SystemForCrossDomainIdentityManagement/);
  });
});

describe('stepping', () => {
  test('a held cycle goes on request by request, and what waits can be read', async () => {
    const { api } = opened;
    await assign('Ada');
    await api.stepping.setHolding({ appId, isHolding: true });
    await api.job.start({ appId });
    await api.clock.advance({ ms: 1 });
    expect(await api.stepping.read({ appId })).toMatchObject({ isHolding: true, held: { purpose: 'probe-users' } });
    expect((await api.job.status({ appId })).state).toBe('running');
    // Probes concern no object: both go, and the first request about somebody waits.
    await api.stepping.proceed({ appId, until: 'object' });
    await expect.poll(async () => (await api.stepping.read({ appId })).held?.purpose).toBe('match');
    await api.stepping.proceed({ appId, until: 'request' });
    await expect.poll(async () => (await api.stepping.read({ appId })).held?.purpose).toBe('create');
    expect((await api.receiver.resources({ directoryId, type: 'User' })).totalCount).toBe(0);
    expect((await api.stepping.read({ appId })).held).toMatchObject({
      method: 'POST',
      target: '/Users',
      body: expect.stringContaining('userName'),
      reason: expect.stringContaining('Creates user Ada'),
    });
    await api.stepping.proceed({ appId, until: 'cycle' });
    await expect.poll(async () => (await api.job.status({ appId })).state).toBe('idle');
    await api.clock.advanceTo({ what: 'next-cycle' });
    expect((await api.stepping.read({ appId })).held).toMatchObject({ purpose: 'probe-users' });
    await api.stepping.setHolding({ appId, isHolding: false });
    await expect.poll(async () => (await api.job.status({ appId })).state).toBe('idle');
    await expect(api.stepping.proceed({ appId, until: 'request' })).rejects.toThrow('No request is waiting.');
  });

  test('ending the host, or restarting, while a request is held sends nothing more', async () => {
    const { api } = opened;
    await assign('Ada');
    await api.stepping.setHolding({ appId, isHolding: true });
    await api.job.start({ appId });
    await api.clock.advance({ ms: 1 });
    await api.job.restart({ appId });
    await expect.poll(async () => (await api.stepping.read({ appId })).held?.purpose).toBe('probe-users');
    await opened.close();
    await opened.open();
    expect(await opened.api.stepping.read({ appId })).toMatchObject({ isHolding: false, held: null });
    expect((await opened.api.exchanges.list({})).items.filter(({ cycleId }) => cycleId !== null)).toEqual([]);
    await opened.api.clock.advance({ ms: 1 });
    expect((await opened.api.job.status({ appId })).linkedUserCount).toBe(1);
  });

  test('an application can be removed while a request of its last cycle is held', async () => {
    const { api } = opened;
    await assign('Ada');
    await api.stepping.setHolding({ appId, isHolding: true });
    await api.job.start({ appId });
    await api.clock.advance({ ms: 1 });
    await api.job.stop({ appId });
    await api.apps.remove({ appId });
    expect(await api.apps.list({})).toEqual([]);
    expect((await api.exchanges.list({})).totalCount).toBe(0);
  });
});

describe('clock', () => {
  test('a month ahead, a deletion is seen by a cycle before Entra removes the object for good', async () => {
    const { api } = opened;
    const [ada] = await provisioned('Ada');
    await api.tenant.softDelete({ objectId: ada?.objectId ?? '' });
    await writes();
    const agenda = await api.clock.agenda({});
    expect(agenda.map(({ kind }) => kind)).toEqual(['cycle', 'purge']);
    expect((agenda[1]?.at ?? 0) - (await api.clock.read({})).now).toBeGreaterThan(29 * DAY_MS);
    await api.clock.advance({ ms: 31 * DAY_MS });
    expect(await writes()).toEqual(['PATCH disable', 'DELETE delete']);
    expect((await api.tenant.users({ isDeleted: true })).totalCount).toBe(0);
  });

  test('to the next retry: the failed object is tried again then, and each wait is longer', async () => {
    const { api } = opened;
    await expect(api.clock.advanceTo({ what: 'next-retry' })).rejects.toThrow('No object waits for a retry');
    await failingToCreate();
    await provisioned('Ada');
    const start = (await api.clock.read({})).now;
    const waits: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      expect((await api.clock.agenda({})).map(({ kind }) => kind)).toContain('retry');
      const { now } = await api.clock.advanceTo({ what: 'next-retry' });
      waits.push(Math.round((now - start) / MINUTE_MS));
    }
    expect(waits).toEqual([40, 6 * 60, 12 * 60]);
    await writes();
    await api.clock.advance({ ms: 3 * DAY_MS });
    // At 24, 48 and 72 hours after the first failure; the cycles between find nothing due.
    expect(await writes()).toEqual(['POST create', 'POST create', 'POST create']);
  });

  test('nothing is due while provisioning is off', async () => {
    await expect(opened.api.clock.advanceTo({ what: 'next-cycle' })).rejects.toThrow('No cycle is due');
    expect(await opened.api.clock.agenda({})).toEqual([]);
  });

  /** The target has a user of that name already, whom a mapping that matches by something else does not find: 409. */
  async function failingToCreate(): Promise<void> {
    const { api } = opened;
    const ada = await opened.personNamed('Ada');
    const { token } = await api.receiver.addToken({ directoryId });
    const { endpoint } = await api.receiver.directory({ directoryId });
    await fetch(`${endpoint}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: ada.attributes['userPrincipalName'],
      }),
    });
    const priorities: Readonly<Record<string, number>> = { userName: 0, externalId: 1 };
    await mapUsers((row) => ({ ...row, matchingPriority: priorities[row.targetAttributeName] ?? row.matchingPriority }));
  }
});

test('objects in flight and skipping of deletions are settings that stay', async () => {
  const { api } = opened;
  const { settings } = await api.job.detail({ appId });
  await api.job.saveSettings({ appId, settings: { ...settings, objectsInFlightCount: 8, skipsOutOfScopeDeletions: true } });
  await opened.close();
  await opened.open();
  expect((await opened.api.job.detail({ appId })).configuration).toMatchObject({
    objectsInFlightCount: 8,
    skipsOutOfScopeDeletions: true,
  });
});

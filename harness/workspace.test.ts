import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { connectionOptions as options, TestWorkspace } from './testing/test-workspace.ts';

let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(() => opened.remove());

const client = () => opened.api;
type Client = TestWorkspace['api'];

/** Runs what is due and answers when it has ended. */
async function runDue(api: Client, ms = 1): Promise<void> {
  await api.clock.advance({ ms });
}

test('the story: connect, assign, the initial cycle fills the directory, a change sends only what changed', async () => {
  const api = client();
  const { appId, directoryId } = await opened.connect();
  const ada = await opened.personNamed('Ada');
  const sales = await opened.groupNamed('Sales');
  await api.assignments.add({ appId, principalIds: [sales.objectId, ada.objectId] });
  await api.job.start({ appId });
  await runDue(api);
  const users = await api.receiver.resources({ directoryId, type: 'User' });
  const groups = await api.receiver.resources({ directoryId, type: 'Group' });
  expect({ users: users.totalCount, groups: groups.totalCount }).toEqual({ users: 12, groups: 1 });
  expect(await api.job.status({ appId })).toMatchObject({
    state: 'idle',
    sentence: 'Initial cycle completed. 100% complete',
    linkedUserCount: 12,
    linkedGroupCount: 1,
    escrowCount: 0,
  });

  const before = await api.exchanges.list({ limit: 1 });
  await api.tenant.updateUser({ objectId: ada.objectId, attributes: { department: 'Research' } });
  await runDue(api, 40 * MINUTE_MS);
  const { items } = await api.exchanges.list({ limit: 50 });
  const sent = items.filter(({ sequence }) => sequence > (before.items[0]?.sequence ?? 0));
  expect(sent.filter(({ method }) => method !== 'GET').map(({ method, purpose }) => [method, purpose])).toEqual([
    ['PATCH', 'update'],
  ]);
  const [entry] = (await api.logs.list({ appId, sourceId: ada.objectId })).items;
  const detail = await api.logs.read({ appId, entryId: entry?.id ?? '' });
  expect(detail.modifiedProperties.map(({ name, newValue }) => [name, newValue])).toEqual([
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', 'Research'],
  ]);
  expect(detail.steps.flatMap(({ exchangeSequences }) => exchangeSequences).length).toBeGreaterThan(0);
});

test('a disable is one PATCH with "False", and the user stays readable as inactive', async () => {
  const api = client();
  const { appId, directoryId } = await opened.connect();
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.start({ appId });
  await runDue(api);
  await api.tenant.updateUser({ objectId: ada.objectId, attributes: { accountEnabled: false } });
  await runDue(api, 40 * MINUTE_MS);
  const [latest] = (await api.exchanges.list({ limit: 1, search: 'patch /users' })).items;
  const exchange = await api.exchanges.read({ sequence: latest?.sequence ?? 0 });
  expect(JSON.parse(exchange.requestBody)).toMatchObject({ Operations: [{ op: 'Replace', path: 'active', value: 'False' }] });
  expect((await api.receiver.resources({ directoryId, type: 'User' })).items).toMatchObject([{ active: false }]);
});

test('no secret is stored, shown or traced in clear', async () => {
  const api = client();
  const { appId, token } = await opened.connect('?aadOptscim062020&key=not-to-be-seen');
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.start({ appId });
  await runDue(api);
  const shown = JSON.stringify([
    await api.connection.read({ appId }),
    await api.apps.list({}),
    await Promise.all((await api.exchanges.list({})).items.map(({ sequence }) => api.exchanges.read({ sequence }))),
    await api.receiver.directories({}),
  ]);
  const stored = ['workspace.json', 'workspace.db', 'workspace.db-wal', 'server.db', 'server.db-wal']
    .filter((name) => existsSync(join(opened.folder, name)))
    .map((name) => readFileSync(join(opened.folder, name), 'latin1'))
    .join('');
  expect(shown.includes(token)).toBe(false);
  expect(shown.includes('not-to-be-seen')).toBe(false);
  expect(stored.includes(token)).toBe(false);
  expect((await api.connection.read({ appId })).tenantUrl).toMatch(/key=\*\*\*/);
});

test('start over removes at the target what this job created, and nothing else', async () => {
  const api = client();
  const { appId, directoryId, token } = await opened.connect();
  const { endpoint } = await api.receiver.directory({ directoryId });
  await fetch(`${endpoint}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'not.ours@larkfield.test' }),
  });
  const sales = await opened.groupNamed('Sales');
  await api.assignments.add({ appId, principalIds: [sales.objectId] });
  await api.job.start({ appId });
  await runDue(api);
  expect((await api.job.startOverPlan({ appId })).removableGroupCount).toBe(1);
  await api.job.startOver({ appId, removesCreated: true });
  const left = await api.receiver.resources({ directoryId, type: 'User' });
  expect(left.items.map((user) => user['userName'])).toEqual(['not.ours@larkfield.test']);
  expect((await api.receiver.resources({ directoryId, type: 'Group' })).totalCount).toBe(0);
  expect(await api.job.status({ appId })).toMatchObject({
    state: 'off',
    linkedUserCount: 0,
    sentence: 'Initial cycle not run. 0% complete',
  });
});

test('a workspace comes back after a restart: port, connection, token, links, clock', async () => {
  const api = client();
  const { appId, directoryId } = await opened.connect();
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.start({ appId });
  await runDue(api, 40 * MINUTE_MS);
  const { endpoint } = await api.receiver.directory({ directoryId });
  await opened.close();
  await opened.open();
  const again = client();
  expect((await again.receiver.directory({ directoryId })).endpoint).toBe(endpoint);
  await again.tenant.updateUser({ objectId: ada.objectId, attributes: { jobTitle: 'Countess' } });
  await runDue(again, 40 * MINUTE_MS);
  expect((await again.receiver.resources({ directoryId, type: 'User' })).items).toMatchObject([{ title: 'Countess' }]);
});

test('a remote target is not written before somebody consents, and comes back held', async () => {
  const api = client();
  const { appId, directoryId, token } = await opened.connect();
  const { endpoint } = await api.receiver.directory({ directoryId });
  // Another name for this machine is another place as far as consent goes.
  const remote = endpoint.replace('127.0.0.1', '127.0.0.2');
  await expect(
    api.connection.save({ appId, tenantUrl: remote, secretToken: token, options, evenIfFailed: true }),
  ).resolves.toMatchObject({ targetKind: 'remote' });
  await expect(api.job.start({ appId })).rejects.toMatchObject({
    code: 'REFUSED',
    message: expect.stringContaining('127.0.0.2'),
  });
  expect((await api.job.status({ appId })).needsConsent?.host).toContain('127.0.0.2');
  await api.job.consent({ appId });
  await api.job.start({ appId });
  await opened.close();
  await opened.open();
  expect(await client().job.status({ appId })).toMatchObject({ state: 'held' });
});

test('a workspace file that cannot be read is refused by name, and kept as it is', async () => {
  await opened.close();
  const path = join(opened.folder, 'workspace.json');
  writeFileSync(path, '{ "version": 1, "applications": [');
  await expect(opened.open()).rejects.toThrow('workspace.json');
  expect(readFileSync(path, 'utf8')).toBe('{ "version": 1, "applications": [');
  rmSync(path);
  await opened.open();
});

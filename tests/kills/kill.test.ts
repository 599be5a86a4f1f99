import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { startUi, temporaryFolder } from '../e2e/hosts.ts';
import { connectToUi, reached, type UiClient } from '../ui-client.ts';

const USER_COUNT = 300;
const folder = temporaryFolder();
afterEach(() => folder.remove());

test('a host killed in the middle of a cycle comes back with every acknowledged write, and goes on without duplicates', async () => {
  const first = await startUi(folder.path);
  const before = await connectToUi(first.address);
  const { appId, directoryId } = await connectEverything(before.api);
  await before.api.job.start({ appId });
  await reached(before.api, async () => (await arrived(before.api, directoryId)).length >= USER_COUNT / 3);
  first.server.kill('SIGKILL');
  await once(first.server, 'exit');
  before.close();

  const second = await startUi(folder.path);
  const after = await connectToUi(second.address);
  const userNames = await arrived(after.api, directoryId);
  expect(userNames.length).toBeGreaterThanOrEqual(USER_COUNT / 3);
  // Nobody types the token again: it comes from the vault, and the job goes on by itself because its target is local.
  await reached(after.api, async () => (await after.api.job.status({ appId })).lastCycle !== null);
  const everybody = await arrived(after.api, directoryId);
  expect(everybody.length).toBe(USER_COUNT);
  expect(new Set(everybody).size).toBe(USER_COUNT);
  const status = await after.api.job.status({ appId });
  expect(status).toMatchObject({ linkedUserCount: USER_COUNT, escrowCount: 0, reason: null });

  after.close();
  second.server.kill();
  expect((await once(second.server, 'exit'))[0]).toBe(0);
});

test('a second host of the same workspace is refused with the address of the first, and the first goes on', async () => {
  const first = await startUi(folder.path);
  await expect(startUi(folder.path)).rejects.toThrow('ended before it printed an address');
  const client = await connectToUi(first.address);
  expect((await client.api.workspace.read()).host).toBe('browser');
  client.close();
  first.server.kill();
  await once(first.server, 'exit');
});

async function connectEverything(api: UiClient['api']): Promise<{ appId: string; directoryId: string }> {
  const organization = await api.receiver.createOrganization({ name: 'Larkfield' });
  const { directory, token } = await api.receiver.createDirectory({
    organizationId: organization.id,
    name: 'Larkfield Entra',
    behaviour: 'entra-ready',
  });
  const rows = Array.from(
    { length: USER_COUNT },
    (_, index) => `user${index}@larkfield.test,Person ${index},P${index},user${index}@larkfield.test,Given${index},,Member,True`,
  );
  const text = ['userPrincipalName,displayName,surname,mail,givenName,objectId,userType,accountEnabled', ...rows].join('\n');
  await api.tenant.importFile({ format: 'csv', text, makesUpMailNickname: true });
  const app = await api.apps.create({ name: 'Killed in the middle' });
  await api.connection.save({
    appId: app.id,
    tenantUrl: directory.endpoint,
    secretToken: token,
    options: { allowsPlainHttp: false, certificateAuthority: null, certificateFingerprint: null, extraHeader: null },
  });
  const { settings } = await api.job.detail({ appId: app.id });
  await api.job.saveSettings({ appId: app.id, settings: { ...settings, scope: 'all' } });
  return { appId: app.id, directoryId: directory.id };
}

async function arrived(api: UiClient['api'], directoryId: string): Promise<readonly string[]> {
  const { items } = await api.receiver.resources({ directoryId, type: 'User', limit: 1000 });
  return items.map((item) => String(item['userName']));
}

import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { connectionOptions as options, TestWorkspace } from './testing/test-workspace.ts';

let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(() => opened.remove());

/** Ada provisioned into the first directory by a job that is on. */
async function provisioned() {
  const { api } = opened;
  const { appId, directoryId, token } = await opened.connect();
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  const { endpoint } = await api.receiver.directory({ directoryId });
  return { appId, directoryId, token, endpoint, ada };
}

test('a kept connection to a host that nobody allowed switches the job off instead of writing there', async () => {
  const { api } = opened;
  const { appId, token, endpoint, ada } = await provisioned();
  const other = await api.apps.create({ name: 'Elsewhere' });
  // Another name for this machine is another place as far as consent goes.
  const tenantUrl = endpoint.replace('127.0.0.1', '127.0.0.2');
  await api.connection.save({ appId: other.id, tenantUrl, secretToken: token, options, evenIfFailed: true });
  await api.connection.keep({ appId: other.id, name: 'Elsewhere' });
  await api.connection.use({ appId, name: 'Elsewhere' });
  const before = (await api.exchanges.list({ appId })).totalCount;
  await api.tenant.updateUser({ objectId: ada.objectId, attributes: { jobTitle: 'Countess' } });
  await api.clock.advance({ ms: 40 * MINUTE_MS });
  expect(await api.job.status({ appId })).toMatchObject({ state: 'off', needsConsent: { host: new URL(tenantUrl).origin } });
  expect((await api.exchanges.list({ appId })).totalCount).toBe(before);
});

test('start over removes nothing at an address where this rehearsal created nothing, and says why', async () => {
  const { api } = opened;
  const { appId, directoryId, token, endpoint } = await provisioned();
  await api.job.stop({ appId });
  const [organization] = await api.receiver.organizations({});
  const second = await api.receiver.createDirectory({
    organizationId: organization?.id ?? '',
    name: 'Another',
    behaviour: 'entra-ready',
  });
  await api.connection.save({ appId, tenantUrl: second.directory.endpoint, secretToken: second.token, options });
  const before = (await api.receiver.directory({ directoryId: second.directory.id })).requestCount;
  await expect(api.job.startOver({ appId, removesCreated: true })).rejects.toMatchObject({
    code: 'REFUSED',
    message: expect.stringContaining('another address'),
  });
  expect((await api.receiver.directory({ directoryId: second.directory.id })).requestCount).toBe(before);
  expect((await api.receiver.resources({ directoryId, type: 'User' })).totalCount).toBe(1);

  await api.connection.save({ appId, tenantUrl: endpoint, secretToken: token, options });
  await api.job.startOver({ appId, removesCreated: true });
  expect((await api.receiver.resources({ directoryId, type: 'User' })).totalCount).toBe(0);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(() => opened.remove());

test('a new directory drops inactive users, until it is told to tell of states', async () => {
  const { api } = opened;
  const { directoryId } = await opened.connect();
  expect(await api.receiver.eventFlow({ directoryId })).toEqual({ inactiveUsers: 'deleted', payload: 'current' });
  const flow = { inactiveUsers: 'updated', payload: 'before-april-2026' } as const;
  expect(await api.receiver.setEventFlow({ directoryId, ...flow })).toEqual(flow);
  expect(await api.receiver.eventFlow({ directoryId })).toEqual(flow);
  await expect(api.receiver.eventFlow({ directoryId: 'nowhere' })).rejects.toMatchObject({
    message: 'This directory is no longer here.',
  });
});

test('a key is shown once, opens the API over a socket at its address and at the root, and nothing once it is removed', async () => {
  const { api } = opened;
  await opened.connect();
  const { key, secret } = await api.receiver.createApiKey({ organizationId: null });
  const { address, keys } = await api.receiver.apiAccess({});
  expect(keys).toEqual([{ id: key.id, organizationId: null, suffix: secret.slice(-4), createdAt: key.createdAt }]);
  const get = (base: string) => fetch(`${base}/directories`, { headers: { authorization: `Bearer ${secret}` } });
  const [below, atRoot] = [await get(address), await get(new URL(address).origin)];
  expect([below.status, atRoot.status]).toEqual([200, 200]);
  expect(below.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const list = { object: 'list', data: [{ object: 'directory', name: 'Larkfield Entra' }] };
  expect(await below.json()).toMatchObject(list);
  expect(await api.receiver.askApi({ organizationId: null, target: '/directories' })).toMatchObject({ status: 200, body: list });
  await api.receiver.removeApiKey({ keyId: key.id });
  expect((await get(address)).status).toBe(401);
  await expect(api.receiver.removeApiKey({ keyId: key.id })).rejects.toMatchObject({
    message: 'This API key is no longer here.',
  });
});

test('the window asks the API as an organization does', async () => {
  const { api } = opened;
  await opened.connect();
  const neighbour = await api.receiver.createOrganization({ name: 'Neighbour' });
  const ask = (target: string) => api.receiver.askApi({ organizationId: neighbour.id, target });
  expect(await ask('/events?events=dsync.activated')).toEqual({
    status: 200,
    body: { object: 'list', data: [], list_metadata: { after: null } },
  });
  expect(await ask('/scim/v2/larkfield-entra/Users')).toMatchObject({ status: 404 });
  expect(await ask('/events')).toMatchObject({ status: 422, body: { errors: [{ code: 'required', field: 'events' }] } });
});

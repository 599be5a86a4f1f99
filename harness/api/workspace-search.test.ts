import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let directoryId: string;

beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId, directoryId } = await opened.connect());
});
afterEach(() => opened.remove());

const nothing = { objects: [], resources: [], exchange: null };

test('before anybody is provisioned, a name finds the person of the tenant alone', async () => {
  const { objects, resources } = await opened.api.workspace.find({ text: ' ada m' });
  expect(objects).toMatchObject([{ type: 'User', displayName: 'Ada Marsh', lastOutcome: null, counterpart: null }]);
  expect(resources).toEqual([]);
});

test('afterwards both sides are found, and each names the other', async () => {
  const { api } = opened;
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.provisionOnDemand({ appId, objectId: ada.objectId });
  const { objects, resources } = await api.workspace.find({ text: 'ada.marsh@' });
  const resourceId = resources[0]?.resourceId ?? '';
  expect(resources).toEqual([
    {
      directoryId,
      directoryName: 'Larkfield Entra',
      type: 'User',
      resourceId,
      displayName: 'Ada Marsh',
      counterpart: { objectId: ada.objectId },
    },
  ]);
  expect(objects).toMatchObject([
    { objectId: ada.objectId, lastOutcome: { action: 'create', status: 'success' }, counterpart: { directoryId, resourceId } },
  ]);
  expect(await api.workspace.counterpart({ directoryId, type: 'User', resourceId })).toEqual({ objectId: ada.objectId, appId });
});

test('a resource nobody provisioned has no counterpart, whatever its name', async () => {
  const { api } = opened;
  const { token } = await api.receiver.addToken({ directoryId });
  const answer = opened.workspace.parts.server.handle({
    method: 'POST',
    target: `/scim/v2/${directoryId}/Users`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada.marsh@larkfield.test' }),
  });
  expect(answer.status).toBe(201);
  const { resources } = await api.workspace.find({ text: 'ada.marsh@' });
  expect(resources).toMatchObject([{ displayName: 'ada.marsh@larkfield.test', counterpart: null }]);
});

test('a number finds an exchange, with or without its sign', async () => {
  const [last] = (await opened.api.exchanges.list({ limit: 1 })).items;
  const sequence = last?.sequence ?? 0;
  const expected = { sequence, method: 'GET', target: last?.target, status: 200, identityName: null };
  expect((await opened.api.workspace.find({ text: `#${sequence}` })).exchange).toEqual(expected);
  expect((await opened.api.workspace.find({ text: String(sequence) })).exchange).toEqual(expected);
});

test.each(['', '   ', 'nobody is called like this', '999999999', '%', "' OR 1=1 --"])('%j finds nothing', async (text) => {
  expect(await opened.api.workspace.find({ text })).toEqual(nothing);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let organizationId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  organizationId = (await opened.api.receiver.createOrganization({ name: 'Larkfield' })).id;
});
afterEach(() => opened.remove());

const badge = 'urn:example:schemas:extension:badge:2.0:User';
const schemas = {
  schemas: [{ id: badge, name: 'Badge', attributes: [{ name: 'number', type: 'integer' }] }],
  resourceTypes: [{ name: 'User', schemaExtensions: [{ schema: badge, required: false }] }],
};
const wanted = () => ({ organizationId, name: 'Larkfield Entra', behaviour: 'entra-ready' as const });

test('the statuses of PATCH and the allowed origins are set one by one; the rest stays', async () => {
  const { api } = opened;
  const { id: directoryId } = (await api.receiver.createDirectory(wanted())).directory;
  const { settings } = await api.receiver.setSettings({ directoryId, groupPatchStatus: 200 });
  expect(settings).toMatchObject({ userPatchStatus: 200, groupPatchStatus: 200, allowedOrigins: [] });
  const allowedOrigins = [' https://Console.example.test/ ', 'https://console.example.test:443', 'http://localhost:5173'];
  const changed = await api.receiver.setSettings({ directoryId, userPatchStatus: 204, allowedOrigins });
  expect(changed.settings).toMatchObject({
    userPatchStatus: 204,
    groupPatchStatus: 200,
    allowedOrigins: ['https://console.example.test', 'http://localhost:5173'],
  });
});

test('what is no origin is refused, and none of the others is let in', async () => {
  const { api } = opened;
  const { id: directoryId } = (await api.receiver.createDirectory(wanted())).directory;
  const others = ['console.example.test', 'https://ada:secret@console.example.test', 'file:///home/ada', 'null', '*', ''];
  for (const origin of [...others, 'https://console.example.test/app', 'https://console.example.test?']) {
    const setting = api.receiver.setSettings({ directoryId, allowedOrigins: ['https://console.example.test', origin] });
    await expect(setting, origin).rejects.toMatchObject({ data: { place: 'Allowed origins' } });
  }
  expect((await api.receiver.directory({ directoryId })).settings.allowedOrigins).toEqual([]);
});

test('a directory is created as a profile behaves', async () => {
  const { api } = opened;
  const { directory } = await api.receiver.createDirectory({ ...wanted(), profileId: 'no-patch' });
  expect(directory.misbehaviour).toEqual({ profileName: 'PATCH is not allowed', onCount: 1 });
  await expect(api.receiver.createDirectory({ ...wanted(), name: 'Other', profileId: 'nothing' })).rejects.toMatchObject({
    code: 'REFUSED',
  });
  expect((await api.receiver.directories({})).map(({ name }) => name)).toEqual(['Larkfield Entra']);
});

test('schemas of its own are checked while they are written, and become part of the directory', async () => {
  const { api } = opened;
  const device = 'urn:example:schemas:device:1.0:Device';
  const text = JSON.stringify({
    schemas: [...schemas.schemas, { id: device, attributes: [{ name: 'serial', required: true }] }],
    resourceTypes: [...schemas.resourceTypes, { name: 'Device', endpoint: '/Devices', schema: device }],
  });
  expect(await api.receiver.checkSchemas({ text })).toEqual({
    problems: [],
    resourceTypes: [
      { name: 'User', endpoint: '/Users', extensions: expect.arrayContaining([badge]) },
      { name: 'Group', endpoint: '/Groups', extensions: [] },
      { name: 'Device', endpoint: '/Devices', extensions: [] },
    ],
  });
  const { directory, token } = await api.receiver.createDirectory({ ...wanted(), schemas: text });
  expect(directory.resourceTypes).toEqual(['User', 'Group', 'Device']);
  const answer = await fetch(`${directory.endpoint}/Schemas/${badge}`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.json()).toMatchObject({ id: badge, name: 'Badge' });
});

test('what is wrong with schemas is said with its place, all of it, and no directory is made', async () => {
  const { api } = opened;
  const text = JSON.stringify({ ...schemas, resourceTypes: [{ name: 'User', schemaExtensions: [{ schema: 'urn:nobody:x' }] }] });
  const { problems, resourceTypes } = await api.receiver.checkSchemas({ text });
  expect(resourceTypes).toEqual([]);
  expect(problems.map(({ place }) => place)).toEqual(['/resourceTypes/0/schemaExtensions/0/schema', '/schemas/0']);
  await expect(api.receiver.createDirectory({ ...wanted(), schemas: text })).rejects.toMatchObject({
    message: problems[0]?.message,
    data: { place: problems[0]?.place },
  });
  expect(await api.receiver.directories({})).toEqual([]);
});

test('a text that is no JSON is told as that', async () => {
  const { problems } = await opened.api.receiver.checkSchemas({ text: '{ "schemas": [' });
  expect(problems).toMatchObject([{ place: 'Schemas', message: expect.stringMatching(/^The text is no JSON: /) }]);
});

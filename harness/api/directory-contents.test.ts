import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let directoryId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  const { id: organizationId } = await opened.api.receiver.createOrganization({ name: 'Larkfield' });
  const created = await opened.api.receiver.createDirectory({ organizationId, name: 'Larkfield Entra', behaviour: 'strict' });
  directoryId = created.directory.id;
});
afterEach(() => opened.remove());

const receiver = () => opened.api.receiver;
const resources = async (type: 'User' | 'Group') => (await receiver().resources({ directoryId, type, limit: 1000 })).items;
const named = async (userName: string): Promise<JsonObject | undefined> =>
  (await resources('User')).find((user) => user['userName'] === userName);

const tenantFile = (more = '') => `version: 1
name: Three
users:
  ada: { userPrincipalName: ada@three.test, displayName: Ada, mailNickname: ada, mail: ada@three.test, department: Engines }
  grace: { userPrincipalName: grace@three.test, displayName: Grace, mailNickname: grace, manager: ada, accountEnabled: false }
groups:
  sales: { displayName: Sales, members: [ada, grace, inner] }
  inner: { displayName: Inner, members: [grace] }
${more}`;

test('the tenant of the workspace is put there as Entra would send it, to a strict directory too', async () => {
  const seeded = await receiver().seedDirectory({ directoryId, source: { kind: 'tenant' } });
  const [users, groups] = [await resources('User'), await resources('Group')];
  expect(seeded).toEqual({ userCount: users.length, groupCount: groups.length, problems: [] });
  expect(users.length).toBeGreaterThan(5);
  expect((await receiver().events({ directoryId })).items.map(({ event }) => event)).toEqual(['dsync.activated']);
});

test('a tenant file gives mapped users with their managers, groups with their members, and blocked users inactive', async () => {
  const source = { kind: 'tenant-file', fileName: 'three.yaml', text: tenantFile() } as const;
  expect(await receiver().seedDirectory({ directoryId, source })).toMatchObject({ userCount: 2, groupCount: 2, problems: [] });
  const [ada, grace] = [await named('ada@three.test'), await named('grace@three.test')];
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
  expect(ada).toMatchObject({
    active: true,
    externalId: 'ada',
    emails: [{ type: 'work', value: 'ada@three.test', primary: true }],
    [enterprise]: { department: 'Engines' },
  });
  expect(grace).toMatchObject({ active: false, [enterprise]: { manager: { value: ada?.['id'] } } });
  const groups = await resources('Group');
  const inner = groups.find((group) => group['displayName'] === 'Inner');
  expect(groups.find((group) => group['displayName'] === 'Sales')).toMatchObject({
    members: [{ value: ada?.['id'] }, { value: grace?.['id'] }, { value: inner?.['id'], type: 'Group' }],
  });
});

test('a sample is named by its id; an unknown one, or a path, is refused', async () => {
  const seed = (sampleId: string) => receiver().seedDirectory({ directoryId, source: { kind: 'sample', sampleId } });
  expect((await seed('three')).userCount).toBeGreaterThan(0);
  await expect(seed('nowhere')).rejects.toMatchObject({ data: { place: 'Sample tenant' } });
  await expect(seed('../tenants/three')).rejects.toMatchObject({ data: { remedy: expect.stringContaining('larkfield') } });
});

test('what is exported seeds an empty directory equally; into its own directory every problem is told, and nothing comes', async () => {
  await receiver().seedDirectory({ directoryId, source: { kind: 'sample', sampleId: 'larkfield' } });
  const pieces: string[] = [];
  for await (const piece of await receiver().exportDirectory({ directoryId })) pieces.push(piece);
  const source = { kind: 'json', fileName: 'export.json', text: pieces.join('') } as const;
  const before = [await resources('User'), await resources('Group')].flat();
  const again = await receiver().seedDirectory({ directoryId, source });
  expect(again).toMatchObject({ userCount: 0, groupCount: 0 });
  expect(again.problems.length).toBe(before.length);
  expect(again.problems[0]).toMatchObject({
    place: expect.stringMatching(/^export\.json: Resources\[0\] \(.+\)$/),
    message: expect.stringContaining('is taken'),
  });
  await receiver().resetDirectory({ directoryId });
  expect(await receiver().seedDirectory({ directoryId, source })).toMatchObject({ problems: [] });
  const after = [await resources('User'), await resources('Group')].flat();
  const comparable = (list: readonly JsonObject[]) =>
    new Map(list.map(({ meta: _of, ...resource }) => [String(resource['id']), resource]));
  expect(comparable(after)).toEqual(comparable(before));
});

test('a file that is no JSON, or no tenant, is told of with its place', async () => {
  const seed = (kind: 'json' | 'tenant-file', text: string) =>
    receiver().seedDirectory({ directoryId, source: { kind, fileName: 'it', text } });
  expect((await seed('json', '{"Resources": [,]}')).problems).toMatchObject([{ place: 'it:1:16' }]);
  expect((await seed('tenant-file', tenantFile('nobody: 1'))).problems).toMatchObject([
    { place: expect.stringMatching(/^it:\d+:\d+/) },
  ]);
});

test('snapshots are taken by a name of their own, restored, undone and removed', async () => {
  const seed = (sampleId: string) => receiver().seedDirectory({ directoryId, source: { kind: 'sample', sampleId } });
  const { userCount } = await seed('three');
  const monday = await receiver().takeSnapshot({ directoryId, name: ' Monday ' });
  expect(monday).toMatchObject({ name: 'Monday', cause: 'asked', userCount });
  await expect(receiver().takeSnapshot({ directoryId, name: 'monday' })).rejects.toMatchObject({ data: { place: 'Name' } });
  const [reset] = await receiver().resetDirectory({ directoryId });
  expect(reset).toMatchObject({ cause: 'before-reset', userCount });
  expect(await resources('User')).toEqual([]);
  const [kept, ...others] = await receiver().restoreSnapshot({ directoryId, snapshotId: monday.id });
  expect(kept).toMatchObject({ cause: 'before-restore', userCount: 0 });
  expect(others.map(({ cause }) => cause)).toEqual(['before-reset', 'asked']);
  expect((await resources('User')).length).toBe(userCount);
  await receiver().removeSnapshot({ directoryId, snapshotId: monday.id });
  expect((await receiver().snapshots({ directoryId })).length).toBe(2);
  await expect(receiver().restoreSnapshot({ directoryId, snapshotId: monday.id })).rejects.toMatchObject({
    message: 'This snapshot is no longer here.',
  });
});

test('snapshots are there after a restart', async () => {
  await receiver().seedDirectory({ directoryId, source: { kind: 'sample', sampleId: 'three' } });
  await receiver().takeSnapshot({ directoryId, name: 'Monday' });
  await opened.close();
  await opened.open();
  expect(await receiver().snapshots({ directoryId })).toMatchObject([{ name: 'Monday' }]);
  expect((await receiver().directories({})).length).toBe(1);
});

test('an OAuth client is told its secret once, fetches a token over HTTP, and is removed with it', async () => {
  const { tokenAddress, client, secret } = await receiver().createOAuthClient({ directoryId });
  expect(client).toMatchObject({ expiresInSeconds: 3600, secretSuffix: secret.slice(-4), lastTokenAt: null });
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: client.id, client_secret: secret });
  const answer = await fetch(tokenAddress, { method: 'POST', body: form });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const { endpoint } = await receiver().directory({ directoryId });
  const list = async () => (await fetch(`${endpoint}/Users`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await list()).toBe(200);
  const access = await receiver().oauthClients({ directoryId });
  expect(access).toEqual({ tokenAddress, clients: [{ ...client, lastTokenAt: expect.any(Number) }] });
  await receiver().removeOAuthClient({ directoryId, clientId: client.id });
  expect([await list(), (await receiver().oauthClients({ directoryId })).clients]).toEqual([401, []]);
  await expect(receiver().removeOAuthClient({ directoryId, clientId: client.id })).rejects.toThrow('no longer here');
});

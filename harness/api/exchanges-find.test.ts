import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectionOptions, TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let directoryId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId, directoryId } = await opened.connect('?code=hidden-value'));
  const ada = await opened.personNamed('Ada');
  await opened.api.assignments.add({ appId, principalIds: [ada.objectId] });
  await opened.api.job.provisionOnDemand({ appId, objectId: ada.objectId });
});
afterEach(() => opened.remove());

const find = (query: string, upTo: number | null = null) => opened.api.exchanges.find({ query, upTo, limit: 50 });
const created = async () => {
  const [exchange] = (await find('purpose:create')).items;
  if (exchange === undefined) throw new Error('nobody was created');
  return exchange;
};

test('a query finds what it says, and counts', async () => {
  const all = await find('');
  expect(all.items.map(({ sequence }) => sequence)).toEqual(all.items.map(({ sequence }) => sequence).toSorted((a, b) => b - a));
  expect(all.tally).toMatchObject({ totalCount: all.items.length, keptCount: all.items.length, failedCount: 0 });
  const some = await find('method:POST object:ada app:"our product"');
  expect(some.items).toMatchObject([{ method: 'POST', purpose: 'create' }]);
  expect(some).toMatchObject({ totalCount: 1, tally: { totalCount: 1, keptCount: all.items.length } });
  expect((await find('body:listresponse')).items.every(({ method }) => method === 'GET')).toBe(true);
});

test('a query that cannot be read is refused at its column', async () => {
  await expect(find('status>=x')).rejects.toMatchObject({ data: { place: 'column 9' } });
});

test('a list up to an exchange stays as it was, while the tally goes on', async () => {
  const before = await find('');
  const { sequence } = await created();
  await opened.api.exchanges.sendAgain({ sequence, appId });
  const held = await find('', before.upTo);
  expect([held.items, held.totalCount]).toEqual([before.items, before.totalCount]);
  expect(held.tally.totalCount).toBe(before.totalCount + 1);
  const second = await opened.api.exchanges.find({ query: '', upTo: before.upTo, offset: 1, limit: 1 });
  expect(second.items).toEqual(before.items.slice(1, 2));
});

test('what is sent again goes out as before, is recorded as such, and changes nothing of the job', async () => {
  const { sequence, identity } = await created();
  const again = await opened.api.exchanges.sendAgain({ sequence, appId });
  const [first, second] = [await opened.api.exchanges.read({ sequence }), await opened.api.exchanges.read(again)];
  expect(second).toMatchObject({ purpose: 'sent-again', status: 409, identity, cycleId: null, changeId: null });
  expect(second.requestBody).toBe(first.requestBody);
  expect((await opened.api.logs.list({ appId })).totalCount).toBe(1);
  expect((await find('step:"by hand"')).items).toHaveLength(1);
});

test('what is sent again to another application goes there with its own credentials', async () => {
  const { api } = opened;
  const [organization] = await api.receiver.organizations({});
  const other = await api.receiver.createDirectory({
    organizationId: organization?.id ?? '',
    name: 'Second',
    behaviour: 'entra-ready',
  });
  const app = await api.apps.create({ name: 'Second product' });
  const tenantUrl = other.directory.endpoint;
  await api.connection.save({ appId: app.id, tenantUrl, secretToken: other.token, options: connectionOptions });
  const { sequence } = await created();
  const again = await api.exchanges.sendAgain({ sequence, appId: app.id });
  expect(await api.exchanges.read(again)).toMatchObject({ appId: app.id, status: 201, address: tenantUrl });
  expect(await api.receiver.directory({ directoryId: other.directory.id })).toMatchObject({ userCount: 1 });
  expect(await api.receiver.directory({ directoryId })).toMatchObject({ userCount: 1 });
});

test('a write to a remote target waits for consent, and one without a target is refused', async () => {
  const { api } = opened;
  const app = await api.apps.create({ name: 'Remote product' });
  const { sequence } = await created();
  await expect(api.exchanges.sendAgain({ sequence, appId: app.id })).rejects.toThrow('no connection yet');
  const tenantUrl = 'https://127.0.0.1:1/scim';
  await api.connection.save({ appId: app.id, tenantUrl, secretToken: 'secret', options: connectionOptions, evenIfFailed: true });
  await expect(api.exchanges.sendAgain({ sequence, appId: app.id })).rejects.toThrow('has not been allowed to be written');
  const [probe] = (await find('purpose:probe-users')).items;
  const read = await api.exchanges.sendAgain({ sequence: probe?.sequence ?? 0, appId: app.id });
  expect(await api.exchanges.read(read)).toMatchObject({ status: null, failure: expect.any(String) });
});

test('a page knows where it went, and no secret', async () => {
  const detail = await opened.api.exchanges.read(await created());
  expect(detail).toMatchObject({ hasSecretQuery: true, appName: 'Our product', isCut: false });
  expect(JSON.stringify(detail)).not.toContain('hidden-value');
});

test('the difference of a creation is as intended, and of an update before is what was read', async () => {
  const { api } = opened;
  const ada = await opened.personNamed('Ada');
  const { rows } = await api.exchanges.difference(await created());
  expect(new Set(rows.filter(({ intended }) => intended !== null).map(({ verdict }) => verdict))).toEqual(
    new Set(['as-intended']),
  );
  await api.tenant.updateUser({ objectId: ada.objectId, attributes: { jobTitle: 'Countess' } });
  await api.job.provisionOnDemand({ appId, objectId: ada.objectId });
  const [update] = (await find('method:PATCH')).items;
  const difference = await api.exchanges.difference({ sequence: update?.sequence ?? 0 });
  expect(difference.rows).toEqual([
    expect.objectContaining({ attribute: 'title', after: 'Countess', intended: 'Countess', verdict: 'as-intended' }),
  ]);
  expect(difference.beforeSequence).not.toBeNull();
});

test('a HAR document holds what the query finds, without secrets; of nothing there is none', async () => {
  const { text, exchangeCount, totalCount } = await opened.api.exchanges.exportHar({ query: 'method:POST' });
  expect([exchangeCount, totalCount]).toEqual([1, 1]);
  expect(JSON.parse(text).log.entries).toMatchObject([{ request: { method: 'POST' }, response: { status: 201 } }]);
  expect(text).toContain('Bearer $SCIM_TOKEN');
  expect(text).not.toContain('hidden-value');
  await expect(opened.api.exchanges.exportHar({ query: 'method:PUT' })).rejects.toThrow('No exchange matches.');
});

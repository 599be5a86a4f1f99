import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Trial } from '#shared/trace/explain-cause.ts';
import type { ExplainText } from '#shared/trace/explain-text.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let ada: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
  ada = (await opened.personNamed('Ada')).objectId;
});
afterEach(() => opened.remove());

const tried = async (trial: Trial, objectId = ada) => {
  const view = await opened.api.explain.tryOut({ appId, objectId, trial });
  return {
    ...view,
    said: plain(view.sentence),
    verdicts: Object.fromEntries(view.chain.map(({ key, verdict }) => [key, verdict])),
    writes: view.chain.flatMap(({ planned }) => planned),
  };
};

async function provision(...ids: readonly string[]) {
  await opened.api.assignments.add({ appId, principalIds: [...ids] });
  await opened.api.job.start({ appId });
  await opened.api.clock.advance({ ms: 1 });
}

/** Everything a person could notice of it afterwards. */
async function everything() {
  const { api } = opened;
  return {
    users: await api.tenant.users({}),
    exchanges: (await api.exchanges.list({})).totalCount,
    logs: (await api.logs.list({ appId })).totalCount,
    assignments: await api.assignments.list({ appId }),
    status: await api.job.status({ appId }),
    habits: await api.habits.list({ appId }),
    // Reads count as requests; what the receiver holds, and heard of, is the same.
    receiver: (await api.receiver.directories({})).map(({ userCount, eventCount }) => [userCount, eventCount]),
    audit: (await api.audit.list({ appId })).totalCount,
    why: await api.explain.read({ appId, objectId: ada }),
  };
}

test('who is not assigned would be created if they were, and nothing is left of the trial', async () => {
  const before = await everything();
  const view = await tried({ assignment: 'assigned' });
  expect(view).toMatchObject({
    said: 'Ada Marsh would be created in Our product.',
    verdicts: { assignment: 'passed', match: 'passed', export: 'passed' },
    now: { badge: 'Not assigned' },
    problem: null,
  });
  expect(view.writes[0]).toMatchObject({ method: 'POST', target: '/Users', body: expect.stringContaining('Ada Marsh') });
  expect(await everything()).toEqual(before);
});

test('nothing tried is what a cycle would do now', async () => {
  expect((await tried({})).said).toMatch(/^Ada Marsh would be skipped, because .* assigned/);
  await provision(ada);
  expect(await tried({})).toMatchObject({ badge: 'Up to date', writes: [] });
});

test('of a linked user the difference is sent, an unassignment disables, a soft deletion too', async () => {
  await provision(ada);
  const update = await tried({ attributes: { jobTitle: 'Astronomer' } });
  expect(update.said).toBe('Ada Marsh would be updated in Our product: title.');
  expect(update.writes).toMatchObject([{ method: 'PATCH', body: expect.stringContaining('Astronomer') }]);
  expect(await tried({ assignment: 'unassigned' })).toMatchObject({
    badge: 'Would be disabled',
    verdicts: { assignment: 'leaves' },
  });
  expect((await tried({ isDeleted: true })).said).toMatch(/would be disabled .* soft-deleted/);
  expect((await tried({ attributes: { accountEnabled: false } })).said).toMatch(/would be disabled .* blocked/);
});

test('a habit of the copy spells the request', async () => {
  await provision(ada);
  const bodyWith = async (setting: string) =>
    (await tried({ assignment: 'unassigned', habits: { 'disable-value': setting } })).writes.map(({ body }) => body).join();
  expect(await bodyWith('boolean')).toContain('"value": false');
  expect(await bodyWith('text')).toContain('"value": "False"');
});

test('a manager who is in the target is sent, and one who is not is left out as in a cycle', async () => {
  const [hiro, mei] = [await opened.personNamed('Hiro'), await opened.personNamed('Mei')];
  await provision(ada, hiro.objectId);
  const sent = await tried({ managerId: hiro.objectId });
  expect(sent.writes.map(({ body }) => body).join()).toContain('manager');
  const left = await tried({ managerId: mei.objectId });
  expect(left.writes).toEqual([]);
  expect(plain(left.chain.find(({ key }) => key === 'export')?.text ?? [])).toContain('Mei');
  await expect(tried({ managerId: ada })).rejects.toThrow('Nobody is their own manager.');
});

test('without a value to match by, not even the scope is looked at', async () => {
  const view = await tried({ assignment: 'assigned', attributes: { userPrincipalName: null } });
  expect(view.verdicts).toMatchObject({ 'matching-value': 'stopped', mapping: 'not-reached' });
});

test('a group is tried with its members', async () => {
  await provision(ada);
  const group = await opened.api.tenant.createGroup({ displayName: 'Night shift' });
  await opened.api.tenant.addMember({ groupId: group.objectId, memberId: ada });
  const view = await tried({ assignment: 'assigned' }, group.objectId);
  expect(view.writes.map(({ method, target }) => `${method} ${target.split('/')[1]}`)).toEqual(['POST Groups', 'PATCH Groups']);
});

test('where the target cannot be asked it says why, and tells what it can', async () => {
  const other = await opened.api.apps.create({ name: 'Not connected' });
  appId = other.id;
  const view = await tried({ assignment: 'assigned' });
  expect(view).toMatchObject({
    badge: 'In scope',
    verdicts: { assignment: 'passed', mapping: 'passed', match: 'pending', export: 'not-reached' },
    problem: { message: 'This application has no connection yet.' },
  });
});

test('what nobody can try is refused', async () => {
  await expect(tried({ habits: { nothing: 'x' } })).rejects.toThrow('There is no habit "nothing".');
  await expect(tried({}, 'nobody')).rejects.toThrow('gone from the tenant for good');
});

function plain(text: ExplainText): string {
  return text.map((part) => (typeof part === 'string' ? part : 'at' in part ? String(part.at) : part.code)).join('');
}

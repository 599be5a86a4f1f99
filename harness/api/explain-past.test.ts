import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let ada: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
  ada = (await opened.personNamed('Ada')).objectId;
  await opened.api.assignments.add({ appId, principalIds: [ada] });
  await opened.api.job.start({ appId });
  await opened.api.clock.advance({ ms: 1 });
  await opened.api.tenant.updateUser({ objectId: ada, attributes: { jobTitle: 'Astronomer' } });
  await opened.api.clock.advance({ ms: 40 * MINUTE_MS });
});
afterEach(() => opened.remove());

const times = async () => (await opened.api.explain.times({ appId, objectId: ada })).items;

test('every cycle that looked at somebody is a time to go back to, and a run on demand is one', async () => {
  const before = await times();
  expect(before.filter(({ status }) => status === 'success').map(({ cycleNumber, action }) => [cycleNumber, action])).toEqual([
    [2, 'update'],
    [1, 'create'],
  ]);
  await opened.api.job.provisionOnDemand({ appId, objectId: ada });
  const [newest] = await times();
  expect(newest?.cycleNumber).toBeNull();
});

test('the chain of a cycle is what the trace holds of it, whatever came since', async () => {
  const first = (await times()).find(({ action, status }) => action === 'create' && status === 'success');
  const then = async () => opened.api.explain.past({ appId, objectId: ada, changeId: first?.changeId ?? '' });
  const view = await then();
  expect(view).toMatchObject({ badge: 'Created', cycleNumber: 1, subject: { name: 'Ada Marsh' } });
  expect(view.chain.map(({ title, verdict }) => [title, verdict])).toEqual([
    ['Was read from Entra ID', 'passed'],
    ['Was in scope', 'passed'],
    ['Was looked for in the target', 'passed'],
    ['Was sent to the target', 'passed'],
    ['A reference was left out', 'warning'],
    ['The target took the creation', 'passed'],
  ]);
  expect(view.chain.flatMap(({ exchanges }) => exchanges.map(({ method, status }) => [method, status]))).toEqual([
    ['GET', 200],
    ['POST', 201],
  ]);
  expect(JSON.stringify(view)).not.toContain('Astronomer');
  await opened.api.assignments.remove({ appId, principalIds: [ada] });
  await opened.api.tenant.hardDelete({ objectId: ada });
  expect(await then()).toEqual(view);
});

test('a cycle of somebody else, or of another application, is refused', async () => {
  const [newest] = await times();
  const hiro = await opened.personNamed('Hiro');
  const other = await opened.api.apps.create({ name: 'Other' });
  const changeId = newest?.changeId ?? '';
  await expect(opened.api.explain.past({ appId, objectId: hiro.objectId, changeId })).rejects.toThrow('no longer here');
  await expect(opened.api.explain.past({ appId: other.id, objectId: ada, changeId })).rejects.toThrow('no longer here');
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let objectId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
  ({ objectId } = await opened.personNamed('Ada'));
  await opened.api.assignments.add({ appId, principalIds: [objectId] });
});
afterEach(() => opened.remove());

const verdictOf = async (attribute: string) => {
  const { rows } = await opened.api.compare.read({ appId, objectId });
  return rows.find(({ targetAttributeName }) => targetAttributeName === attribute)?.verdict;
};

test('before the target knows it nothing is compared, and there is nothing to read', async () => {
  expect(await verdictOf('userName')).toBe('unknown');
  await expect(opened.api.compare.readNow({ appId, objectId })).rejects.toThrow('is not linked to a resource');
});

test('a provisioned user is equal, and one who changed since differs', async () => {
  const { api } = opened;
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  expect(await verdictOf('userName')).toBe('equal');
  expect(await verdictOf('active')).toBe('equal-other-type');
  const { title } = { title: 'Astronomer' };
  await api.tenant.updateUser({ objectId, attributes: { jobTitle: title } });
  expect(['differs', 'missing']).toContain(await verdictOf('title'));
});

test('reading now sends one GET that is recorded, and shows what somebody changed there', async () => {
  const { api } = opened;
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  const before = await api.exchanges.list({});
  const view = await api.compare.readNow({ appId, objectId });
  const after = await api.exchanges.list({});
  expect(after.totalCount).toBe(before.totalCount + 1);
  expect(after.items[0]).toMatchObject({ method: 'GET', purpose: 'read-target', changeId: null, cycleId: null, status: 200 });
  expect(view.answer).toMatchObject({ sequence: after.items[0]?.sequence, silentCount: 0 });
  expect(view.failedRead).toBeNull();
});

test('a resource that is gone is said, beside what was known of it', async () => {
  const { api } = opened;
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  const [directory] = await api.receiver.directories({});
  await api.receiver.removeDirectory({ directoryId: directory?.id ?? '' });
  const view = await api.compare.readNow({ appId, objectId });
  expect(view.failedRead?.sentence).toMatch(/the target answered 40\d/);
  expect(view.answer).not.toBeNull();
});

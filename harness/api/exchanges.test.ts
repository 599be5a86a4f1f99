import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
});
afterEach(() => opened.remove());

const newest = async () => (await opened.api.exchanges.list({ appId, limit: 1 })).items[0];

test('a run on demand is no cycle: what it sent is not among what the cycle after it sent', async () => {
  const { api } = opened;
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.provisionOnDemand({ appId, objectId: ada.objectId });
  await api.stepping.setHolding({ appId, isHolding: true });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  expect((await api.stepping.read({ appId })).held).toMatchObject({ purpose: 'probe-users' });
  expect(await newest()).toMatchObject({ method: 'POST', cycleId: null });
  await api.stepping.proceed({ appId, until: 'request' });
  await expect.poll(async () => (await api.stepping.read({ appId })).held?.purpose).toBe('probe-groups');
  const first = await newest();
  expect(first).toMatchObject({ purpose: 'probe-users', cycleId: expect.any(String) });
  const { items } = await api.exchanges.list({ appId });
  expect(items.filter(({ cycleId }) => cycleId === first?.cycleId)).toEqual([first]);
  expect(await api.exchanges.read({ sequence: first?.sequence ?? 0 })).toMatchObject({ cycleId: first?.cycleId });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
});
afterEach(() => opened.remove());

const settingOf = async (id: string) => (await opened.api.habits.list({ appId })).find((habit) => habit.id === id)?.setting;

test('a habit shows what it can be set to, is set for one application, and is still so after a restart', async () => {
  const [memberAdd] = (await opened.api.habits.list({ appId })).filter(({ id }) => id === 'member-add');
  expect(memberAdd).toMatchObject({ setting: 'add', defaultSetting: 'add', evidence: 'documented' });
  expect(memberAdd?.settings.map(({ value }) => value)).toEqual(['add', 'replace']);
  await opened.api.habits.set({ appId, id: 'member-add', setting: 'replace' });
  await opened.close();
  await opened.open();
  expect(await settingOf('member-add')).toBe('replace');
  const other = await opened.api.apps.create({ name: 'Another product' });
  expect((await opened.api.habits.list({ appId: other.id })).find(({ id }) => id === 'member-add')?.setting).toBe('add');
});

test('a habit that was set stands in the audit log, in words that do not claim to be of Entra', async () => {
  const entries = async () => (await opened.api.audit.list({ appId, search: 'wire habit' })).items;
  await opened.api.habits.set({ appId, id: 'member-add', setting: 'add' });
  expect(await entries()).toEqual([]);
  await opened.api.habits.set({ appId, id: 'member-add', setting: 'replace' });
  expect(await entries()).toMatchObject([
    {
      activity: 'Set wire habit (rehearsal only)',
      category: 'ProvisioningManagement',
      actor: 'Administrator',
      status: 'success',
      details: 'Wire habits of this rehearsal, not of Entra: member-add is replace, was add.',
    },
  ]);
});

test('a setting that does not exist is refused with the nearest one, and nothing changes', async () => {
  const refused = opened.api.habits.set({ appId, id: 'member-add', setting: 'replaces' });
  await expect(refused).rejects.toMatchObject({
    message: 'The habit "member-add" cannot be set to "replaces".',
    data: { place: 'member-add', remedy: expect.stringContaining('Did you mean "replace"?') },
  });
  expect(await settingOf('member-add')).toBe('add');
});

test('a setting counts from the next request on and starts no initial cycle', async () => {
  const { api } = opened;
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  await api.stepping.setHolding({ appId, isHolding: true });
  await api.tenant.updateUser({ objectId: ada.objectId, attributes: { jobTitle: 'Countess' } });
  await api.clock.advance({ ms: 40 * MINUTE_MS });
  const heldPurpose = async () => (await api.stepping.read({ appId })).held?.purpose;
  await api.stepping.proceed({ appId, until: 'object' });
  await expect.poll(heldPurpose).toBe('read-target');
  await api.habits.set({ appId, id: 'dialect', setting: 'okta' });
  await api.stepping.proceed({ appId, until: 'request' });
  await expect.poll(heldPurpose).toBe('update');
  expect((await api.stepping.read({ appId })).held).toMatchObject({ method: 'PUT' });
  await api.stepping.proceed({ appId, until: 'cycle' });
  await expect.poll(async () => (await api.job.status({ appId })).state).toBe('idle');
  expect((await api.exchanges.list({ limit: 1 })).items).toMatchObject([{ method: 'PUT', purpose: 'update', status: 200 }]);
  expect((await api.job.status({ appId })).lastCycle).toMatchObject({ kind: 'incremental' });
});

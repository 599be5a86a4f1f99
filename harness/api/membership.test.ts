import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

/** What the last cycle sent, as `POST create`. */
async function writesOfNextCycle(): Promise<readonly string[]> {
  const seen = (await opened.api.exchanges.list({ limit: 1 })).items[0]?.sequence ?? 0;
  await opened.api.clock.advance({ ms: 40 * MINUTE_MS });
  const { items } = await opened.api.exchanges.list({ limit: 1000 });
  return items
    .filter(({ sequence, method }) => sequence > seen && method !== 'GET')
    .reverse()
    .map(({ method, purpose }) => `${method} ${purpose}`);
}

describe('a dynamic group', () => {
  test('takes whom its rule takes, brings them into scope, and lets them go', async () => {
    const { api } = opened;
    const { objectId: groupId } = await api.tenant.createGroup({ displayName: 'Night shift' });
    const rule = { attribute: 'department', value: 'Observatory' };
    expect((await api.tenant.setMembershipRule({ objectId: groupId, rule })).members).toEqual([]);
    await api.assignments.add({ appId, principalIds: [groupId] });
    await api.job.start({ appId });
    await api.clock.advance({ ms: 1 });
    const ada = await opened.personNamed('Ada');
    await api.tenant.updateUser({ objectId: ada.objectId, attributes: { department: 'Observatory' } });
    expect((await api.tenant.group({ objectId: groupId })).memberIds).toEqual([ada.objectId]);
    expect(await writesOfNextCycle()).toEqual(['POST create', 'PATCH reference-member-add']);
    await api.tenant.updateUser({ objectId: ada.objectId, attributes: { department: 'Sales' } });
    expect(await writesOfNextCycle()).toEqual(['PATCH disable', 'PATCH reference-member-remove']);
  });

  test('takes no member by hand until its rule is gone, and no rule about what users do not have', async () => {
    const { api } = opened;
    const { objectId } = await api.tenant.createGroup({ displayName: 'Night shift' });
    const ada = await opened.personNamed('Ada');
    await api.tenant.setMembershipRule({ objectId, rule: { attribute: 'city', value: 'Nowhere' } });
    const add = () => api.tenant.addMember({ groupId: objectId, memberId: ada.objectId });
    await expect(add()).rejects.toThrow('Night shift is a dynamic group: its members are the users whose city is "Nowhere".');
    await api.tenant.setMembershipRule({ objectId, rule: null });
    expect((await add()).memberIds).toEqual([ada.objectId]);
    const unknown = api.tenant.setMembershipRule({ objectId, rule: { attribute: 'departement', value: 'x' } });
    await expect(unknown).rejects.toMatchObject({ data: { remedy: 'Did you mean "department"?' } });
  });
});

describe('app roles', () => {
  test('an application is born with two, takes more, and shows whom it gave them', async () => {
    const { api } = opened;
    expect(await api.assignments.roles({ appId })).toEqual(['User', 'msiam_access']);
    expect(await api.assignments.addRole({ appId, name: ' Admin ' })).toEqual(['User', 'msiam_access', 'Admin']);
    const [ada, grace] = [await opened.personNamed('Ada'), await opened.personNamed('Grace')];
    await api.assignments.add({ appId, principalIds: [ada.objectId], roleName: 'Admin' });
    await api.assignments.add({ appId, principalIds: [ada.objectId], roleName: 'User' });
    await api.assignments.add({ appId, principalIds: [grace.objectId] });
    const list = await api.assignments.list({ appId });
    expect(list.map(({ principalId, roleName }) => [principalId, roleName])).toEqual([
      [ada.objectId, 'Admin, User'],
      [grace.objectId, 'Default Access'],
    ]);
  });

  test('a role that nobody added is refused by name, with those there are', async () => {
    const ada = await opened.personNamed('Ada');
    await expect(opened.api.assignments.add({ appId, principalIds: [ada.objectId], roleName: 'Owner' })).rejects.toMatchObject({
      message: 'The application has no role "Owner".',
      data: { remedy: 'Add the role first, or take one of these: User, msiam_access.' },
    });
  });
});

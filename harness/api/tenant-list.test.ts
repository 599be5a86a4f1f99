import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(() => opened.remove());

describe('generated people', () => {
  test('are the same for the same seed, and others for another', async () => {
    const { api } = opened;
    const namesOf = async (seed: string) => {
      await api.tenant.generate({ userCount: 30, seed, mode: 'replace' });
      const { items } = await api.tenant.users({});
      return items.map(({ objectId, displayName }) => `${objectId} ${displayName}`);
    };
    const first = await namesOf('42');
    expect(first).toHaveLength(30);
    expect(await namesOf('42')).toEqual(first);
    expect(await namesOf('43')).not.toEqual(first);
  });

  test('join those who are there, and nobody shares a user principal name', async () => {
    const { api } = opened;
    await api.tenant.generate({ userCount: 60, seed: 'a', mode: 'replace' });
    await api.tenant.generate({ userCount: 60, seed: 'b' });
    await api.tenant.generate({ userCount: 60, seed: 'b' });
    const { items, totalCount } = await api.tenant.users({});
    expect(totalCount).toBe(120);
    expect(new Set(items.map(({ attributes }) => attributes['userPrincipalName'])).size).toBe(120);
  });

  test('replace nobody while a job is on', async () => {
    const { appId } = await opened.connect();
    await opened.api.job.start({ appId });
    await expect(opened.api.tenant.generate({ userCount: 1, seed: '1', mode: 'replace' })).rejects.toThrow('is on');
  });
});

describe('filters of the user list', () => {
  test('leave those who pass all of them, page by page and counted', async () => {
    const { api } = opened;
    await api.tenant.generate({ userCount: 200, seed: '42', withoutMailPercent: 20 });
    const { items } = await api.tenant.users({ limit: 1000 });
    const expected = items.filter(({ attributes }) => attributes['department'] === 'Sales' && attributes['mail'] === undefined);
    const found = await api.tenant.users({ department: 'Sales', mail: 'none', limit: 1000 });
    expect(found.items.map(({ objectId }) => objectId)).toEqual(expected.map(({ objectId }) => objectId));
    expect(found.totalCount).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(0);
    const second = await api.tenant.users({ department: 'Sales', mail: 'none', offset: 1, limit: 1 });
    expect(second).toMatchObject({ totalCount: expected.length, items: [{ objectId: expected[1]?.objectId }] });
  });

  test('see a change of the tenant at once', async () => {
    const { api } = opened;
    await api.tenant.generate({ userCount: 20, seed: '42', mode: 'replace' });
    const blocked = async () => (await api.tenant.users({ account: 'blocked' })).totalCount;
    const before = await blocked();
    const [user] = (await api.tenant.users({ account: 'enabled' })).items;
    await api.tenant.updateUser({ objectId: user?.objectId ?? '', attributes: { accountEnabled: false } });
    expect(await blocked()).toBe(before + 1);
  });

  test('tell who is in a target, and each row says how it stands in each application', async () => {
    const { appId } = await opened.connect();
    const { api } = opened;
    const ada = await opened.personNamed('Ada');
    expect(ada.outcomes).toMatchObject([{ appId, kind: 'not-assigned' }]);
    await api.assignments.add({ appId, principalIds: [ada.objectId] });
    await api.job.start({ appId });
    await api.clock.advance({ ms: 1 });
    const { items } = await api.tenant.users({ target: 'linked' });
    expect(items.map(({ displayName }) => displayName)).toEqual(['Ada Marsh']);
    expect(items[0]?.outcomes).toMatchObject([{ appId, kind: 'done', action: 'create' }]);
    expect((await api.tenant.users({ target: 'failed' })).totalCount).toBe(0);
  });

  test('offer the departments there are', async () => {
    await opened.api.tenant.generate({ userCount: 8, seed: '1', mode: 'replace' });
    expect(await opened.api.tenant.departments({})).toEqual([
      'Engineering',
      'Field Service',
      'Finance',
      'Legal',
      'Management',
      'Operations',
      'People',
      'Sales',
    ]);
  });
});

test('a group of many is listed by count, and shown with its members where it is opened', async () => {
  const { api } = opened;
  await api.tenant.generate({ userCount: 200, seed: '42', mode: 'replace' });
  const group = await opened.groupNamed('Field Service');
  expect(group).toMatchObject({ members: [], nestedGroupCount: 0 });
  const detail = await api.tenant.group({ objectId: group.objectId });
  expect(detail.members).toHaveLength(group.memberCount);
  expect(await opened.groupNamed('All departments')).toMatchObject({ memberCount: 8, nestedGroupCount: 8 });
});

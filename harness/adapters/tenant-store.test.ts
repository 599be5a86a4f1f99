import { expect, test } from 'vitest';
import { DEFAULT_ACCESS_ROLE_ID, type TenantGroup, type TenantUser } from '#shared/entra/tenant.ts';
import { openWorkspaceDb } from './workspace-db.ts';

const ada = user('ada', 'Ada Byron', { mail: 'countess@larkfield.test' });
const ozil = user('ozil', 'Özil Aydın');
const zoe = { ...user('zoe', 'Zoe'), deletedAt: 1000 };
const sales = group('sales', ['ada', 'ozil']);

function openTenant() {
  const { tenant } = openWorkspaceDb(':memory:');
  tenant.putAll([zoe, ozil, ada, sales]);
  return tenant;
}

test('an object comes back as it was put, members in their order', () => {
  const tenant = openTenant();
  expect(tenant.readObject('ada')).toEqual(ada);
  expect(tenant.readObjects(['sales', 'nobody', 'zoe'])).toEqual([sales, zoe]);
  expect(tenant.findByKey('user-ada')).toEqual(ada);
  expect(tenant.findByPrincipalName('ADA@larkfield.test')).toEqual(ada);
  expect(tenant.findByPrincipalName('nobody@larkfield.test')).toBeUndefined();
});

test.each([
  ['without words: everyone who is not deleted, by name', {}, ['ada', 'ozil']],
  ['by a part of the display name in another case', { search: 'a b' }, ['ada']],
  ['by letters beyond ASCII in another case', { search: 'öZIL' }, ['ozil']],
  ['by principal name', { search: 'ozil@lark' }, ['ozil']],
  ['by mail', { search: 'COUNTESS' }, ['ada']],
  ['by a text with wildcards of SQL: taken literally', { search: '%' }, []],
  ['only the deleted', { deleted: 'only' }, ['zoe']],
  ['the deleted too', { deleted: 'any' }, ['ada', 'zoe', 'ozil']],
] as const)('a list %s', (_sentence, query, ids) => {
  const { objects, totalCount } = openTenant().list({ type: 'User', ...query });
  expect([objects.map(({ objectId }) => objectId), totalCount]).toEqual([ids, ids.length]);
});

test('a page of a list knows how many there are on all pages', () => {
  const { objects, totalCount } = openTenant().list({ type: 'User', deleted: 'any', offset: 1, limit: 1 });
  expect([objects, totalCount]).toEqual([[zoe], 3]);
});

test('all are gone through slice by slice, people of the same name each once, the deleted left out', () => {
  const tenant = openTenant();
  tenant.putAll([user('twin-b', 'Ada Byron'), user('twin-a', 'ADA byron')]);
  const after = (last: TenantUser | null) => tenant.listAfter(last, { type: 'User', limit: 2 }) as readonly TenantUser[];
  const first = after(null);
  const second = after(first.at(-1) ?? null);
  const slices = [first, second, after(second.at(-1) ?? null)];
  expect(slices.map((slice) => slice.map(({ objectId }) => objectId))).toEqual([['ada', 'twin-a'], ['twin-b', 'ozil'], []]);
});

test.each([
  ['one more at the end', ['ada', 'ozil', 'zoe']],
  ['one less', ['ozil']],
  ['another order', ['ozil', 'ada']],
  ['one gone, one new', ['ozil', 'zoe']],
  ['nobody', []],
] as const)('members replaced by %s are read as they were put', (_sentence, memberIds) => {
  const tenant = openTenant();
  tenant.put({ ...sales, memberIds }, 'updated');
  expect(tenant.readObject('sales')).toEqual({ ...sales, memberIds });
  expect(tenant.groupsOf('ozil').length).toBe(memberIds.some((id) => id === 'ozil') ? 1 : 0);
});

test('groups that are soft-deleted are no groups of a member, but keep their members for a restore', () => {
  const tenant = openTenant();
  tenant.put({ ...sales, deletedAt: 5 }, 'softDeleted');
  expect(tenant.groupsOf('ada')).toEqual([]);
  tenant.put(sales, 'restored');
  expect(tenant.groupsOf('ada')).toEqual([sales]);
});

test('an update says which attributes it changed, and none where only members did', () => {
  const tenant = openTenant();
  const seen = tenant.lastSequence();
  tenant.put({ ...ada, attributes: { ...ada.attributes, department: 'Sales', otherMails: ['a@x.test'] } }, 'updated');
  tenant.put({ ...ada, attributes: { ...ada.attributes, department: 'Sales', otherMails: ['a@x.test'] } }, 'updated');
  tenant.put({ ...ada, attributes: { ...ada.attributes, otherMails: ['a@x.test', 'b@x.test'] } }, 'updated');
  tenant.put({ ...sales, memberIds: [] }, 'updated');
  tenant.put({ ...sales, attributes: { displayName: 'Harbour' } }, 'updated');
  expect(tenant.changesAfter(seen, 100).map(({ attributes }) => attributes?.toSorted())).toEqual([
    ['department', 'otherMails'],
    [],
    ['department', 'otherMails'],
    [],
    ['displayName'],
  ]);
});

test('every change has the next sequence number, and a page begins after the last one seen', () => {
  const tenant = openTenant();
  const seen = tenant.lastSequence();
  tenant.put({ ...ada, managerId: 'ozil' }, 'updated');
  tenant.putAll([ozil, user('new', 'New')]);
  tenant.hardDelete('ada');
  tenant.hardDelete('nobody');
  expect(tenant.changesAfter(seen, 100)).toEqual([
    { sequence: seen + 1, objectId: 'ada', type: 'User', change: 'updated', attributes: ['manager'] },
    { sequence: seen + 2, objectId: 'ozil', type: 'User', change: 'updated' },
    { sequence: seen + 3, objectId: 'new', type: 'User', change: 'created' },
    { sequence: seen + 4, objectId: 'ada', type: 'User', change: 'hardDeleted' },
  ]);
  expect(tenant.changesAfter(seen + 1, 1).map(({ sequence }) => sequence)).toEqual([seen + 2]);
});

test('a hard-deleted object leaves its groups and its assignments', () => {
  const tenant = openTenant();
  tenant.assign('app', [{ principalId: 'ada', appRoleId: DEFAULT_ACCESS_ROLE_ID }]);
  tenant.hardDelete('ada');
  expect(tenant.readObject('ada')).toBeUndefined();
  expect(tenant.readObject('sales')).toEqual({ ...sales, memberIds: ['ozil'] });
  expect(tenant.assignments('app')).toEqual([]);
});

test('sequence numbers go on after the tenant was cleared, so that no watermark points at a later change', () => {
  const tenant = openTenant();
  const before = tenant.lastSequence();
  tenant.clear();
  expect([tenant.counts(), tenant.lastSequence()]).toEqual([{ userCount: 0, groupCount: 0 }, before]);
  tenant.put(ada, 'created');
  expect(tenant.changesAfter(0, 10)).toEqual([{ sequence: before + 1, objectId: 'ada', type: 'User', change: 'created' }]);
});

test('assigning and unassigning are changes of the principal, once, and only where something changed', () => {
  const tenant = openTenant();
  const seen = tenant.lastSequence();
  const assignments = ['sales', 'ada', 'nobody'].map((principalId) => ({ principalId, appRoleId: DEFAULT_ACCESS_ROLE_ID }));
  tenant.assign('app', assignments);
  tenant.assign('app', assignments);
  tenant.unassign('app', ['ada', 'ozil']);
  tenant.unassign('other', ['sales']);
  expect(tenant.changesAfter(seen, 10).map(({ objectId, type, change }) => [objectId, type, change])).toEqual([
    ['sales', 'Group', 'assignment'],
    ['ada', 'User', 'assignment'],
    ['ada', 'User', 'assignment'],
  ]);
  expect(tenant.assignments('app')).toEqual([{ principalId: 'sales', appRoleId: DEFAULT_ACCESS_ROLE_ID }]);
});

test('an object is assigned itself, and through groups that are not deleted, each with its role', () => {
  const tenant = openTenant();
  const admin = tenant.addRole('app', 'Admin');
  tenant.assign('app', [
    { principalId: 'sales', appRoleId: admin.id },
    { principalId: 'ada', appRoleId: DEFAULT_ACCESS_ROLE_ID },
  ]);
  tenant.assign('other', [{ principalId: 'ozil', appRoleId: admin.id }]);
  const paths = () =>
    tenant
      .assignmentPaths('app', ['ada', 'ozil', 'nobody'])
      .map(({ objectId, throughGroupId, role }) => [objectId, throughGroupId, role.displayName]);
  expect(paths()).toEqual([
    ['ada', null, 'Default Access'],
    ['ada', 'sales', 'Admin'],
    ['ozil', 'sales', 'Admin'],
  ]);
  tenant.put({ ...sales, deletedAt: 5 }, 'softDeleted');
  expect(paths()).toEqual([['ada', null, 'Default Access']]);
});

test('an application is born with two roles; one that is added twice is one, and not that of another application', () => {
  const tenant = openTenant();
  expect(tenant.addRole('app', 'Admin')).toEqual(tenant.addRole('app', 'Admin'));
  expect(tenant.addRole('other', 'Admin').id).not.toBe(tenant.addRole('app', 'Admin').id);
  expect(tenant.roles('app').map(({ displayName }) => displayName)).toEqual(['User', 'msiam_access', 'Admin']);
  tenant.assign('app', [{ principalId: 'ada', appRoleId: tenant.roles('app')[0]?.id ?? '' }]);
  expect(tenant.assignmentPaths('app', ['ada']).map(({ role }) => role.value)).toEqual(['User']);
});

test('the soft-deleted come longest deleted first', () => {
  const tenant = openTenant();
  tenant.put({ ...ada, deletedAt: 500 }, 'softDeleted');
  tenant.put({ ...sales, deletedAt: 2000 }, 'softDeleted');
  expect(tenant.softDeleted().map(({ objectId }) => objectId)).toEqual(['ada', 'zoe', 'sales']);
});

function user(id: string, displayName: string, attributes: TenantUser['attributes'] = {}): TenantUser {
  return {
    type: 'User',
    objectId: id,
    key: `user-${id}`,
    attributes: { displayName, userPrincipalName: `${id}@larkfield.test`, accountEnabled: true, ...attributes },
    managerId: null,
    deletedAt: null,
  };
}

function group(id: string, memberIds: readonly string[]): TenantGroup {
  return { type: 'Group', objectId: id, key: `group-${id}`, attributes: { displayName: id }, memberIds, deletedAt: null };
}

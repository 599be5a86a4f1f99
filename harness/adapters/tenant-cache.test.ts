import { expect, test } from 'vitest';
import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import { openWorkspaceDb } from './workspace-db.ts';

const ada: TenantUser = { type: 'User', objectId: 'ada', key: 'ada', attributes: {}, managerId: null, deletedAt: null };
const zoe: TenantUser = { ...ada, objectId: 'zoe', key: 'zoe' };
const sales: TenantGroup = {
  type: 'Group',
  objectId: 'sales',
  key: 'sales',
  attributes: {},
  memberIds: ['ada'],
  deletedAt: null,
};

test.each<[string, (tenant: TenantStore) => void, readonly unknown[]]>([
  ['nothing', () => undefined, [ada, sales]],
  ['a put', (tenant) => tenant.put({ ...ada, managerId: 'zoe' }, 'updated'), [{ ...ada, managerId: 'zoe' }, sales]],
  ['a put of many', (tenant) => tenant.putAll([{ ...ada, key: 'new' }]), [{ ...ada, key: 'new' }, sales]],
  [
    'a member more',
    (tenant) => tenant.put({ ...sales, memberIds: ['ada', 'zoe'] }, 'updated'),
    [ada, { ...sales, memberIds: ['ada', 'zoe'] }],
  ],
  ['a hard deletion', (tenant) => tenant.hardDelete('ada'), [{ ...sales, memberIds: [] }]],
  ['a new tenant', (tenant) => tenant.clear(), []],
])('what was read before is read as it is after %s', (_sentence, write, objects) => {
  const { tenant } = openWorkspaceDb(':memory:');
  tenant.putAll([ada, zoe, sales]);
  tenant.readObjects(['ada', 'sales']);
  write(tenant);
  expect(tenant.readObjects(['ada', 'sales', 'nobody'])).toEqual(objects);
  expect(tenant.readObject('ada')).toEqual(objects.find((object) => (object as TenantUser).objectId === 'ada'));
});

test('many more users than are kept are all read', () => {
  const { tenant } = openWorkspaceDb(':memory:');
  const users = Array.from({ length: 2100 }, (_, number) => ({ ...ada, objectId: `user-${number}`, key: `user-${number}` }));
  tenant.putAll(users);
  const ids = users.map(({ objectId }) => objectId);
  for (let round = 0; round < 2; round += 1) expect(tenant.readObjects(ids)).toEqual(users);
});

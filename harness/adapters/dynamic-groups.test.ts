import { expect, test } from 'vitest';
import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import { openWorkspaceDb } from './workspace-db.ts';

const research = { attribute: 'department', value: 'Research' };

function openTenant() {
  const { tenant } = openWorkspaceDb(':memory:');
  tenant.putAll([user('ada', 'Research'), user('ben', 'Sales'), group('lab', ['ben'], research), user('cyd', 'research')]);
  const seen = tenant.lastSequence();
  const members = () => {
    const lab = tenant.readObject('lab');
    return lab?.type === 'Group' ? lab.memberIds : [];
  };
  const changes = () => tenant.changesAfter(seen, 100).map(({ objectId, change }) => `${objectId} ${change}`);
  return { tenant, members, changes };
}

test('members are those whom the rule takes, whoever was put in, and in whatever order the objects came', () => {
  expect(openTenant().members()).toEqual(['ada', 'cyd']);
});

test('a user who comes to match joins, and one who does not any more leaves: each is a change of the group', () => {
  const { tenant, members, changes } = openTenant();
  tenant.put(user('ben', 'Research'), 'updated');
  tenant.put(user('ada', 'Sales'), 'updated');
  tenant.put({ ...user('ada', 'Sales'), managerId: 'cyd' }, 'updated');
  expect(members()).toEqual(['cyd', 'ben']);
  expect(changes()).toEqual(['ben updated', 'lab updated', 'ada updated', 'lab updated', 'ada updated']);
});

test('many users brought at once change the group once', () => {
  const { tenant, members, changes } = openTenant();
  tenant.putAll([user('dan', 'Research'), user('eve', 'Research')]);
  expect(members()).toEqual(['ada', 'cyd', 'dan', 'eve']);
  expect(changes()).toEqual(['dan created', 'eve created', 'lab updated']);
});

test('another rule gives other members, and a rename none; without a rule they stay as they were', () => {
  const { tenant, members } = openTenant();
  tenant.put(group('lab', [], { attribute: 'department', value: 'Sales' }), 'updated');
  expect(members()).toEqual(['ben']);
  tenant.put(
    { ...group('lab', [], { attribute: 'department', value: 'Sales' }), attributes: { displayName: 'Shop' } },
    'updated',
  );
  expect(members()).toEqual(['ben']);
  tenant.put(group('lab', ['ben', 'ada'], null), 'updated');
  tenant.put(user('ben', 'Research'), 'updated');
  expect(members()).toEqual(['ben', 'ada']);
});

test('a soft-deleted user stays a member for a restore; one who is gone for good does not', () => {
  const { tenant, members } = openTenant();
  tenant.put({ ...user('ada', 'Research'), deletedAt: 5 }, 'softDeleted');
  expect(members()).toEqual(['ada', 'cyd']);
  tenant.hardDelete('ada');
  expect(members()).toEqual(['cyd']);
});

function user(id: string, department: string): TenantUser {
  return { type: 'User', objectId: id, key: id, attributes: { department }, managerId: null, deletedAt: null };
}

function group(id: string, memberIds: readonly string[], membershipRule: TenantGroup['membershipRule']): TenantGroup {
  return {
    type: 'Group',
    objectId: id,
    key: id,
    attributes: { displayName: id },
    memberIds,
    membershipRule: membershipRule ?? null,
    deletedAt: null,
  };
}

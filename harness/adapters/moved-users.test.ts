import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_ACCESS_ROLE_ID, type TenantGroup, type TenantUser } from '#shared/entra/tenant.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import { openSqlite } from './sqlite.ts';
import { openWorkspaceDb } from './workspace-db.ts';
import { workspaceMigrations } from './workspace-migrations.ts';

const staff = group('staff', ['ada', 'ben', 'nested']);
const lab = group('lab', [], { attribute: 'department', value: 'Research' });
const LATEST = Number.MAX_SAFE_INTEGER;

/** `staff` and `lab` (with ada and cyd by its rule) are assigned, `club` is not. */
function openTenant(): TenantStore {
  const { tenant } = openWorkspaceDb(':memory:');
  tenant.putAll([user('ada', 'Research'), user('ben', 'Sales'), user('cyd', 'Research'), group('nested', ['cyd'])]);
  tenant.putAll([staff, lab, group('club', ['ada', 'ben'])]);
  assign(tenant, 'staff', 'lab');
  return tenant;
}

function assign(tenant: TenantStore, ...groupIds: readonly string[]): void {
  tenant.assign(
    'app',
    groupIds.map((principalId) => ({ principalId, appRoleId: DEFAULT_ACCESS_ROLE_ID })),
  );
}

function movedBy(tenant: TenantStore, change: () => void): readonly string[] {
  const seen = tenant.lastSequence();
  change();
  return tenant.movedUsers({ sequence: seen + 1, position: 0 }, LATEST, 100).map(({ userId }) => userId);
}

const deleted = { ...staff, deletedAt: 5 };

test.each<readonly [string, (tenant: TenantStore) => void, readonly string[]]>([
  [
    'who leaves an assigned group and who joins it',
    (it) => it.put({ ...staff, memberIds: ['ben', 'cyd'] }, 'updated'),
    ['ada', 'cyd'],
  ],
  ['nobody where a group is renamed', (it) => it.put({ ...staff, attributes: { displayName: 'Crew' } }, 'updated'), []],
  [
    'nobody where members only come in another order',
    (it) => it.put({ ...staff, memberIds: ['nested', 'ben', 'ada'] }, 'updated'),
    [],
  ],
  ['the users of a group that is unassigned', (it) => it.unassign('app', ['staff']), ['ada', 'ben']],
  ['the users of a group that is assigned', (it) => assign(it, 'club'), ['ada', 'ben']],
  [
    'the users of a group that has another role as well',
    (it) => it.assign('app', [{ principalId: 'staff', appRoleId: 'role' }]),
    ['ada', 'ben'],
  ],
  ['nobody by an assignment that was there', (it) => assign(it, 'staff'), []],
  ['nobody by an assignment that was not', (it) => it.unassign('app', ['club']), []],
  ['the users of a group that is soft-deleted', (it) => it.put(deleted, 'softDeleted'), ['ada', 'ben']],
  [
    'those it had, of a group that is emptied and deleted at once',
    (it) => it.put({ ...deleted, memberIds: [] }, 'softDeleted'),
    ['ada', 'ben'],
  ],
  ['the users of a group that is gone for good', (it) => it.hardDelete('staff'), ['ada', 'ben']],
  [
    'those who match another rule, and those who do not any more',
    (it) => it.put({ ...lab, membershipRule: { attribute: 'department', value: 'Sales' } }, 'updated'),
    ['ada', 'cyd', 'ben'],
  ],
  ['nobody by a group that is not assigned', (it) => it.put(group('club', ['cyd']), 'updated'), []],
  ['nobody by the deletion of a group that is not assigned', (it) => it.hardDelete('club'), []],
  ['nobody by an import that brings the same again', (it) => it.putAll([staff, lab]), []],
  ['those whom an import moves', (it) => it.putAll([{ ...staff, memberIds: ['ada'] }]), ['ben']],
])('a change of a group moves %s', (_sentence, change, moved) => {
  const tenant = openTenant();
  expect(movedBy(tenant, () => change(tenant))).toEqual(moved);
});

test.each<readonly [string, (tenant: TenantStore) => void]>([
  ['by an attribute out of a dynamic group', (it) => it.put(user('ada', 'Sales'), 'updated')],
  ['by a deletion', (it) => it.put({ ...user('ada', 'Research'), deletedAt: 5 }, 'softDeleted')],
  ['for good', (it) => it.hardDelete('ada')],
  ['by the end of an assignment', (it) => it.unassign('app', ['ada'])],
])('a user who leaves %s has a change, and is not among the moved', (_sentence, change) => {
  const tenant = openTenant();
  assign(tenant, 'ada');
  const seen = tenant.lastSequence();
  expect(movedBy(tenant, () => change(tenant))).toEqual([]);
  expect(tenant.changesAfter(seen, 10).map(({ objectId }) => objectId)).toContain('ada');
});

test('while a group is deleted nothing of it moves anybody; its restore brings whom it has by then', () => {
  const tenant = openTenant();
  tenant.put(deleted, 'softDeleted');
  expect(movedBy(tenant, () => tenant.put({ ...deleted, memberIds: ['ben', 'cyd'] }, 'updated'))).toEqual([]);
  expect(movedBy(tenant, () => tenant.unassign('app', ['staff']))).toEqual([]);
  expect(movedBy(tenant, () => assign(tenant, 'staff'))).toEqual([]);
  expect(movedBy(tenant, () => tenant.put({ ...staff, memberIds: ['ben', 'cyd'] }, 'restored'))).toEqual(['ben', 'cyd']);
  tenant.put({ ...staff, memberIds: ['ben', 'cyd'], deletedAt: 6 }, 'softDeleted');
  expect(movedBy(tenant, () => tenant.hardDelete('staff'))).toEqual([]);
});

test('moves have the number of the change that made them, and are read in pages up to a change', () => {
  const tenant = openTenant();
  const seen = tenant.lastSequence();
  tenant.unassign('app', ['staff', 'lab']);
  const [first, second] = tenant.changesAfter(seen, 10);
  const from = { sequence: seen + 1, position: 0 };
  const all = tenant.movedUsers(from, LATEST, 10);
  expect(all.map(({ sequence, userId }) => [sequence, userId])).toEqual([
    [first?.sequence, 'ada'],
    [first?.sequence, 'ben'],
    [second?.sequence, 'ada'],
    [second?.sequence, 'cyd'],
  ]);
  expect(tenant.movedUsers(from, first?.sequence ?? 0, 10)).toEqual(all.slice(0, 2));
  expect(tenant.movedUsers(from, LATEST, 3)).toEqual(all.slice(0, 3));
  expect(tenant.movedUsers(all[2] ?? from, LATEST, 10)).toEqual(all.slice(3));
});

test('a cleared tenant has moved nobody', () => {
  const tenant = openTenant();
  tenant.clear();
  expect(tenant.movedUsers({ sequence: 0, position: 0 }, LATEST, 10)).toEqual([]);
});

test('a database from before moves were written down has everybody looked at once who may have been moved', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moved-users-'));
  const path = join(folder, 'workspace.db');
  const old = openSqlite(path, workspaceMigrations.slice(0, 6));
  old.exec(`
    INSERT INTO tenant_object (object_id, type, key, sort_name, is_deleted, search_text, body)
      VALUES ('ada', 'User', 'ada', '', 0, '', '{}'), ('ben', 'User', 'ben', '', 0, '', '{}'), ('staff', 'Group', 'staff', '', 0, '', '{}');
    INSERT INTO group_member (group_id, member_id) VALUES ('staff', 'ben'), ('staff', 'staff');
    INSERT INTO assignment (app_id, principal_id, app_role_id) VALUES ('app', 'staff', 'role');
    INSERT INTO link (app_id, source_id, type, body) VALUES ('app', 'ada', 'User', '{}'), ('app', 'staff', 'Group', '{}');
    INSERT INTO tenant_change (object_id, type, change) VALUES ('ben', 'User', 'created'), ('staff', 'Group', 'updated');
  `);
  old.close();
  const db = openWorkspaceDb(path);
  expect(db.tenant.movedUsers({ sequence: 0, position: 0 }, LATEST, 10)).toEqual([
    { sequence: 2, position: 1, userId: 'ada' },
    { sequence: 2, position: 2, userId: 'ben' },
  ]);
  db.close();
  rmSync(folder, { recursive: true });
});

function user(id: string, department: string): TenantUser {
  return { type: 'User', objectId: id, key: id, attributes: { department }, managerId: null, deletedAt: null };
}

function group(id: string, memberIds: readonly string[], membershipRule: TenantGroup['membershipRule'] = null): TenantGroup {
  return { type: 'Group', objectId: id, key: id, attributes: { displayName: id }, memberIds, membershipRule, deletedAt: null };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Link } from '#shared/engine/effect.ts';
import type { SourceValue, TenantUser } from '#shared/entra/tenant.ts';
import type { UserFilter, WorkspaceDb } from '../ports/workspace-ports.ts';
import { openSqlite } from './sqlite.ts';
import { openWorkspaceDb } from './workspace-db.ts';
import { workspaceMigrations } from './workspace-migrations.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'user-queries-'));
  path = join(folder, 'workspace.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

const everybody: UserFilter = { search: '', isDeleted: false, account: 'any', department: null, mail: 'any', target: null };

function user(name: string, attributes: Readonly<Record<string, SourceValue>>): TenantUser {
  return {
    type: 'User',
    objectId: name.toLowerCase(),
    key: name,
    attributes: { displayName: name, ...attributes },
    managerId: null,
    deletedAt: null,
  };
}

function namesIn(db: WorkspaceDb, filter: Partial<UserFilter>): readonly string[] {
  const { objects, totalCount } = db.users.page({ ...everybody, ...filter, offset: 0, limit: 100 });
  expect(totalCount).toBe(objects.length);
  return objects.map(({ key }) => key);
}

/** The step that put what is filtered by into columns. */
const filterStep = workspaceMigrations.findIndex((step) => step.includes('ADD COLUMN has_mail'));

test('people of a database from before the filters are filtered like others', () => {
  const people = [
    user('Ada', { accountEnabled: true, mail: 'ada@larkfield.test', department: 'Sales' }),
    user('Grace', { accountEnabled: false, mail: '', department: '' }),
    user('Özil', { department: 'Sales' }),
    user('Zora', { mail: ['many'], department: ['Sales'] }),
  ];
  const old = openSqlite(path, workspaceMigrations.slice(0, filterStep));
  const insert = old.prepare(
    `INSERT INTO tenant_object (object_id, type, key, principal_name, sort_name, is_deleted, search_text, body)
     VALUES (?, 'User', ?, null, ?, 0, ?, ?)`,
  );
  for (const person of people) {
    const name = person.key.toLowerCase();
    insert.run(person.objectId, person.key, name, name, JSON.stringify(person));
  }
  old.close();

  const upgraded = openWorkspaceDb(path);
  const fresh = openWorkspaceDb(':memory:');
  fresh.tenant.putAll(people);
  for (const db of [upgraded, fresh]) {
    expect(namesIn(db, {})).toEqual(['Ada', 'Grace', 'Zora', 'Özil']);
    expect(namesIn(db, { search: 'ÖZ' })).toEqual(['Özil']);
    expect(namesIn(db, { account: 'blocked' })).toEqual(['Grace']);
    expect(namesIn(db, { account: 'enabled' })).toEqual(['Ada', 'Zora', 'Özil']);
    expect(namesIn(db, { mail: 'none' })).toEqual(['Grace', 'Zora', 'Özil']);
    expect(namesIn(db, { department: 'Sales' })).toEqual(['Ada', 'Özil']);
    expect(namesIn(db, { department: 'Sales', mail: 'none' })).toEqual(['Özil']);
    expect(db.users.departments()).toEqual(['Sales']);
    db.close();
  }
});

test('a change of a user is seen by the next question', () => {
  const db = openWorkspaceDb(':memory:');
  db.tenant.put(user('Ada', { department: 'Sales' }), 'created');
  db.tenant.put(user('Ada', { department: 'Legal', accountEnabled: false, mail: 'ada@larkfield.test' }), 'updated');
  expect([namesIn(db, { department: 'Sales' }), namesIn(db, { account: 'blocked' }), namesIn(db, { mail: 'none' })]).toEqual([
    [],
    ['Ada'],
    [],
  ]);
  db.tenant.put({ ...user('Ada', { department: 'Legal' }), deletedAt: 5 }, 'softDeleted');
  expect([namesIn(db, {}), namesIn(db, { isDeleted: true }), db.users.departments()]).toEqual([[], ['Ada'], []]);
  db.close();
});

test('a target is any of the applications asked for, and what a cycle has gathered counts', () => {
  const db = openWorkspaceDb(':memory:');
  db.tenant.putAll([user('Ada', {}), user('Grace', {}), user('Lin', {})]);
  const link = (sourceId: string): Link => ({
    sourceId,
    type: 'User',
    targetId: sourceId,
    origin: 'created',
    isManaged: true,
    exportedMemberIds: [],
  });
  db.jobStore('one').commit([{ kind: 'put-link', link: link('ada') }], [], 'grouped');
  db.jobStore('two').commit([{ kind: 'put-link', link: link('grace') }], [], 'grouped');
  const escrow = { sourceId: 'lin', type: 'User', attempts: 1, firstFailedAt: 1, nextAttemptAt: 2, errorCode: 'x' } as const;
  db.jobStore('two').commit([{ kind: 'put-escrow', escrow }], [], 'grouped');
  const inTarget = (state: 'failed' | 'linked' | 'unlinked', ...appIds: readonly string[]) =>
    namesIn(db, { target: { state, appIds } });
  expect(inTarget('linked', 'one', 'two')).toEqual(['Ada', 'Grace']);
  expect(inTarget('linked', 'one')).toEqual(['Ada']);
  expect(inTarget('unlinked', 'one')).toEqual(['Grace', 'Lin']);
  expect(inTarget('failed', 'one', 'two')).toEqual(['Lin']);
  expect([inTarget('linked'), inTarget('unlinked')]).toEqual([[], ['Ada', 'Grace', 'Lin']]);
  db.close();
});

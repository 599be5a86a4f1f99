import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Link } from '#shared/engine/effect.ts';
import type { TenantUser } from '#shared/entra/tenant.ts';
import { openWorkspaceDb } from './workspace-db.ts';

const ada: TenantUser = { type: 'User', objectId: 'ada', key: 'user-ada', attributes: {}, managerId: null, deletedAt: null };
const link: Link = { sourceId: 'ada', type: 'User', targetId: 't', origin: 'created', isManaged: true, exportedMemberIds: [] };

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-db-'));
  path = join(folder, 'workspace.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a closed database opens again with everything in it', () => {
  const first = openWorkspaceDb(path);
  first.tenant.put(ada, 'created');
  first.jobStore('app').commit([{ kind: 'put-link', link }], []);
  first.close();
  const second = openWorkspaceDb(path);
  expect([second.tenant.readObject('ada'), second.jobStore('app').allLinks()]).toEqual([ada, [link]]);
  second.close();
});

test('what a killed process had committed is there, and what it had not is not', () => {
  const program = `
    import { openWorkspaceDb } from ${JSON.stringify(join(import.meta.dirname, 'workspace-db.ts'))};
    const db = openWorkspaceDb(${JSON.stringify(path)});
    db.tenant.put(${JSON.stringify(ada)}, 'created');
    db.jobStore('app').commit([{ kind: 'put-link', link: ${JSON.stringify(link)} }], []);
    const dying = { kind: 'put-link', get link() { process.kill(process.pid, 'SIGKILL'); for (;;); } };
    db.jobStore('app').commit([{ kind: 'remove-link', sourceId: 'ada' }, dying], []);
  `;
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { timeout: 30_000 });
  expect(signal).toBe('SIGKILL');
  const db = openWorkspaceDb(path);
  expect([db.tenant.readObject('ada'), db.jobStore('app').allLinks()]).toEqual([ada, [link]]);
  db.close();
});

test('a database of a newer program is refused with a sentence and left as it is', () => {
  const newer = new DatabaseSync(path);
  newer.exec('CREATE TABLE later (x); PRAGMA user_version = 99');
  newer.close();
  const before = readFileSync(path);
  expect(() => openWorkspaceDb(path)).toThrow(
    /workspace\.db was written by a newer SCIM Rehearsal \(its format is 99,.*newer program/,
  );
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a file that is no database is refused with a sentence and left as it is', () => {
  writeFileSync(path, 'This was a shopping list. '.repeat(100));
  const before = readFileSync(path);
  expect(() => openWorkspaceDb(path)).toThrow(/workspace\.db cannot be read \(file is not a database\)\. Nothing was changed\./);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a folder that is not there is named', () => {
  expect(() => openWorkspaceDb(join(folder, 'missing', 'workspace.db'))).toThrow(
    /workspace\.db cannot be opened .* its folder exists/,
  );
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from './sqlite.ts';
import { createWriteGroup, type WriteGroup } from './write-group.ts';

let folder: string;
let db: DatabaseSync;
let other: DatabaseSync;
let group: WriteGroup;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-group-'));
  db = new DatabaseSync(join(folder, 'x.db'));
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE line (owner TEXT, text TEXT NOT NULL)');
  other = new DatabaseSync(join(folder, 'x.db'));
  group = createWriteGroup(db, { seal: () => undefined, discard: () => undefined });
});

afterEach(() => {
  group.flush();
  db.close();
  other.close();
  rmSync(folder, { recursive: true });
});

test('gathered rows are seen here at once, and by others when there are 500 of them, or after a while, or on demand', async () => {
  write('a', 'one');
  expect([count(db), count(other)]).toEqual([1, 0]);
  group.flush();
  expect(count(other)).toBe(1);
  for (let row = 0; row < 499; row += 1) write('a', 'more');
  expect(count(other)).toBe(1);
  write('a', 'the five hundredth');
  expect(count(other)).toBe(501);
  write('a', 'late');
  while (count(other) < 502) await delay(10);
});

test('a transaction of somebody else stands behind what was gathered before it', () => {
  write('a', 'gathered');
  expect(() => inTransaction(db, () => insert('b', null))).toThrow('NOT NULL');
  expect([count(db), count(other)]).toEqual([1, 1]);
});

test('a write that fails takes with it what was gathered, and each of the others is told so once', () => {
  write('a', 'lost');
  write('b', 'lost too');
  expect(() => group.write('b', 1, () => insert('b', null))).toThrow('NOT NULL');
  expect(count(db)).toBe(0);
  expect(() => group.assertKept('a')).toThrow('NOT NULL');
  for (const owner of ['a', 'b', 'c']) expect(() => group.assertKept(owner)).not.toThrow();
  write('a', 'again');
  group.flush();
  expect(count(other)).toBe(1);
});

test('a disk that refuses the whole group is told to everybody in it', () => {
  db.exec('CREATE TABLE parent (id PRIMARY KEY); CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)');
  // Stands for a full disk: the statement passes and the commit does not.
  group.write('a', 1, () => db.exec("INSERT INTO child VALUES ('orphan')"));
  group.flush();
  expect(() => group.assertKept('a')).toThrow('FOREIGN KEY');
  expect(count(db)).toBe(0);
});

function write(owner: string, text: string): void {
  group.write(owner, 1, () => insert(owner, text));
}

function insert(owner: string, text: string | null): void {
  db.prepare('INSERT INTO line VALUES (?, ?)').run(owner, text);
}

function count(connection: DatabaseSync): number {
  return Number(connection.prepare('SELECT count(*) AS count FROM line').get()?.['count']);
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from './lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehearse-lock-'));
  path = join(folder, 'lock.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function lock() {
  const acquired = await acquireLock(folder);
  if (!acquired.ok) throw new Error(acquired.problems[0]?.message);
  return acquired.value;
}
const stored = () => JSON.parse(readFileSync(path, 'utf8'));

test('a second host is sent to the first one’s address', async () => {
  const first = await lock();
  await first.setAddress('http://127.0.0.1:8180');
  expect(await acquireLock(folder)).toEqual({
    ok: false,
    problems: [
      {
        place: folder,
        message: `The workspace ${folder} is already open in process ${process.pid}, at http://127.0.0.1:8180.`,
        remedy: 'Open http://127.0.0.1:8180, end that process, or choose another folder with --workspace.',
      },
    ],
  });
});

test('a lock without an address yet is held as well', async () => {
  await lock();
  expect(await acquireLock(folder)).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringMatching(/process \d+\.$/) }],
  });
});

test('after its release the folder is free and clean', async () => {
  await (await lock()).release();
  expect(readdirSync(folder)).toEqual([]);
  await lock();
});

/** A process that has ended, so that its number belongs to nobody. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

test.each<[string, () => string]>([
  ['of a process that is gone', () => JSON.stringify({ id: 'a', pid: deadPid(), startedAt: '1', address: null })],
  ['of a process killed while it wrote', () => ''],
  ['that is no lock', () => '[]'],
])('a lock %s is taken over', async (_sentence, text) => {
  writeFileSync(path, text());
  const taken = await lock();
  expect(stored().pid).toBe(process.pid);
  await taken.release();
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(existsSync('/proc/self/stat'))('a number that the system gave to another process is no proof of life', async () => {
  writeFileSync(path, JSON.stringify({ id: 'a', pid: process.pid, startedAt: '1', address: null }));
  await lock();
  expect(stored().id).not.toBe('a');
});

test('of many that begin at once, also on a stale lock, one gets it', async () => {
  writeFileSync(path, JSON.stringify({ id: 'a', pid: deadPid(), startedAt: '1', address: null }));
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => acquireLock(folder)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a lock that somebody else has taken since is not touched', async () => {
  const first = await lock();
  const other = JSON.stringify({ id: 'other', pid: process.ppid, startedAt: null, address: null });
  writeFileSync(path, other);
  await first.setAddress('http://127.0.0.1:8180');
  await first.release();
  expect(readFileSync(path, 'utf8')).toBe(other);
});

test('a folder that cannot be written is named with a remedy', async () => {
  writeFileSync(join(folder, 'file'), '');
  const place = join(folder, 'file');
  expect(await acquireLock(place)).toMatchObject({
    ok: false,
    problems: [{ place, message: expect.stringContaining('cannot be written'), remedy: expect.stringContaining('--workspace') }],
  });
});

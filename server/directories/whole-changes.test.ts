import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { createScimServer } from '../create-server.ts';
import {
  openTestDirectory,
  patchBody,
  type TestDirectory,
  testHost,
  toTestDirectory,
  userBody,
} from '../testing/test-directory.ts';
import type { WholeProgress } from './turns.ts';

// Changes of a whole directory, seen by those who ask it meanwhile: in a file, as a workspace has it.
let folder: string;
let path: string;
let directory: TestDirectory;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-changes-'));
  path = join(folder, 'server.db');
  directory = openTestDirectory([], path);
});
afterEach(() => {
  directory.server.close();
  rmSync(folder, { recursive: true });
});

const MANY = 300;
const many = (): readonly JsonObject[] => [
  { ...group('all'), members: Array.from({ length: MANY }, (_, number) => ({ value: `u${number}` })) },
  ...Array.from({ length: MANY }, (_, number) => userBody(`user-${number}`, { id: `u${number}` })),
];
const group = (id: string): JsonObject => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], id, displayName: id });
const userCount = () => directory.server.directory(directory.id)?.userCount ?? 0;
const everything = () => ['/Users?count=1000', '/Groups'].map((target) => directory.send('GET', target).body['Resources']);
const causes = () => directory.server.snapshots.list(directory.id).map(({ cause }) => cause);

/** Lets the change go on until the directory, which is asked between two turns, is as wanted. */
async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) await nextTurn();
}

/** As after a kill: the process is gone, and the next one opens the file. */
function openAgain(): void {
  const { id, token } = directory;
  directory.server.close();
  directory = toTestDirectory(createScimServer({ path, host: testHost() }), id, token);
}

/** All rows with resources, so that nothing is left that no list shows. */
function directoryRows(): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT DISTINCT directory_id AS id FROM resource UNION SELECT id FROM directory').all();
  database.close();
  return rows.map(({ id }) => String(id));
}

test('requests are answered during a seed, see what is there already, and what they write stays', async () => {
  const seen = new Set<number>();
  const seeding = directory.server.seedInTurns(directory.id, many());
  await until(() => userCount() > 0);
  const joan = directory.createUser('joan');
  await until(() => {
    seen.add(userCount());
    return userCount() === MANY + 1;
  });
  expect(await seeding).toEqual({ kind: 'done', userCount: MANY, groupCount: 1 });
  expect(seen.size).toBeGreaterThan(2);
  expect(directory.send('GET', `/Users/${joan}`).status).toBe(200);
  expect((directory.send('GET', '/Groups/all').body['members'] as readonly unknown[]).length).toBe(MANY);
});

test('a seed that is refused leaves what was before, and what came meanwhile', async () => {
  directory.createGroup('Sales', [directory.createUser('ada')]);
  const seeding = directory.server.seedInTurns(directory.id, many());
  await until(() => userCount() > 1);
  directory.createUser(`user-${MANY - 1}`);
  const outcome = await seeding;
  expect(outcome).toMatchObject({ kind: 'refused', problems: [{ index: MANY, name: `user-${MANY - 1}` }] });
  expect(outcome.kind === 'refused' && outcome.problems[0]?.error.message).toContain(`"user-${MANY - 1}" is taken`);
  const names = (directory.send('GET', '/Users').body['Resources'] as readonly JsonObject[]).map((user) => user['userName']);
  expect(names).toEqual(['ada', `user-${MANY - 1}`]);
  expect(directory.send('GET', '/Groups').body).toMatchObject({ totalResults: 1 });
  expect(directory.send('GET', '/Users?filter=userName eq "user-3"').body).toMatchObject({ totalResults: 0 });
});

test('a seed is told of as it goes, stopped, taken back, and can be begun anew', async () => {
  const before = everything();
  const stop = new AbortController();
  const told: WholeProgress[] = [];
  const onProgress = (progress: WholeProgress) => told.push(progress);
  const seeding = directory.server.seedInTurns(directory.id, many(), { signal: stop.signal, onProgress });
  await until(() => userCount() > 50);
  stop.abort();
  expect(await seeding).toEqual({ kind: 'stopped' });
  expect(everything()).toEqual(before);
  expect(told.map(({ step }) => step)).toEqual(['putting', 'taking-back', 'taking-back']);
  expect(told.at(-1)?.doneCount).toBe(told.at(-1)?.totalCount);
  expect(await directory.server.seedInTurns(directory.id, many())).toMatchObject({ kind: 'done' });
});

test('of a seed whose process ended nothing is left, and nobody who was there before it or came meanwhile is gone', async () => {
  directory.createUser('ada');
  void directory.server.seedInTurns(directory.id, many());
  await until(() => userCount() > 1);
  directory.createUser('grace');
  openAgain();
  expect(userCount()).toBe(2);
  expect(directory.send('GET', '/Users').body).toMatchObject({ Resources: [{ userName: 'ada' }, { userName: 'grace' }] });
  expect(await directory.server.seedInTurns(directory.id, many())).toMatchObject({ kind: 'done' });
});

test('where the directory goes, so does what is put into it', async () => {
  const seeding = directory.server.seedInTurns(directory.id, many());
  await until(() => userCount() > 0);
  directory.server.removeDirectory(directory.id);
  expect(await seeding).toEqual({ kind: 'stopped' });
  expect(directoryRows()).toEqual([]);
});

test('one change of the whole directory at a time', async () => {
  const seeding = directory.server.seedInTurns(directory.id, many());
  await expect(directory.server.snapshots.reset(directory.id)).rejects.toThrow('being changed already');
  expect(await seeding).toMatchObject({ kind: 'done' });
});

test('a snapshot holds what was there when it was begun, whatever is written meanwhile', async () => {
  await directory.server.seedInTurns(directory.id, many());
  const before = everything();
  const taking = directory.server.snapshots.take(directory.id, 'Monday');
  for (let number = 0; number < 20; number += 1) {
    directory.send('DELETE', `/Users/u${MANY - 1 - number}`);
    directory.send('PATCH', `/Users/u${number}`, patchBody({ op: 'replace', path: 'title', value: 'Countess' }));
    directory.createUser(`new-${number}`);
    await nextTurn();
  }
  const taken = await taking;
  expect(taken).toMatchObject({ userCount: MANY, groupCount: 1 });
  expect(await directory.server.snapshots.restore(directory.id, taken?.id ?? '')).toBe('done');
  expect(everything()).toEqual(before);
});

test('a restore brings a name back that a client took meanwhile', async () => {
  await directory.server.seedInTurns(directory.id, many());
  const before = everything();
  const taken = await directory.server.snapshots.take(directory.id, 'Monday');
  const restoring = directory.server.snapshots.restore(directory.id, taken?.id ?? '');
  await until(() => userCount() < MANY - 100);
  directory.createUser(`user-${MANY - 1}`);
  expect(await restoring).toBe('done');
  expect(everything()).toEqual(before);
});

test.each(['stopped', 'ended with its process'])('a reset that is %s leaves what was before', async (end) => {
  await directory.server.seedInTurns(directory.id, many());
  const before = everything();
  const stop = new AbortController();
  const resetting = directory.server.snapshots.reset(directory.id, { signal: stop.signal });
  await until(() => userCount() < MANY - 50);
  if (end === 'stopped') {
    stop.abort();
    expect(await resetting).toBe('stopped');
  } else openAgain();
  expect(everything()).toEqual(before);
  expect(causes()).toEqual([]);
  expect(directoryRows()).toEqual([directory.id]);
});

test.each(['stopped', 'ended with its process'])('of a snapshot that is %s nothing is left', async (end) => {
  await directory.server.seedInTurns(directory.id, many());
  const stop = new AbortController();
  const taking = directory.server.snapshots.take(directory.id, 'Monday', { signal: stop.signal });
  await until(() => directoryRows().length > 1);
  expect(causes()).toEqual([]);
  if (end === 'stopped') {
    stop.abort();
    expect(await taking).toBe(null);
  } else openAgain();
  expect(directoryRows()).toEqual([directory.id]);
  expect(userCount()).toBe(MANY);
});

test('a snapshot that is being removed when the process ends is gone with the next', async () => {
  await directory.server.seedInTurns(directory.id, many());
  const taken = await directory.server.snapshots.take(directory.id, 'Monday');
  void directory.server.snapshots.remove(directory.id, taken?.id ?? '');
  await until(() => causes().length === 0);
  openAgain();
  expect(directoryRows()).toEqual([directory.id]);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import { readJsonSource, readTenantSource, type ServeOptions, serveDirectory } from '../serve.ts';

const samples = resolve('fixtures/tenants');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function serve(seed: ReturnType<typeof readJsonSource>, more: Partial<ServeOptions> = {}) {
  assert(seed.ok, 'the source is read');
  const options: ServeOptions = {
    ...{ port: 0, dataFolder: join(folder, 'data'), directoryName: 'crew', token: null },
    ...{ environment: { XDG_CONFIG_HOME: join(folder, 'keys') }, seed: seed.value },
    ...more,
  };
  return await serveDirectory(options);
}

/** Serves, asks for one user, and ends. */
async function seededWith(seed: ReturnType<typeof readJsonSource>) {
  const served = await serve(seed);
  assert(served.ok, JSON.stringify(served));
  const { url, token, seeded, close } = served.value;
  const answer = await fetch(`${url}/Users?count=1`, { headers: { authorization: `Bearer ${token}` } });
  const { totalResults } = (await answer.json()) as { totalResults: number };
  await close();
  return { totalResults, seeded };
}

function fileOf(value: unknown): string {
  const path = join(folder, 'users.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
}

const user = (id: string, userName: string) => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id, userName });

test('an empty directory is filled from a sample, and a second start leaves it as it is', async () => {
  const { totalResults, seeded } = await seededWith(readTenantSource('three', samples, '--seed-from'));
  expect(totalResults).toBeGreaterThan(0);
  expect(seeded).toMatchObject({ userCount: totalResults });
  expect(await seededWith(readTenantSource('larkfield', samples, '--seed-from'))).toEqual({ totalResults, seeded: null });
});

test('a tenant file is named by its path', async () => {
  const { totalResults } = await seededWith(readTenantSource(join(samples, 'three.yaml'), folder, '--seed-from'));
  expect(totalResults).toBeGreaterThan(0);
});

test('a list of resources fills a directory', async () => {
  const path = fileOf([user('1', 'ada'), user('2', 'grace')]);
  expect(await seededWith(readJsonSource(path, '--seed-json'))).toEqual({
    totalResults: 2,
    seeded: { userCount: 2, groupCount: 0 },
  });
});

test('of many resources it is told how far they are', async () => {
  const users = Array.from({ length: 2001 }, (_, number) => user(String(number), `user-${number}`));
  const counts: number[] = [];
  const served = await serve(readJsonSource(fileOf(users), '--seed-json'), {
    dataFolder: null,
    onSeedProgress: (count) => counts.push(count),
  });
  assert(served.ok, JSON.stringify(served));
  await served.value.close();
  expect(counts).toEqual([1000, 2000]);
});

test('where a resource cannot be put there, nothing is served, and the folder is free for the next start', async () => {
  const path = fileOf([user('1', 'ada'), user('2', 'ADA'), user('', 'joan')]);
  expect(await serve(readJsonSource(path, '--seed-json'))).toMatchObject({
    ok: false,
    problems: [
      { place: `${path}: [1] (ADA)`, message: expect.stringContaining('"ADA" is taken') },
      { place: `${path}: [2] (joan)`, message: expect.stringContaining('no id') },
    ],
  });
  expect(await seededWith(readJsonSource(fileOf([]), '--seed-json'))).toMatchObject({ totalResults: 0 });
});

test('what is no file is refused where it was named, with what there is', () => {
  expect(readTenantSource('nowhere', samples, '--seed-from')).toMatchObject({
    ok: false,
    problems: [{ place: '--seed-from', message: 'There is no file nowhere.', remedy: expect.stringContaining('larkfield') }],
  });
  expect(readJsonSource(join(folder, 'none.json'), '--seed-json')).toMatchObject({
    ok: false,
    problems: [{ place: '--seed-json' }],
  });
});

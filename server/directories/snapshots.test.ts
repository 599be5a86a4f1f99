import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { openTestDirectory, patchBody, type TestDirectory } from '../testing/test-directory.ts';

let folder: string;
let directory: TestDirectory;
let [ada, grace, sales] = ['', '', ''];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshots-'));
});
afterEach(() => {
  directory.server.close();
  rmSync(folder, { recursive: true });
});

const snapshots = () => directory.server.snapshots;
const take = async (name = 'Monday') => {
  const taken = await snapshots().take(directory.id, name);
  assert(taken !== null, 'nobody stopped it');
  return taken;
};
const everything = (): readonly (JsonObject | string)[] =>
  ['/Users', '/Groups'].map((path) => JSON.stringify(directory.send('GET', path).body['Resources'] ?? []));
const find = (filter: string) => directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`).body['totalResults'];

// In a file others have their turn meanwhile, in memory nobody has.
describe.each(['in memory', 'in a file'])('%s', (where) => {
  beforeEach(() => {
    directory = openTestDirectory([], where === 'in memory' ? ':memory:' : join(folder, 'server.db'));
    ada = directory.createUser('ada', { emails: [{ value: 'ada@larkfield.test', type: 'work' }] });
    grace = directory.createUser('grace');
    sales = directory.createGroup('Sales', [ada, grace]);
  });

  test('a snapshot tells when it was taken, and of how much', async () => {
    const taken = await take();
    expect(taken).toMatchObject({ directoryId: 'larkfield', name: 'Monday', cause: 'asked', userCount: 2, groupCount: 1 });
    expect(taken?.byteCount).toBeGreaterThan(50);
    expect(snapshots().list(directory.id)).toEqual([taken]);
  });

  test('restored, everything is as it was: ids, versions, times, order, members, and what filters find', async () => {
    const before = everything();
    const { id } = await take();
    directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'replace', path: 'title', value: 'Countess' }));
    directory.send('DELETE', `/Users/${grace}`);
    directory.createUser('joan', { emails: [{ value: 'joan@larkfield.test', type: 'work' }] });
    expect(await snapshots().restore(directory.id, id)).toBe('done');
    expect(everything()).toEqual(before);
    expect(find('emails.value eq "ADA@larkfield.test"')).toBe(1);
    expect(find('emails.value eq "joan@larkfield.test"')).toBe(0);
    expect(directory.server.directory(directory.id)).toMatchObject({ userCount: 2, groupCount: 1 });
  });

  test('a directory that was restored takes writes as ever', async () => {
    const { id } = await take();
    await snapshots().restore(directory.id, id);
    const joan = directory.createUser('joan', { emails: [{ value: 'joan@larkfield.test', type: 'work' }] });
    const joining = patchBody({ op: 'add', path: 'members', value: [{ value: joan }] });
    expect(directory.send('PATCH', `/Groups/${sales}`, joining).status).toBe(204);
    expect(directory.send('GET', `/Groups/${sales}`).body['members']).toMatchObject([
      { value: ada },
      { value: grace },
      { value: joan },
    ]);
    expect(
      directory.send('POST', '/Users', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ADA' }).status,
    ).toBe(409);
  });

  test('restoring is undone by restoring what was kept of before', async () => {
    const { id } = await take();
    directory.createUser('joan');
    const before = everything();
    await snapshots().restore(directory.id, id);
    const [kept] = snapshots().list(directory.id);
    expect(kept).toMatchObject({ name: 'Before Monday', cause: 'before-restore', userCount: 3 });
    await snapshots().restore(directory.id, kept?.id ?? '');
    expect(everything()).toEqual(before);
  });

  test('a reset empties the directory, is undone, and no event tells of either', async () => {
    const [before, events] = [everything(), directory.eventNames()];
    await snapshots().reset(directory.id);
    expect(everything()).toEqual(['[]', '[]']);
    expect(directory.server.directory(directory.id)).toMatchObject({ userCount: 0, groupCount: 0 });
    await snapshots().restore(directory.id, snapshots().list(directory.id)[0]?.id ?? '');
    expect(everything()).toEqual(before);
    expect(directory.eventNames()).toEqual(events);
  });

  test('pages of a directory with many are right after a restore', async () => {
    for (let number = 0; number < 600; number += 1) directory.createUser(`user-${number}`);
    const page = () => directory.send('GET', '/Users?startIndex=560&count=3').body['Resources'];
    const before = page();
    const { id } = await take();
    await snapshots().reset(directory.id);
    await snapshots().restore(directory.id, id);
    expect(page()).toEqual(before);
  });

  test('a snapshot is no directory: it is not listed, has no address, and hides no user of the real one', async () => {
    const { id } = await take();
    expect(directory.server.directories().map((one) => one.id)).toEqual(['larkfield']);
    expect(directory.server.directory(id)).toBeUndefined();
    const headers = { authorization: `Bearer ${directory.token}` };
    for (const path of [id, encodeURIComponent(id)]) {
      expect(directory.server.handle({ method: 'GET', target: `/scim/v2/${path}/Users`, headers, body: '' }).status).toBe(404);
    }
  });

  test('removed snapshots are gone with all they held, and so are those of a removed directory', async () => {
    const { id } = await take();
    await take('Tuesday');
    expect(await snapshots().remove(directory.id, id)).toBe('done');
    expect([await snapshots().remove(directory.id, id), await snapshots().restore(directory.id, id)]).toEqual([
      'missing',
      'missing',
    ]);
    expect(
      snapshots()
        .list(directory.id)
        .map(({ name }) => name),
    ).toEqual(['Tuesday']);
    directory.server.removeDirectory(directory.id);
    expect(snapshots().list(directory.id)).toEqual([]);
  });

  test('of the snapshots that nobody asked for the last ten are kept, and all that were asked for', async () => {
    await take();
    for (let round = 0; round < 12; round += 1) await snapshots().reset(directory.id);
    const kept = snapshots().list(directory.id);
    expect(kept.filter(({ cause }) => cause === 'before-reset').length).toBe(10);
    expect(kept.at(-1)?.name).toBe('Monday');
  });

  test('the oldest of those nobody asked for can still be restored', async () => {
    for (let round = 0; round < 10; round += 1) await snapshots().reset(directory.id);
    expect(await snapshots().restore(directory.id, snapshots().list(directory.id).at(-1)?.id ?? '')).toBe('done');
    expect(directory.server.directory(directory.id)?.userCount).toBe(2);
  });

  test('another directory has another list, and cannot restore what is not its own', async () => {
    const { server } = directory;
    const organizationId = server.organizations()[0]?.id ?? '';
    const other = server.createDirectory({ organizationId, name: 'Other', tolerances: [] }).directory;
    const { id } = await take();
    expect([snapshots().list(other.id), await snapshots().restore(other.id, id)]).toEqual([[], 'missing']);
  });
});

test('every table with rows of a directory or of a resource is copied, or known to be none of its content', () => {
  const path = join(folder, 'server.db');
  directory = openTestDirectory([], path);
  const database = new DatabaseSync(path);
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name));
  const columnsOf = (table: string) =>
    database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => String(name));
  const holding = tables.filter((table) =>
    columnsOf(table).some((name) => ['directory_id', 'resource_key', 'group_key', 'member_key'].includes(name)),
  );
  database.close();
  const copied = ['resource', 'member', 'indexed_value', 'unique_value', 'dropped_user'];
  const followsByTrigger = ['resource_count'];
  const noContent = ['token', 'event', 'request', 'webhook_endpoint', 'oauth_client', 'oauth_token'];
  const goesOnNow = ['unfinished_seed', 'unfinished_change'];
  expect(holding.toSorted()).toEqual([...copied, ...followsByTrigger, ...noContent, ...goesOnNow].sort());
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createScimServer } from './create-server.ts';
import { openTestDirectory, patchBody, testHost, toTestDirectory } from './testing/test-directory.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scim-server-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was acknowledged is there after the file is opened again, without its having been closed', () => {
  const path = join(folder, 'server.db');
  const first = createScimServer({ path, host: testHost() });
  const organization = first.createOrganization('Larkfield');
  const { directory, token } = first.createDirectory({
    organizationId: organization.id,
    name: 'Larkfield',
    tolerances: ['op-any-case'],
  });
  const before = toTestDirectory(first, directory.id, token);
  const ada = before.createUser('ada');
  before.createGroup('Sales', [ada]);

  const second = createScimServer({ path, host: testHost() });
  const after = toTestDirectory(second, directory.id, token);
  expect(second.organizations()).toEqual(first.organizations());
  expect(second.directories()).toEqual(first.directories());
  expect(after.send('GET', '/Groups').body).toMatchObject({ Resources: [{ displayName: 'Sales', members: [{ value: ada }] }] });
  expect(after.eventNames()).toEqual(['dsync.activated', 'dsync.user.created', 'dsync.group.created', 'dsync.group.user_added']);
  expect(after.send('PATCH', `/Users/${ada}`, patchBody({ op: 'Add', path: 'title', value: 'Engineer' })).status).toBe(200);
  first.close();
  second.close();
});

test('a file from a newer version is refused with a sentence and left as it is', () => {
  const path = join(folder, 'server.db');
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => createScimServer({ path, host: testHost() })).toThrow(
    /has format 99; this version reads formats up to \d+\. Open it with/u,
  );
});

test('a file that is no database is refused with a sentence and left as it is', () => {
  const path = join(folder, 'server.db');
  writeFileSync(path, 'not a database, and long enough to be read as a header of one');
  expect(() => createScimServer({ path, host: testHost() })).toThrow(
    /server\.db cannot be opened as the database of the SCIM server: .*not a database/u,
  );
  expect(readFileSync(path, 'utf8')).toMatch(/^not a database/u);
});

test('a token is kept only as a hash, and two live at once so that they can be rotated without a gap', () => {
  const path = join(folder, 'server.db');
  const server = createScimServer({ path, host: testHost() });
  const organization = server.createOrganization('Larkfield');
  const created = server.createDirectory({
    organizationId: organization.id,
    name: 'Larkfield',
    tolerances: [],
    token: 'given-token-abcd',
  });
  expect([created.token, created.directory.tokenSuffixes]).toEqual(['given-token-abcd', ['abcd']]);
  const statusWith = (token: string): number => toTestDirectory(server, 'larkfield', token).send('GET', '/Users').status;
  const second = server.addToken('larkfield');
  expect([statusWith('given-token-abcd'), statusWith(second)]).toEqual([200, 200]);
  const third = server.addToken('larkfield');
  expect([statusWith('given-token-abcd'), statusWith(second), statusWith(third)]).toEqual([401, 200, 200]);
  server.close();
  const stored = new DatabaseSync(path);
  const tables = ['token', 'request', 'directory', 'event'].map((table) => stored.prepare(`SELECT * FROM ${table}`).all());
  stored.close();
  expect(JSON.stringify(tables)).not.toContain(second);
});

test('one token is revoked, at once, and the other lives on', () => {
  const { server } = openTestDirectory();
  const organizationId = server.organizations()[0]?.id ?? '';
  const first = 'given-token-abcd';
  server.createDirectory({ organizationId, name: 'Rotating', tolerances: [], token: first });
  const second = server.addToken('rotating');
  const statusWith = (token: string): number => toTestDirectory(server, 'rotating', token).send('GET', '/Users').status;
  const revoke = (suffix: string) => server.revokeToken('rotating', suffix);
  expect(revoke('none')).toBe(false);
  expect([statusWith(first), statusWith(second)]).toEqual([200, 200]);
  expect(revoke('abcd')).toBe(true);
  expect([statusWith(first), statusWith(second)]).toEqual([401, 200]);
  expect(server.directory('rotating')?.tokenSuffixes).toEqual([second.slice(-4)]);
  expect(revoke(second.slice(-4))).toBe(true);
  expect([statusWith(second), server.directory('rotating')?.tokenSuffixes]).toEqual([401, []]);
});

test('a directory is named after what it is called, once', () => {
  const { server } = openTestDirectory();
  const [organization] = server.organizations();
  const organizationId = organization?.id ?? '';
  const idOf = (name: string): string => server.createDirectory({ organizationId, name, tolerances: [] }).directory.id;
  expect([idOf('Larkfield'), idOf('Müller & Söhne GmbH'), idOf('!')]).toEqual(['larkfield-2', 'muller-sohne-gmbh', 'directory']);
  const create = (input: { id?: string; tolerances?: readonly string[]; organizationId?: string }): unknown =>
    server.createDirectory({ organizationId, name: 'x', tolerances: [], ...input });
  expect(() => create({ id: 'larkfield' })).toThrow('There is a directory "larkfield" already');
  expect(() => create({ id: 'a/b' })).toThrow('"a/b" cannot name a directory');
  expect(() => create({ tolerances: ['everything'] })).toThrow('"everything" is no tolerance of this server');
  expect(() => create({ organizationId: 'org_none' })).toThrow('There is no organization org_none');
});

test('directories know nothing of each other, and one that is removed leaves nothing behind', () => {
  const larkfield = openTestDirectory();
  const { server } = larkfield;
  larkfield.createUser('ada');
  const other = server.createDirectory({ organizationId: server.organizations()[0]?.id ?? '', name: 'Other', tolerances: [] });
  const otherDirectory = toTestDirectory(server, other.directory.id, other.token);
  expect(otherDirectory.send('GET', '/Users').body).toMatchObject({ totalResults: 0 });
  expect(toTestDirectory(server, 'other', larkfield.token).send('GET', '/Users').status).toBe(401);
  server.removeDirectory('larkfield');
  expect(larkfield.send('GET', '/Users').status).toBe(404);
  expect(server.directories().map(({ id }) => id)).toEqual(['other']);
  const anew = server.createDirectory({ organizationId: server.organizations()[0]?.id ?? '', name: 'Larkfield', tolerances: [] });
  expect(anew.directory).toMatchObject({ id: 'larkfield', userCount: 0, state: 'waiting' });
  expect(server.requests('larkfield', { offset: 0, limit: 10 })).toEqual({ items: [], totalCount: 0 });
});

test('a directory says how its connection stands', () => {
  const directory = openTestDirectory();
  const state = (): string | undefined => directory.server.directory('larkfield')?.state;
  const states = [state()];
  directory.send('GET', '/Users');
  states.push(state());
  directory.send('GET', '/Users', undefined, { authorization: 'Bearer wrong' });
  states.push(state());
  directory.send('GET', '/Users/nobody');
  states.push(state());
  expect(states).toEqual(['waiting', 'linked', 'invalid-credentials', 'linked']);
});

test('requests are kept as they came, newest first, without Authorization and with foreign query values masked', () => {
  const directory = openTestDirectory();
  directory.send('GET', '/Users?filter=userName+eq+%22ada%22&code=s3cret&aadOptscim062020');
  directory.send('POST', '/Users', { userName: 'ada' });
  const { items, totalCount } = directory.server.requests('larkfield', { offset: 0, limit: 10 });
  expect(totalCount).toBe(2);
  expect(items).toMatchObject([
    { sequence: 2, method: 'POST', target: '/scim/v2/larkfield/Users', requestBody: '{"userName":"ada"}', status: 400 },
    {
      sequence: 1,
      method: 'GET',
      target: '/scim/v2/larkfield/Users?filter=userName+eq+%22ada%22&code=***&aadOptscim062020',
      status: 200,
    },
  ]);
  expect(JSON.stringify(items)).not.toContain(directory.token);
});

test('the last 2,000 requests are kept, and a long body by its beginning', () => {
  const directory = openTestDirectory();
  directory.createUser('ada', { displayName: 'x'.repeat(70_000) });
  expect(directory.server.requests('larkfield', { offset: 0, limit: 1 }).items[0]?.requestBody).toMatch(
    /x\n\.\.\. \(70\d+ characters in all, SHA-256 [0-9a-f]{64}\)$/u,
  );
  for (let count = 0; count < 2005; count += 1) directory.send('GET', '/Users/nobody');
  const { items, totalCount } = directory.server.requests('larkfield', { offset: 1999, limit: 10 });
  expect([totalCount, items.map(({ sequence }) => sequence)]).toEqual([2000, [7]]);
});

test('the owner sees resources by newest change, and finds them by name, key or address', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada@larkfield.test', { externalId: 'A-1', emails: [{ value: 'lovelace@mail.test' }] });
  const grace = directory.createUser('grace@larkfield.test', { displayName: 'Grace Hopper' });
  directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'add', path: 'title', value: 'Engineer' }));
  const find = (search: string): readonly unknown[] =>
    directory.server
      .resources('larkfield', { type: 'User', search, offset: 0, limit: 10 })
      .items.map((item) => (item as { id: string }).id);
  expect([find(''), find('HOPPER'), find('a-1'), find('lovelace'), find('%')]).toEqual([[ada, grace], [grace], [ada], [ada], []]);
  const sales = directory.createGroup('Sales', [ada]);
  expect(directory.server.resource('larkfield', 'Group', sales)).toMatchObject({
    displayName: 'Sales',
    members: [{ value: ada }],
  });
  expect(directory.server.resource('larkfield', 'User', sales)).toBeUndefined();
});

test('whoever follows is told after each request and change, until they stop', () => {
  const directory = openTestDirectory();
  const told: string[] = [];
  const stop = directory.server.onChanged((id) => {
    // Told only once the change can be read.
    told.push(`${id}: ${directory.server.directory(id)?.userCount ?? 'gone'}`);
  });
  directory.createUser('ada');
  directory.server.removeDirectory('larkfield');
  stop();
  directory.server.createOrganization('Other');
  expect(told).toEqual(['larkfield: 1', 'larkfield: gone']);
});

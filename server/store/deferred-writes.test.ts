import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createScimServer } from '../create-server.ts';
import { testHost, toTestDirectory } from '../testing/test-directory.ts';

function openStored(path: string, recordsRequests: boolean) {
  const server = createScimServer({ path, host: { ...testHost(), recordsRequests } });
  const organizationId = server.createOrganization('Larkfield').id;
  const { directory, token } = server.createDirectory({ organizationId, name: 'Larkfield', tolerances: [] });
  return toTestDirectory(server, directory.id, token);
}

test('what a request changed nothing about is written with the next change, and all of it when the server closes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scim-deferred-'));
  const path = join(folder, 'server.db');
  const stored = (): number => {
    const database = new DatabaseSync(path, { readOnly: true });
    const count = Number(database.prepare('SELECT COUNT(*) AS total FROM request').get()?.['total']);
    database.close();
    return count;
  };
  const directory = openStored(path, true);
  directory.send('GET', '/Users');
  expect(stored()).toBe(0);
  directory.createUser('ada');
  expect(stored()).toBe(2);
  directory.send('GET', '/Users/nobody');
  expect(directory.server.requests(directory.id, { offset: 0, limit: 1 }).totalCount).toBe(3);
  expect(stored()).toBe(3);
  directory.send('GET', '/Users');
  directory.server.close();
  expect(stored()).toBe(4);
  rmSync(folder, { recursive: true });
});

test('a host that does not record requests still knows when a directory was last asked', () => {
  const directory = openStored(':memory:', false);
  directory.createUser('ada');
  directory.send('GET', '/Users');
  expect(directory.server.requests(directory.id, { offset: 0, limit: 9 })).toEqual({ items: [], totalCount: 0 });
  expect(directory.server.directories()[0]).toMatchObject({ state: 'linked', lastRequestAt: expect.any(Number), userCount: 1 });
  directory.server.close();
});

test('a token and a setting hold from the next request on, whatever was remembered', () => {
  const directory = openStored(':memory:', true);
  const { server, id } = directory;
  expect(directory.send('GET', '/Users').status).toBe(200);
  const second = toTestDirectory(server, id, server.addToken(id));
  expect(second.send('GET', '/Users').status).toBe(200);
  server.addToken(id);
  expect([directory.send('GET', '/Users').status, second.send('GET', '/Users').status]).toEqual([401, 200]);
  const unquoted = '/Users?filter=userName+eq+ada';
  expect(second.send('GET', unquoted).status).toBe(400);
  server.setTolerances(id, ['unquoted-filter-values']);
  expect(second.send('GET', unquoted).status).toBe(200);
  server.close();
});

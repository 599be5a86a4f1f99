import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createScimServer } from '../create-server.ts';
import { testHost, toTestDirectory } from '../testing/test-directory.ts';
import { openDatabase } from './database.ts';
import { migrations } from './migrations.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

test('a file of the first format is brought up to date: what it holds is found by what is indexed now, and counted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scim-migrations-'));
  const path = join(folder, 'server.db');
  const old = new DatabaseSync(path);
  old.exec(`${migrations[0]}; PRAGMA user_version = 1`);
  old.exec(`INSERT INTO organization VALUES ('org', 'Larkfield', 0);
    INSERT INTO directory VALUES ('larkfield', 'org', 'Larkfield', 'key', 'linked', '[]', 0, 5);
    INSERT INTO request VALUES ('larkfield', 7, 5, 'GET', '/scim/v2/larkfield/Users', '', 200, '{}')`);
  const insert = old.prepare("INSERT INTO resource VALUES (?, 'larkfield', 'User', ?, ?, ?, NULL, NULL, ?, '', ?, 1, ?, 0, 0)");
  ['ada', 'bea'].forEach((name, index) => {
    const emails = [{ value: `${name.toUpperCase()}É@larkfield.test` }, { type: 'home' }];
    const body = { userName: name, emails, externalId: `e-${name}`, [enterprise]: { employeeNumber: `N-${name}` } };
    insert.run(index + 1, name, `directory_user_${name}`, name, name, JSON.stringify(body), index + 1);
  });
  old.close();

  const server = createScimServer({ path, host: testHost() });
  const directory = toTestDirectory(server, 'larkfield', server.addToken('larkfield'));
  const find = (filter: string): unknown => {
    const { body } = directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    return (body['Resources'] as readonly { id: string; externalId: string }[]).map(({ id, externalId }) => [id, externalId]);
  };
  expect(find('emails eq "adaé@larkfield.test"')).toEqual([['ada', 'e-ada']]);
  expect(find(`${enterprise}:employeeNumber eq "n-bea"`)).toEqual([['bea', 'e-bea']]);
  expect(directory.send('GET', '/Users?count=0').body).toMatchObject({ totalResults: 2 });
  expect(server.requests('larkfield', { offset: 3, limit: 9 }).items).toMatchObject([{ sequence: 7, status: 200 }]);
  expect(directory.send('DELETE', '/Users/ada').status).toBe(204);
  expect(server.directory('larkfield')).toMatchObject({ userCount: 1 });
  server.close();

  const again = openDatabase(path);
  expect(again.all('SELECT resource_key, attribute FROM indexed_value ORDER BY attribute')).toEqual([
    { resource_key: 2, attribute: 'emails.value' },
    { resource_key: 2, attribute: 'employeeNumber' },
  ]);
  again.close();
  rmSync(folder, { recursive: true });
});

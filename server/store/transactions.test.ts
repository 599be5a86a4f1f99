import { describe, expect, test } from 'vitest';
import { openTestDirectory, userBody } from '../testing/test-directory.ts';
import { type Database, openDatabase } from './database.ts';

function add(database: Database, id: string): void {
  database.run('INSERT INTO organization VALUES (?, ?, 0)', id, id);
}

function ids(database: Database): readonly string[] {
  return database.all<{ id: string }>('SELECT id FROM organization ORDER BY id').map(({ id }) => id);
}

function failing(database: Database, id: string): () => void {
  return () => {
    add(database, id);
    throw new Error(`no ${id}`);
  };
}

describe('transactions that share a commit', () => {
  test('are each all or nothing', () => {
    const database = openDatabase(':memory:');
    let rollbackCount = 0;
    database.onRollback(() => {
      rollbackCount += 1;
    });
    database.together(() => {
      database.transaction(() => {
        add(database, 'ada');
        database.transaction(() => add(database, 'nested'));
      });
      expect(() => database.transaction(failing(database, 'bea'))).toThrow('no bea');
      database.transaction(() => add(database, 'cem'));
    });
    expect([ids(database), rollbackCount]).toEqual([['ada', 'cem', 'nested'], 1]);
    database.close();
  });

  test('go on where the first of them fails', () => {
    const database = openDatabase(':memory:');
    let rollbackCount = 0;
    database.onRollback(() => {
      rollbackCount += 1;
    });
    database.together(() => {
      expect(() => database.transaction(failing(database, 'ada'))).toThrow('no ada');
      expect(ids(database)).toEqual([]);
      database.transaction(() => add(database, 'bea'));
      expect(() => database.transaction(failing(database, 'cem'))).toThrow('no cem');
    });
    expect([ids(database), rollbackCount]).toEqual([['bea'], 2]);
    database.close();
  });

  test('are none of them, where the work itself fails', () => {
    const database = openDatabase(':memory:');
    const work = (): void => {
      database.transaction(() => add(database, 'ada'));
      throw new Error('stop');
    };
    expect(() => database.together(work)).toThrow('stop');
    expect(ids(database)).toEqual([]);
    database.transaction(() => add(database, 'after'));
    expect(ids(database)).toEqual(['after']);
    database.close();
  });

  test('are committed once, after what waits for a commit', () => {
    const database = openDatabase(':memory:');
    let commitCount = 0;
    database.beforeCommit(() => {
      commitCount += 1;
      add(database, `last-${commitCount}`);
    });
    database.together(() => {
      database.transaction(() => add(database, 'ada'));
      database.transaction(() => add(database, 'bea'));
    });
    database.together(() => undefined);
    expect([ids(database), commitCount]).toEqual([['ada', 'bea', 'last-1'], 1]);
    database.close();
  });
});

test('a look that reads share ends before anything is written', () => {
  const database = openDatabase(':memory:');
  database.readOn();
  expect(ids(database)).toEqual([]);
  add(database, 'ada');
  database.readOn();
  expect(() => database.transaction(failing(database, 'bea'))).toThrow('no bea');
  database.readOn();
  database.transaction(() => add(database, 'cem'));
  expect(ids(database)).toEqual(['ada', 'cem']);
  database.close();
});

test('requests answered together see each other, and one that is refused takes nobody along', () => {
  const directory = openTestDirectory();
  const { server, id, token } = directory;
  const headers = { authorization: `Bearer ${token}` };
  const post = (userName: string) => ({
    method: 'POST',
    target: `/scim/v2/${id}/Users`,
    headers,
    body: JSON.stringify(userBody(userName)),
  });
  const told: string[] = [];
  server.onChanged((directoryId) => told.push(directoryId));
  const answers = server.handleTogether([
    post('ada'),
    post('ADA'),
    { method: 'GET', target: `/scim/v2/${id}/Users?filter=userName+eq+%22ada%22`, headers, body: '' },
    post('bea'),
  ]);
  expect(answers.map((answer) => (answer instanceof Error ? answer.message : answer.status))).toEqual([201, 409, 200, 201]);
  expect(directory.send('GET', '/Users').body).toMatchObject({ totalResults: 2 });
  expect(server.requests(id, { offset: 0, limit: 9 }).items.map(({ status }) => status)).toEqual([200, 201, 200, 409, 201]);
  expect(told.slice(0, 1)).toEqual([id]);
});

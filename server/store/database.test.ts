import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';

test.each(['id', 'user_name', 'external_id', 'display_name'])('a lookup by %s uses an index', (column) => {
  const database = openDatabase(':memory:');
  const plan = database.all<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT * FROM resource WHERE directory_id = ? AND type = ? AND ${column} = ? ORDER BY key`,
    'larkfield',
    'User',
    'ada',
  );
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(new RegExp(`^SEARCH resource USING INDEX .*${column}=\\?`, 'u')),
  ]);
  database.close();
});

test('a transaction that fails leaves nothing, and one inside another belongs to it', () => {
  const database = openDatabase(':memory:');
  const add = (id: string): number => database.run('INSERT INTO organization VALUES (?, ?, 0)', id, id);
  expect(() =>
    database.transaction(() => {
      add('outer');
      database.transaction(() => add('inner'));
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(database.all('SELECT id FROM organization')).toEqual([]);
  database.transaction(() => add('kept'));
  expect(database.all('SELECT id FROM organization')).toEqual([{ id: 'kept' }]);
  database.close();
});

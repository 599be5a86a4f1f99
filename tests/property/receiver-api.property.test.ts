import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestDirectory } from '#server/testing/test-directory.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

const names = ['events', 'events[]', 'after', 'before', 'limit', 'order', 'range_start', 'range_end', 'organization_id'];
const filters = ['directory', 'group', 'user', 'idp_id', 'email', 'search'];
const oddValues = [
  '',
  '%',
  '%zz',
  '0',
  '-1',
  '1e3',
  '2026-01-05T08:00:00+99:99',
  "'",
  '"',
  '\u0000',
  '🦉',
  '__proto__',
  'dsync.user.created',
];

test('whatever is asked of the read-only API, it answers with a list, an object or a refusal in its own words', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada', { emails: [{ value: 'ada@larkfield.test' }] });
  directory.createGroup('Sales', [ada]);
  const known = directory.server
    .events(directory.id, { offset: 0, limit: 9 })
    .items.flatMap(({ id, data }) => [id, String((data as JsonObject)['id'])]);
  const values = fc.oneof(fc.constantFrom(...oddValues, ...known, directory.id), fc.string());
  const paths = fc.constantFrom('/events', '/directories', '/directory_users', '/directory_groups');
  const parameters = fc.array(fc.tuple(fc.constantFrom(...names, ...filters), values), { maxLength: 4 });
  fc.assert(
    fc.property(paths, fc.option(values, { nil: null }), parameters, fc.boolean(), (path, id, query, isEncoded) => {
      const text = isEncoded ? new URLSearchParams(query).toString() : query.map(([name, value]) => `${name}=${value}`).join('&');
      const target = `${path}${id === null ? '' : `/${encodeURIComponent(id.toWellFormed())}`}?${text}`;
      const { status, body } = directory.server.askReceiverApi(null, target);
      expect([200, 400, 404, 422]).toContain(status);
      expect(JSON.parse(body)).toHaveProperty(status === 200 ? 'object' : 'message');
    }),
    { numRuns: 1000 },
  );
  directory.server.close();
});

test('pages of any size, in any order and from either end show everybody once', () => {
  const directory = openTestDirectory();
  const created = Array.from({ length: 23 }, (_, index) => `user-${index}`);
  for (const name of created) directory.createUser(name);
  const walk = (order: string, limit: number, way: 'after' | 'before', start: string): readonly string[] => {
    const seen: string[] = [];
    for (let cursor = start; ; ) {
      const { body } = directory.server.askReceiverApi(null, `/directory_users?order=${order}&limit=${limit}${cursor}`);
      const { data, list_metadata: metadata } = JSON.parse(body) as { data: JsonObject[]; list_metadata: JsonObject };
      const page = data.map((user) => String(user['idp_id']));
      seen.push(...(way === 'after' ? page : page.toReversed()));
      if (metadata[way] === null) return seen;
      cursor = `&${way}=${metadata[way]}`;
    }
  };
  fc.assert(
    fc.property(fc.constantFrom('asc', 'desc'), fc.integer({ min: 1, max: 30 }), (order, limit) => {
      const forward = walk(order, limit, 'after', '');
      expect(forward).toEqual(order === 'asc' ? created : created.toReversed());
      const { body } = directory.server.askReceiverApi(null, `/directory_users?idp_id=${forward.at(-1)}`);
      const last = (JSON.parse(body) as { data: JsonObject[] }).data[0]?.['id'];
      expect(walk(order, limit, 'before', `&before=${last}`)).toEqual(forward.slice(0, -1).toReversed());
    }),
    { numRuns: 20 },
  );
  directory.server.close();
});

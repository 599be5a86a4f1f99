import { expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { openTestDirectory, type TestDirectory } from '../testing/test-directory.ts';
import { readResources, UnreadableText } from './read-resources.ts';

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const user = (id: string, userName: string): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id,
  userName,
});
const problemsOf = async ({ server, id }: TestDirectory, list: readonly Json[]) => {
  const outcome = await server.seedInTurns(id, list);
  return outcome.kind === 'refused' ? outcome.problems : [];
};
const group = (id: string, displayName: string, ...members: readonly string[]): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  id,
  displayName,
  members: members.map((value) => ({ value })),
});

test('what is exported is a ListResponse, a resource a line, and seeds a directory that exports the same', async () => {
  const one = openTestDirectory();
  const ids = ['ada', 'grace', 'joan'].map((name) =>
    one.createUser(name, { emails: [{ value: `${name}@b.test`, type: 'work' }] }),
  );
  const sales = one.createGroup('Sales', ids);
  one.createGroup('All', [sales]);
  const text = [...one.server.exportResources(one.id)].join('');
  expect(JSON.parse(text)).toMatchObject({ schemas: [LIST], totalResults: 5, startIndex: 1, itemsPerPage: 5 });
  expect(text.trim().split('\n').length).toBe(5 + 2);
  const read = readResources(text, 'export.json');
  assert(read.ok, 'an export is read');
  const other = openTestDirectory();
  expect(await other.server.seedInTurns(other.id, read.value.resources)).toEqual({ kind: 'done', userCount: 3, groupCount: 2 });
  const withoutMeta = (exported: string) =>
    (JSON.parse(exported).Resources as readonly JsonObject[]).map(({ meta: _of, ...resource }) => resource);
  expect(withoutMeta([...other.server.exportResources(other.id)].join(''))).toEqual(withoutMeta(text));
});

test('an empty directory exports an empty list', () => {
  const directory = openTestDirectory();
  expect(JSON.parse([...directory.server.exportResources(directory.id)].join(''))).toMatchObject({
    totalResults: 0,
    Resources: [],
  });
});

test('every problem of a seed is told with its place in the list, and nothing is left', async () => {
  const directory = openTestDirectory();
  const list: readonly Json[] = [
    group('g', 'Sales', '1', '2', '9'),
    user('1', 'ada'),
    { ...user('2', 'grace'), active: 'no' },
    'joan',
    user('3', 'ADA'),
  ];
  const problems = await problemsOf(directory, list);
  expect(problems.map(({ index, error }) => [index, error.message])).toEqual([
    [0, expect.stringContaining('"9" is nobody here')],
    [2, expect.stringContaining('active must be true or false')],
    [3, 'It is no JSON object.'],
    [4, expect.stringContaining('"ADA" is taken')],
  ]);
  expect(directory.server.directory(directory.id)).toMatchObject({ userCount: 0, groupCount: 0 });
});

test('of very many problems a hundred are told', async () => {
  const directory = openTestDirectory();
  const list = Array.from({ length: 500 }, () => 1);
  expect((await problemsOf(directory, list)).length).toBe(100);
});

test.each<[string, string, readonly Json[], string]>([
  ['a list', '[{"id":"1"},{"id":"2"}]', [{ id: '1' }, { id: '2' }], 'f: [1]'],
  ['a ListResponse', '{"Resources":[{"id":"1"},{"id":"2"}]}', [{ id: '1' }, { id: '2' }], 'f: Resources[1]'],
  ['a ListResponse in small letters', '{"resources":[{"id":"1"}]}', [{ id: '1' }], 'f: Resources[1]'],
  ['an empty ListResponse', `{"schemas":["${LIST}"],"totalResults":0}`, [], 'f'],
  ['a single resource', '{"id":"1"}', [{ id: '1' }], 'f'],
  ['an empty list', ' [ ] ', [], 'f: [1]'],
  ['texts with brackets and quotes', '[{"id":"]},\\"["},"\\\\",[7,{}]]', [{ id: ']},"[' }, '\\', [7, {}]], 'f: [1]'],
  ['a list behind other members', '{"a":{"Resources":[1]},"b":[2],"c":-1e3,"Resources":[3]}', [3], 'f: Resources[1]'],
])('%s is read', (_sentence, text, resources, place) => {
  const read = readResources(text, 'f');
  assert(read.ok, 'it is read');
  expect([[...read.value.resources], read.value.placeOf(1)]).toEqual([resources, place]);
});

const problemsIn = (text: string): readonly Problem[] => {
  const read = readResources(text, 'f');
  if (!read.ok) return read.problems;
  try {
    return [...read.value.resources].flatMap(() => []);
  } catch (error) {
    if (error instanceof UnreadableText) return [error.problem];
    throw error;
  }
};

test.each<[string, string, string, string]>([
  ['no JSON', '{"Resources":[\n  {"id" "1"}]}', 'f:2:9', 'Expected a colon'],
  ['a list that is not closed', '[{"id":"1"}', 'f:1:12', 'the text ends here'],
  ['a list with an element missing', '{"Resources":[{"id":"1"},]}', 'f:1:26', 'Expected a value'],
  ['what follows a list', '[{"id":"1"}] 7', 'f:1:14', 'Nothing may follow here'],
  ['a fault behind the list', '{"Resources":[{"id":"1"}], totalResults: 1}', 'f:1:28', 'Expected a name'],
  ['a text', '"ada"', 'f', 'neither a list nor an object'],
  ['resources that are no list', '{"Resources":{}}', 'f: Resources', 'no list'],
])('%s is refused with its place', (_sentence, text, place, message) => {
  expect(problemsIn(text)).toMatchObject([
    { place, message: expect.stringContaining(message), remedy: expect.stringMatching(/./) },
  ]);
});

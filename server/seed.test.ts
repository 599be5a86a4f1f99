import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { openTestDirectory } from './testing/test-directory.ts';

const user = (id: string, userName: string): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id,
  userName,
  meta: { resourceType: 'User', version: 'W/"9"' },
});
const group = (id: string, displayName: string, ...members: readonly string[]): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  id,
  displayName,
  members: members.map((value) => ({ value })),
});

test('resources come under their own ids, groups before their members, and no event tells of it', () => {
  const directory = openTestDirectory();
  directory.server.seed('larkfield', [group('g', 'Sales', 'u@1', 'h'), group('h', 'All'), user('u@1', 'ada')]);
  expect(directory.send('GET', '/Groups/g').body).toMatchObject({ id: 'g', members: [{ value: 'u@1' }, { value: 'h' }] });
  expect(directory.send('GET', '/Users/u@1').body).toMatchObject({
    userName: 'ada',
    meta: { version: 'W/"1"', location: '/scim/v2/larkfield/Users/u%401' },
  });
  expect(directory.send('DELETE', '/Users/u%401').status).toBe(204);
  expect(directory.eventNames()).toEqual(['dsync.activated', 'dsync.user.deleted']);
});

test('what a directory shows can be put into another', () => {
  const one = openTestDirectory();
  const ada = one.createUser('ada', { emails: [{ type: 'work', value: 'a@b.test', primary: true }] });
  one.createGroup('Sales', [ada]);
  const shown = ['/Users', '/Groups'].flatMap((path) => one.send('GET', path).body['Resources'] as readonly JsonObject[]);
  const other = openTestDirectory();
  other.server.seed('larkfield', shown);
  const plain = ({ meta: _of, ...resource }: JsonObject): JsonObject => resource;
  const copied = ['/Users', '/Groups'].flatMap((path) => other.send('GET', path).body['Resources'] as readonly JsonObject[]);
  expect(copied.map(plain)).toEqual(shown.map(plain));
});

test.each<[string, Json, string]>([
  ['no object', 'ada', 'Resource 2 cannot be put into the directory. It is no JSON object.'],
  ['no type', { id: 'x' }, 'Neither meta.resourceType nor schemas names one of User, Group.'],
  ['no id', { ...user('', 'x') }, 'It has no id.'],
  ['an id that is taken', user('1', 'x'), 'The id "1" is taken.'],
  ['a name that is taken', user('2', 'ADA'), 'userName "ADA" is taken by User 1'],
  ['a member who is nobody', group('g', 'Sales', '7'), 'Its member "7" is nobody here.'],
  ['what a POST would refuse', { ...user('2', 'x'), active: 'no' }, 'active must be true or false'],
])('%s is refused, and nothing is left', (_sentence, resource, sentence) => {
  const directory = openTestDirectory();
  expect(() => directory.server.seed('larkfield', [user('1', 'ada'), resource])).toThrow(sentence);
  expect(directory.send('GET', '/Users').body).toMatchObject({ totalResults: 0 });
});

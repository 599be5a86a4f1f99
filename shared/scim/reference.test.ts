import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { PATCH_OP_URN } from './message.ts';
import { applyPatch } from './patch.ts';
import { readPatch } from './patch-request.ts';
import { readResource } from './resource.ts';
import { groupType, userType } from './resource-types.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const strict = new Set<never>();

function patchedManager(operation: JsonObject): Json | undefined {
  const held = { userName: 'ada', [enterprise]: { manager: { value: 'm1' } } };
  const body = { schemas: [PATCH_OP_URN], Operations: [operation] };
  return (applyPatch(held, readPatch(body, userType, strict), strict)[enterprise] as JsonObject | undefined)?.['manager'];
}

test.each<[string, JsonObject, Json]>([
  ['an absolute address', { $ref: 'https://scim.example.test/v2/Users/m%202' }, { value: 'm 2' }],
  ['a relative one, with a query', { $ref: '../Users/m2?attributes=id' }, { value: 'm2' }],
  ['beside a value, which decides', { $ref: '../Users/m3', value: 'm2' }, { value: 'm2' }],
  ['the null that Entra used to send', { $ref: null, value: 'm2' }, { value: 'm2' }],
])('a manager and a member are found by $ref: %s', (_name, given, stored) => {
  expect(readResource({ schemas: [group], displayName: 'G', members: [given] }, groupType, strict)['members']).toEqual([stored]);
  const path = `${enterprise}:manager`;
  expect(patchedManager({ op: 'replace', path, value: given })).toEqual(stored);
  expect(patchedManager({ op: 'add', value: { [enterprise]: { manager: given } } })).toEqual(stored);
});

test('a $ref that is named by its path is another way to say the value', () => {
  const path = `${enterprise}:manager.$ref`;
  expect(patchedManager({ op: 'replace', path, value: '../Users/m2' })).toEqual({ value: 'm2' });
  expect(patchedManager({ op: 'remove', path })).toBeUndefined();
});

test.each<[string, Json]>([
  ['no text', 4],
  ['no segment', '/'],
  ['no encoding', '../Users/%'],
])('a $ref is refused that is %s', (_name, $ref) => {
  expect(() => readResource({ schemas: [group], displayName: 'G', members: [{ $ref }] }, groupType, strict)).toThrow(
    'members[0].$ref must be the address of a resource',
  );
});

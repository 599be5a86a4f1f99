import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from './error.ts';
import { project, readProjection } from './projection.ts';
import { readResource } from './resource.ts';
import { groupType, userType } from './resource-types.ts';
import type { ToleranceId } from './tolerance.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function read(body: Json, ...tolerances: readonly ToleranceId[]): JsonObject {
  return readResource(body, userType, new Set(tolerances));
}

function refusalOf(body: Json): [string | null, string] | null {
  try {
    read(body);
    return null;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return [error.scimType, error.message];
  }
}

test('a resource is read into canonical spelling, without what only the server writes and without what is unassigned', () => {
  const body = {
    schemas: [core, enterprise],
    id: 'chosen-by-the-client',
    meta: { resourceType: 'User' },
    USERNAME: 'ada',
    groups: [{ value: 'g' }],
    roles: [],
    title: null,
    emails: [{ TYPE: 'work', Value: 'a@b.test', primary: true }],
    [enterprise.toUpperCase()]: { department: 'Research', manager: { value: 'm', displayName: 'Grace' } },
  };
  expect(read(body)).toEqual({
    userName: 'ada',
    emails: [{ type: 'work', value: 'a@b.test', primary: true }],
    [enterprise]: { department: 'Research', manager: { value: 'm' } },
  });
});

describe('refused', () => {
  test.each<[string, Json, string, string]>([
    ['no object', 'ada', 'invalidSyntax', 'must be a JSON object'],
    ['no userName', { schemas: [core] }, 'invalidValue', 'userName is required'],
    ['an empty userName', { schemas: [core], userName: '' }, 'invalidValue', 'userName is required'],
    [
      'a list that is none',
      { schemas: [core], userName: 'a', emails: { value: 'x' } },
      'invalidValue',
      'emails must be a JSON array',
    ],
    [
      'an element of a wrong type',
      { schemas: [core], userName: 'a', emails: [{ value: 1 }] },
      'invalidValue',
      'emails[0].value must be a string',
    ],
    ['schemas that are no list', { schemas: core, userName: 'a' }, 'invalidSyntax', 'schemas must be an array'],
    ['no schemas', { userName: 'a' }, 'invalidSyntax', '"missing-schemas"'],
    [
      'an unlisted extension',
      { schemas: [core], userName: 'a', [enterprise]: { division: 'd' } },
      'invalidSyntax',
      '"missing-schemas"',
    ],
    ['an unknown schema', { schemas: [core, 'urn:x'], userName: 'a' }, 'invalidSyntax', '"unknown-attributes-ignored"'],
    ['an unknown attribute', { schemas: [core], userName: 'a', colour: 'red' }, 'invalidSyntax', '"unknown-attributes-ignored"'],
    [
      'an unknown sub-attribute',
      { schemas: [core], userName: 'a', name: { nick: 'x' } },
      'invalidSyntax',
      'name.nick is defined by no schema',
    ],
    [
      'a manager that is a string',
      { schemas: [core, enterprise], userName: 'a', [enterprise]: { manager: 'm' } },
      'invalidValue',
      '"manager-as-string"',
    ],
  ])('%s', (_sentence, body, scimType, detail) => {
    const refusal = refusalOf(body);
    expect(refusal?.[0]).toBe(scimType);
    expect(refusal?.[1]).toContain(detail);
  });
});

test('tolerated departures come out in the form the schema has', () => {
  const body = {
    userName: 'ada',
    active: 'True',
    colour: 'red',
    roles: [{ value: 'Admin', displayName: 'Admin', primary: 'False' }],
    [enterprise]: { manager: 'm' },
  };
  expect(read(body, 'string-booleans', 'unknown-attributes-ignored', 'manager-as-string', 'missing-schemas')).toEqual({
    userName: 'ada',
    active: true,
    roles: [{ value: 'Admin', primary: false }],
    [enterprise]: { manager: { value: 'm' } },
  });
});

test('a group needs its name', () => {
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], members: [{ value: 'u', $ref: null }] };
  expect(() => readResource(body, groupType, new Set())).toThrow('displayName is required');
  expect(readResource({ ...body, displayName: 'Sales' }, groupType, new Set())).toEqual({
    displayName: 'Sales',
    members: [{ value: 'u' }],
  });
});

describe('an answer holds', () => {
  const resource = {
    schemas: [core],
    id: '1',
    userName: 'ada',
    name: { givenName: 'Ada', familyName: 'Lark' },
    emails: [{ type: 'work', value: 'a' }],
    [enterprise]: { department: 'R', division: 'D' },
  };
  test.each<[string, string | null, string | null, JsonObject]>([
    ['what is named, and what is always returned', 'USERNAME', null, { userName: 'ada' }],
    ['sub-attributes alone', 'emails.value,name.givenName', null, { emails: [{ value: 'a' }], name: { givenName: 'Ada' } }],
    ['an extension or a part of it', `${enterprise}:division`, null, { [enterprise]: { division: 'D' } }],
    ['all but what is excluded', null, `name.familyName,emails,${enterprise}`, { userName: 'ada', name: { givenName: 'Ada' } }],
    ['nothing more for a name of no schema', 'colour', null, {}],
  ])('%s', (_sentence, attributes, excluded, rest) => {
    expect(project(resource, userType, readProjection(attributes, excluded))).toEqual({ schemas: [core], id: '1', ...rest });
  });

  test('id and schemas even if they are excluded', () => {
    expect(project(resource, userType, readProjection(null, 'id,schemas'))).toEqual(resource);
  });
});

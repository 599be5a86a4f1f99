import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from './error.ts';
import { project, readProjection } from './projection.ts';
import { readResource, replaceResource } from './resource.ts';
import { groupType, userType } from './resource-types.ts';
import { attribute, type ResourceType } from './schema.ts';
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

test('a member is named by its id, and by nothing else', () => {
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Sales', members: [{ display: 'Ada' }] };
  expect(() => readResource(body, groupType, new Set())).toThrow('members[0] must have the id of a resource as its value');
});

test('a group needs its name', () => {
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], members: [{ value: 'u', $ref: null }] };
  expect(() => readResource(body, groupType, new Set())).toThrow('displayName is required');
  expect(readResource({ ...body, displayName: 'Sales' }, groupType, new Set())).toEqual({
    displayName: 'Sales',
    members: [{ value: 'u' }],
  });
});

describe('a URN that can be no schema is refused even where unknown ones are ignored:', () => {
  test.each<[string, string, RegExp | null]>([
    [
      'a colon is missing',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0User',
      /Did the client mean .*:enterprise:2\.0:User\?/u,
    ],
    ['the version is missing', 'urn:ietf:params:scim:schemas:core:User', /ends in a version, a colon and a name/u],
    ['one of somebody else', 'urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User', null],
    ['no URN at all', 'http://schemas.example.test/2006/11/Group', null],
  ])('%s', (_sentence, urn, detail) => {
    const work = (): JsonObject => read({ schemas: [core, urn], userName: 'ada' }, 'unknown-attributes-ignored');
    if (detail === null) expect(work()).toEqual({ userName: 'ada' });
    else expect(work).toThrow(detail);
  });
});

test('a name that is given twice, in two cases, is refused: nobody can say which is meant', () => {
  expect(refusalOf({ schemas: [core], userName: 'ada', USERNAME: 'grace' })?.[0]).toBe('invalidSyntax');
  expect(refusalOf({ schemas: [core], userName: 'ada', name: { givenName: 'A', GIVENNAME: 'B' } })?.[0]).toBe('invalidSyntax');
});

describe('a PUT', () => {
  const extension = 'urn:example:schemas:extension:badge:2.0:User';
  const type: ResourceType = {
    ...userType,
    extensions: [
      {
        id: extension,
        name: 'Badge',
        description: '',
        attributes: [
          attribute('number', '', { mutability: 'immutable' }),
          attribute('pin', '', { mutability: 'writeOnly', returned: 'never' }),
          attribute('door', ''),
        ],
      },
    ],
  };
  const before = { userName: 'ada', title: 'Engineer', [extension]: { number: '7', pin: '1234', door: 'North' } };

  test.each<[string, JsonObject, JsonObject]>([
    ['clears what it does not name', { userName: 'ada' }, { userName: 'ada', [extension]: { number: '7', pin: '1234' } }],
    [
      'may name what never changes, as it is',
      { userName: 'ada', [extension]: { number: '7', pin: '5678' } },
      { userName: 'ada', [extension]: { number: '7', pin: '5678' } },
    ],
  ])('%s', (_sentence, given, after) => {
    expect(replaceResource(before, given, type)).toEqual(after);
  });

  test('cannot change what never changes', () => {
    expect(() => replaceResource(before, { userName: 'ada', [extension]: { number: '8' } }, type)).toThrow(
      `"${extension}:number" is immutable and has another value already (RFC 7644 §3.5.1).`,
    );
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

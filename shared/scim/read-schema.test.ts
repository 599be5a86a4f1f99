import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { readResourceTypes } from './read-schema.ts';
import { standardTypes, userType } from './resource-types.ts';
import { enterpriseUserSchema } from './user-schema.ts';

const badgeUrn = 'urn:example:schemas:extension:badge:2.0:User';
const badge: JsonObject = { id: badgeUrn, name: 'Badge', attributes: [{ name: 'number', type: 'integer' }] };
const deviceUrn = 'urn:example:schemas:device:1.0:Device';
const device: JsonObject = { id: deviceUrn, attributes: [{ name: 'serial', required: true, uniqueness: 'server' }] };
const forUsers: JsonObject = { name: 'User', schemaExtensions: [{ schema: badgeUrn, required: false }] };
const devices: JsonObject = { name: 'Device', endpoint: '/Devices', schema: deviceUrn };

function typesOf(document: Json) {
  const read = readResourceTypes(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function problemsOf(document: Json): readonly string[] {
  const read = readResourceTypes(document);
  return read.ok ? [] : read.problems.map(({ place, message, remedy }) => `${place}: ${message} ${remedy}`);
}

/** A document whose badge has this one attribute. */
function withAttribute(attribute: Json): JsonObject {
  return { schemas: [{ ...badge, attributes: [attribute] }], resourceTypes: [forUsers] };
}

test('a document that defines nothing leaves what every directory has', () => {
  expect(typesOf({})).toEqual(standardTypes);
});

test('an extension stands beside those that a user has already', () => {
  const [user, group] = typesOf({ schemas: [badge], resourceTypes: [forUsers] });
  expect(user).toMatchObject({ name: 'User', endpoint: '/Users', schema: userType.schema, requiredExtensions: [] });
  expect(user?.extensions.map(({ id }) => id)).toEqual([enterpriseUserSchema.id, badgeUrn]);
  expect(group).toEqual(standardTypes[1]);
});

test('a resource type of its own comes after the others, every characteristic spelled out', () => {
  const types = typesOf({ schemas: [device, badge], resourceTypes: [devices, forUsers] });
  expect(types.map(({ name }) => name)).toEqual(['User', 'Group', 'Device']);
  expect(types[2]).toEqual({
    name: 'Device',
    endpoint: '/Devices',
    description: 'Device',
    schema: {
      id: deviceUrn,
      name: 'Device',
      description: '',
      attributes: [
        {
          name: 'serial',
          type: 'string',
          multiValued: false,
          description: '',
          required: true,
          caseExact: false,
          mutability: 'readWrite',
          returned: 'default',
          uniqueness: 'server',
          subAttributes: [],
        },
      ],
    },
    extensions: [],
    requiredExtensions: [],
  });
});

test('what a server answers at /Schemas and /ResourceTypes is read as it is', () => {
  const list = (...Resources: readonly JsonObject[]): JsonObject => ({ totalResults: Resources.length, Resources });
  const meta = { resourceType: 'Schema', location: '/Schemas/x' };
  const read = typesOf({
    schemas: list({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'], ...badge, meta }),
    resourceTypes: list({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      endpoint: '/Users',
      ...forUsers,
    }),
  });
  expect(read[0]?.extensions).toHaveLength(2);
});

test('binary values and references are case exact, and what is only written is never returned', () => {
  const definition = (attribute: JsonObject) => typesOf(withAttribute(attribute))[0]?.extensions[1]?.attributes[0];
  expect(definition({ name: 'photo', type: 'binary' })).toMatchObject({ caseExact: true });
  expect(definition({ name: 'pin', mutability: 'writeOnly' })).toMatchObject({ returned: 'never' });
});

describe('refused with its place and a remedy:', () => {
  test.each<[string, Json, string]>([
    ['no object', [], ': A schema document is an object. Write { "schemas": [ ... ], "resourceTypes": [ ... ] }.'],
    ['an unknown key', { schema: [] }, '/schema: "schema" has no meaning here (RFC 7643 §6, §7). Did you mean "schemas"?'],
    [
      'a misspelled characteristic',
      withAttribute({ name: 'a', mutabilty: 'readOnly' }),
      '/schemas/0/attributes/0/mutabilty: "mutabilty" has no meaning here (RFC 7643 §6, §7). Did you mean "mutability"?',
    ],
    [
      'a type that is none',
      withAttribute({ name: 'a', type: 'datetime' }),
      '/schemas/0/attributes/0/type: type is one of string, boolean, decimal, integer, dateTime, reference, binary, complex, found "datetime" (RFC 7643 §7). Did you mean "dateTime"?',
    ],
    [
      'a name that no path could hold',
      withAttribute({ name: 'a b' }),
      '/schemas/0/attributes/0/name: An attribute needs a name of letters, digits, "-" and "_" that begins with a letter, found "a b" (RFC 7643 §2.1). Give it such a name, as in "badgeNumber".',
    ],
    [
      'a name that every object knows',
      withAttribute({ name: 'constructor' }),
      '/schemas/0/attributes/0/name: "constructor" cannot name an attribute on this server. Choose another name.',
    ],
    [
      'complex in complex',
      withAttribute({
        name: 'a',
        type: 'complex',
        subAttributes: [{ name: 'b', type: 'complex', subAttributes: [{ name: 'c' }] }],
      }),
      '/schemas/0/attributes/0/subAttributes/0/type: A sub-attribute cannot be complex (RFC 7643 §2.3.8). Move its parts up into the attribute.',
    ],
    [
      'complex without parts',
      withAttribute({ name: 'a', type: 'complex' }),
      '/schemas/0/attributes/0/subAttributes: A complex attribute needs at least one sub-attribute (RFC 7643 §2.3.8). List them in "subAttributes".',
    ],
    [
      'parts of a string',
      withAttribute({ name: 'a', subAttributes: [{ name: 'b' }] }),
      '/schemas/0/attributes/0/subAttributes: Only a complex attribute has sub-attributes; this one is string (RFC 7643 §7). Say "type": "complex", or take them away.',
    ],
    [
      'a secret that is shown',
      withAttribute({ name: 'pin', mutability: 'writeOnly', returned: 'default' }),
      '/schemas/0/attributes/0/returned: "pin" is writeOnly and so is never returned, but says "default" (RFC 7643 §7). Say "returned": "never".',
    ],
    [
      'what nobody can give',
      withAttribute({ name: 'a', mutability: 'readOnly', required: true }),
      '/schemas/0/attributes/0/required: "a" is required and readOnly: no client may write it, and this server gives it no value. Take one of the two away.',
    ],
    [
      'unique yes and no',
      withAttribute({ name: 'a', type: 'boolean', uniqueness: 'server' }),
      '/schemas/0/attributes/0/uniqueness: "a" is boolean, which cannot be unique. Say "uniqueness": "none".',
    ],
    [
      'one name twice',
      { schemas: [{ ...badge, attributes: [{ name: 'a' }, { name: 'A' }] }], resourceTypes: [forUsers] },
      '/schemas/0/attributes: "A" is defined twice; names ignore case (RFC 7643 §2.1). Keep one of them.',
    ],
    [
      'no URN',
      { schemas: [{ ...badge, id: 'Badge' }] },
      '/schemas/0/id: A schema is known by a URN, found "Badge" (RFC 7643 §7). Write one such as "urn:example:schemas:extension:badge:2.0:User".',
    ],
    [
      'a schema of this server',
      { schemas: [{ ...badge, id: enterpriseUserSchema.id.toUpperCase() }] },
      `/schemas/0/id: ${enterpriseUserSchema.id.toUpperCase()} is defined already. Give the schema a URN of its own; what this server defines stays as it is.`,
    ],
    [
      'a schema that nothing uses',
      { schemas: [badge] },
      `/schemas/0: No resource type uses ${badgeUrn}. For users, say in "resourceTypes": { "name": "User", "schemaExtensions": [ { "schema": "${badgeUrn}", "required": false } ] }.`,
    ],
    [
      'an extension that is not there',
      {
        schemas: [badge],
        resourceTypes: [forUsers, { ...devices, schema: badgeUrn, schemaExtensions: [{ schema: `${badgeUrn}s` }] }],
      },
      `/resourceTypes/1/schemaExtensions/0/schema: "${badgeUrn}s" is the id of no schema. Did you mean "${badgeUrn}"?`,
    ],
    [
      'an endpoint that is taken',
      { schemas: [device], resourceTypes: [{ ...devices, endpoint: '/users' }] },
      '/resourceTypes/0/endpoint: /users is taken. Choose another endpoint.',
    ],
    [
      'an endpoint of two segments',
      { resourceTypes: [{ ...devices, endpoint: '/a/b' }], schemas: [{ ...device }] },
      '/resourceTypes/0/endpoint: A resource type has an endpoint of one segment, found "/a/b" (RFC 7643 §6). Write "endpoint": "/Devices".',
    ],
    [
      'another endpoint for users',
      { schemas: [badge], resourceTypes: [{ ...forUsers, endpoint: '/People' }] },
      '/resourceTypes/0/endpoint: The endpoint of User is /Users on this server. Leave it out: only extensions can be added to it.',
    ],
    [
      'an attribute that every resource has',
      { schemas: [{ ...device, attributes: [{ name: 'externalId' }] }], resourceTypes: [devices] },
      `/resourceTypes/0/schema: "externalId" of ${deviceUrn} is an attribute of every resource (RFC 7643 §3.1). Leave it out of the schema.`,
    ],
    [
      'a resource type twice',
      { schemas: [device], resourceTypes: [devices, { ...devices, endpoint: '/Things' }] },
      '/resourceTypes/1/name: A resource type "Device" is defined already. Keep one of them.',
    ],
  ])('%s', (_sentence, document, problem) => {
    expect(problemsOf(document)).toContain(problem);
  });
});

test('whatever a document holds, it is read or its problems are named', () => {
  const keys = fc.constantFrom('schemas', 'resourceTypes', 'Resources', 'id', 'name', 'endpoint', 'schema', 'attributes', 'type');
  const words = fc.constantFrom<Json>('User', 'a', badgeUrn, deviceUrn, '/Devices', 'complex', '__proto__', 7, null, true);
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      words,
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(keys, fc.constantFrom('subAttributes', 'schemaExtensions', '__proto__')), tie('json'), {
        maxKeys: 4,
      }),
    ),
  }));
  fc.assert(
    fc.property(json, (document) => {
      const read = readResourceTypes(document);
      if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('everything that is wrong is said at once', () => {
  const problems = problemsOf({ schemas: [{ id: 'x' }, badge], resourceTypes: [{ name: '' }, devices] });
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    '/schemas/0/id',
    '/schemas/0/attributes',
    '/resourceTypes/0/name',
    '/resourceTypes/1/schema',
    '/schemas/1',
  ]);
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { readResourceTypes } from '#shared/scim/read-schema.ts';
import { createScimServer } from '../create-server.ts';
import { patchBody, type TestDirectory, testHost, toTestDirectory, userBody } from '../testing/test-directory.ts';

const badge = 'urn:example:schemas:extension:badge:2.0:User';
const device = 'urn:example:schemas:device:1.0:Device';
const place = 'urn:example:schemas:extension:place:1.0:Device';

const schemas: Json = {
  schemas: [
    {
      id: badge,
      name: 'Badge',
      attributes: [
        { name: 'number', type: 'integer', required: true, uniqueness: 'server' },
        { name: 'pin', mutability: 'writeOnly' },
        { name: 'issuedAt', type: 'dateTime', mutability: 'immutable' },
        { name: 'doors', multiValued: true, caseExact: true },
        { name: 'note', returned: 'request' },
      ],
    },
    {
      id: device,
      name: 'Device',
      attributes: [
        { name: 'displayName', required: true },
        { name: 'serial', required: true, caseExact: true, mutability: 'immutable', uniqueness: 'server' },
        { name: 'weight', type: 'decimal' },
        {
          name: 'ports',
          type: 'complex',
          multiValued: true,
          subAttributes: [
            { name: 'value', required: true },
            { name: 'mac', uniqueness: 'global' },
            { name: 'tags', multiValued: true },
          ],
        },
        { name: 'seenBy', mutability: 'readOnly' },
      ],
    },
    { id: place, attributes: [{ name: 'room', required: true }] },
  ],
  resourceTypes: [
    { name: 'User', schemaExtensions: [{ schema: badge, required: false }] },
    { name: 'Device', endpoint: '/Devices', schema: device, schemaExtensions: [{ schema: place, required: true }] },
  ],
};

let directory: TestDirectory;
beforeEach(() => {
  const server = createScimServer({ path: ':memory:', host: testHost() });
  const { id: organizationId } = server.createOrganization('Larkfield');
  const created = server.createDirectory({ organizationId, name: 'Larkfield', tolerances: [], schemas });
  directory = toTestDirectory(server, created.directory.id, created.token);
  return () => server.close();
});

function user(userName: string, extension: JsonObject): JsonObject {
  const body = userBody(userName, { [badge]: extension });
  return { ...body, schemas: [...(body['schemas'] as string[]), badge] };
}

function laptop(serial: string, attributes: JsonObject = {}): JsonObject {
  return { schemas: [device, place], displayName: 'Laptop', serial, [place]: { room: '1' }, ...attributes };
}

function create(target: string, body: JsonObject): string {
  const answer = directory.send('POST', target, body);
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
}

test('discovery tells of them', () => {
  const { body: types } = directory.send('GET', '/ResourceTypes');
  const required = (schema: string, isRequired: boolean): JsonObject => ({ schema, required: isRequired });
  expect(types['Resources']).toMatchObject([
    { id: 'User', schemaExtensions: [{}, required(badge, false)] },
    { id: 'Group', schemaExtensions: [] },
    { id: 'Device', endpoint: '/Devices', schema: device, schemaExtensions: [required(place, true)] },
  ]);
  expect(directory.send('GET', `/Schemas/${badge}`).body).toMatchObject({
    id: badge,
    attributes: [{ name: 'number', type: 'integer', required: true, uniqueness: 'server' }, {}, {}, {}, {}],
  });
  expect(directory.send('GET', '/Schemas').body).toMatchObject({ totalResults: 6 });
  expect(directory.server.directory('larkfield')?.resourceTypes).toEqual(['User', 'Group', 'Device']);
});

test('what discovery tells, given to another directory, makes the same types', () => {
  const resources = (path: string) => directory.send('GET', path).body['Resources'] as readonly JsonObject[];
  const standard = /^urn:ietf:params:scim:schemas:(?:core:2\.0:(?:User|Group)|extension:enterprise:2\.0:User)$/u;
  const told = {
    schemas: resources('/Schemas').filter(({ id }) => !standard.test(String(id))),
    resourceTypes: resources('/ResourceTypes'),
  };
  expect(readResourceTypes(told)).toEqual(readResourceTypes(schemas));
});

test('a directory without schemas knows nothing of them, and refuses a document that is none', () => {
  const { server } = directory;
  const organizationId = server.organizations()[0]?.id ?? '';
  const plain = server.createDirectory({ organizationId, name: 'Plain', tolerances: [] });
  const other = toTestDirectory(server, plain.directory.id, plain.token);
  expect(other.send('GET', '/Devices').status).toBe(404);
  expect(other.send('POST', '/Users', user('ada', { number: 1 })).status).toBe(400);
  expect(() => server.createDirectory({ organizationId, name: 'Broken', tolerances: [], schemas: { schemas: [{}] } })).toThrow(
    'The schemas of the directory cannot be used. /schemas/0/id: A schema is known by a URN',
  );
});

describe('an extension of User', () => {
  test('is stored, shown as its attributes say, and found by filters', () => {
    const id = create('/Users', user('ada', { number: 7, pin: '1234', doors: ['North', 'South'], note: 'left-handed' }));
    const { body } = directory.send('GET', `/Users/${id}`);
    expect(body['schemas']).toContain(badge);
    expect(body[badge]).toEqual({ number: 7, doors: ['North', 'South'] });
    expect(directory.send('GET', `/Users/${id}?attributes=${badge}:note`).body[badge]).toEqual({ note: 'left-handed' });
    const found = (filter: string): Json | undefined =>
      directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`).body['totalResults'];
    expect(
      [`${badge}:number gt 6`, `${badge}:number eq 8`, `${badge}:doors eq "North"`, `${badge}:doors eq "north"`].map(found),
    ).toEqual([1, 0, 1, 0]);
  });

  test.each<[string, JsonObject, number, string]>([
    ['lacks what it requires', { doors: ['North'] }, 400, 'invalidValue'],
    ['has a number that is text', { number: '7' }, 400, 'invalidValue'],
    ['has a day that is none', { number: 7, issuedAt: 'yesterday' }, 400, 'invalidValue'],
    ['has a number of somebody else', { number: 1 }, 409, 'uniqueness'],
  ])('is refused where it %s', (_sentence, extension, status, scimType) => {
    create('/Users', user('grace', { number: 1 }));
    const answer = directory.send('POST', '/Users', user('ada', extension));
    expect(answer).toMatchObject({ status, body: { scimType } });
    expect(directory.send('GET', '/Users').body).toMatchObject({ totalResults: 1 });
  });

  test.each<[string, JsonObject, number, string | null]>([
    ['first value of what never changes', { op: 'add', path: `${badge}:issuedAt`, value: '2026-01-05T08:00:00Z' }, 200, null],
    ['another value in a list', { op: 'add', path: `${badge}:doors`, value: 'East' }, 200, null],
    ['a value out of a list', { op: 'remove', path: `${badge}:doors[value eq "North"]` }, 200, null],
    ['the extension whole', { op: 'remove', path: badge }, 200, null],
    ['what is required alone', { op: 'remove', path: `${badge}:number` }, 400, 'mutability'],
    ['what is required, to nothing', { op: 'replace', path: `${badge}:number`, value: null }, 400, 'invalidValue'],
    ['number of somebody else', { op: 'replace', value: { [badge]: { number: 1 } } }, 409, 'uniqueness'],
  ])('changes by PATCH: %s', (_sentence, operation, status, scimType) => {
    create('/Users', user('grace', { number: 1 }));
    const id = create('/Users', user('ada', { number: 2, doors: ['North', 'South'] }));
    const answer = directory.send('PATCH', `/Users/${id}`, patchBody(operation));
    expect([answer.status, answer.body['scimType'] ?? null]).toEqual([status, scimType]);
  });

  test('gives up a unique value when it has another, and when it goes', () => {
    const ada = create('/Users', user('ada', { number: 1 }));
    directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'replace', path: `${badge}:number`, value: 2 }));
    const grace = create('/Users', user('grace', { number: 1 }));
    directory.send('DELETE', `/Users/${grace}`);
    create('/Users', user('joan', { number: 1 }));
  });

  test('keeps by PUT what never changes, and refuses to change it', () => {
    const issuedAt = '2026-01-05T08:00:00Z';
    const id = create('/Users', user('ada', { number: 1, issuedAt }));
    expect(directory.send('PUT', `/Users/${id}`, user('ada', { number: 3 })).body[badge]).toEqual({ number: 3, issuedAt });
    const other = user('ada', { number: 3, issuedAt: '2027-01-05T08:00:00Z' });
    expect(directory.send('PUT', `/Users/${id}`, other)).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
  });
});

describe('a resource type of its own', () => {
  test('is created, read, listed, changed and deleted like any other, and raises no directory event', () => {
    const id = create('/Devices', laptop('A1', { weight: 1.2, seenBy: 'nobody' }));
    const location = `/scim/v2/larkfield/Devices/${id}`;
    expect(directory.send('GET', `/Devices/${id}`).body).toMatchObject({
      schemas: [device, place],
      id,
      meta: { resourceType: 'Device', location, version: 'W/"1"' },
      serial: 'A1',
      weight: 1.2,
    });
    expect(directory.send('GET', `/Devices/${id}`).body).not.toHaveProperty('seenBy');
    expect(directory.send('GET', '/Devices?filter=weight+lt+2').body).toMatchObject({ totalResults: 1 });
    expect(directory.send('GET', '/Users').body).toMatchObject({ totalResults: 0 });
    const patched = directory.send('PATCH', `/Devices/${id}`, patchBody({ op: 'replace', path: 'weight', value: 2.5 }));
    expect(patched).toMatchObject({ status: 200, body: { weight: 2.5, meta: { version: 'W/"2"' } } });
    expect(directory.send('DELETE', `/Devices/${id}`).status).toBe(204);
    expect(directory.send('GET', `/Devices/${id}`).status).toBe(404);
    expect(directory.eventNames()).toEqual(['dsync.activated']);
  });

  test.each<[string, JsonObject, number, string]>([
    ['without a required extension', { schemas: [device], displayName: 'x', serial: 'B' }, 400, 'invalidValue'],
    [
      'without what its schema requires',
      { schemas: [device, place], displayName: 'x', [place]: { room: '1' } },
      400,
      'invalidValue',
    ],
    ['without a required part of a value', laptop('B', { ports: [{ mac: '00' }] }), 400, 'invalidValue'],
    ['with a unique value of another', laptop('A1'), 409, 'uniqueness'],
    ['with a unique part of a value of another', laptop('B', { ports: [{ value: '1', mac: 'AB' }] }), 409, 'uniqueness'],
    ['with an attribute of a user', laptop('B', { userName: 'ada' }), 400, 'invalidSyntax'],
  ])('is refused %s', (_sentence, body, status, scimType) => {
    create('/Devices', laptop('A1', { ports: [{ value: '1', mac: 'ab' }] }));
    expect(directory.send('POST', '/Devices', body)).toMatchObject({ status, body: { scimType } });
  });

  test('takes a value that differs where case is exact', () => {
    create('/Devices', laptop('A1'));
    create('/Devices', laptop('a1'));
  });

  test.each<[string, JsonObject, JsonObject | string]>([
    ['what never changes', { op: 'replace', path: 'serial', value: 'Z' }, 'mutability'],
    ['what never changes, to what it is', { op: 'replace', path: 'serial', value: 'A1' }, {}],
    ['what never changes, away', { op: 'remove', path: 'serial' }, 'mutability'],
    ['what only the server writes', { op: 'add', path: 'seenBy', value: 'me' }, 'mutability'],
    ['a required extension away', { op: 'remove', path: place }, 'mutability'],
    ['a required part of a value away', { op: 'remove', path: 'ports[value eq "1"].value' }, 'mutability'],
    [
      'one more value of a part with many',
      { op: 'add', path: 'ports[value eq "1"].tags', value: 'fast' },
      { ports: [{ value: '1', tags: ['new', 'fast'] }] },
    ],
    [
      'all values of a part with many',
      { op: 'replace', path: 'ports[value eq "1"].tags', value: ['old'] },
      { ports: [{ value: '1', tags: ['old'] }] },
    ],
  ])('changes by PATCH: %s', (_sentence, operation, outcome) => {
    const id = create('/Devices', laptop('A1', { ports: [{ value: '1', tags: ['new'] }] }));
    const answer = directory.send('PATCH', `/Devices/${id}`, patchBody(operation));
    if (typeof outcome === 'string') expect(answer).toMatchObject({ status: 400, body: { scimType: outcome } });
    else expect(answer).toMatchObject({ status: 200, body: outcome });
  });

  test('cannot be a member of a group', () => {
    const id = create('/Devices', laptop('A1'));
    const body = patchBody({ op: 'add', path: 'members', value: [{ value: id }] });
    expect(directory.send('PATCH', `/Groups/${directory.createGroup('Sales')}`, body)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
  });
});

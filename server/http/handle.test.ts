import { describe, expect, test } from 'vitest';
import { ERROR_URN, LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import { openTestDirectory, patchBody, userBody } from '../testing/test-directory.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';

describe('a request is answered with', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada@larkfield.test', { externalId: 'ada' });
  const sales = directory.createGroup('Sales', [ada]);
  test.each<[number, string | null, string, string, unknown, Record<string, string>]>([
    [200, null, 'GET', '/Users', undefined, {}],
    [200, null, 'GET', '/Users/', undefined, {}],
    [200, null, 'HEAD', `/Users/${ada}`, undefined, {}],
    [200, null, 'GET', '/Users?filter=userName+eq+%22nobody%22', undefined, {}],
    [200, null, 'GET', '/ServiceProviderConfig', undefined, {}],
    [200, null, 'GET', '/ResourceTypes/User', undefined, {}],
    [200, null, 'GET', `/Schemas/${core}`, undefined, {}],
    [204, null, 'OPTIONS', '/Users', undefined, {}],
    [304, null, 'GET', `/Users/${ada}`, undefined, { 'if-none-match': 'W/"1"' }],
    [400, 'invalidFilter', 'GET', '/Users?filter=userName+is+%22x%22', undefined, {}],
    [400, 'invalidValue', 'GET', '/Users?startIndex=first', undefined, {}],
    [400, 'invalidSyntax', 'POST', '/Users', undefined, {}],
    [400, 'invalidSyntax', 'POST', '/Users', [], {}],
    [400, 'invalidValue', 'POST', '/Users', { schemas: [core] }, {}],
    [
      400,
      'invalidValue',
      'POST',
      '/Groups',
      { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'X', members: [{ value: 'ghost' }] },
      {},
    ],
    [400, 'invalidPath', 'PATCH', `/Users/${ada}`, patchBody({ op: 'add', path: 'colour', value: 'red' }), {}],
    [400, 'noTarget', 'PATCH', `/Groups/${sales}`, patchBody({ op: 'remove', path: 'members[value eq "ghost"]' }), {}],
    [400, 'invalidValue', 'PATCH', `/Groups/${sales}`, patchBody({ op: 'add', path: 'members', value: [{ value: sales }] }), {}],
    [
      400,
      'mutability',
      'PATCH',
      `/Groups/${sales}`,
      patchBody({ op: 'replace', path: `members[value eq "${ada}"].value`, value: 'x' }),
      {},
    ],
    [401, null, 'GET', '/Users', undefined, { authorization: 'Bearer wrong' }],
    [401, null, 'GET', '/Users', undefined, { authorization: 'Basic YWRhOmFkYQ==' }],
    [403, null, 'GET', '/Schemas?filter=name+pr', undefined, {}],
    [404, null, 'GET', '/Users/nobody', undefined, {}],
    [404, null, 'GET', `/Groups/${ada}`, undefined, {}],
    [404, null, 'DELETE', '/Users/nobody', undefined, {}],
    [404, null, 'GET', '/Schemas/urn:x', undefined, {}],
    [404, null, 'GET', '/People', undefined, {}],
    [404, null, 'GET', `/Users/${ada}/manager`, undefined, {}],
    [405, null, 'DELETE', '/Users', undefined, {}],
    [405, null, 'POST', `/Users/${ada}`, undefined, {}],
    [405, null, 'PUT', '/Schemas', undefined, {}],
    [409, 'uniqueness', 'POST', '/Users', userBody('ADA@larkfield.test'), {}],
    [
      409,
      'uniqueness',
      'POST',
      '/Groups',
      { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'sales' },
      {},
    ],
    [412, null, 'DELETE', `/Users/${ada}`, undefined, { 'if-match': 'W/"7"' }],
    [415, null, 'POST', '/Users', userBody('x'), { 'content-type': 'application/x-www-form-urlencoded' }],
    [400, 'invalidSyntax', 'POST', '/Bulk', {}, {}],
    [400, 'invalidSyntax', 'POST', '/Users/.search', {}, {}],
    [405, null, 'GET', '/Users/.search', undefined, {}],
    [501, null, 'GET', '/Me', undefined, {}],
  ])('%i %s: %s %s', (status, scimType, method, target, body, headers) => {
    const answer = directory.send(method, target, body as never, headers);
    expect(answer.status).toBe(status);
    if (status < 400) return;
    expect(answer.headers['content-type']).toContain('application/scim+json');
    expect(answer.body).toEqual({
      schemas: [ERROR_URN],
      status: String(status),
      ...(scimType === null ? {} : { scimType }),
      detail: expect.stringMatching(/.{20}/u),
    });
  });

  test('no change by anything that was refused', () => {
    expect(directory.send('GET', `/Users/${ada}`).body).toMatchObject({
      userName: 'ada@larkfield.test',
      meta: { version: 'W/"1"' },
    });
    expect(directory.send('GET', '/Groups').body).toMatchObject({ totalResults: 1 });
  });

  test('headers that say how to go on', () => {
    const unauthorized = directory.send('GET', '/Users', undefined, { authorization: 'Bearer wrong' });
    expect(unauthorized.headers['www-authenticate']).toBe('Bearer realm="larkfield"');
    expect(directory.send('DELETE', '/Groups').headers['allow']).toBe('GET, HEAD, POST');
  });

  test('404 for a directory that is not there, whatever the token', () => {
    const answer = directory.server.handle({ method: 'GET', target: '/scim/v2/elsewhere/Users', headers: {}, body: '' });
    expect([answer.status, answer.body]).toEqual([
      404,
      expect.stringContaining('There is no directory at /scim/v2/elsewhere/Users'),
    ]);
  });
});

test('a created user comes back whole, with an address under the host that asked', () => {
  const directory = openTestDirectory();
  const answer = directory.send('POST', '/Users', userBody('ada', { externalId: 'e', active: true }), { host: '127.0.0.1:8080' });
  const id = String(answer.body['id']);
  const location = `http://127.0.0.1:8080/scim/v2/larkfield/Users/${id}`;
  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({ location, etag: 'W/"1"' });
  expect(answer.body).toEqual({
    schemas: [core],
    id,
    externalId: 'e',
    meta: {
      resourceType: 'User',
      created: expect.stringMatching(/^2026-01-05T08:/u),
      lastModified: (answer.body['meta'] as { created: string }).created,
      location,
      version: 'W/"1"',
    },
    userName: 'ada',
    active: true,
  });
});

test('PUT replaces what the client wrote, and all members of a group', () => {
  const directory = openTestDirectory();
  const [ada, grace] = [directory.createUser('ada', { title: 'Engineer' }), directory.createUser('grace')];
  const replaced = directory.send('PUT', `/Users/${ada}`, { ...userBody('ada'), id: 'ignored', displayName: 'Ada' });
  expect([replaced.status, replaced.body['title'], replaced.body['displayName'], replaced.body['id']]).toEqual([
    200,
    undefined,
    'Ada',
    ada,
  ]);
  const sales = directory.createGroup('Sales', [ada]);
  const group = directory.send('PUT', `/Groups/${sales}`, {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Sales',
    members: [{ value: grace }],
  });
  expect(group.body['members']).toMatchObject([{ value: grace, type: 'User', display: 'grace' }]);
});

test('a user names its groups, a group its members, and both forget who is deleted', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada', { displayName: 'Ada' });
  const grace = directory.createUser('grace');
  const inner = directory.createGroup('Inner', [ada]);
  const outer = directory.createGroup('Outer', [inner, grace]);
  expect(directory.send('GET', `/Groups/${outer}`).body['members']).toEqual([
    { value: inner, $ref: `/scim/v2/larkfield/Groups/${inner}`, type: 'Group', display: 'Inner' },
    { value: grace, $ref: `/scim/v2/larkfield/Users/${grace}`, type: 'User', display: 'grace' },
  ]);
  expect(directory.send('GET', `/Users/${ada}`).body['groups']).toMatchObject([{ value: inner, type: 'direct' }]);
  expect(directory.send('DELETE', `/Users/${grace}`).status).toBe(204);
  expect(directory.send('DELETE', `/Groups/${inner}`).status).toBe(204);
  expect(directory.send('GET', `/Groups/${outer}`).body).not.toHaveProperty('members');
  expect(directory.send('GET', `/Users/${ada}`).body).not.toHaveProperty('groups');
});

test('a group answers without members when they are excluded', () => {
  const directory = openTestDirectory();
  const sales = directory.createGroup('Sales', [directory.createUser('ada')]);
  expect(directory.send('GET', `/Groups/${sales}?excludedAttributes=members`).body).not.toHaveProperty('members');
  const list = directory.send('GET', '/Groups?excludedAttributes=members&filter=displayName+eq+%22SALES%22').body;
  expect(list).toMatchObject({ totalResults: 1, Resources: [{ id: sales, displayName: 'Sales' }] });
  expect(list['Resources']).not.toMatchObject([{ members: expect.anything() }]);
});

test('an entity tag guards against changing what somebody else changed', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada');
  const rename = patchBody({ op: 'replace', path: 'displayName', value: 'Ada' });
  expect(directory.send('PATCH', `/Users/${ada}`, rename, { 'if-match': 'W/"1"' }).headers['etag']).toBe('W/"2"');
  expect(directory.send('PATCH', `/Users/${ada}`, rename, { 'if-match': 'W/"1"' }).status).toBe(412);
  const again = directory.send('PATCH', `/Users/${ada}`, rename);
  expect([again.status, again.headers['etag']]).toEqual([200, 'W/"2"']);
});

test('a PATCH is all or nothing', () => {
  const directory = openTestDirectory();
  const [ada, grace] = [directory.createUser('ada'), directory.createUser('grace')];
  const sales = directory.createGroup('Sales', [ada]);
  const body = patchBody(
    { op: 'replace', path: 'displayName', value: 'Renamed' },
    { op: 'add', path: 'members', value: [{ value: grace }] },
    { op: 'add', path: 'members', value: [{ value: 'ghost' }] },
  );
  expect(directory.send('PATCH', `/Groups/${sales}`, body).status).toBe(400);
  expect(directory.send('GET', `/Groups/${sales}`).body).toMatchObject({ displayName: 'Sales', members: [{ value: ada }] });
});

describe('a list', () => {
  const directory = openTestDirectory();
  for (let number = 1; number <= 12; number += 1) {
    directory.createUser(`user${number}@larkfield.test`, { title: number % 2 === 0 ? 'even' : 'odd' });
  }
  test.each<[string, number, number, readonly number[]]>([
    ['startIndex=1&count=5', 12, 1, [1, 2, 3, 4, 5]],
    ['startIndex=11&count=5', 12, 11, [11, 12]],
    ['startIndex=13&count=5', 12, 13, []],
    ['startIndex=-3&count=1', 12, 1, [1]],
    ['count=0', 12, 1, []],
    ['count=-1', 12, 1, []],
    ['filter=title+eq+%22even%22&startIndex=3&count=2', 6, 3, [6, 8]],
    ['filter=title+eq+%22even%22+and+userName+eq+%22USER4@larkfield.test%22', 1, 1, [4]],
    ['filter=title+eq+%22odd%22+and+userName+eq+%22user4@larkfield.test%22', 0, 1, []],
  ])('%s', (query, totalResults, startIndex, numbers) => {
    const { body } = directory.send('GET', `/Users?${query}&attributes=userName`);
    expect(body).toMatchObject({ schemas: [LIST_RESPONSE_URN], totalResults, startIndex, itemsPerPage: numbers.length });
    const names = (body['Resources'] as readonly { userName: string }[]).map(({ userName }) => userName);
    expect(names).toEqual(numbers.map((number) => `user${number}@larkfield.test`));
  });
});

test('a filter may ask for members and groups', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada');
  const sales = directory.createGroup('Sales', [ada]);
  directory.createGroup('Support');
  expect(directory.send('GET', `/Groups?filter=members.value+eq+%22${ada}%22`).body).toMatchObject({
    totalResults: 1,
    Resources: [{ id: sales }],
  });
  expect(directory.send('GET', '/Users?filter=groups[display+eq+%22sales%22]').body).toMatchObject({
    totalResults: 1,
    Resources: [{ id: ada }],
  });
});

test('schemas list what the server knows, every characteristic spelled out', () => {
  const directory = openTestDirectory();
  const { body } = directory.send('GET', '/Schemas');
  const schemas = body['Resources'] as readonly { name: string; attributes: readonly Record<string, unknown>[] }[];
  expect(schemas.map(({ name }) => name)).toEqual(['User', 'EnterpriseUser', 'Group']);
  expect(schemas[0]?.attributes[0]).toEqual({
    name: 'userName',
    type: 'string',
    multiValued: false,
    description: expect.any(String),
    required: true,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'server',
  });
  expect(JSON.stringify(body)).not.toContain('null');
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { openTestDirectory, patchBody, type TestDirectory, userBody } from '../testing/test-directory.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const groupSchemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];

let directory: TestDirectory;
beforeEach(() => {
  directory = openTestDirectory();
  return () => directory.server.close();
});

function bulk(operations: readonly Json[], more: JsonObject = {}): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], ...more, Operations: operations };
}

function send(operations: readonly Json[], more: JsonObject = {}): readonly JsonObject[] {
  const answer = directory.send('POST', '/Bulk', bulk(operations, more));
  expect(answer.status).toBe(200);
  expect(answer.body['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:BulkResponse']);
  return answer.body['Operations'] as readonly JsonObject[];
}

const statuses = (results: readonly JsonObject[]): readonly Json[] => results.map(({ status }) => status ?? null);
const post = (bulkId: string, data: JsonObject, path = '/Users'): JsonObject => ({ method: 'POST', path, bulkId, data });
const postGroup = (bulkId: string, displayName: string, ...members: readonly string[]): JsonObject =>
  post(bulkId, { schemas: groupSchemas, displayName, members: members.map((value) => ({ value })) }, '/Groups');
const withManager = (userName: string, value: string): JsonObject => userBody(userName, { [enterprise]: { manager: { value } } });
const idOf = (result: JsonObject | undefined): string => String(result?.['location']).split('/').at(-1) ?? '';
const count = (path: string): Json | undefined => directory.send('GET', path).body['totalResults'];
const memberIds = (id: string): readonly Json[] =>
  ((directory.send('GET', `/Groups/${id}`).body['members'] ?? []) as readonly JsonObject[]).map(({ value }) => value ?? null);

test('every operation has a result of its own, and what failed says why', () => {
  const [ada, grace] = [directory.createUser('ada'), directory.createUser('grace')];
  const results = send([
    post('joan', userBody('joan')),
    { method: 'PUT', path: `/Users/${ada}`, data: userBody('ada', { title: 'Engineer' }) },
    { method: 'patch', path: `/Users/${ada}`, version: 'W/"2"', data: [{ op: 'add', path: 'nickName', value: 'A' }] },
    { method: 'PATCH', path: `/Users/${ada}`, version: 'W/"2"', data: patchBody({ op: 'add', path: 'nickName', value: 'B' }) },
    { method: 'DELETE', path: `/Users/${grace}` },
    { method: 'DELETE', path: `/Users/${grace}` },
  ]);
  const base = '/scim/v2/larkfield/Users';
  const joan = String(results[0]?.['location']);
  expect(directory.send('GET', joan.slice('/scim/v2/larkfield'.length)).body).toMatchObject({ userName: 'joan' });
  expect(results).toEqual([
    {
      location: expect.stringMatching(/^\/scim\/v2\/larkfield\/Users\/[\w-]{36}$/u),
      method: 'POST',
      bulkId: 'joan',
      version: 'W/"1"',
      status: '201',
    },
    { location: `${base}/${ada}`, method: 'PUT', version: 'W/"2"', status: '200' },
    { location: `${base}/${ada}`, method: 'PATCH', version: 'W/"3"', status: '200' },
    {
      location: `${base}/${ada}`,
      method: 'PATCH',
      status: '412',
      response: expect.objectContaining({ status: '412', detail: expect.stringContaining('is at version W/"3"') }),
    },
    { location: `${base}/${grace}`, method: 'DELETE', status: '204' },
    { location: `${base}/${grace}`, method: 'DELETE', status: '404', response: expect.objectContaining({ status: '404' }) },
  ]);
  expect(directory.send('GET', `/Users/${ada}`).body).toMatchObject({ title: 'Engineer', nickName: 'A' });
});

describe('a bulkId stands for the id of what its operation creates,', () => {
  test('before and after it', () => {
    const results = send([
      postGroup('sales', 'Sales', 'bulkId:ada', 'bulkId:grace'),
      post('ada', withManager('ada', 'bulkId:grace')),
      post('grace', userBody('grace')),
      { method: 'PATCH', path: '/Users/bulkId:ada', data: patchBody({ op: 'add', path: 'title', value: 'Engineer' }) },
    ]);
    expect(statuses(results)).toEqual(['201', '201', '201', '200']);
    const [sales, ada, grace] = results.map(idOf);
    expect(memberIds(sales ?? '')).toEqual([ada, grace]);
    expect(directory.send('GET', `/Users/${ada}`).body).toMatchObject({
      title: 'Engineer',
      [enterprise]: { manager: { value: grace } },
    });
  });

  test('in a circle', () => {
    const results = send([
      postGroup('a', 'A', 'bulkId:b'),
      postGroup('b', 'B', 'bulkId:a', 'bulkId:ada'),
      post('ada', withManager('ada', 'bulkId:ada')),
    ]);
    expect(statuses(results)).toEqual(['201', '201', '201']);
    const [a, b, ada] = results.map(idOf);
    expect([memberIds(a ?? ''), memberIds(b ?? '')]).toEqual([[b], [a, ada]]);
    expect(directory.send('GET', `/Users/${ada}`).body[enterprise]).toMatchObject({ manager: { value: ada } });
    expect(results.map(({ version }) => version)).toEqual(
      [a, b].map((id) => directory.send('GET', `/Groups/${id}`).headers['etag']).concat('W/"2"'),
    );
  });

  test('and in a circle that breaks nothing is left', () => {
    const results = send([
      postGroup('a', 'A', 'bulkId:b'),
      postGroup('b', 'B', 'bulkId:a', 'nobody'),
      post('ada', userBody('ada')),
    ]);
    expect(statuses(results)).toEqual(['409', '400', '201']);
    expect(results[0]).not.toHaveProperty('location');
    expect(count('/Groups')).toBe(0);
    expect(directory.eventNames()).toEqual(['dsync.activated', 'dsync.user.created']);
  });

  test.each<[string, readonly JsonObject[], readonly string[], string]>([
    ['no operation has', [postGroup('a', 'A', 'bulkId:x')], ['400'], 'no operation of the request has that bulkId'],
    [
      'belongs to one that failed',
      [postGroup('a', 'A', 'bulkId:x'), post('x', {})],
      ['409', '400'],
      'refers to an operation that failed',
    ],
  ])('but not one that %s', (_sentence, operations, expected, detail) => {
    const results = send(operations);
    expect(statuses(results)).toEqual(expected);
    expect(results[0]).toMatchObject({ response: { detail: expect.stringContaining(detail) } });
    expect(count('/Groups')).toBe(0);
  });
});

test.each<[number | null, readonly string[], number]>([
  [null, ['400', '201', '400', '201'], 2],
  [1, ['400'], 0],
  [2, ['400', '201', '400'], 1],
])('failOnErrors %s', (failOnErrors, expected, userCount) => {
  const operations = [post('1', {}), post('2', userBody('ada')), post('3', {}), post('4', userBody('grace'))];
  expect(statuses(send(operations, failOnErrors === null ? {} : { failOnErrors }))).toEqual(expected);
  expect(count('/Users')).toBe(userCount);
});

test('an operation that fails leaves nothing of itself, and takes nothing from the others', () => {
  const ada = directory.createUser('ada');
  const results = send([postGroup('a', 'A', ada, 'nobody'), postGroup('b', 'B', ada)]);
  expect(statuses(results)).toEqual(['400', '201']);
  expect(directory.send('GET', '/Groups').body).toMatchObject({ totalResults: 1, Resources: [{ displayName: 'B' }] });
  expect(directory.eventNames().slice(2)).toEqual(['dsync.group.created', 'dsync.group.user_added']);
});

describe('an operation by itself is refused for', () => {
  test.each<[string, JsonObject, string]>([
    ['a method of no change', { method: 'GET', path: '/Users' }, '400'],
    ['a POST without bulkId', { method: 'POST', path: '/Users', data: userBody('x') }, '400'],
    ['a POST to a resource', post('1', userBody('x'), '/Users/1'), '405'],
    ['a PUT of all', { method: 'PUT', path: '/Users', data: userBody('x') }, '405'],
    ['a bulk request inside', post('1', bulk([]), '/Bulk'), '404'],
    ['a search', post('1', {}, '/Users/.search'), '404'],
    ['a path without its slash', post('1', userBody('x'), 'Users'), '404'],
    ['no path', { method: 'DELETE' }, '404'],
  ])('%s', (_sentence, operation, status) => {
    expect(statuses(send([operation]))).toEqual([status]);
  });
});

describe('the whole is refused for', () => {
  test.each<[string, Json, number, string | null, string]>([
    ['no object', [], 400, 'invalidSyntax', 'must be a JSON object'],
    ['no schema', { Operations: [] }, 400, 'invalidSyntax', '"missing-schemas"'],
    ['no operations', { ...bulk([]), Operations: null }, 400, 'invalidSyntax', 'Operations must be an array'],
    ['an operation that is none', bulk(['POST']), 400, 'invalidSyntax', 'Operations[0] must be an object'],
    ['a method that is none', bulk([{ method: 1 }]), 400, 'invalidSyntax', 'Operations[0].method must be a string'],
    ['failOnErrors below one', bulk([], { failOnErrors: 0 }), 400, 'invalidValue', 'failOnErrors must be a whole number'],
    ['a bulkId at two operations', bulk([post('1', {}), post('1', {})]), 400, 'invalidSyntax', 'stands at two operations'],
    [
      'more operations than announced',
      bulk(Array.from({ length: 1001 }, () => ({}))),
      413,
      null,
      'has 1001 operations; maxOperations is 1000',
    ],
    ['more bytes than announced', bulk(['é'.repeat(524_288)]), 413, null, 'maxPayloadSize 1048576 bytes'],
  ])('%s', (_sentence, body, status, scimType, detail) => {
    const answer = directory.send('POST', '/Bulk', body);
    expect([answer.status, answer.body['scimType'] ?? null]).toEqual([status, scimType]);
    expect(answer.body['detail']).toContain(detail);
  });
});

test('it is announced as it is', () => {
  expect(directory.send('GET', '/ServiceProviderConfig').body['bulk']).toEqual({
    supported: true,
    maxOperations: 1000,
    maxPayloadSize: 1_048_576,
  });
  expect(directory.send('GET', '/Bulk').headers['allow']).toBe('POST');
});

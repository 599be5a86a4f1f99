import { beforeEach, describe, expect, test } from 'vitest';
import { openTestDirectory, patchBody, type TestDirectory, userBody } from '../testing/test-directory.ts';

let directory: TestDirectory;
let ada = '';
beforeEach(() => {
  directory = openTestDirectory();
  ada = directory.createUser('ada');
  return () => directory.server.close();
});

describe('a request depends on the version (RFC 7644 §3.14)', () => {
  const changes = ['PUT', 'PATCH', 'DELETE'] as const;
  test.each<[string, Record<string, string>, number | 'done']>([
    ['the version it is at', { 'if-match': 'W/"1"' }, 'done'],
    ['the same tag, strong', { 'if-match': '"1"' }, 'done'],
    ['one of several', { 'if-match': 'W/"7", "a,b" ,W/"1"' }, 'done'],
    ['any', { 'if-match': '*' }, 'done'],
    ['another', { 'if-match': 'W/"2"' }, 412],
    ['a longer tag', { 'if-match': 'W/"11"' }, 412],
    ['no tag at all', { 'if-match': '1' }, 412],
    ['none but another', { 'if-none-match': 'W/"2"' }, 'done'],
    ['none of this', { 'if-none-match': '"1"' }, 412],
    ['none at all', { 'if-none-match': '*' }, 412],
  ])('%s', (_sentence, headers, outcome) => {
    for (const method of changes) {
      const id = directory.createUser(`${method}@larkfield.test`);
      const body = method === 'PUT' ? userBody(method) : patchBody({ op: 'add', path: 'title', value: 'x' });
      const answer = directory.send(method, `/Users/${id}`, method === 'DELETE' ? undefined : body, headers);
      expect(answer.status).toBe(outcome === 'done' ? (method === 'DELETE' ? 204 : 200) : outcome);
      const after = directory.send('GET', `/Users/${id}`);
      expect(after.headers['etag']).toBe(outcome !== 'done' ? 'W/"1"' : method === 'DELETE' ? undefined : 'W/"2"');
    }
  });

  test.each<[string, Record<string, string>, number]>([
    ['what it has', { 'if-none-match': 'W/"1"' }, 304],
    ['what it has, among others', { 'if-none-match': '"0", "1"' }, 304],
    ['what it has not', { 'if-none-match': 'W/"0"' }, 200],
    ['what must be there', { 'if-match': 'W/"0"' }, 412],
  ])('reading: %s', (_sentence, headers, status) => {
    for (const method of ['GET', 'HEAD']) expect(directory.send(method, `/Users/${ada}`, undefined, headers).status).toBe(status);
  });

  test('who is not there is not found, whatever the version', () => {
    expect(directory.send('DELETE', '/Users/nobody', undefined, { 'if-match': '*' }).status).toBe(404);
  });
});

describe('an answer comes in a media type that the client accepts (RFC 7644 §3.8)', () => {
  const scim = 'application/scim+json; charset=utf-8';
  const json = 'application/json; charset=utf-8';
  test.each<[string, string | 406]>([
    ['application/scim+json', scim],
    ['application/json', json],
    ['APPLICATION/JSON; charset=utf-8', json],
    ['application/scim+json;q=0.2, application/json', json],
    ['application/json, application/scim+json', scim],
    ['text/html, */*;q=0.1', scim],
    ['application/*', scim],
    ['', scim],
    ['text/html', 406],
    ['application/json;q=0', 406],
    ['application/scim+json;q=0, application/*;q=0.5', json],
  ])('%s', (accept, outcome) => {
    const answer = directory.send('GET', `/Users/${ada}`, undefined, { accept });
    if (outcome === 406) expect(answer).toMatchObject({ status: 406, body: { detail: expect.stringContaining(accept) } });
    else expect([answer.status, answer.headers['content-type']]).toEqual([200, outcome]);
  });

  test('a change that could not be answered is not made', () => {
    expect(directory.send('POST', '/Users', userBody('grace'), { accept: 'text/html' }).status).toBe(406);
    expect(directory.send('GET', '/Users').body).toMatchObject({ totalResults: 1 });
    expect(directory.send('DELETE', `/Users/${ada}`, undefined, { accept: 'text/html' }).status).toBe(204);
  });
});

test.each([
  ['/Users', 'GET, HEAD, POST'],
  ['/Users/1', 'GET, HEAD, PUT, PATCH, DELETE'],
  ['/Users/.search', 'POST'],
  ['/.search', 'POST'],
  ['/Bulk', 'POST'],
  ['/Schemas', 'GET, HEAD'],
  ['/ServiceProviderConfig', 'GET, HEAD'],
  ['', 'GET, HEAD'],
])('OPTIONS and a wrong method tell what %s allows', (target, allow) => {
  expect(directory.send('OPTIONS', target)).toMatchObject({ status: 204, headers: { allow } });
  for (const method of ['TRACE', 'toString']) {
    expect(directory.send(method, target)).toMatchObject({ status: 405, headers: { allow } });
  }
});

test('/Me is refused with a reason, whatever is asked of it', () => {
  for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
    expect(directory.send(method, '/Me')).toMatchObject({
      status: 501,
      body: { detail: expect.stringContaining('RFC 7644 §3.11') },
    });
  }
});

describe('a PATCH is answered', () => {
  const rename = (value: string) => patchBody({ op: 'replace', path: 'displayName', value });
  test('for a group with 204, and with 200 where attributes are asked for or the directory says so', () => {
    const sales = directory.createGroup('Sales', [ada]);
    const send = (name: string, query = '') => directory.send('PATCH', `/Groups/${sales}${query}`, rename(name));
    expect(send('A')).toMatchObject({ status: 204, body: {}, headers: { etag: 'W/"2"' } });
    expect(send('B', '?attributes=displayName').body).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      id: sales,
      displayName: 'B',
    });
    directory.server.setSettings('larkfield', { groupPatchStatus: 200 });
    expect(send('C')).toMatchObject({ status: 200, body: { displayName: 'C', members: [{ value: ada }] } });
    expect(send('C')).toMatchObject({ status: 200, headers: { etag: 'W/"4"' } });
  });

  test('for a user with 200, and with 204 where the directory says so', () => {
    const send = (name: string, query = '') => directory.send('PATCH', `/Users/${ada}${query}`, rename(name)).status;
    const before = send('A');
    directory.server.setSettings('larkfield', { userPatchStatus: 204 });
    expect([before, send('B'), send('C', '?attributes=displayName')]).toEqual([200, 204, 200]);
    expect(directory.server.directory('larkfield')?.settings).toMatchObject({ userPatchStatus: 204, groupPatchStatus: 204 });
  });
});

import http from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDirectory, type TestDirectory } from '../testing/test-directory.ts';
import { listenScim } from './listen.ts';

let directory: TestDirectory;
let face: Awaited<ReturnType<typeof listenScim>>;
beforeEach(async () => {
  directory = openTestDirectory();
  face = await listenScim(directory.server, 0);
});
afterEach(() => face.close());

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${directory.token}`, 'content-type': 'application/scim+json', ...init.headers };
  return fetch(`http://127.0.0.1:${face.port}/scim/v2/larkfield${path}`, { ...init, headers });
}

test('a user is created and found over HTTP, with addresses that lead back here', async () => {
  const body = JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'zoë@larkfield.test' });
  const created = await ask('/Users', { method: 'POST', body });
  expect(created.status).toBe(201);
  const location = created.headers.get('location') ?? '';
  expect(location).toMatch(`http://127.0.0.1:${face.port}/scim/v2/larkfield/Users/`);
  const found = await fetch(location, { headers: { authorization: `Bearer ${directory.token}` } });
  expect(await found.json()).toMatchObject({ userName: 'zoë@larkfield.test' });
});

test('HEAD has the headers of GET and no body', async () => {
  const [get, head] = [await ask('/Users'), await ask('/Users', { method: 'HEAD' })];
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
    200,
    get.headers.get('content-length'),
    '',
  ]);
  await get.text();
});

test('a body that is no JSON, and one that is too large, are refused with SCIM errors', async () => {
  const broken = await ask('/Users', { method: 'POST', body: '{"userName": ' });
  expect([broken.status, await broken.json()]).toMatchObject([400, { scimType: 'invalidSyntax' }]);
  const large = await ask('/Users', { method: 'POST', body: 'x'.repeat(8 * 1024 * 1024 + 1) });
  expect([large.status, await large.json()]).toMatchObject([413, { detail: expect.stringContaining('8388608 bytes') }]);
});

test('a taken port is the error Node gives', async () => {
  await expect(listenScim(directory.server, face.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('closing ends connections that are kept alive', async () => {
  await (await ask('/Users')).text();
  await face.close();
  await expect(ask('/Users')).rejects.toThrow();
});

test('a client that goes away in the middle of a body harms nobody else', async () => {
  await new Promise<void>((resolve) => {
    const half = http.request({
      port: face.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/scim/v2/larkfield/Users',
      headers: { 'content-length': 100 },
    });
    half.on('error', () => resolve());
    half.write('{', () => half.destroy(new Error('gone')));
  });
  expect((await ask('/Users')).status).toBe(200);
});

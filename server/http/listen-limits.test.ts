import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDirectory, type TestDirectory, userBody } from '../testing/test-directory.ts';
import { listenScim } from './listen.ts';

let directory: TestDirectory;
let face: Awaited<ReturnType<typeof listenScim>>;
beforeEach(async () => {
  directory = openTestDirectory();
  face = await listenScim(directory.server, 0);
});
afterEach(() => face.close());

/** What comes back for these bytes, until the server closes the connection. */
function say(text: string, port = face.port): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

function request(headers: readonly string[] = [], line = `GET /scim/v2/larkfield/Users HTTP/1.1`): string {
  return [line, 'Host: localhost', `Authorization: Bearer ${directory.token}`, 'Connection: close', ...headers, '', ''].join(
    '\r\n',
  );
}

describe('on the wire', () => {
  test.each<[string, () => string, string, string]>([
    ['a request', () => request(), 'HTTP/1.1 200 OK', 'ListResponse'],
    [
      'a header of more than 16 kB',
      () => request([`X-Long: ${'x'.repeat(17_000)}`]),
      'HTTP/1.1 431 Request Header Fields Too Large',
      '16384 bytes',
    ],
    ['no HTTP', () => 'EHLO larkfield\r\n\r\n', 'HTTP/1.1 400 Bad Request', 'is no HTTP request'],
    ['no host', () => `GET /scim/v2/larkfield/Users HTTP/1.1\r\nConnection: close\r\n\r\n`, 'HTTP/1.1 400 Bad Request', ''],
    ['two lengths', () => request(['Content-Length: 2', 'Content-Length: 3']), 'HTTP/1.1 400 Bad Request', ''],
    ['a length and chunks', () => request(['Content-Length: 2', 'Transfer-Encoding: chunked']), 'HTTP/1.1 400 Bad Request', ''],
    [
      'a chunk that is none',
      () => `${request(['Transfer-Encoding: chunked'], 'POST /scim/v2/larkfield/Users HTTP/1.1')}zz\r\n`,
      'HTTP/1.1 400 Bad Request',
      '',
    ],
  ])('%s is answered', async (_sentence, text, status, detail) => {
    const answer = await say(text());
    expect(answer.split('\r\n')[0]).toBe(status);
    expect(answer).toContain(detail);
    expect(answer.toLowerCase()).not.toContain('access-control-');
    expect((await fetch(`http://127.0.0.1:${face.port}/scim/v2/larkfield/Users`)).status).toBe(401);
  });

  test('who sends slowly is cut off with 408', async () => {
    const impatient = await listenScim(directory.server, 0, { headersTimeoutMs: 50, requestTimeoutMs: 100 });
    const [head, body] = await Promise.all([
      say('GET /scim/v2/larkfield/Users HTTP/1.1\r\nHost: loc', impatient.port),
      say(request(['Content-Length: 10'], 'POST /scim/v2/larkfield/Users HTTP/1.1'), impatient.port),
    ]);
    await impatient.close();
    expect([head, body].map((answer) => answer.split('\r\n')[0])).toEqual([
      'HTTP/1.1 408 Request Timeout',
      'HTTP/1.1 408 Request Timeout',
    ]);
  });

  test('one connection too many is closed, and one that served enough is told to go', async () => {
    const narrow = await listenScim(directory.server, 0, { connectionsMax: 1, requestsPerConnectionMax: 2 });
    const held = net.connect(narrow.port, '127.0.0.1');
    const answered = (count: number): Promise<string> =>
      new Promise((resolve) => {
        let text = '';
        held.on('data', (chunk) => {
          text += chunk.toString();
          if (text.split('HTTP/1.1 200 OK').length > count && text.endsWith('}')) resolve(text);
        });
      });
    const keptAlive = request().replace('Connection: close', 'Connection: keep-alive');
    held.write(keptAlive);
    await answered(1);
    expect(await say(request(), narrow.port)).toBe('');
    held.write(keptAlive);
    expect(await answered(1)).toMatch(/^Connection: close\r$/m);
    held.destroy();
    await narrow.close();
  });
});

describe('credentials', () => {
  const get = (headers: Readonly<Record<string, string>>) =>
    directory.server.handle({ method: 'GET', target: '/scim/v2/larkfield/Users', headers, body: '' });

  test.each([
    ['no header', {}],
    ['an empty one', { authorization: '' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['no token', { authorization: 'Bearer ' }],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['two tokens', { authorization: 'Bearer a, Bearer b' }],
  ])('%s is refused with 401 and the way to authenticate', (_sentence, headers) => {
    const { status, headers: given, body } = get(headers);
    expect([status, given['www-authenticate']]).toEqual([401, expect.stringContaining('Bearer realm="larkfield"')]);
    expect(body).not.toContain(directory.token);
  });

  test("another directory's token opens nothing here, and its own opens its own", () => {
    const { server } = directory;
    const [organization] = server.organizations();
    const other = server.createDirectory({ organizationId: organization?.id ?? '', name: 'Harbour', tolerances: [] });
    expect(get({ authorization: `Bearer ${other.token}` }).status).toBe(401);
    const own = {
      method: 'GET',
      target: '/scim/v2/harbour/Users',
      headers: { authorization: `Bearer ${other.token}` },
      body: '',
    };
    expect(server.handle(own).status).toBe(200);
  });

  test('a web page is refused, whatever it knows, until its origin is allowed; then too it gets no CORS header', () => {
    const page = { authorization: `Bearer ${directory.token}`, origin: 'https://page.example.test' };
    expect(get(page)).toMatchObject({ status: 403, body: expect.stringContaining('Origin: https://page.example.test') });
    directory.server.setSettings(directory.id, { allowedOrigins: ['https://page.example.test'] });
    const allowed = get(page);
    expect(allowed.status).toBe(200);
    expect(Object.keys(allowed.headers).filter((name) => /^access-control/i.test(name))).toEqual([]);
    expect(get({ ...page, origin: 'https://page.example.test.evil.test' }).status).toBe(403);
    expect(get({ ...page, origin: 'null' }).status).toBe(403);
  });
});

test('a body of 32 levels is read, one of 33 is refused before anything is built from it', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const post = (body: string) =>
    directory.server.handle({
      method: 'POST',
      target: '/scim/v2/larkfield/Users',
      headers: { authorization: `Bearer ${directory.token}` },
      body,
    });
  expect(post(nested(32)).body).not.toContain('deeper');
  expect(post(nested(33))).toMatchObject({ status: 400, body: expect.stringContaining('deeper than the 32 levels') });
  expect(post(nested(1_000_000)).status).toBe(400);
  // Brackets in a text are none.
  expect(post(JSON.stringify(userBody('['.repeat(50)))).status).toBe(201);
});

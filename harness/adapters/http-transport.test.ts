import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { HttpTransportSetup } from './http-transport.ts';
import { openEndpoint } from './scripted-endpoint.ts';
import {
  ASK,
  answerEmptyList,
  closeLater,
  closeOpened,
  endpoint,
  failureIn,
  NO_EXCEPTIONS,
  responseIn,
  send,
  TOKEN,
  transportTo,
} from './scripted-transport.ts';

const CREATE: ScimRequest = {
  method: 'POST',
  target: '/Users',
  headers: { 'Content-Type': 'application/scim+json; charset=utf-8' },
  body: { schemas: [], userName: 'ada', active: true },
};

afterEach(closeOpened);

describe('what goes on the wire', () => {
  test('a GET carries the token and Entra’s spelling of names, and no User-Agent, Accept or flag', async () => {
    const target = await endpoint(answerEmptyList);
    const sent = await send(`http://127.0.0.1:${target.port}/scim/v2/?aadOptscim062020`, ASK);
    expect(target.requests[0]?.url).toBe('/scim/v2/Users?filter=userName+eq+%22ada%22');
    expect(target.requests[0]?.rawHeaders).toEqual([
      ...['host', `127.0.0.1:${target.port}`],
      ...['connection', 'keep-alive'],
      ...['Authorization', `Bearer ${TOKEN}`],
      ...['ADSCIMVersion', '5.0'],
    ]);
    expect(sent.rawRequestHeaders.map(([name]) => name)).toEqual(['host', 'connection', 'Authorization', 'ADSCIMVersion']);
  });

  test('a body keeps its order of keys and comes with its length', async () => {
    let body = '';
    const target = await endpoint((request, response) => {
      request
        .on('data', (chunk) => {
          body += chunk;
        })
        .on('end', () => response.writeHead(201).end());
    });
    const sent = await send(`http://127.0.0.1:${target.port}/scim`, CREATE);
    expect(responseIn(sent)).toMatchObject({ status: 201, text: '' });
    expect(target.requests[0]?.rawHeaders.filter((_, index) => index % 2 === 0)).toEqual(
      sent.rawRequestHeaders.map(([name]) => name),
    );
    expect(body).toBe('{"schemas":[],"userName":"ada","active":true}');
    expect(target.requests[0]?.headers).toMatchObject({ 'content-length': String(body.length) });
  });

  test('secret query values go with each request, and nothing that is recorded shows a secret', async () => {
    const target = await endpoint((request, response) => {
      response.setHeader('X-Echo', request.url ?? '').end(JSON.stringify({ location: request.url, got: request.headers }));
    });
    const sent = await send(`http://127.0.0.1:${target.port}/scim?key=s3cret-key`, ASK, {
      options: { ...NO_EXCEPTIONS, allowsPlainHttp: true, extraHeader: { name: 'X-Gateway', value: 'gate-value' } },
    });
    expect(target.requests[0]?.url).toBe('/scim/Users?filter=userName+eq+%22ada%22&key=s3cret-key');
    expect(target.requests[0]?.headers).toMatchObject({ 'x-gateway': 'gate-value' });
    expect(sent.rawRequestHeaders).toContainEqual(['Authorization', 'Bearer ***']);
    expect(sent.rawRequestHeaders).toContainEqual(['X-Gateway', '***']);
    expect(JSON.stringify(sent)).not.toMatch(new RegExp(`${TOKEN}|s3cret-key|gate-value`));
  });

  test('without a token there is no Authorization header; blanks around one are not sent', async () => {
    const target = await endpoint(answerEmptyList);
    await send(`http://127.0.0.1:${target.port}/scim`, ASK, { token: null });
    await send(`http://127.0.0.1:${target.port}/scim`, ASK, { token: ` ${TOKEN}\n` });
    expect(target.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, `Bearer ${TOKEN}`]);
  });

  test('one connection serves many requests', async () => {
    const target = await endpoint(answerEmptyList);
    const transport = transportTo(`http://127.0.0.1:${target.port}/scim`);
    for (let count = 0; count < 3; count += 1) await transport.send(ASK);
    expect([target.requests.length, target.connectionCount()]).toEqual([3, 1]);
  });

  test('names of response headers are kept as they came, and joined in lower case', async () => {
    const target = await endpoint((_request, response) => {
      response.writeHead(200, ['ETag', 'W/"1"', 'X-Two', 'a', 'X-Two', 'b']).end('{}');
    });
    const sent = await send(`http://127.0.0.1:${target.port}/scim`, ASK);
    expect(sent.rawResponseHeaders).toEqual(expect.arrayContaining([['ETag', 'W/"1"']]));
    expect(responseIn(sent)).toMatchObject({ headers: { etag: 'W/"1"', 'x-two': 'a, b' } });
  });
});

describe('what a server sends ahead of its answer', () => {
  const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
  const HINTS = 'HTTP/1.1 103 Early Hints\r\nLink: </Users>; rel=preload\r\n\r\n';
  const ANSWER = 'HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}';
  const inBytes = (text: string): readonly string[] => text.split('');

  /** Writes the pieces for each request, each in a turn of its own. */
  async function sendingPieces(pieces: readonly string[]) {
    const server = net.createServer({ noDelay: true }, (socket) => {
      socket
        .on('error', () => undefined)
        .on('data', async () => {
          for (const piece of pieces) {
            socket.write(piece);
            await new Promise((resolve) => setImmediate(resolve));
          }
        });
    });
    closeLater({ close: () => void server.close() });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return transportTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`);
  }

  test.each([
    ['100 Continue, which nobody asked for', [CONTINUE, ANSWER]],
    ['several of them, and the answer at once', [CONTINUE + HINTS + CONTINUE + ANSWER]],
    ['one that comes byte by byte', [...inBytes(CONTINUE + HINTS), ...inBytes(ANSWER)]],
  ])('is passed over: %s', async (_what, pieces) => {
    const transport = await sendingPieces(pieces);
    for (const _time of ['on a new connection', 'on the kept one']) {
      const sent = await transport.send(ASK);
      expect(responseIn(sent)).toMatchObject({ status: 201, text: '{}' });
      expect(sent.rawResponseHeaders).toEqual([['Content-Length', '2']]);
    }
  });

  test('is no answer, where nothing else comes', async () => {
    const transport = await sendingPieces(['HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n']);
    expect(failureIn(await transport.send(ASK))).toMatchObject({ kind: 'reset' });
  });
});

describe('a kept connection that the server closes when it is used again', () => {
  /** Answers the first request of each connection, and hangs up on the second one. */
  const oncePerConnection = () => {
    const seen = new WeakSet<object>();
    return endpoint((request, response) => {
      if (seen.has(request.socket)) return request.socket.destroy();
      seen.add(request.socket);
      return answerEmptyList(request, response);
    });
  };

  test('costs a GET a new connection', async () => {
    const target = await oncePerConnection();
    const transport = transportTo(`http://127.0.0.1:${target.port}/scim`);
    await transport.send(ASK);
    expect(responseIn(await transport.send(ASK))).toMatchObject({ status: 200 });
    expect(target.connectionCount()).toBe(2);
  });

  test('costs nobody anything where it was closed before', async () => {
    const target = await endpoint((request, response) => {
      request.resume().on('end', () => response.writeHead(201).end('{}'));
    });
    const transport = transportTo(`http://127.0.0.1:${target.port}/scim`);
    for (const connectionCount of [1, 2, 3]) {
      expect(responseIn(await transport.send(CREATE))).toMatchObject({ status: 201 });
      expect(target.connectionCount()).toBe(connectionCount);
      const socket = target.requests.at(-1)?.socket.end();
      // Closed on both sides.
      if (socket?.closed === false) await once(socket, 'close');
    }
  });

  test('fails a POST, which might have been carried out', async () => {
    const target = await oncePerConnection();
    const transport = transportTo(`http://127.0.0.1:${target.port}/scim`);
    await transport.send(ASK);
    expect(failureIn(await transport.send(CREATE))).toMatchObject({ kind: 'reset' });
    expect(target.connectionCount()).toBe(1);
  });
});

describe('a body', () => {
  const text = '{"displayName":"Grüße"}';
  const large = Buffer.alloc(11 * 1024 * 1024, 0x20);
  test.each([
    ['gzip', zlib.gzipSync(text), text],
    ['deflate', zlib.deflateSync(text), text],
    ['br', zlib.brotliCompressSync(text), text],
    ['deflate, gzip', zlib.gzipSync(zlib.deflateSync(text)), text],
    ['identity', Buffer.from(`\u{FEFF}${text}`), text],
    ['gzip', Buffer.from(text), { kind: 'unparsable', detail: 'The answer says it is packed as gzip, but cannot be unpacked.' }],
    [
      'compress',
      Buffer.from(text),
      { kind: 'unparsable', detail: 'The answer is packed as "compress", which was not asked for.' },
    ],
    ['identity', large, { kind: 'unparsable', detail: 'The answer is larger than 10 MB.' }],
    ['gzip', zlib.gzipSync(large), { kind: 'unparsable', detail: 'The answer is larger than 10 MB.' }],
  ])('packed as %s is read or refused', async (coding, bytes, expected) => {
    const target = await endpoint((_request, response) => {
      response.setHeader('Content-Encoding', coding).end(bytes);
    });
    const { outcome } = await send(`http://127.0.0.1:${target.port}/scim`, ASK);
    expect(outcome.kind === 'response' ? outcome.response.text : outcome.failure).toEqual(expected);
  });
});

describe('a redirect', () => {
  test('on the same host is followed by a GET', async () => {
    const target = await endpoint((request, response) => {
      if (request.url?.startsWith('/scim/')) response.writeHead(308, { Location: '/v2/Users?moved' }).end();
      else answerEmptyList(request, response);
    });
    expect(responseIn(await send(`http://127.0.0.1:${target.port}/scim`, ASK))).toMatchObject({ status: 200 });
    expect(target.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/scim/Users?filter=userName+eq+%22ada%22', `Bearer ${TOKEN}`],
      ['/v2/Users?moved', `Bearer ${TOKEN}`],
    ]);
  });

  test('to another host or port is a failure, and nothing is sent there', async () => {
    const other = await endpoint(answerEmptyList);
    for (const location of [`http://localhost:${other.port}/login?for=me`, `http://127.0.0.1:${other.port}/login`]) {
      const target = await endpoint((_request, response) => {
        response.writeHead(302, { Location: location }).end();
      });
      const failure = failureIn(await send(`http://127.0.0.1:${target.port}/scim`, ASK));
      const host = new URL(location).host;
      expect(failure).toEqual({
        kind: 'redirect',
        detail: `127.0.0.1:${target.port} answered 302 and redirects to http://${host}; the token was not sent there.`,
      });
    }
    expect(other.connectionCount()).toBe(0);
  });

  test('that never ends is given up', async () => {
    const target = await endpoint((_request, response) => {
      response.writeHead(302, { Location: '/scim/again' }).end();
    });
    expect(failureIn(await send(`http://127.0.0.1:${target.port}/scim`, ASK))).toMatchObject({ kind: 'redirect' });
    expect(target.requests.length).toBe(6);
  });

  test('of a POST is an answer like any other', async () => {
    const target = await endpoint((_request, response) => {
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    expect(responseIn(await send(`http://127.0.0.1:${target.port}/scim`, CREATE))).toMatchObject({ status: 307 });
    expect(target.requests.length).toBe(1);
  });
});

describe('a failure on the way is a value', () => {
  test('a port where nobody listens', async () => {
    const { port, close } = await openEndpoint(answerEmptyList);
    await close();
    expect(failureIn(await send(`http://127.0.0.1:${port}/scim`, ASK))).toEqual({
      kind: 'refused',
      detail: `Nothing listens at 127.0.0.1:${port} (ECONNREFUSED).`,
    });
  });

  test('a server that never answers', async () => {
    const target = await endpoint(() => undefined);
    const failure = failureIn(await send(`http://127.0.0.1:${target.port}/scim`, ASK, { timeoutMs: 100 }));
    expect(failure).toEqual({ kind: 'timeout', detail: `127.0.0.1:${target.port} did not answer within 0.1 s.` });
  });

  test('a server that hangs up before or in the middle of its answer', async () => {
    const before = await endpoint((request) => request.socket.destroy());
    const middle = await endpoint((request, response) => {
      response.setHeader('Content-Length', '100').write('{"half":', () => request.socket.destroy());
    });
    for (const { port } of [before, middle]) {
      expect(failureIn(await send(`http://127.0.0.1:${port}/scim`, ASK))).toMatchObject({ kind: 'reset' });
    }
  });

  test('a server that does not speak HTTP', async () => {
    const server = net.createServer((socket) => socket.end('220 mail.example.test ready\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closeLater({ close: () => void server.close() });
    const { port } = server.address() as AddressInfo;
    expect(failureIn(await send(`http://127.0.0.1:${port}/scim`, ASK))).toMatchObject({ kind: 'unparsable' });
  });

  test.each<[string, Partial<HttpTransportSetup>]>([
    ['plain http without permission', { options: NO_EXCEPTIONS }],
    ['a token with a line break in it', { token: 'token\nof-two-lines' }],
    [
      'a header that cannot be sent',
      { options: { ...NO_EXCEPTIONS, allowsPlainHttp: true, extraHeader: { name: 'X', value: 'a\nb' } } },
    ],
    ['a fingerprint that is none', { options: { ...NO_EXCEPTIONS, allowsPlainHttp: true, certificateFingerprint: 'AA:BB' } }],
  ])('%s is not sent at all', async (_sentence, setup) => {
    const target = await endpoint(answerEmptyList);
    const failure = failureIn(await send(`http://127.0.0.1:${target.port}/scim`, ASK, setup));
    expect(failure).toMatchObject({ kind: 'refused', detail: expect.stringMatching(/^Not sent: /) });
    expect(target.connectionCount()).toBe(0);
  });

  test('the bundled server needs no permission for plain http', async () => {
    const target = await endpoint(answerEmptyList);
    const sent = await send(`http://127.0.0.1:${target.port}/scim`, ASK, { options: NO_EXCEPTIONS, isBundledServer: true });
    expect(responseIn(sent)).toMatchObject({ status: 200 });
  });
});

import { X509Certificate } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openEndpoint, readCertificate, type ScriptedEndpoint } from './scripted-endpoint.ts';
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
} from './scripted-transport.ts';

const PIN = new X509Certificate(readCertificate('server.pem')).fingerprint256;

afterEach(closeOpened);

describe('a proxy', () => {
  /** Forwards what it is asked for to one endpoint, whatever name it is asked for. */
  async function openProxy(target: ScriptedEndpoint) {
    const asked: string[] = [];
    const server = http.createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization']}`);
      http.get({ host: '127.0.0.1', port: target.port, path: '/', headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.rawHeaders);
        answer.pipe(response);
      });
    });
    server.on('connect', (request: IncomingMessage, client: net.Socket) => {
      asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization']}`);
      if (request.headers['proxy-authorization'] === undefined)
        return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      const upstream = net.connect(target.port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      return upstream.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closeLater({
      close: () => {
        server.closeAllConnections();
        server.close();
      },
    });
    return { asked, port: (server.address() as AddressInfo).port };
  }
  const pinned = { ...NO_EXCEPTIONS, allowsPlainHttp: true, certificateFingerprint: PIN };

  test('for https is a tunnel, in which the certificate is checked as ever', async () => {
    const target = await endpoint(answerEmptyList, 'tls');
    const proxy = await openProxy(target);
    const environment = { HTTPS_PROXY: `http://ada:p%40ss@127.0.0.1:${proxy.port}` };
    const trusted = await send('https://scim.example.test/scim', ASK, { environment, options: pinned });
    const untrusted = await send('https://scim.example.test/scim', ASK, { environment, options: NO_EXCEPTIONS });
    expect(responseIn(trusted)).toMatchObject({ status: 200 });
    expect(failureIn(untrusted)).toMatchObject({ kind: 'tls' });
    expect(proxy.asked[0]).toBe(`CONNECT scim.example.test:443 Basic ${Buffer.from('ada:p@ss').toString('base64')}`);
    expect(target.requests.map(({ headers }) => [headers.host, headers['proxy-authorization']])).toEqual([
      ['scim.example.test', undefined],
    ]);
  });

  test('for plain http gets the whole address', async () => {
    const target = await endpoint(answerEmptyList);
    const proxy = await openProxy(target);
    const sent = await send('http://scim.example.test:8080/scim', ASK, {
      environment: { http_proxy: `127.0.0.1:${proxy.port}` },
      options: pinned,
    });
    expect(responseIn(sent)).toMatchObject({ status: 200 });
    expect(proxy.asked).toEqual(['GET http://scim.example.test:8080/scim/Users?filter=userName+eq+%22ada%22 undefined']);
  });

  test('that refuses the tunnel, or is not there, is named as the culprit', async () => {
    const proxy = await openProxy(await endpoint(answerEmptyList));
    const refusing = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    expect(failureIn(await send('https://scim.example.test/scim', ASK, { environment: refusing }))).toEqual({
      kind: 'refused',
      detail: `The proxy 127.0.0.1:${proxy.port} answered 407 to the request for a tunnel to scim.example.test:443.`,
    });
    const { port, close } = await openEndpoint(answerEmptyList);
    await close();
    const absent = { HTTPS_PROXY: `http://127.0.0.1:${port}`, HTTP_PROXY: `http://127.0.0.1:${port}` };
    for (const address of ['https://scim.example.test/scim', 'http://scim.example.test/scim']) {
      expect(failureIn(await send(address, ASK, { environment: absent }))).toEqual({
        kind: 'refused',
        detail: `The proxy 127.0.0.1:${port} cannot be reached.`,
      });
    }
  });

  test('is never asked for a place on this machine', async () => {
    const target = await endpoint(answerEmptyList);
    const environment = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1' };
    const sent = await send(`http://127.0.0.1:${target.port}/scim`, ASK, { environment });
    expect(responseIn(sent)).toMatchObject({ status: 200 });
  });
});

import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';

const CERTIFICATES = join(import.meta.dirname, '../../fixtures/tls');

/** An endpoint for tests: answers as told, and remembers what arrived. */
export interface ScriptedEndpoint {
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
  readonly connectionCount: () => number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 at a free port; with `tls`, behind the made-up certificate of fixtures/tls. */
export async function openEndpoint(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  kind: 'http' | 'tls' = 'http',
): Promise<ScriptedEndpoint> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    answer(request, response);
  };
  const server =
    kind === 'http'
      ? http.createServer(listener)
      : https.createServer({ cert: readCertificate('server.pem'), key: readCertificate('server-key.pem') }, listener);
  let connectionCount = 0;
  server.on('connection', (socket: Socket) => {
    connectionCount += 1;
    sockets.add(socket);
  });
  // A client that refuses the certificate hangs up: that is what some tests are about.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connectionCount: () => connectionCount,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function readCertificate(name: 'authority.pem' | 'server.pem' | 'server-key.pem'): string {
  return readFileSync(join(CERTIFICATES, name), 'utf8');
}

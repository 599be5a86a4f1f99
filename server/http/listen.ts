import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ScimError, toErrorBody } from '#shared/scim/error.ts';
import type { Delivery, HttpRequest, HttpResponse, ScimServer } from '../scim-server.ts';
import { answer } from './call.ts';
import { gatherRequests } from './gather-requests.ts';

const MEGABYTE = 1024 * 1024;

/** What one client may take of the server. Real ones stay far below; a slow, greedy or broken one gets no further. */
export interface FaceLimits {
  /** Sending the head of a request, and all of it. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveMs: number;
  readonly requestsPerConnectionMax: number;
  readonly connectionsMax: number;
}

const standardLimits: FaceLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 60_000,
  requestsPerConnectionMax: 10_000,
  connectionsMax: 512,
};
const BODY_BYTES_MAX = 8 * MEGABYTE;
const HEADER_BYTES_MAX = 16 * 1024;
/** A body that is too large is read to its end, so that its sender sees the answer; beyond this the connection goes. */
const BODY_BYTES_PASSED_OVER = 64 * MEGABYTE;

/** Serves on 127.0.0.1 only; port 0 takes a free one. Rejects with Node's own error (EADDRINUSE) where the port is taken. */
export async function listenScim(
  server: ScimServer,
  port: number,
  limits: Partial<FaceLimits> = {},
): Promise<{ port: number; close(): Promise<void> }> {
  const face = openFace(server, { ...standardLimits, ...limits });
  await new Promise<void>((resolve, reject) => {
    face.once('error', reject);
    face.listen(port, '127.0.0.1', () => {
      face.off('error', reject);
      resolve();
    });
  });
  const address = face.address();
  return { port: typeof address === 'object' && address !== null ? address.port : port, close: () => close(face) };
}

function openFace(server: ScimServer, limits: FaceLimits): Server {
  const options = {
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    // How often Node looks for requests that have become too old.
    connectionsCheckingInterval: Math.min(5_000, limits.headersTimeoutMs),
  };
  const ask = gatherRequests(server);
  const face = createServer(options, (request, response) => {
    void serve(ask, request, response);
  });
  face.maxConnections = limits.connectionsMax;
  face.maxRequestsPerSocket = limits.requestsPerConnectionMax;
  face.on('clientError', refuseBrokenRequest);
  return face;
}

async function serve(
  ask: (request: HttpRequest) => Promise<HttpResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = hasBody(request) ? await readBody(request) : '';
    if (body === null) {
      const detail = `The body is larger than the ${BODY_BYTES_MAX} bytes this server reads.`;
      send(request, response, answer(413, toErrorBody(new ScimError(413, null, detail)), { connection: 'close' }));
      return;
    }
    const { method = 'GET', url = '/' } = request;
    const answered = await ask({ method, target: url, headers: readHeaders(request), body });
    if (answered.delivery === undefined) send(request, response, answered);
    else await deliver(request, response, answered, answered.delivery);
  } catch (error) {
    // A client that went away, or a fault of this server: neither may end the process.
    const detail = `The server failed while it answered: ${error instanceof Error ? error.message : String(error)}`;
    if (!response.headersSent) send(request, response, answer(500, toErrorBody(new ScimError(500, null, detail))));
  }
}

/** The body as text; null where it is too large. All of it is read: a client that is still sending would not see the answer. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isWhole = false;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_BYTES_MAX) chunks.push(chunk);
      else if (size > BODY_BYTES_PASSED_OVER) request.destroy();
    });
    request.on('end', () => {
      isWhole = true;
      resolve(size <= BODY_BYTES_MAX ? textOf(chunks) : null);
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!isWhole) reject(new Error('The client went away before it had sent the whole body.'));
    });
  });
}

/** A body mostly comes in one piece. */
function textOf([first, ...more]: readonly Buffer[]): string {
  if (first === undefined) return '';
  return (more.length === 0 ? first : Buffer.concat([first, ...more])).toString('utf8');
}

/** A request has a body where it says how that ends (RFC 9112 §6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function readHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  const headers: Record<string, string> = Object.create(null);
  const given = request.headers;
  for (const name of Object.keys(given)) {
    const value = given[name];
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return headers;
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, { ...headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The way a directory that misbehaves answers, on a real connection. */
async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  answered: HttpResponse,
  { kind, delayMs, closesConnection }: Delivery,
): Promise<void> {
  if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
  const { socket } = request;
  switch (kind) {
    case 'whole':
      return send(request, response, closesConnection ? closing(answered) : answered);
    case 'never':
      // Held until the client gives up, or the server ends.
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'reset-in-body': {
      const { status, headers, body } = closing(answered);
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.write(body.slice(0, body.length / 2), () => socket.destroySoon());
      return;
    }
    case 'no-http':
      socket.end('This is no HTTP.\r\n\r\n');
      return;
  }
}

function closing(answered: HttpResponse): HttpResponse {
  return { ...answered, headers: { ...answered.headers, connection: 'close' } };
}

/** What never became a request: Node's reason as a SCIM error, and the end of the connection. */
function refuseBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, phrase, detail] = BROKEN_REQUESTS[error.code ?? ''] ?? NO_REQUEST;
  const { headers, body } = answer(status, toErrorBody(new ScimError(status, null, detail)), { connection: 'close' });
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end(`HTTP/1.1 ${status} ${phrase}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroySoon());
}

const NO_REQUEST = [400, 'Bad Request', 'What arrived is no HTTP request (RFC 9112).'] as const;
const BROKEN_REQUESTS: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    `The header is larger than the ${HEADER_BYTES_MAX} bytes this server reads (RFC 6585 §5).`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request took too long to arrive (RFC 9110 §15.5.9).'],
};

function close(face: Server): Promise<void> {
  return new Promise((resolve) => {
    face.close(() => resolve());
    face.closeAllConnections();
  });
}

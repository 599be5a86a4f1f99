import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ScimError, toErrorBody } from '#shared/scim/error.ts';
import type { HttpResponse, ScimServer } from '../scim-server.ts';
import { answer } from './call.ts';

const BODY_BYTES_MAX = 2 * 1024 * 1024;
const KEEP_ALIVE_MS = 60_000;

/** Serves on 127.0.0.1 only; port 0 takes a free one. Rejects with Node's own error (EADDRINUSE) where the port is taken. */
export async function listenScim(server: ScimServer, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const face = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void serve(server, request, response);
  });
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

async function serve(server: ScimServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request);
    if (body === null) {
      const detail = `The body is larger than the ${BODY_BYTES_MAX} bytes this server reads.`;
      send(request, response, answer(413, toErrorBody(new ScimError(413, null, detail))));
      return;
    }
    const { method = 'GET', url = '/' } = request;
    send(request, response, server.handle({ method, target: url, headers: readHeaders(request), body }));
  } catch (error) {
    // A client that went away, or a fault of this server: neither may end the process.
    const detail = `The server failed while it answered: ${error instanceof Error ? error.message : String(error)}`;
    if (!response.headersSent) send(request, response, answer(500, toErrorBody(new ScimError(500, null, detail))));
  }
}

/** The body as text; null where it is too large. All of it is read: a client that is still sending would not see the answer. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  return size <= BODY_BYTES_MAX ? Buffer.concat(chunks).toString('utf8') : null;
}

function readHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, { ...headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function close(face: Server): Promise<void> {
  return new Promise((resolve) => {
    face.close(() => resolve());
    face.closeAllConnections();
  });
}

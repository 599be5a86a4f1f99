import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { WebSocketServer } from 'ws';
import type { Workspace } from '../workspace.ts';
import { serveApi } from './serve-api.ts';

export interface BrowserMode {
  /** What a person opens: the one-time code rides in the fragment, which browsers never send. */
  readonly address: string;
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const PAYLOAD_MAX_BYTES = 48 * 1024 * 1024;

/**
 * The page and the api on loopback, for one person. The opened address carries a one-time code; the page exchanges it for a
 * session cookie that no script reads and no other site sends. Host and Origin are checked at every request and upgrade.
 * Rejects with Node's EADDRINUSE where the port is taken.
 */
export async function startBrowserMode(workspace: Workspace, pageFolder: string, port: number): Promise<BrowserMode> {
  const codes = new OneTimeCodes();
  const sessions = new SessionCookies();
  const accept = serveApi(workspace);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_MAX_BYTES });
  let origin = '';

  /** Host is checked against DNS rebinding, Origin against other sites; both before anything else is looked at. */
  function refusal(request: http.IncomingMessage): number | undefined {
    if (`http://${request.headers.host}` !== origin) return 421;
    if (request.headers.origin !== undefined && request.headers.origin !== origin) return 403;
    return undefined;
  }

  const server = http.createServer(async (request, response) => {
    const refused = refusal(request);
    if (refused === undefined && request.method === 'POST' && request.url === '/session') {
      const code = await readText(request);
      const isKnown = request.headers.origin === origin && codes.take(code);
      response.writeHead(isKnown ? 204 : 401, {
        'cache-control': 'no-store',
        ...(isKnown ? { 'set-cookie': `${sessions.issue()}; Path=/; HttpOnly; SameSite=Strict` } : {}),
      });
      response.end();
      return;
    }
    const file = refused === undefined ? await readPageFile(pageFolder, request.url ?? '/') : undefined;
    response.writeHead(refused ?? (file ? 200 : 404), {
      'content-type': file?.type ?? 'text/plain',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `${PAGE_POLICY}; connect-src 'self' ws://${new URL(origin).host}; frame-ancestors 'none'`,
    });
    response.end(file?.body ?? http.STATUS_CODES[refused ?? 404]);
  });
  server.on('upgrade', (request, socket, head) => {
    const isOurs = request.headers.origin === origin && request.url === '/api';
    const status = refusal(request) ?? (isOurs ? (sessions.isKnown(request.headers.cookie) ? undefined : 401) : 403);
    if (status === undefined) return sockets.handleUpgrade(request, socket, head, accept);
    socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nconnection: close\r\n\r\n`);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  origin = `http://127.0.0.1:${boundPort}`;

  return {
    address: `${origin}/#code=${codes.issue()}`,
    origin,
    port: boundPort,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'";

/** Codes are kept as hashes and used up by the first exchange: a later reader of the address bar or of `ps` gains nothing. */
class OneTimeCodes {
  readonly #hashes = new Set<string>();

  issue(): string {
    const code = randomBytes(24).toString('base64url');
    this.#hashes.add(sha256(code));
    return code;
  }

  take(code: string): boolean {
    return this.#hashes.delete(sha256(code));
  }
}

class SessionCookies {
  readonly #hashes = new Set<string>();

  /** `rehearsal=<value>`. */
  issue(): string {
    const value = randomBytes(24).toString('base64url');
    this.#hashes.add(sha256(value));
    return `rehearsal=${value}`;
  }

  isKnown(header: string | undefined): boolean {
    const value = /(?:^|;\s*)rehearsal=([\w-]+)/.exec(header ?? '')?.[1];
    if (value === undefined) return false;
    const offered = Buffer.from(sha256(value));
    return [...this.#hashes].some((hash) => timingSafeEqual(Buffer.from(hash), offered));
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readText(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > 1024) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A file of the built page, by URL path; nothing outside the folder. */
export async function readPageFile(
  folder: string,
  url: string,
): Promise<{ body: Buffer<ArrayBuffer>; type: string } | undefined> {
  try {
    const { pathname } = new URL(url, 'http://page');
    const path = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    if (!path.startsWith(folder + sep)) return undefined;
    return { body: await readFile(path), type: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream' };
  } catch {
    return undefined;
  }
}

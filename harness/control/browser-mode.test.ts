import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createMemoryVault } from '../adapters/vault.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';
import { type BrowserMode, startBrowserMode } from './browser-mode.ts';

const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
let workspace: Workspace;
let browser: BrowserMode;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  const opened = await openWorkspace({
    folder: join(folder, 'workspace'),
    host: 'browser',
    openVault: async () => createMemoryVault(),
    samplesFolder: resolve('fixtures/tenants'),
    version: '0.0.0',
    environment: {},
  });
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  workspace = opened.value;
  browser = await startBrowserMode(workspace, folder, 0);
});
afterAll(async () => {
  await browser.close();
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

/** node:http, because fetch would not let a test choose Host. */
function ask(path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<http.IncomingMessage> {
  const { port } = new URL(browser.origin);
  return new Promise((done, fail) => {
    const request = http.request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume();
      done(answer);
    });
    request.on('error', fail).end(body);
  });
}

function upgrade(headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`${browser.origin.replace('http', 'ws')}/api`, { headers });
  return new Promise((done) => {
    socket.on('open', () => {
      socket.terminate();
      done(101);
    });
    socket.on('unexpected-response', (_request, answer) => done(answer.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

test.each([
  ['the page itself', '/', {}, 200],
  ['another host name (DNS rebinding)', '/', { host: 'rebound.example' }, 421],
  ['another site', '/', { origin: 'https://elsewhere.example' }, 403],
  ['a path outside the page', '/..%2f..%2fworkspace.json', {}, 404],
  ['a file that is not there', '/workspace/workspace.json.missing', {}, 404],
])('%s is answered as it should be', async (_sentence, path, headers: Record<string, string>, status) => {
  expect((await ask(path, { host: new URL(browser.origin).host, ...headers })).statusCode).toBe(status);
});

test('the code opens one session, whose cookie no script reads and no other site sends', async () => {
  const { origin } = browser;
  const host = new URL(origin).host;
  const code = new URL(browser.address).hash.replace('#code=', '');
  expect((await ask('/session', { host, origin }, 'POST', 'guessed')).statusCode).toBe(401);
  expect((await ask('/session', { host }, 'POST', code)).statusCode).toBe(401);
  const answer = await ask('/session', { host, origin }, 'POST', code);
  expect(answer.statusCode).toBe(204);
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^rehearsal=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect((await ask('/session', { host, origin }, 'POST', code)).statusCode).toBe(401);

  const session = cookie.split(';')[0] ?? '';
  expect(await upgrade({ origin, cookie: session })).toBe(101);
  expect(await upgrade({ origin })).toBe(401);
  expect(await upgrade({ origin, cookie: 'rehearsal=guessed' })).toBe(401);
  expect(await upgrade({ cookie: session })).toBe(403);
  expect(await upgrade({ origin: 'https://elsewhere.example', cookie: session })).toBe(403);
});

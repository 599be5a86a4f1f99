import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import { type RunningServer, type ServeOptions, serveDirectory } from './serve.ts';

let folder: string;
const open: RunningServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = (): ServeOptions => ({
  port: 0,
  dataFolder: join(folder, 'data'),
  directoryName: 'crew',
  token: null,
  environment: { XDG_CONFIG_HOME: join(folder, 'keys') },
});

async function serve(changes: Partial<ServeOptions> = {}): Promise<RunningServer> {
  const served = await serveDirectory({ ...options(), ...changes });
  assert(served.ok, JSON.stringify(served));
  open.push(served.value);
  return served.value;
}

async function end(server: RunningServer): Promise<void> {
  open.splice(open.indexOf(server), 1);
  await server.close();
}

function call({ url }: RunningServer, token: string, body?: object): Promise<Response> {
  return fetch(`${url}/Users`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
}

const ada = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@tidewater.test' };

test('resources and the token survive a restart, and no file holds the token in clear', async () => {
  const first = await serve();
  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/scim\/v2\/crew$/);
  expect((await call(first, first.token, ada)).status).toBe(201);
  await end(first);
  const second = await serve();
  expect(second.token).toBe(first.token);
  expect(await (await call(second, second.token)).json()).toMatchObject({ totalResults: 1 });
  await end(second);
  const files = readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name), 'latin1'));
  expect(files.filter((text) => text.includes(first.token))).toEqual([]);
});

test('a token from the environment is let in, also where the directory is there already', async () => {
  await end(await serve());
  for (const token of ['one-of-the-environment', 'another-of-it', 'another-of-it']) {
    const server = await serve({ token });
    expect((await call(server, token)).status).toBe(200);
    expect((await call(server, 'wrong')).status).toBe(401);
    await end(server);
  }
  const server = await serve();
  expect((await call(server, server.token)).status).toBe(200);
});

test('in memory nothing is written', async () => {
  const server = await serve({ dataFolder: null });
  expect((await call(server, server.token, ada)).status).toBe(201);
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is served already is refused with the address of the first', async () => {
  const first = await serve();
  const second = await serveDirectory(options());
  expect(second).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(first.url) }] });
  expect((await call(first, first.token)).status).toBe(200);
});

test('a port that is taken is refused when it was asked for', async () => {
  const first = await serve({ dataFolder: null });
  const port = Number(new URL(first.url).port);
  const second = await serveDirectory({ ...options(), dataFolder: null, port });
  expect(second).toMatchObject({
    ok: false,
    problems: [{ place: '--port', message: `Port ${port} is taken by another program.` }],
  });
});

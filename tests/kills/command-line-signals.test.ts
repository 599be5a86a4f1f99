import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { createScimServer } from '#server/create-server.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { temporaryFolder } from '../e2e/hosts.ts';

const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  folder.remove();
});

function start(words: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'cli/rehearse.ts'), ...words], {
    env: { ...process.env, NODE_ENV: 'production', XDG_CONFIG_HOME: join(folder.path, 'keys'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  closers.push(() => child.kill('SIGKILL'));
  return child;
}

async function lineOf(stream: NodeJS.ReadableStream | null, pattern: RegExp): Promise<string> {
  if (stream === null) throw new Error('The stream is not piped.');
  for await (const line of createInterface({ input: stream })) if (pattern.test(line)) return line;
  throw new Error(`The process ended before it said ${pattern}.`);
}

test.each([
  ['SIGTERM', 0],
  ['SIGINT', 130],
] as const)('serve ends on %s with %i and can be started again on its data with the same token', async (signal, exitCode) => {
  const words = ['serve', '--port', '0', '--data', join(folder.path, 'data'), '--directory', 'kept', '--json'];
  const tokens: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const child = start(words);
    const { token, directory } = JSON.parse(await lineOf(child.stdout, /^\{/));
    expect(directory).toBe('kept');
    tokens.push(token);
    child.kill(signal);
    expect((await once(child, 'exit'))[0]).toBe(exitCode);
  }
  expect(tokens[1]).toBe(tokens[0]);
});

test('a reader that has seen enough ends nothing, and is no fault', async () => {
  const child = start(['habits']);
  child.stdout?.destroy();
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk));
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(said).toBe('');
});

test('a run that is interrupted in the middle of a cycle removes what it had created, and ends with 130', async () => {
  const target = await startHoldingTarget();
  const scenario = join(root, 'fixtures/scenarios/first-connection.scenario.yaml');
  const words = ['run', scenario, '--target', target.url, '--token-env', 'SIGNAL_TOKEN', '--allow-writes', '--clean-up'];
  const child = start(words, { SIGNAL_TOKEN: target.token });
  child.stdout?.resume();
  const said = lineOf(child.stderr, /^Interrupted/);
  await target.reached;
  child.kill('SIGINT');
  await said;
  target.release();
  expect((await once(child, 'exit'))[0]).toBe(130);
  expect(target.createdCount()).toBe(HELD_CREATE);
  expect(target.userCount()).toBe(0);
});

const HELD_CREATE = 3;

/** The bundled server behind a socket that holds back the answer to one create until it is released. */
async function startHoldingTarget() {
  const host = { clock: { now: () => 0 }, random: seededRandom('signals'), newToken: () => 'a-token-of-this-test' };
  const scim = createScimServer({ path: ':memory:', host });
  const { directory, token } = scim.createDirectory({
    organizationId: scim.createOrganization('Signals').id,
    name: 'Signals',
    tolerances: entraReadyTolerances,
  });
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let createdCount = 0;
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const { method = 'GET', url = '/' } = request;
    const answer = scim.handle({ method, target: url, headers, body: Buffer.concat(chunks).toString() });
    if (method === 'POST') {
      createdCount += 1;
      if (createdCount === HELD_CREATE) {
        reached.resolve();
        await released.promise;
      }
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2/${directory.id}`,
    token,
    reached: reached.promise,
    release: () => released.resolve(),
    createdCount: () => createdCount,
    userCount: () => scim.directory(directory.id)?.userCount,
  };
}

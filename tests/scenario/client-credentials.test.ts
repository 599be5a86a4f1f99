import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TestWorkspace } from '#harness/testing/test-workspace.ts';
import { ExitCode } from '../../cli/exit-codes.ts';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');
const managerSecond = join(root, 'fixtures/scenarios/manager-second.scenario.yaml');

// A directory of a workspace stands in for somebody's endpoint: its token endpoint hands out real tokens, which expire.
let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await opened.remove();
});

async function rehearse(...words: readonly string[]) {
  const lines: string[] = [];
  const output = { result: (line: string) => lines.push(line), note: (line: string) => lines.push(line), isColored: false };
  return { exitCode: await run(words, pathToFileURL(`${root}/`), output), text: lines.join('\n') };
}

async function scene(expiresInSeconds = 3600) {
  const { api } = opened;
  const { id } = await api.receiver.createOrganization({ name: 'Larkfield' });
  const { directory } = await api.receiver.createDirectory({ organizationId: id, name: 'Larkfield', behaviour: 'entra-ready' });
  const { client, secret, tokenAddress } = await api.receiver.createOAuthClient({ directoryId: directory.id, expiresInSeconds });
  const words = ['run', managerSecond, '--allow-writes', '--clean-up', '--target', directory.endpoint];
  return {
    words,
    secret,
    client: ['--token-endpoint', tokenAddress, '--client-id', client.id, '--client-secret-env', 'REHEARSAL_SECRET'],
  };
}

test.each(['header', 'body'])('a run against an endpoint fetches its token with the credentials in the %s', async (location) => {
  const { words, client, secret } = await scene();
  vi.stubEnv('REHEARSAL_SECRET', secret);
  const { exitCode, text } = await rehearse(...words, ...client, '--credential-location', location);
  expect(text).toContain('1 scenario: 1 passed');
  expect(exitCode).toBe(0);
  expect(text).not.toContain(secret);
});

test('a client that is refused ends the cycle with the reason, and shows no secret', async () => {
  const { words, client } = await scene();
  vi.stubEnv('REHEARSAL_SECRET', 'not-the-secret');
  const { exitCode, text } = await rehearse(...words, ...client);
  expect(exitCode).toBe(ExitCode.unreachable);
  expect(text).toContain('refused the client: 401 invalid_client');
  expect(text).not.toContain('not-the-secret');
});

test.each<[string, readonly string[], string]>([
  [
    'an unset variable',
    ['--token-endpoint', 'https://id.test', '--client-id', 'x', '--client-secret-env', 'NOBODY_SET_IT'],
    'NOBODY_SET_IT is not set',
  ],
  ['half a client', ['--client-id', 'x'], 'A client needs --token-endpoint, --client-id and --client-secret-env'],
  ['both kinds', ['--client-id', 'x', '--token-env', 'TOKEN'], 'A target takes a bearer token or a client, not both'],
])('refused before anything is sent: %s', async (_name, more, message) => {
  const { exitCode, text } = await rehearse('run', managerSecond, '--allow-writes', '--target', 'https://x.test/scim', ...more);
  expect(exitCode).toBe(2);
  expect(text).toContain(message);
});

test('a client without a target is refused', async () => {
  const { exitCode, text } = await rehearse('run', managerSecond, '--client-id', 'x');
  expect([exitCode, text.includes('there is no --target')]).toEqual([2, true]);
});

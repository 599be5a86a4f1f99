import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signWebhook } from '#server/webhooks/signature.ts';
import { assert } from '#shared/kernel/assert.ts';
import { type RunningServer, type ServeOptions, serveDirectory } from '../serve.ts';
import { openWebhookReceiver } from '../testing/webhook-receiver.ts';

let folder: string;
const cleanUp: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'served-webhook-'));
});
afterEach(async () => {
  for (const work of cleanUp.splice(0).reverse()) await work();
  rmSync(folder, { recursive: true, force: true });
});

const options = (webhook: ServeOptions['webhook']): ServeOptions => ({
  port: 0,
  dataFolder: join(folder, 'data'),
  directoryName: 'crew',
  token: null,
  environment: { XDG_CONFIG_HOME: join(folder, 'keys') },
  webhook: webhook ?? null,
});

async function serve(webhook: ServeOptions['webhook'] = null): Promise<RunningServer> {
  const served = await serveDirectory(options(webhook));
  assert(served.ok, JSON.stringify(served));
  return served.value;
}

async function receiver() {
  const opened = await openWebhookReceiver({ status: 200 });
  cleanUp.push(opened.close);
  return {
    url: opened.url,
    /** As soon as so many requests arrived. */
    received: async (count: number) => {
      await expect.poll(() => opened.received.length).toBe(count);
      return opened.received;
    },
  };
}

async function createUser({ url, token }: RunningServer, userName: string): Promise<void> {
  const answer = await fetch(`${url}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName }),
  });
  assert(answer.status === 201, String(answer.status));
}

const plain = { isHostAllowed: false, secret: null };

test('a served directory tells of itself and of its users, signed with a secret that stays with the folder', async () => {
  const product = await receiver();
  const first = await serve({ url: product.url, ...plain });
  const { secret = '', url } = first.webhook ?? {};
  expect(url).toBe(product.url);
  await createUser(first, 'ada@tidewater.test');
  const [activated, created] = await product.received(2);
  await first.close();
  expect([activated, created].map((request) => (JSON.parse(request?.body ?? '') as { event: string }).event)).toEqual([
    'dsync.activated',
    'dsync.user.created',
  ]);
  const signature = String(created?.headers['workos-signature']);
  const issuedAtMs = Number(/^t=(\d+)/.exec(signature)?.[1]);
  expect(signature).toBe(signWebhook(created?.body ?? '', { secret, issuedAtMs }));
  const second = await serve({ url: product.url, ...plain });
  expect(second.webhook?.secret).toBe(secret);
  await second.close();
  const files = readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name), 'latin1'));
  expect(files.filter((text) => text.includes(secret))).toEqual([]);
});

test('without the option nothing is sent, nor kept for later', async () => {
  const product = await receiver();
  const webhook = { url: product.url, ...plain, secret: 'given' };
  const first = await serve(webhook);
  await product.received(1);
  await first.close();
  const second = await serve();
  expect(second.webhook).toBeNull();
  await createUser(second, 'ada@tidewater.test');
  await second.close();
  const third = await serve(webhook);
  await createUser(third, 'grace@tidewater.test');
  const [, created] = await product.received(2);
  await third.close();
  expect(created?.body).toContain('grace@tidewater.test');
});

test.each([
  [
    'a host elsewhere that nobody allowed',
    { url: 'https://hooks.example.test/?key=hush', isHostAllowed: false },
    /is not on this machine/,
  ],
  ['plain http to a host elsewhere, allowed or not', { url: 'http://hooks.example.test/', isHostAllowed: true }, /plain http/],
  ['what is no URL', { url: 'hooks', isHostAllowed: true }, /./],
])('%s is refused, and nothing is left open', async (_sentence, webhook, message) => {
  const served = await serveDirectory(options({ ...webhook, secret: null }));
  assert(!served.ok, 'it was refused');
  expect(served.problems).toMatchObject([{ place: '--webhook', message: expect.stringMatching(message) }]);
  expect(JSON.stringify(served)).not.toContain('hush');
  await (await serve()).close();
});

test('a host elsewhere that was allowed is accepted, and its query is never shown', async () => {
  const served = await serve({ url: 'https://hooks.example.invalid/?key=hush', isHostAllowed: true, secret: 'given' });
  expect(served.webhook).toMatchObject({ url: 'https://hooks.example.invalid/?key=***', secret: 'given' });
  await served.close();
});

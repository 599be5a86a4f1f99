import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScimServer } from '#server/create-server.ts';
import { testHost } from '#server/testing/test-directory.ts';
import { signWebhook } from '#server/webhooks/signature.ts';
import { HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';
import { openWebhookReceiver, type WebhookReceiver, type WebhookReply } from '../testing/webhook-receiver.ts';
import { WebhookSender } from './webhook-sender.ts';

let opened: TestWorkspace;
let organizationId: string;
let directoryId: string;
const cleanUp: (() => unknown)[] = [];

beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  organizationId = (await opened.api.receiver.createOrganization({ name: 'Larkfield' })).id;
  directoryId = (await makeDirectory('Larkfield Entra')).id;
});
afterEach(async () => {
  for (const work of cleanUp.splice(0)) await work();
  await opened.remove();
});

async function makeDirectory(name: string) {
  return (await opened.api.receiver.createDirectory({ organizationId, name, behaviour: 'entra-ready' })).directory;
}

async function receiver(...replies: readonly (WebhookReply | null)[]): Promise<WebhookReceiver> {
  const endpoint = await openWebhookReceiver(...replies);
  cleanUp.push(endpoint.close);
  return endpoint;
}

async function addEndpoint(url: string, events: string[] = ['dsync.user.created']) {
  return opened.api.webhooks.create({ organizationId, url, events });
}

/** As a client of the directory: its own events need no cycle to be raised. */
function createUser(userName: string): void {
  const { server } = opened.workspace.parts;
  const token = server.addToken(directoryId);
  const body = JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  const { status } = server.handle({ method: 'POST', target: `/scim/v2/${directoryId}/Users`, headers, body });
  if (status !== 201) throw new Error(`${userName} was answered with ${status}`);
}

async function deliveries(endpointId: string) {
  return (await opened.api.webhooks.deliveries({ endpointId })).items;
}

async function untilStates(endpointId: string, ...states: readonly string[]) {
  await expect.poll(async () => (await deliveries(endpointId)).map(({ state }) => state), { timeout: 5000 }).toEqual(states);
}

async function untilAttempts(endpointId: string, count: number) {
  await expect.poll(async () => (await deliveries(endpointId))[0]?.attemptCount, { timeout: 5000 }).toBe(count);
}

test('what is delivered is the event in its envelope, signed, with a log of the attempt', async () => {
  const hooks = await receiver({ status: 200, body: '<b>thanks, hidden-value</b>' });
  const { endpoint } = await addEndpoint(`${hooks.url}?key=hidden-value`);
  createUser('ada');
  await untilStates(endpoint.id, 'delivered');
  const [request] = hooks.received;
  expect(request).toMatchObject({ path: '/hooks?key=hidden-value', headers: { 'content-type': 'application/json' } });
  expect(request?.headers['workos-signature']).toMatch(/^t=\d{13}, v1=[0-9a-f]{64}$/u);
  const event = opened.workspace.parts.server
    .events(directoryId, { offset: 0, limit: 10 })
    .items.find((one) => one.event === 'dsync.user.created');
  expect(Object.keys(JSON.parse(String(request?.body)))).toEqual(['id', 'event', 'data', 'created_at']);
  expect(parseJson(String(request?.body))).toEqual({
    id: event?.id,
    event: 'dsync.user.created',
    data: event?.data,
    created_at: new Date(event?.createdAt ?? 0).toISOString(),
  });
  const [delivery] = await deliveries(endpoint.id);
  const detail = await opened.api.webhooks.delivery({ number: delivery?.number ?? 0 });
  expect(detail).toMatchObject({
    state: 'delivered',
    cause: 'event',
    body: request?.body,
    attempts: [{ number: 1, status: 200, failure: null, bodyHead: '<b>thanks, ***</b>', durationMs: expect.any(Number) }],
  });
  expect(JSON.stringify([await opened.api.webhooks.list({}), detail.attempts])).not.toContain('hidden');
});

test('the receiver of the docs takes a delivery, knows a repeated one, and refuses another secret', async () => {
  const { endpoint, secret } = await addEndpoint('http://127.0.0.1:9/');
  await opened.api.webhooks.update({ endpointId: endpoint.id, isEnabled: false });
  const script = spawn(process.execPath, ['docs/examples/verify-webhook.mjs'], {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUp.push(() => script.kill());
  const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => JSON.parse(String((await lines.next()).value)) as Record<string, unknown>;
  const { listening } = await nextLine();
  await opened.api.webhooks.update({ endpointId: endpoint.id, url: String(listening), isEnabled: true });
  createUser('ada');
  expect(await nextLine()).toMatchObject({ event: 'dsync.user.created', isRepeated: false });
  await untilStates(endpoint.id, 'delivered');
  const [first] = await deliveries(endpoint.id);
  await opened.api.webhooks.resend({ number: first?.number ?? 0 });
  expect(await nextLine()).toMatchObject({ event: 'dsync.user.created', isRepeated: true });
  const old = signWebhook('{}', { secret, issuedAtMs: Date.now() - 4 * MINUTE_MS });
  const replayed = await fetch(String(listening), { method: 'POST', body: '{}', headers: { 'workos-signature': old } });
  expect([replayed.status, await replayed.text()]).toEqual([400, 'The signature is too old, or has no time.']);
  expect(await nextLine()).toEqual({ refused: 'The signature is too old, or has no time.' });
  await opened.api.webhooks.renewSecret({ endpointId: endpoint.id });
  createUser('grace');
  expect(await nextLine()).toEqual({ refused: 'The signature does not match.' });
  await untilAttempts(endpoint.id, 1);
  const [refused, again] = await deliveries(endpoint.id);
  expect(refused).toMatchObject({
    state: 'queued',
    lastAttempt: { status: 400, failure: 'It answered 400; 2xx is a delivery.', bodyHead: 'The signature does not match.' },
  });
  expect(again).toMatchObject({ cause: 'resend', eventId: first?.eventId });
});

describe('an endpoint that fails', () => {
  test('is asked again when the clock has come to the next attempt, with the same body', async () => {
    const hooks = await receiver({ status: 500, body: 'busy' }, null, { status: 204 });
    const { endpoint } = await addEndpoint(hooks.url);
    createUser('ada');
    await untilAttempts(endpoint.id, 1);
    const [waiting] = await deliveries(endpoint.id);
    expect(waiting).toMatchObject({
      state: 'queued',
      lastAttempt: { status: 500, failure: 'It answered 500; 2xx is a delivery.' },
    });
    expect((waiting?.nextAttemptAt ?? 0) - (waiting?.lastAttempt?.at ?? 0)).toBe(5_000);
    await opened.api.clock.advance({ ms: 5_000 });
    await untilAttempts(endpoint.id, 2);
    const [closed] = await deliveries(endpoint.id);
    expect(closed?.lastAttempt).toMatchObject({ status: null, failure: expect.stringContaining('closed the connection') });
    await opened.api.clock.advance({ ms: 30_000 });
    await untilStates(endpoint.id, 'delivered');
    expect(new Set(hooks.received.map(({ body }) => body)).size).toBe(1);
    expect(hooks.received).toHaveLength(3);
  });

  test('for good is given up after the last wait, and newer events are not held up by it', async () => {
    const hooks = await receiver({ status: 503 }, { status: 200 }, { status: 503 });
    const { endpoint } = await addEndpoint(hooks.url);
    createUser('ada');
    await untilAttempts(endpoint.id, 1);
    createUser('grace');
    await untilStates(endpoint.id, 'delivered', 'queued');
    for (const [index, ms] of [MINUTE_MS, MINUTE_MS, 4 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 13 * HOUR_MS].entries()) {
      await opened.api.clock.advance({ ms });
      await expect.poll(() => hooks.received.length, { timeout: 5000 }).toBe(index + 3);
      await expect.poll(async () => (await deliveries(endpoint.id))[1]?.attemptCount, { timeout: 5000 }).toBe(index + 2);
    }
    await untilStates(endpoint.id, 'delivered', 'failed');
    expect(await opened.api.webhooks.list({})).toMatchObject([
      { isEnabled: true, queuedCount: 0, deliveredCount: 1, failedCount: 1, nextAttemptAt: null },
    ]);
  });

  test('by not answering has failed after the time-out, and the host ends without waiting for it', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    cleanUp.push(
      () => silent.closeAllConnections(),
      () => silent.close(),
    );
    const { port } = silent.address() as AddressInfo;
    const { vault, clock } = opened.workspace.parts;
    const url = `http://127.0.0.1:${port}/`;
    await vault.write('webhook/silent/url', url);
    await vault.write('webhook/silent/secret', 'secret');
    const apart = createScimServer({ path: ':memory:', host: { ...testHost(), clock } });
    cleanUp.push(() => apart.close());
    const owner = apart.createOrganization('Apart').id;
    const attempted = Promise.withResolvers<void>();
    const means = { server: apart, vault, clock, environment: {}, timeoutMs: 20, onAttempt: attempted.resolve };
    const sender = new WebhookSender(means);
    apart.webhooks.create({ id: 'silent', organizationId: owner, directoryId: null, url, origin: url.slice(0, -1), events: [] });
    apart.createDirectory({ organizationId: owner, name: 'Apart', tolerances: [] });
    await attempted.promise;
    await sender.close();
    const [delivery] = apart.webhooks.deliveries('silent', { offset: 0, limit: 1 }).items;
    expect(apart.webhooks.attempts(delivery?.number ?? 0)).toMatchObject([
      { status: null, failure: `127.0.0.1:${port} did not answer within 0.02 s.` },
    ]);
    const patient = new WebhookSender({ ...means, timeoutMs: 60_000 });
    const again = once(silent, 'request');
    apart.webhooks.resend(delivery?.number ?? 0);
    await again;
    await patient.close();
    expect(apart.webhooks.deliveries('silent', { offset: 0, limit: 1 }).items).toMatchObject([
      { state: 'queued', attemptCount: 0 },
    ]);
  });

  test('by a redirect is not followed to where it points', async () => {
    const other = await receiver({ status: 200 });
    const hooks = await receiver({ status: 307, headers: { location: other.url } });
    const { endpoint } = await addEndpoint(hooks.url);
    createUser('ada');
    await untilAttempts(endpoint.id, 1);
    expect((await deliveries(endpoint.id))[0]?.lastAttempt).toMatchObject({
      status: 307,
      failure: 'It answered 307, and redirects are not followed.',
    });
    expect(other.received).toEqual([]);
  });
});

describe('a host on another machine', () => {
  test('is sent nothing before a person allows it, and a new host has to be allowed anew', async () => {
    const { api } = opened;
    const { endpoint } = await addEndpoint('https://0.0.0.0:9/events');
    expect(endpoint).toMatchObject({ origin: 'https://0.0.0.0:9', consent: 'needed' });
    createUser('ada');
    await untilStates(endpoint.id, 'queued');
    expect((await deliveries(endpoint.id))[0]).toMatchObject({ attemptCount: 0, lastAttempt: null });
    await expect(api.webhooks.allowHost({ endpointId: endpoint.id, origin: 'https://other.example.test' })).rejects.toMatchObject(
      {
        message: 'The endpoint is at https://0.0.0.0:9 by now, and not where you allowed it.',
      },
    );
    const allowed = await api.webhooks.allowHost({ endpointId: endpoint.id, origin: endpoint.origin });
    expect(allowed.consent).toBe('given');
    await untilAttempts(endpoint.id, 1);
    expect((await deliveries(endpoint.id))[0]?.lastAttempt).toMatchObject({
      status: null,
      failure: expect.stringContaining('0.0.0.0:9'),
    });
    const moved = await api.webhooks.update({ endpointId: endpoint.id, url: 'https://elsewhere.example.test/' });
    expect(moved).toMatchObject({ consent: 'needed', nextAttemptAt: null });
  });
});

test('what was queued when the host ended is sent by the next one', async () => {
  const hooks = await receiver({ status: 500 }, { status: 200 });
  const { endpoint } = await addEndpoint(hooks.url);
  createUser('ada');
  await untilAttempts(endpoint.id, 1);
  await opened.api.clock.advance({ ms: 1 });
  await opened.close();
  await opened.open();
  await opened.api.clock.advance({ ms: 5_000 });
  await untilStates(endpoint.id, 'delivered');
});

test('an endpoint gets the events it asked for, of its directory or of all of its organization, and the last word of one that goes', async () => {
  const { api } = opened;
  const hooks = await receiver({ status: 200 });
  const { endpoint: all } = await addEndpoint(hooks.url, ['dsync.activated', 'dsync.deleted']);
  const { endpoint: one } = await api.webhooks.create({ organizationId, directoryId, url: hooks.url });
  const other = await makeDirectory('Other');
  createUser('ada');
  await api.receiver.removeDirectory({ directoryId });
  await api.receiver.removeDirectory({ directoryId: other.id });
  const names = async (id: string) => (await deliveries(id)).map(({ event }) => event).reverse();
  expect(await names(all.id)).toEqual(['dsync.activated', 'dsync.deleted', 'dsync.deleted']);
  expect(await names(one.id)).toEqual(['dsync.token.created', 'dsync.user.created', 'dsync.deleted']);
  await untilStates(one.id, 'delivered', 'delivered', 'delivered');
  expect((await api.webhooks.list({ organizationId })).map(({ isRetired }) => isRetired)).toEqual([false, true]);
});

test.each([
  ['ftp://hooks.example.test/', 'The endpoint URL begins with a scheme that is not HTTP.'],
  ['https://ada:secret@hooks.example.test/', 'The endpoint URL holds a user name or password in front of "@".'],
  ['http://hooks.example.test/', 'http://hooks.example.test would get names and addresses of people over plain http.'],
  ['', 'The endpoint URL is blank.'],
])('the URL "%s" is refused', async (url, message) => {
  await expect(addEndpoint(url)).rejects.toMatchObject({ message, data: { place: 'Endpoint URL' } });
  expect(await opened.api.webhooks.list({})).toEqual([]);
});

test('an event that does not exist is refused with those that do', async () => {
  await expect(addEndpoint('http://127.0.0.1:9/', ['dsync.user.renamed'])).rejects.toMatchObject({
    message: 'There is no directory event "dsync.user.renamed".',
    data: { remedy: expect.stringContaining('dsync.user.updated') },
  });
});

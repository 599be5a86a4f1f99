import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEndpoint } from '../adapters/scripted-endpoint.ts';
import { connectionOptions, TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(() => opened.remove());

/** A directory of the bundled server, a client of its token endpoint, and an application that is not connected yet. */
async function scene() {
  const { api } = opened;
  const organization = await api.receiver.createOrganization({ name: 'Larkfield' });
  const { directory } = await api.receiver.createDirectory({
    organizationId: organization.id,
    name: 'Larkfield Entra',
    behaviour: 'entra-ready',
  });
  const { client, secret, tokenAddress } = await api.receiver.createOAuthClient({
    directoryId: directory.id,
    expiresInSeconds: 3600,
  });
  const app = await api.apps.create({ name: 'Our product' });
  const typed = {
    appId: app.id,
    tenantUrl: directory.endpoint,
    secretToken: null,
    options: connectionOptions,
    clientCredentials: {
      tokenEndpoint: tokenAddress,
      clientId: client.id,
      clientSecret: secret as string | null,
      location: 'header' as 'header' | null,
    },
  };
  return { appId: app.id, directoryId: directory.id, clientId: client.id, secret, typed };
}

const purposes = async () => (await opened.api.exchanges.find({})).items.map(({ purpose }) => purpose);

test('a client connects: its token is fetched before the first cycle, kept while it is good, and renewed before it expires', async () => {
  const { api } = opened;
  const { appId, secret, typed } = await scene();
  expect(await api.connection.test(typed)).toMatchObject({
    passed: true,
    probes: [{ verdict: 'passed', status: 200 }, { verdict: 'passed' }, { verdict: 'passed' }],
  });
  const saved = await api.connection.save(typed);
  expect(saved).toMatchObject({
    hasToken: false,
    clientCredentials: { clientId: typed.clientCredentials.clientId, location: 'header' },
  });
  const tokenRequests = async () => (await purposes()).filter((purpose) => purpose === 'access-token').length;
  const before = await tokenRequests();
  await api.job.start({ appId });
  await expect.poll(async () => (await api.recordings.cycles({})).items[0]?.outcome).toBe('completed');
  expect(await tokenRequests()).toBe(before + 1);
  await api.clock.advance({ ms: 40 * 60_000 });
  expect(await tokenRequests()).toBe(before + 1);
  await api.clock.advance({ ms: 40 * 60_000 });
  expect(await tokenRequests()).toBe(before + 2);
  expect((await api.recordings.cycles({})).items.every(({ outcome }) => outcome === 'completed')).toBe(true);

  const [exchange] = (await api.exchanges.find({})).items.filter(({ purpose }) => purpose === 'access-token');
  const detail = await api.exchanges.read({ sequence: exchange?.sequence ?? 0 });
  expect(detail).toMatchObject({ method: 'POST', address: '', status: 200, target: typed.clientCredentials.tokenEndpoint });
  await expect(api.exchanges.sendAgain({ sequence: detail.sequence, appId })).rejects.toThrow('goes to the token endpoint');
  const { workspace, folder } = opened;
  const token = workspace.parts.accessTokens.get(appId)?.token ?? '';
  expect(token).not.toBe('');
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name)).toString('latin1');
    for (const hidden of [secret, token]) expect(bytes.includes(hidden), `${name} holds a secret`).toBe(false);
  }
});

test('a secret that was not kept, a client that is gone and a location that was not chosen are told at their field', async () => {
  const { api } = opened;
  const { directoryId, clientId, typed } = await scene();
  const change = (clientCredentials: Partial<typeof typed.clientCredentials>) =>
    api.connection.test({ ...typed, clientCredentials: { ...typed.clientCredentials, ...clientCredentials } });
  expect(await change({ clientSecret: 'wrong-secret' })).toMatchObject({
    passed: false,
    errorCode: 'SystemForCrossDomainIdentityManagementCredentialValidationFailure',
    diagnosis: { stage: 'credentials', field: 'clientCredentials', sentence: expect.stringContaining('invalid_client') },
    probes: [{ verdict: 'failed', status: 401 }, { verdict: 'not-sent' }, { verdict: 'not-sent' }],
  });
  expect(await change({ location: null })).toMatchObject({
    passed: false,
    diagnosis: {
      field: 'clientCredentials',
      sentence: expect.stringContaining('Supported CredentialLocationInRequest is required'),
    },
    probes: [],
  });
  await api.connection.save(typed);
  const elsewhere = await api.connection.test({
    ...typed,
    clientCredentials: { ...typed.clientCredentials, tokenEndpoint: 'https://id.example.test/token', clientSecret: null },
  });
  expect(elsewhere.diagnosis.sentence).toBe('The client secret is blank.');
  expect(
    await api.connection.test({ ...typed, clientCredentials: { ...typed.clientCredentials, clientSecret: null } }),
  ).toMatchObject({
    passed: true,
  });
  await api.receiver.removeOAuthClient({ directoryId, clientId });
  expect(
    await api.connection.test({ ...typed, clientCredentials: { ...typed.clientCredentials, clientSecret: null } }),
  ).toMatchObject({
    passed: false,
  });
});

test('without a token nothing reaches the target: the cycle fails as refused credentials do, and goes on with the next one', async () => {
  const { api } = opened;
  const { appId, directoryId, clientId, typed } = await scene();
  await api.connection.save(typed);
  await api.receiver.removeOAuthClient({ directoryId, clientId });
  await api.job.start({ appId });
  await expect.poll(async () => (await api.recordings.cycles({})).items[0]?.outcome).toBe('failed');
  expect(await api.exchanges.find({}).then(({ items }) => items[0])).toMatchObject({ purpose: 'probe-users', status: null });
});

test('a connection with a client is kept by name and used by another application, its secret included', async () => {
  const { api } = opened;
  const { appId, typed } = await scene();
  await api.connection.save(typed);
  await api.connection.keep({ appId, name: 'Staging' });
  const other = await api.apps.create({ name: 'Another' });
  const used = await api.connection.use({ appId: other.id, name: 'Staging' });
  expect(used.clientCredentials).toEqual((await api.connection.read({ appId })).clientCredentials);
  const { tenantUrl, clientCredentials } = used;
  if (clientCredentials === null) throw new Error('no client');
  const test = { appId: other.id, tenantUrl, secretToken: null, options: connectionOptions };
  expect(await api.connection.test({ ...test, clientCredentials: { ...clientCredentials, clientSecret: null } })).toMatchObject({
    passed: true,
  });
  // With a bearer token again, nothing of the client is left.
  await api.connection.save({ ...test, secretToken: 'some-token', evenIfFailed: true });
  expect((await api.connection.read({ appId: other.id })).clientCredentials).toBeNull();
});

test('with a blank secret token a signed one of this rehearsal goes, and its keys are served to everybody', async () => {
  const { api, workspace } = opened;
  const seen: (string | undefined)[] = [];
  const endpoint = await openEndpoint((request, response) => {
    seen.push(request.headers.authorization);
    response.setHeader('Content-Type', 'application/scim+json').end('{"totalResults":0,"Resources":[]}');
  }, 'http');
  try {
    const app = await api.apps.create({ name: 'Our product' });
    const result = await api.connection.test({
      appId: app.id,
      tenantUrl: `http://127.0.0.1:${endpoint.port}/scim`,
      secretToken: null,
      options: { ...connectionOptions, allowsPlainHttp: true },
    });
    expect(result).toMatchObject({ passed: true, warnings: expect.arrayContaining([expect.stringContaining('not Entra')]) });
  } finally {
    await endpoint.close();
  }
  expect(seen).toHaveLength(2);
  const [, claims = ''] = seen[0]?.split('.') ?? [];
  const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const keys = await fetch(`${iss}/keys`);
  expect([keys.status, (await keys.json()).keys.length]).toEqual([200, 1]);
  expect((await fetch(`${iss}/keys`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${workspace.serverAddress}/scim/v2/nobody/Users`)).status).not.toBe(200);
});

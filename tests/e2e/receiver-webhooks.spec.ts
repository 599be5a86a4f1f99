import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UiClient } from '../ui-client.ts';
import { type OpenApp, openInBrowser, temporaryFolder } from './hosts.ts';
import { apiBehind } from './page-api.ts';
import { axeFindings, findingsOn, wearTheme } from './screen-findings.ts';
import { walkOf } from './walk.ts';

// A product is told of each user by webhooks, asks for what it missed, and its directory is reached with tokens that expire.
const folder = temporaryFolder();
let app: OpenApp;
let page: Page;
let endpoint: string;
let token: string;
let product: Product;
/** Of the same workspace, for what no page of a workspace without applications does: move the clock. */
let client: UiClient;

beforeAll(async () => {
  product = await listen();
  app = await openInBrowser(folder.path);
  page = app.page;
  page.setDefaultTimeout(30_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await walkOf(page).open();
  ({ endpoint, token } = await walkOf(page).createDirectory());
  client = await apiBehind(page);
});
afterAll(async () => {
  client?.close();
  await app?.close();
  product?.server.close();
  folder.remove();
});

const poll = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });
const open = (route: string) => page.evaluate((hash) => location.assign(hash), `#${route}`);
const route = () => page.evaluate(() => location.hash.slice(1));
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const deliveries = () => page.getByRole('grid', { name: 'Deliveries' });
const directoryId = () => endpoint.split('/').at(-1) ?? '';

/** Copies the secret of an open dialog as a person does, and closes it. */
async function takeSecret(shown: Locator, label: string): Promise<string> {
  const field = shown.getByRole('textbox', { name: label, exact: true });
  const secret = await field.inputValue();
  await shown.getByRole('button', { name: `Copy ${label}` }).click();
  await shown.getByRole('button', { name: 'Done' }).click();
  await shown.waitFor({ state: 'detached' });
  return secret;
}

function createUser(userName: string, more: object = {}): Promise<Response> {
  return fetch(`${endpoint}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName,
      emails: [{ type: 'work', value: userName, primary: true }],
      ...more,
    }),
  });
}

async function findingsInEveryTheme(): Promise<readonly string[]> {
  const findings = [...(await findingsOn(page))];
  // Names and roles are the same in each theme; colours are not.
  for (const theme of ['dark', 'contrast'] as const) {
    await wearTheme(page, theme);
    findings.push(...(await axeFindings(page, ['color-contrast'])).map((finding) => `${theme}: ${finding}`));
  }
  await wearTheme(page, 'light');
  return findings;
}

test('an endpoint is added, its secret shown once and asked about before it is left behind', async () => {
  await open('/recv/webhooks');
  await page.getByText('No endpoint yet').waitFor();
  expect(await findingsInEveryTheme()).toEqual([]);
  await button('Add endpoint').first().click();
  const form = dialog('Add endpoint');
  await form.getByRole('textbox', { name: 'Endpoint URL' }).fill('http://hooks.example.test/');
  await form.getByRole('button', { name: 'Add endpoint' }).click();
  await form.getByText(/over plain http/).waitFor();
  await form.getByRole('textbox', { name: 'Endpoint URL' }).fill(product.url);
  await form.getByRole('button', { name: 'Add endpoint' }).click();

  const shown = dialog('Endpoint added');
  await shown.getByText(/checks WorkOS-Signature with it/).waitFor();
  expect(await findingsInEveryTheme()).toEqual([]);
  await shown.getByRole('button', { name: 'Done' }).click();
  await shown.getByText(/Not copied yet/).waitFor();
  await page.keyboard.press('Escape');
  product.secret = await takeSecret(shown, 'Signing secret');
  await page.getByText('Nothing was sent yet').waitFor();
  expect(await page.content()).not.toContain(product.secret);
});

test('a user who arrives is delivered, signed, and shown with the answer', async () => {
  await createUser('ada@larkfield.test');
  await deliveries()
    .getByRole('row', { name: /dsync\.user\.created.*Delivered/ })
    .click();
  expect(product.taken).toEqual([{ event: 'dsync.user.created', isSigned: true }]);
  const delivery = page.getByRole('region', { name: /^Delivery \d+$/ });
  await delivery.getByText('Delivered.').waitFor();
  expect(await delivery.getByRole('region', { name: 'Answer to attempt 1' }).textContent()).toBe('<b>taken</b>');
  expect(await delivery.getByRole('region', { name: 'Body of the request' }).textContent()).toContain('ada@larkfield.test');
  expect(await findingsInEveryTheme()).toEqual([]);
});

test('a delivery that fails waits for its next attempt, which Advance brings; it can be sent again by hand', async () => {
  product.status = 503;
  await createUser('grace@larkfield.test');
  await deliveries()
    .getByRole('row', { name: /dsync\.user\.created.*Will retry/ })
    .click();
  const delivery = page.getByRole('region', { name: /^Delivery \d+$/ });
  await delivery.getByText('It answered 503; 2xx is a delivery.').first().waitFor();
  await delivery.getByText(/on the workspace’s clock|due now/).waitFor();
  product.status = 200;
  await client.api.clock.advance({ ms: 40 * 60_000 });
  await delivery.getByRole('status').getByText('Delivered', { exact: true }).waitFor();
  expect(await delivery.getByRole('listitem', { name: /^Attempt/ }).count()).toBeGreaterThan(1);

  const before = product.taken.length;
  await delivery.getByRole('button', { name: 'Send again' }).click();
  await delivery.getByText('Sent again by hand').waitFor();
  await delivery.getByRole('status').getByText('Delivered', { exact: true }).waitFor();
  expect(product.taken.slice(before)).toEqual([{ event: 'dsync.user.created', isSigned: true }]);
});

test('a new secret is asked about, signs from then on, and the old one does no more', async () => {
  await button('New signing secret').click();
  await dialog('Make a new signing secret?').getByRole('button', { name: 'Make a new secret' }).click();
  const before = product.secret;
  product.secret = await takeSecret(dialog('New signing secret'), 'Signing secret');
  expect(product.secret).not.toBe(before);
  const count = product.taken.length;
  await createUser('mary@larkfield.test');
  await poll(() => product.taken.slice(count)).toEqual([{ event: 'dsync.user.created', isSigned: true }]);
});

test('a host elsewhere is sent nothing until it is allowed, and the events are chosen', async () => {
  await open('/recv/webhooks/new');
  const form = dialog('Add endpoint');
  await form.getByRole('textbox', { name: 'Endpoint URL' }).fill('https://hooks.example.test/events?key=hidden-value');
  await form.getByRole('radio', { name: 'Only these' }).check();
  expect(await form.getByRole('button', { name: 'Add endpoint' }).isDisabled()).toBe(true);
  await form.getByRole('checkbox', { name: 'dsync.user.deleted' }).check();
  await form.getByRole('button', { name: 'Add endpoint' }).click();
  await takeSecret(dialog('Endpoint added'), 'Signing secret');
  await page.getByText('Nothing is sent to https://hooks.example.test yet').waitFor();
  expect(await page.content()).not.toContain('hidden-value');
  expect(await findingsInEveryTheme()).toEqual([]);

  await button('Edit').click();
  const edit = dialog('Edit endpoint');
  const url = edit.getByRole('textbox', { name: 'Endpoint URL' });
  expect(await url.inputValue()).toBe('https://hooks.example.test/events?key=***');
  await url.fill('https://hooks.example.test/other?key=***');
  await edit.getByText(/type all of it/).waitFor();
  await url.fill('https://hooks.example.test/other');
  await edit.getByRole('checkbox', { name: 'dsync.user.created' }).check();
  await edit.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2 of 12 events').waitFor();
  await button('Disable').click();
  await page.getByText('This endpoint is disabled').waitFor();
  await button('Allow https://hooks.example.test').click();
  await page.getByText('Nothing is sent to https://hooks.example.test yet').waitFor({ state: 'detached' });
  await button('Delete endpoint').click();
  const asked = dialog('Delete this endpoint?');
  await asked.getByText('https://hooks.example.test/other gets no further event', { exact: false }).waitFor();
  await asked.getByRole('button', { name: 'Delete endpoint' }).click();
  await poll(route).toBe('/recv/webhooks');
  await page.getByRole('row', { name: new RegExp(product.url) }).waitFor();
  await page.getByRole('row', { name: /hooks\.example\.test/ }).waitFor({ state: 'detached' });
  expect(await findingsInEveryTheme()).toEqual([]);
});

test('a key is made, opens the API until it is revoked, and is never shown again', async () => {
  await open('/recv/api-keys');
  await page.getByText('No key yet').waitFor();
  const address = await page.getByRole('textbox', { name: 'Base address' }).inputValue();
  await button('Create key').first().click();
  await dialog('Create API key').getByRole('button', { name: 'Create key' }).click();
  const shown = dialog('API key created');
  await shown.waitFor();
  await open('/entra/users');
  await shown.getByText(/Not copied yet/).waitFor();
  expect(await route()).toBe('/recv/api-keys/new');
  await page.keyboard.press('Escape');
  const key = await takeSecret(shown, 'API key');
  const ask = () => fetch(`${address}/directories`, { headers: { authorization: `Bearer ${key}` } });
  expect(await (await ask()).json()).toMatchObject({ data: [{ name: 'Larkfield Entra' }] });
  expect(await findingsInEveryTheme()).toEqual([]);
  await page.reload();
  await page.getByRole('row', { name: new RegExp(`…${key.slice(-4)}.*All organizations`) }).waitFor();
  expect(await page.content()).not.toContain(key);
  await button(`Revoke the key that ends in ${key.slice(-4)}`).click();
  await dialog(/^Revoke the key/)
    .getByRole('button', { name: 'Revoke key' })
    .click();
  await page.getByText('No key yet').waitFor();
  expect((await ask()).status).toBe(401);
});

test('the events list is read page by page, filtered, and its request is copied without a key', async () => {
  await open('/recv/events?tab=list&limit=10');
  const table = page.getByRole('grid', { name: 'Events of this page' });
  const request = page.getByRole('region', { name: 'The request' });
  await table.getByRole('row', { name: /dsync\.activated/ }).waitFor();
  const more = Array.from({ length: 9 }, (_none, index) => createUser(`more${index}@larkfield.test`));
  await Promise.all(more);
  await button('Next page').and(page.locator(':enabled')).click();
  await table
    .getByRole('row', { name: /more\d@larkfield\.test/ })
    .first()
    .waitFor();
  expect(await request.textContent()).toContain('&after=event_');
  await page.getByText(/after: null/).waitFor();
  await page.goBack();
  await table.getByRole('row', { name: /dsync\.activated/ }).waitFor();

  await page.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: 'Newest first' }).click();
  await table
    .getByRole('row', { name: /more\d@larkfield\.test/ })
    .first()
    .waitFor();
  await page.getByRole('combobox', { name: 'Whose events' }).click();
  await page.getByRole('option', { name: /› Larkfield Entra/ }).click();
  await page.getByText('10 of 10 events of this page').waitFor();
  await button('Copy as cURL').click();
  await page.getByText('Copied as cURL').waitFor();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toMatch(/^curl -sS -H "Authorization: Bearer \$API_KEY" 'http:.*&order=desc&limit=10'$/);
  await button('Clear').click();
  await poll(route).toBe('/recv/events?tab=list');
});

test('an event tells what changed, marked where it stands now and where it says what it was', async () => {
  const created = (await (await createUser('change@larkfield.test', { title: 'Clerk' })).json()) as { readonly id: string };
  await fetch(`${endpoint}/Users/${created.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'title', value: 'Captain' }],
    }),
  });
  await open('/recv/events?tab=list&order=desc');
  await page.getByRole('row', { name: /dsync\.user\.updated/ }).click();
  const payload = page.getByRole('region', { name: /^Event event_/ });
  const marked = (kind: string) => payload.locator(`[data-mark=${kind}]`).allTextContents();
  expect((await marked('now')).map((line) => line.trim())).toEqual(['"job_title": "Captain"']);
  expect((await marked('before')).join('')).toContain('"job_title": "Clerk"');
  expect(await findingsInEveryTheme()).toEqual([]);
});

test('a client fetches tokens that open the directory, until it is revoked', async () => {
  await open(`/recv/dirs/${directoryId()}?tab=tokens`);
  await page.getByText(/No client yet/).waitFor();
  await button('Create client').click();
  await dialog('Create OAuth client').getByRole('button', { name: 'Create client' }).click();
  const shown = dialog('OAuth client created');
  const [address, id] = await Promise.all(
    ['Token endpoint', 'Client Identifier'].map((name) => shown.getByRole('textbox', { name }).inputValue()),
  );
  expect(await findingsInEveryTheme()).toEqual([]);
  const secret = await takeSecret(shown, 'Client Secret');
  const fetchToken = () =>
    fetch(address ?? '', {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
  const answer = (await (await fetchToken()).json()) as { readonly access_token: string; readonly expires_in: number };
  expect(answer.expires_in).toBe(3600);
  const asClient = () => fetch(`${endpoint}/Users`, { headers: { authorization: `Bearer ${answer.access_token}` } });
  expect((await asClient()).status).toBe(200);
  await page.getByText(/tokens live 1 hour · last token/).waitFor();
  expect(await findingsInEveryTheme()).toEqual([]);
  await button(`Revoke the client ${id}`).click();
  await dialog('Revoke this client?').getByRole('button', { name: 'Revoke client' }).click();
  await page.getByText(/No client yet/).waitFor();
  expect([(await asClient()).status, (await fetchToken()).status]).toEqual([401, 401]);
});

test('a directory that misbehaves is remembered in the navigation and in the wire bar, on every page', async () => {
  const navigation = page.getByRole('navigation', { name: 'Main' });
  const reminder = page.getByRole('complementary', { name: 'The wire' }).getByRole('link', { name: /^Misbehaves: / });
  expect(await reminder.count()).toBe(0);
  await open(`/recv/dirs/${directoryId()}/faults/profile`);
  const profiles = dialog('Choose a profile');
  await profiles.getByRole('radio', { name: 'Too many requests' }).check();
  await profiles.getByRole('button', { name: 'Apply' }).click();
  await open('/entra/users');
  await reminder.waitFor();
  await navigation.getByRole('link', { name: /Larkfield Entra misbehaves on purpose: Too many requests/ }).waitFor();
  expect(await findingsInEveryTheme()).toEqual([]);
  await reminder.click();
  await button('Let it behave').click();
  await reminder.waitFor({ state: 'detached' });
});

interface Product {
  readonly server: Server;
  readonly url: string;
  secret: string;
  /** What it answers. */
  status: number;
  /** What it was sent and took. */
  readonly taken: { readonly event: string; readonly isSigned: boolean }[];
}

/** A product's own receiver of webhooks, which answers with what looks like markup. */
async function listen(): Promise<Product> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const [, at, signature] = /^t=(\d+), v1=([0-9a-f]{64})$/.exec(String(request.headers['workos-signature'])) ?? [];
      const isSigned = signature === createHmac('sha256', made.secret).update(`${at}.${body}`).digest('hex');
      if (made.status === 200) made.taken.push({ event: (JSON.parse(body) as { event: string }).event, isSigned });
      response.writeHead(made.status, { 'content-type': 'text/html' }).end('<b>taken</b>');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const made: Product = { server, url: `http://127.0.0.1:${port}/directory-events`, secret: '', status: 200, taken: [] };
  return made;
}

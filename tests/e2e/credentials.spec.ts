import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { apiBehind } from './page-api.ts';
import { axeFindings } from './screen-findings.ts';
import { walkOf } from './walk.ts';

// Who connects with an OAuth client in place of a bearer token, and mistypes on the way.
const opened = openedApp();
let page: Page;
let endpoint: string;
let client: { readonly tokenAddress: string; readonly id: string; readonly secret: string };

beforeAll(async () => {
  page = opened.page;
  const walk = walkOf(page);
  await walk.open();
  ({ endpoint } = await walk.createDirectory());
  const behind = await apiBehind(page);
  const directoryId = endpoint.split('/').at(-1) ?? '';
  const created = await behind.api.receiver.createOAuthClient({ directoryId, expiresInSeconds: 3600 });
  client = { tokenAddress: created.tokenAddress, secret: created.secret, id: created.client.id };
  behind.close();
  await walk.createApplication('Our product');
  await walk.openBlade('Provisioning');
  await page.getByRole('button', { name: 'Get started' }).click();
});
const field = (name: string) => page.getByRole('textbox', { name });
const choice = (name: string) => page.getByRole('combobox', { name });
const testConnection = () => page.getByRole('button', { name: 'Test Connection' }).click();

test('what is missing is told at the client, and nothing is sent', async () => {
  await choice('Provisioning Mode').selectOption('Automatic');
  await field('Tenant URL').fill(endpoint);
  await choice('Authentication method').selectOption('OAuth2 client credentials grant');
  await field('Token endpoint').fill(client.tokenAddress);
  await field('Client identifier').fill(client.id);
  await page.getByLabel('Client secret').fill('not the secret');
  await testConnection();
  await page.getByText(/Supported CredentialLocationInRequest is required/).waitFor();
});

test('a refused client is told in Entra’s words, with what the token endpoint says', async () => {
  await choice('Credential location').selectOption('Header (HTTP Basic)');
  await testConnection();
  await page.getByText('You appear to have entered invalid credentials.').first().waitFor();
  await page.getByText('SystemForCrossDomainIdentityManagementCredentialValidationFailure').waitFor();
  await page
    .getByText(/refused the client: 401 invalid_client/)
    .first()
    .waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('the right secret connects; it is kept, never shown, and the cycle runs with a token of its own', async () => {
  await page.getByLabel('Client secret').fill(client.secret);
  await testConnection();
  await page.getByText('The supplied credentials are authorized to enable provisioning').waitFor();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('A secret is kept for this token endpoint.').waitFor();
  expect(await page.getByLabel('Client secret').inputValue()).toBe('');
  const walk = walkOf(page);
  await walk.assign('Ada Marsh');
  await walk.startProvisioning();
  await walk.openDirectory();
  await page.getByText('1 user', { exact: true }).waitFor();
});

test('the token request stands on the wire without its secrets', async () => {
  await page.goto(`${page.url().split('#')[0]}#/wire`);
  await page
    .getByRole('row', { name: /Access token for the client/ })
    .first()
    .click();
  await page.getByText('"grant_type"').first().waitFor();
  const text = await page.getByRole('main').innerText();
  expect(text).not.toContain(client.secret);
});

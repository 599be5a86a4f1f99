import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hosts, type OpenApp, temporaryFolder } from './hosts.ts';
import { walkOf } from './walk.ts';

// What an administrator does beside letting cycles run: one object now, a look ahead, one request at a time, a habit switched.
const folder = temporaryFolder();
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await (hosts['browser'] as (path: string) => Promise<OpenApp>)(folder.path);
  page = app.page;
  page.setDefaultTimeout(30_000);
  const walk = walkOf(page);
  await walk.open();
  const { endpoint, token } = await walk.createDirectory();
  await walk.createApplication('Our product');
  await walk.openBlade('Provisioning');
  await page.getByRole('button', { name: 'Get started' }).click();
  await walk.enterCredentials(endpoint, token);
  await page.getByText('The supplied credentials are authorized').waitFor();
  await walk.saveCredentials();
  await walk.assign('Ada Marsh');
});
afterAll(async () => {
  await app?.close();
  folder.remove();
});

test('one user is provisioned on demand, in the four steps that Entra shows', async () => {
  await walkOf(page).openBlade('Provision on demand');
  await page.getByRole('combobox', { name: 'Select a user or group' }).fill('Ada Marsh');
  await page.getByRole('option', { name: /Ada Marsh/ }).click();
  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  for (const title of [
    'Import user',
    'Determine if user is in scope',
    'Match user between source and target system',
    'Perform action',
  ]) {
    await page.getByText(new RegExp(title)).first().waitFor();
  }
  await walkOf(page).openDirectory();
  await page.getByText('1 user', { exact: true }).waitFor();
});

test('the plan says what the next cycle would send, and nothing is sent', async () => {
  const walk = walkOf(page);
  await walk.assign('Grace Adeyemi');
  await walk.openBlade('Overview');
  await page
    .getByRole('button', { name: 'Plan next cycle' })
    .or(page.getByRole('link', { name: 'Plan next cycle' }))
    .click();
  await page.getByText('Grace Adeyemi').first().waitFor();
  await walk.openDirectory();
  await page.getByText('1 user', { exact: true }).waitFor();
});

test('a held cycle sends one request a press', async () => {
  const walk = walkOf(page);
  await walk.openBlade('Overview');
  await page.getByRole('switch', { name: 'Hold each request' }).click();
  await page.getByRole('button', { name: 'Start provisioning', exact: true }).click();
  await page.goto(`${page.url().split('#')[0]}#/wire/step`);
  await page
    .getByRole('button', { name: /^Send(?! until)/ })
    .first()
    .click();
  await page.getByRole('button', { name: /Run to end of cycle/ }).click();
  await walk.openBlade('Overview');
  await page.getByRole('switch', { name: 'Hold each request' }).click();
  await page.getByText('Initial cycle completed. 100% complete').waitFor();
  await walk.openDirectory();
  await page.getByText('2 users', { exact: true }).waitFor();
});

test('a habit is switched, and the wire shows it', async () => {
  const walk = walkOf(page);
  await walk.openBlade('Wire habits');
  await page
    .getByRole('combobox', { name: /disable/i })
    .first()
    .selectOption('boolean');
  await walk.openUser('Ada Marsh');
  await page.getByRole('button', { name: 'Block sign-in' }).click();
  await walk.advanceFortyMinutes();
  await page.getByRole('button', { name: 'Advance 40 min' }).waitFor();
  await page.goto(`${page.url().split('#')[0]}#/wire`);
  await page
    .getByRole('row', { name: /PATCH.*Ada Marsh/ })
    .first()
    .click();
  await page.getByText('"value": false').first().waitFor();
});

test('who did what stands in the audit logs', async () => {
  await walkOf(page).openBlade('Audit logs');
  await page
    .getByText(/Enable\/start provisioning configuration/)
    .first()
    .waitFor();
  await page
    .getByText(/Update provisioning setting or credentials/)
    .first()
    .waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/Audit logs/);
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hosts, type OpenApp, temporaryFolder } from './hosts.ts';
import { walkOf } from './walk.ts';

describe.each(Object.entries(hosts))('the story, on the %s', (_host, open) => {
  const folder = temporaryFolder();
  let app: OpenApp;
  let page: Page;
  let credentials: { readonly endpoint: string; readonly token: string };

  beforeAll(async () => {
    app = await open(folder.path);
    page = app.page;
    page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await app?.close();
    folder.remove();
  });

  test('the receiver hands out an endpoint and a bearer token, once', async () => {
    const walk = walkOf(page);
    await walk.open();
    credentials = await walk.createDirectory();
    expect(credentials.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/scim\/v2\/larkfield-entra$/);
    expect(credentials.token).toMatch(/^[\w-]{43}$/);
  });

  test('a token pasted with "Bearer " is diagnosed at its field, and one press repairs it', async () => {
    const walk = walkOf(page);
    await walk.createApplication('Our product');
    await walk.openBlade('Provisioning');
    await page.getByRole('button', { name: 'Get started' }).click();
    await walk.enterCredentials(credentials.endpoint, `Bearer ${credentials.token}`);
    await page.getByText('You appear to have entered invalid credentials').first().waitFor();
    await page.getByRole('button', { name: /Remove .Bearer/ }).click();
    await page.getByText('The supplied credentials are authorized to enable provisioning').waitFor();
  });

  test('credentials are saved, and mappings and settings appear', async () => {
    const walk = walkOf(page);
    await walk.saveCredentials();
    await page.getByRole('button', { name: 'Mappings' }).click();
    await page.getByText('Provision Microsoft Entra ID Users').waitFor();
    await page.getByText('Provision Microsoft Entra ID Groups').waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    expect(await page.getByRole('combobox', { name: 'Scope' }).inputValue()).toMatch(/assigned/i);
  });

  test('objectId is mapped to externalId, and the UPN to the work e-mail', async () => {
    const walk = walkOf(page);
    await walk.openBlade('Attribute mapping');
    await page.getByRole('link', { name: 'Provision Microsoft Entra ID Users' }).click();
    await page.getByText('22 of 22 shown').waitFor();
    await changeSource(page, 'externalId', 'objectId');
    await changeSource(page, 'emails[type eq "work"].value', 'userPrincipalName');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // A dialog that a route change unmounts may leave the whole page hidden from screen readers.
    expect(await page.locator('#root').getAttribute('aria-hidden')).not.toBe('true');
  });

  test('a user and a group are assigned, and the initial cycle fills the directory', async () => {
    const walk = walkOf(page);
    await walk.assign('Ada Marsh', 'Sales');
    await walk.startProvisioning();
    await walk.openDirectory();
    await page.getByText('12 users').waitFor();
    const row = page.getByRole('row', { name: /ada\.marsh@larkfield\.test/ });
    await row.getByText('Active').waitFor();
  });

  test('the logs explain the manager: created first, then updated', async () => {
    const walk = walkOf(page);
    await walk.openBlade('Provisioning logs');
    await page.getByRole('searchbox').first().fill('Ada Marsh');
    await expect.poll(() => page.getByRole('row', { name: /Ada Marsh/ }).count()).toBe(2);
    await page.getByRole('row', { name: /Ada Marsh.*Update/ }).click();
    const details = page.getByRole('dialog', { name: 'Provisioning log details' });
    await details.getByRole('tab', { name: 'Modified Properties' }).click();
    await details.getByTitle('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager').waitFor();
    for (const tab of ['Troubleshooting & Recommendations', 'Summary', 'Steps'])
      await details.getByRole('tab', { name: tab }).click();
    await details.getByRole('button', { name: 'Show on the wire' }).click();
    await page.getByRole('heading', { level: 1, name: /wire/i }).waitFor();
    await page.getByText('"op": "Add"').first().waitFor();
  });

  test('a change waits for the next cycle, which sends only what changed', async () => {
    const walk = walkOf(page);
    await walk.openUser('Ada Marsh');
    await page.getByRole('button', { name: 'Block sign-in' }).click();
    await walk.advanceFortyMinutes();
    await walk.openDirectory();
    await page
      .getByRole('row', { name: /ada\.marsh@larkfield\.test/ })
      .getByText('Inactive')
      .waitFor();
    await walk.openBlade('Overview');
    await page.getByText('Incremental cycle completed. 100% complete').waitFor();
  });

  test('Start over removes what the rehearsal created', async () => {
    const walk = walkOf(page);
    await page.getByRole('button', { name: 'Start over' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Also remove what this rehearsal created/ }).check();
    await dialog.getByRole('button', { name: 'Start over' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Initial cycle not run. 0% complete').waitFor();
    await walk.openDirectory();
    await page.getByText('0 users').waitFor();
  });

  test('whoever leaves a new token uncopied is asked, and a single token is revoked', async () => {
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByRole('textbox', { name: 'Bearer token' }).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    const asking = page.getByRole('dialog', { name: 'Leave without the token?' });
    await asking.getByRole('button', { name: 'Stay' }).click();
    await asking.waitFor({ state: 'detached' });
    const revoke = page.getByRole('button', { name: /^Revoke the token that ends in/ });
    await expect.poll(() => revoke.count()).toBe(2);
    await revoke.last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click();
    await page.getByText('was shown once and cannot be shown again').waitFor();
    await expect.poll(() => revoke.count()).toBe(1);
  });

  test('everything is there again after a restart, the token included', async () => {
    await app.close();
    app = await open(folder.path);
    page = app.page;
    page.setDefaultTimeout(30_000);
    const walk = walkOf(page);
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Enterprise applications/ })
      .click();
    await page.getByRole('link', { name: 'Our product' }).first().click();
    await walk.startProvisioning();
    await walk.openDirectory();
    // Ada is blocked now, and a disabled user is never created.
    await page.getByText('11 users').waitFor();
  });
});

async function changeSource(page: Page, target: string, source: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${target}`, exact: true }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('combobox', { name: 'Source attribute' }).selectOption(source);
  await drawer.getByRole('button', { name: 'Ok' }).click();
  await drawer.waitFor({ state: 'detached' });
}

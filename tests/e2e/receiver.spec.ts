import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { axeFindings, wearTheme } from './screen-findings.ts';
import { walkOf } from './walk.ts';

// The owner of a directory makes it with schemas of its own, decides what it accepts, and lets it misbehave. A client asks it meanwhile.
const opened = openedApp();
let page: Page;
let endpoint: string;
let token: string;

beforeAll(async () => {
  page = opened.page;
  await walkOf(page).open();
  ({ endpoint, token } = await walkOf(page).createDirectory());
});

const poll = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });
const open = (route: string) => page.evaluate((hash) => location.assign(hash), `#${route}`);
const directory = () => `/recv/dirs/${endpoint.split('/').at(-1)}`;
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const panel = (name: string | RegExp) => page.getByRole('region', { name });
const drawer = (name: string | RegExp) => page.getByRole('dialog', { name });
const badge = () => page.getByRole('main').getByRole('link', { name: /^Misbehaves: / });

/** What a client of the directory is answered. */
async function answer(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${endpoint}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...init.headers },
  });
}
const statusOf = async (path: string, init: RequestInit = {}) => (await answer(path, init)).status;

/** Of a user who is sent with a boolean as Entra words it. */
const createWithTextBoolean = (userName: string) =>
  statusOf('/Users', {
    method: 'POST',
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, active: 'True' }),
  });

test('what is wrong with schemas of its own is said at its place, and what is right becomes part of the directory', async () => {
  await open('/recv/orgs/add-directory');
  const dialog = drawer('Add directory');
  await dialog.getByRole('textbox', { name: 'Directory name' }).fill('Badges');
  await dialog.getByRole('button', { name: 'Add schemas of its own' }).click();
  const schemas = dialog.getByRole('textbox', { name: 'Schemas of its own' });
  const create = dialog.getByRole('button', { name: 'Create directory' });
  const badgeSchema = { id: 'urn:example:schemas:badge:2.0:User', attributes: [{ name: 'number', type: 'integer' }] };
  const text = (extension: string) =>
    JSON.stringify({ schemas: [badgeSchema], resourceTypes: [{ name: 'User', schemaExtensions: [{ schema: extension }] }] });
  await schemas.fill(text('urn:nobody:knows'));
  await dialog.getByText('/resourceTypes/0/schemaExtensions/0/schema').waitFor();
  expect(await create.isDisabled()).toBe(true);
  await schemas.fill(text(badgeSchema.id));
  await dialog.getByText(/^Holds User with .*urn:example:schemas:badge:2\.0:User/).waitFor();
  await create.click();
  await page.getByText('Directory created').waitFor();
  await page.getByRole('textbox', { name: 'Bearer token' }).press('ControlOrMeta+c');
});

test('a preset is chosen and taken back; a client hears of it with its next request', async () => {
  await open(`${directory()}?tab=behaviour`);
  await panel(/accepts beyond RFC 7643 and 7644: 18 of 21/).waitFor();
  expect(await createWithTextBoolean('ada@larkfield.test')).toBe(201);
  await button('Strict').click();
  await panel(/: 0 of 21/).waitFor();
  expect(await createWithTextBoolean('grace@larkfield.test')).toBe(400);
  await page.getByText('It was: Entra ready').waitFor();
  await button('Undo').click();
  await panel(/: 18 of 21/).waitFor();
  expect(await createWithTextBoolean('grace@larkfield.test')).toBe(201);
});

test('one tolerance is switched by keyboard, with its rule, its reason and its source beside it', async () => {
  const tolerance = page.getByRole('switch', { name: /^The words "True" and "False"/ });
  await tolerance.focus();
  await page.keyboard.press('Space');
  await panel(/: 17 of 21/).waitFor();
  expect(await tolerance.evaluate((element) => element === document.activeElement)).toBe(true);
  const row = page.getByRole('listitem').filter({ has: tolerance });
  expect(await row.textContent()).toContain('Needed by Entra ID without aadOptscim062020');
  expect(await row.textContent()).toContain('RFC 7643 §2.3.2 · https://github.com/AzureAD/SCIMReferenceCode/issues/21');
  await page.keyboard.press('Space');
  await panel(/: 18 of 21/).waitFor();
});

test('answers, origins and events are set in their panels', async () => {
  const created = await answer('/Groups', {
    method: 'POST',
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Engineering' }),
  });
  const { id } = (await created.json()) as { readonly id: string };
  const rename = () =>
    statusOf(`/Groups/${id}`, {
      method: 'PATCH',
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', path: 'displayName', value: 'Builders' }],
      }),
    });
  expect(await rename()).toBe(204);
  await page
    .getByRole('radiogroup', { name: 'A group is changed' })
    .getByRole('radio', { name: '200 with the resource' })
    .click();
  await poll(rename).toBe(200);

  const origin = 'https://console.example.test';
  const asPage = () => statusOf('/Users', { headers: { origin } });
  expect(await asPage()).toBe(403);
  const typed = page.getByRole('textbox', { name: 'Another origin' });
  await typed.fill(`${origin}/app`);
  await button('Allow').click();
  await page.getByText(/is no origin of a web page/).waitFor();
  await typed.fill(origin);
  await button('Allow').click();
  await page.getByRole('listitem').filter({ hasText: origin }).waitFor();
  expect(await asPage()).toBe(200);

  await page.getByRole('radio', { name: 'arrives as updated: custom management' }).click();
  await page.getByText('dsync.user.updated is raised with the new state.').waitFor();
});

test('a profile is chosen with what it replaces in view, shown everywhere, and ended', async () => {
  await open(`${directory()}?tab=faults`);
  await page.getByText('No profile is on').waitFor();
  await button('Choose a profile').click();
  const profiles = drawer('Choose a profile');
  await profiles.getByRole('searchbox').fill('429');
  await profiles.getByText('1 profile', { exact: true }).waitFor();
  await profiles.getByRole('radio', { name: 'Too many requests' }).check();
  await profiles.getByText('Replaces the switches under Behaviour.').waitFor();
  await profiles.getByRole('button', { name: 'Apply' }).click();
  await profiles.waitFor({ state: 'detached' });
  expect(await badge().textContent()).toBe('Misbehaves: Too many requests');
  const statuses: number[] = [];
  for (let count = 0; count < 5; count += 1) statuses.push(await statusOf('/Users'));
  expect(statuses).toEqual([200, 200, 200, 200, 429]);
  await panel('Rules').getByText('fell upon 1 of 5').waitFor();

  await open('/recv/dirs');
  await page.getByRole('row', { name: /Larkfield Entra.*Too many requests/ }).waitFor();
  await open(`${directory()}?tab=faults`);
  await button('Let it behave').click();
  await badge().waitFor({ state: 'detached' });
  expect(await statusOf('/Users')).toBe(200);
});

test('a rule is written, refused where it is wrong, mended, switched, removed and brought back', async () => {
  await button('Add a rule').click();
  const form = drawer('Add a rule');
  await form.getByRole('textbox', { name: 'The status' }).fill('503');
  await form.getByRole('textbox', { name: 'Name' }).fill('busy');
  await form.getByRole('checkbox', { name: 'GET' }).check();
  const every = form.getByRole('textbox', { name: 'Each of so many' });
  await every.fill('0');
  await form.getByRole('button', { name: 'Save' }).click();
  await poll(() => every.getAttribute('aria-invalid')).toBe('true');
  expect(await every.evaluate((element) => element === document.activeElement)).toBe(true);
  await every.fill('2');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await panel('Rules').getByText('GET, each 2nd').waitFor();
  expect([await statusOf('/Users'), await statusOf('/Users')]).toEqual([200, 503]);

  const rule = page.getByRole('switch', { name: 'Rule busy is on' });
  await rule.click();
  await badge().waitFor({ state: 'detached' });
  expect([await statusOf('/Users'), await statusOf('/Users')]).toEqual([200, 200]);
  await rule.click();
  await badge().waitFor();

  await button('Remove rule busy').click();
  await page.getByText('Nothing goes wrong on purpose').waitFor();
  await button('Undo').click();
  await button('Edit rule busy').click();
  expect(await drawer('Rule busy').getByRole('textbox', { name: 'Each of so many' }).inputValue()).toBe('2');
});

test('the new screens can be read in every theme', async () => {
  const findings: string[] = [];
  for (const route of ['?tab=behaviour', '?tab=faults', '/faults/profile', '/faults/new']) {
    await open(`${directory()}${route}`);
    await page.getByRole('tab', { name: 'Faults' }).waitFor();
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      await wearTheme(page, theme);
      findings.push(...(await axeFindings(page)).map((finding) => `${route} in ${theme}: ${finding}`));
    }
  }
  expect(findings).toEqual([]);
});

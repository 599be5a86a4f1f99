import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hosts, type OpenApp, temporaryFolder } from './hosts.ts';
import { walkOf } from './walk.ts';

// docs/guides/first-hour.md, walked: whatever it tells people to press is pressed here, in its order.
const guide = readFileSync('docs/guides/first-hour.md', 'utf8');
const folder = temporaryFolder();
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await (hosts['browser'] as (path: string) => Promise<OpenApp>)(folder.path);
  page = app.page;
  page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await app?.close();
  folder.remove();
});

const pressed: string[] = [];
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Presses what the guide prints in bold. */
async function press(name: string, on: Page | ReturnType<Page['getByRole']> = page) {
  pressed.push(name);
  if (/^Ctrl\+|^Enter$/.test(name))
    return page.keyboard.press(name.replace('Ctrl', 'Control').replace(/\+([A-Z])$/, (key) => key.toLowerCase()));
  const words = { name, exact: true };
  return on.getByRole('button', words).or(on.getByRole('link', words)).first().click();
}

async function search(text: string) {
  await press('Ctrl+K');
  const palette = page.getByRole('dialog', { name: 'Search or run' });
  await palette.getByRole('combobox').fill(text);
  return palette;
}

test('2: a first user, in five steps', async () => {
  await walkOf(page).open();
  await press('Do it all for me');
  await page.getByText(/^First user provisioned after/).waitFor();
  await press('Compare the sides');
  await page.getByText('Equal, other type').first().waitFor();
});

test('3: what went over the wire', async () => {
  await press('Ctrl+J');
  const wire = page.getByRole('complementary', { name: 'The wire' });
  await wire.getByRole('row', { name: /POST/ }).first().click();
  await wire.getByText('"userName"').first().waitFor();
  await press('Ctrl+J');
});

test('4: everybody else', async () => {
  await press('Users and groups', page.getByRole('navigation', { name: 'Main' }));
  await press('Add user/group');
  const drawer = page.getByRole('dialog', { name: 'Add Assignment' });
  await press('None Selected', drawer);
  await drawer.getByRole('searchbox').fill('Sales');
  await drawer.getByRole('checkbox', { name: 'Sales', exact: true }).check();
  await press('Select', drawer);
  await press('Assign', drawer);
  await page
    .getByText(/Entra does not provision members of nested groups/)
    .first()
    .waitFor();
  await press('Overview', page.getByRole('navigation', { name: 'Main' }));
  await press('Start provisioning');
  await page.getByText('Initial cycle completed. 100% complete').waitFor();
  await press('Larkfield Entra');
  await page.getByText('12 users', { exact: true }).waitFor();
});

test('5: a cycle in which nothing changed sends two probes', async () => {
  const before = await exchangeCount();
  await press('Advance 40 min');
  await page.getByText(/^Cycle 2 done/).waitFor();
  expect((await exchangeCount()) - before).toBe(2);
});

test('6: why was she not provisioned?', async () => {
  const palette = await search('why elena');
  await palette
    .getByRole('option', { name: /^Explain Why .*Elena Petrova/ })
    .first()
    .waitFor();
  await press('Enter');
  await page.getByText(/was not provisioned to Tidewater Expenses, because sign-in of the user is blocked in Entra ID/).waitFor();
  await press('Allow sign-in');
  await page.getByRole('heading', { level: 1, name: 'Elena Petrova' }).waitFor();
  await press('Allow sign-in');
  await button('Block sign-in').waitFor();
  await press('Advance 40 min');
  await page.getByText(/^Cycle 3 done/).waitFor();
  const found = await search('elena');
  await found.getByRole('option', { name: /^User Elena Petrova .*Create/ }).waitFor();
  await press('Ctrl+Enter');
  await page.getByRole('dialog', { name: 'elena.petrova@larkfield.test' }).waitFor();
  await page.keyboard.press('Escape');
});

test('7: when something fails', async () => {
  for (const _round of ['first', 'second']) {
    await press('Larkfield Entra');
    await press('New token');
    await page.getByRole('textbox', { name: 'Bearer token' }).press('ControlOrMeta+c');
  }
  await press('Advance 40 min');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await page.getByText('Tidewater Expenses: provisioning has failed as a whole').waitFor();
});

test('whatever the guide prints in bold was pressed', () => {
  const bold = [...guide.matchAll(/\*\*([^*]+)\*\*/g)]
    .map(([, text]) => text ?? '')
    .filter((text) => text !== 'like this' && text !== '?');
  expect([...new Set(bold)].sort()).toEqual([...new Set(pressed)].sort());
});

async function exchangeCount(): Promise<number> {
  const text = await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^The wire/ })
    .innerText();
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

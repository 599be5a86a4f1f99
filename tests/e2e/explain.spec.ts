import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UiClient } from '../ui-client.ts';
import { openedApp } from './opened-app.ts';
import { apiBehind } from './page-api.ts';
import { allAxeFindings } from './screen-findings.ts';
import { walkOf } from './walk.ts';

// Why?, compare sides, and the tenant's own screens. The same page runs on both hosts: once is enough.
const opened = openedApp();
let page: Page;
let client: UiClient;
let appId: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  page = opened.page;
  await walkOf(page).open();
  client = await apiBehind(page);
  await fill(client.api);
});
afterAll(() => client?.close());

/** Ada is assigned and provisioned; Grace is not assigned. */
async function fill(api: UiClient['api']): Promise<void> {
  const organization = await api.receiver.createOrganization({ name: 'Larkfield' });
  const behaviour = 'entra-ready' as const;
  const { directory, token } = await api.receiver.createDirectory({
    organizationId: organization.id,
    name: 'Larkfield Entra',
    behaviour,
  });
  await api.tenant.loadSample({ sampleId: 'larkfield' });
  ({ id: appId } = await api.apps.create({ name: 'Expenses' }));
  await api.connection.save({ appId, tenantUrl: directory.endpoint, secretToken: token, options: {} });
  for (const name of ['Ada Marsh', 'Hiro Tanaka']) {
    ids[name] = (await api.tenant.users({ search: name })).items[0]?.objectId ?? '';
  }
  await api.assignments.add({ appId, principalIds: [ids['Ada Marsh'] ?? ''] });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
}

const open = (route: string) => page.evaluate((hash) => location.assign(hash), `#/${route}`);
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const command = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true });

test('a row of the user list leads to why, and the answer to what would change it', async () => {
  await open('entra/users');
  await page.getByRole('link', { name: /Not assigned\. Why\? Hiro Tanaka in Expenses/ }).click();
  await heading('Why is Hiro Tanaka not in Expenses?');
  await page.getByText(/was not provisioned to Expenses, because/).waitFor();
  const chain = page.getByRole('list', { name: 'From the tenant to the target' });
  await chain.getByRole('heading', { name: /Is not assigned Stops here/ }).waitFor();
  await page.getByRole('link', { name: 'Assign the user' }).click();
  await heading('Users and groups');
});

test('of a provisioned user the chain ends at the exchange that wrote it', async () => {
  await open(`explain/${ids['Ada Marsh']}?app=${appId}`);
  await heading('Why is Ada Marsh in Expenses?');
  const chain = page.getByRole('list', { name: 'From the tenant to the target' });
  await chain.getByText('Row by row').click();
  await chain.getByRole('row', { name: /userName.*ada\.marsh@larkfield\.test/ }).waitFor();
  await chain
    .getByRole('link', { name: /^Exchange \d+ on the wire/ })
    .last()
    .click();
  await heading(/wire/i);
});

test('what would change the answer is tried on a copy, and nothing is left of it', async () => {
  await open(`explain/${ids['Hiro Tanaka']}?app=${appId}`);
  const before = (await client.api.exchanges.list({})).totalCount;
  await page.getByRole('button', { name: 'Try on a copy: Assign the user' }).click();
  const drawer = page.getByRole('dialog', { name: 'Try on a copy: Hiro Tanaka' });
  await drawer.getByText('Hiro Tanaka would be created in Expenses.').waitFor();
  await drawer.getByText('One request would be sent').waitFor();
  await drawer.getByRole('combobox', { name: 'Account' }).selectOption('Sign-in blocked');
  await drawer.getByText('The form has changed since.').waitFor();
  await drawer.getByRole('button', { name: 'Try', exact: true }).click();
  await drawer.getByText(/would be skipped, because sign-in of the user is blocked/).waitFor();
  await drawer.getByRole('combobox', { name: 'An attribute' }).selectOption('Department');
  await drawer.getByRole('textbox', { name: 'Department' }).fill('Astronomy');
  await drawer.getByRole('button', { name: 'Leave Department as it is' }).click();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await heading('Why is Hiro Tanaka not in Expenses?');
  expect((await client.api.exchanges.list({})).totalCount).toBe(before);
});

test('another time is a cycle that looked at somebody, and Back leads to now', async () => {
  await open(`explain/${ids['Ada Marsh']}?app=${appId}`);
  await heading('Why is Ada Marsh in Expenses?');
  const { items } = await client.api.explain.times({ appId, objectId: ids['Ada Marsh'] ?? '' });
  await page.getByRole('combobox', { name: 'At another time' }).selectOption(items.at(-1)?.changeId ?? '');
  await heading('What cycle 1 did with Ada Marsh in Expenses');
  const chain = page.getByRole('list', { name: 'From the tenant to the target' });
  await chain.getByRole('heading', { name: /Was sent to the target/ }).waitFor();
  await chain.getByText('What it wrote down').first().click();
  await chain.getByText('ada.marsh@larkfield.test').first().waitFor();
  await command('Back to now').click();
  await heading('Why is Ada Marsh in Expenses?');
  await command('Compare sides').click();
  await heading('Compare sides of Ada Marsh');
  await page.getByRole('combobox', { name: 'At another time' }).selectOption(items.at(-1)?.changeId ?? '');
  await heading('What cycle 1 did with Ada Marsh in Expenses');
});

test('the workbench leads to its other tools', async () => {
  await open('explain');
  await page.getByRole('combobox', { name: 'Compare the sides of' }).fill('Ada Marsh');
  await page.getByRole('option', { name: /Ada Marsh/ }).click();
  await heading('Compare sides of Ada Marsh');
  await open('explain');
  await page.getByRole('link', { name: 'Test an expression' }).click();
  await page.getByRole('dialog', { name: 'Expression builder' }).waitFor();
  await page.keyboard.press('Escape');
});

test('another person is chosen by name', async () => {
  await open('explain');
  await page.getByText('Nobody is chosen yet').waitFor();
  await page.getByRole('combobox', { name: 'User or group' }).fill('Hiro');
  await page.getByRole('option', { name: /Hiro Tanaka/ }).click();
  await heading('Why is Hiro Tanaka not in Expenses?');
});

test('a changed attribute is marked on the user, tinted between the sides, and equal once it was sent', async () => {
  await open(`entra/users/${ids['Ada Marsh']}`);
  await command('Edit properties').click();
  await page.getByRole('textbox', { name: 'Job title' }).fill('Astronomer');
  await command('Save').click();
  await page.getByText('changed, not sent yet').waitFor();
  await command('Compare sides').click();
  await heading('Compare sides of Ada Marsh');
  await page.getByRole('row', { name: /jobTitle Astronomer.*Differs/ }).waitFor();
  await command('Only differences').click();
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await walkOf(page).advanceFortyMinutes();
  await page.getByText('No differences').first().waitFor();
});

test('reading the target now sends one GET', async () => {
  await open(`compare/${ids['Ada Marsh']}?app=${appId}`);
  await heading('Compare sides of Ada Marsh');
  const before = (await client.api.exchanges.list({})).totalCount;
  await command('Read it now').click();
  await expect.poll(async () => (await client.api.exchanges.list({})).totalCount).toBe(before + 1);
  await page.getByRole('link', { name: /^GET \/Users\// }).waitFor();
});

test('people are generated from a seed, filtered, and found again', async () => {
  await open('entra/users');
  await command('Generate…').click();
  const drawer = page.getByRole('dialog', { name: 'Generate users and groups' });
  await drawer.getByRole('textbox', { name: 'How many users' }).fill('0');
  await drawer.getByText('A whole number from 1 to 100,000.').waitFor();
  await drawer.getByRole('textbox', { name: 'How many users' }).fill('300');
  await drawer.getByRole('textbox', { name: 'Seed' }).fill('42');
  await drawer.getByRole('button', { name: 'Generate', exact: true }).click();
  await drawer.getByText(/^300 users and \d+ groups generated/).waitFor();
  await drawer.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('combobox', { name: 'Department' }).selectOption('Legal');
  await page.getByRole('button', { name: 'No mail' }).click();
  const { totalCount } = await client.api.tenant.users({ department: 'Legal', mail: 'none' });
  await page.getByText(totalCount === 1 ? '1 user' : `${totalCount} users`, { exact: true }).waitFor();
});

test('a deleted user says what is sent, and Undo brings it back', async () => {
  await open('entra/groups');
  await heading('Groups');
  await open('entra/users');
  await heading('Users');
  await page.getByRole('searchbox').first().fill('Ada Marsh');
  await page.getByRole('checkbox', { name: 'Select Ada Marsh' }).check();
  await command('Delete').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Expenses: a PATCH sets active to False at the next cycle.').waitFor();
  await dialog.getByText(/^Expenses: DELETE \/Users\//).waitFor();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('Ada Marsh was soft-deleted').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Ada Marsh', exact: true }).waitFor();
  expect(await page.locator('#root').getAttribute('aria-hidden')).not.toBe('true');
});

test('a group is deleted and restored', async () => {
  const [group] = (await client.api.tenant.groups({ search: 'Finance' })).items;
  await open(`entra/groups/${group?.objectId}`);
  await command('Delete').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('This group is soft-deleted').waitFor();
  await command('Restore group').click();
  await page.getByText('This group is soft-deleted').waitFor({ state: 'detached' });
});

const themes = ['light', 'dark', 'high contrast'];
type Screens = readonly (readonly [route: string, title: string | RegExp])[];

test.each(themes)('the workbench passes axe in the %s theme', async (theme) => {
  const [ada, hiro] = [ids['Ada Marsh'], ids['Hiro Tanaka']];
  const firstChange = (await client.api.explain.times({ appId, objectId: ada ?? '' })).items.at(-1)?.changeId;
  await expectNoViolations(theme, [
    ['explain', 'Why?'],
    [`explain/${ada}?app=${appId}`, /Ada Marsh/],
    [`explain/${hiro}?app=${appId}`, /Hiro Tanaka/],
    [`explain/${ada}?app=${appId}&at=${firstChange}`, /^What cycle/],
    [`explain/${hiro}?app=${appId}&try=assigned`, /Hiro Tanaka/],
    [`compare/${ada}?app=${appId}`, /Ada Marsh/],
    [`compare/${hiro}?app=${appId}`, /Hiro Tanaka/],
  ]);
});

test.each(themes)("the tenant's screens pass axe in the %s theme", async (theme) => {
  const ada = ids['Ada Marsh'];
  await expectNoViolations(theme, [
    ['entra/users', 'Users'],
    ['entra/users?generate', 'Users'],
    [`entra/users/${ada}`, 'Ada Marsh'],
    [`entra/users/${ada}?tab=applications`, 'Ada Marsh'],
    [`entra/users/${ada}?tab=history`, 'Ada Marsh'],
    [`entra/users/${ada}?tab=graph`, 'Ada Marsh'],
    ['entra/users/deleted', 'Deleted users'],
    ['entra/groups', 'Groups'],
  ]);
});

async function expectNoViolations(theme: string, screens: Screens): Promise<void> {
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(theme, 'i') }).click();
  const found: string[] = [];
  for (const [route, title] of screens) {
    await open(route);
    // Behind an open drawer nothing is to be reached, its heading included.
    await (route.includes('try=') ? page.getByText('with the change').waitFor() : heading(title));
    found.push(...(await allAxeFindings(page)).map((violation) => `${route}: ${violation}`));
  }
  expect(found).toEqual([]);
}

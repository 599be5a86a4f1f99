import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { axeFindings, wearTheme } from './screen-findings.ts';
import { walkOf } from './walk.ts';

// The owner of a directory fills it as a whole, sets it aside, empties it and brings it back, while a client goes on asking it.
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
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const work = () => page.getByRole('region', { name: 'Change of the whole directory' });
const snapshots = () => page.getByRole('list', { name: 'Snapshots' }).getByRole('listitem');

async function answer(path: string, init: RequestInit = {}): Promise<{ readonly totalResults: number; readonly status: number }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  const response = await fetch(`${endpoint}${path}`, { ...init, headers });
  return { ...((await response.json()) as { readonly totalResults: number }), status: response.status };
}
const userCount = async () => (await answer('/Users?count=0')).totalResults;
const userText = (id: string, userName: string) =>
  JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id, userName });

async function chooseFile(name: string, text: string): Promise<void> {
  await page.getByRole('radio', { name: 'A file' }).check();
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByText(new RegExp(`^${name}, `)).waitFor();
}

test('an empty directory leads to its data, and the tenant of the workspace is put there', async () => {
  await open(`/recv/dirs/${endpoint.split('/').at(-1)}`);
  await button('Seed it with users and groups').click();
  await work().getByText('Nothing is being changed as a whole.').waitFor();
  await page.getByText('No snapshot yet').waitFor();
  expect(await button('Reset').isDisabled()).toBe(true);
  await button('Put into the directory').click();
  await work().getByText('25 users and 6 groups were put there from the tenant of this workspace').waitFor();
  expect(await userCount()).toBe(25);
});

test('what cannot be put there is told one by one, and nothing is', async () => {
  await chooseFile('crew.json', `[${userText('1', 'joan')},${userText('2', 'ada.marsh@larkfield.test')},{}]`);
  await button('Put into the directory').click();
  await work().getByText('Nothing was put there: 2 problems in crew.json').waitFor();
  const problems = work().getByRole('list', { name: 'What was refused' }).getByRole('listitem');
  expect(await problems.allTextContents()).toEqual([
    expect.stringMatching(/^crew\.json: \[1\] \(ada\.marsh@larkfield\.test\): userName ".+" is taken by User/),
    expect.stringMatching(/^crew\.json: \[2\]: Neither meta\.resourceType nor schemas names/),
  ]);
  expect(await userCount()).toBe(25);
  await button('Dismiss').click();
  await work().getByText('Nothing is being changed as a whole.').waitFor();
});

test('a snapshot is taken under a name of its own, the directory is emptied, and that is undone', async () => {
  const name = page.getByRole('textbox', { name: 'Name of the snapshot' });
  await name.fill('Monday');
  await name.press('Enter');
  await work().getByText('The snapshot “Monday” was taken').waitFor();
  await name.fill('monday');
  await button('Take snapshot').click();
  await page.getByText('There is a snapshot named "monday" already.').waitFor();

  await button('Reset').click();
  await dialog('Empty Larkfield Entra?')
    .getByText(/removes its 25 users and 6 groups/)
    .waitFor();
  await dialog('Empty Larkfield Entra?').getByRole('button', { name: 'Cancel' }).click();
  expect(await userCount()).toBe(25);
  await button('Reset').click();
  await dialog('Empty Larkfield Entra?').getByRole('button', { name: 'Empty the directory' }).click();
  await work().getByText('The directory was emptied').waitFor();
  expect(await userCount()).toBe(0);
  await button('Undo').click();
  await work().getByText('“Before the reset” was restored').waitFor();
  expect(await userCount()).toBe(25);
  await poll(() => snapshots().count()).toBe(3);
});

test('a snapshot is restored and deleted, each after a yes', async () => {
  expect((await answer('/Users', { method: 'POST', body: userText('', 'joan') })).status).toBe(201);
  await button('Restore Monday').click();
  const restore = dialog('Restore “Monday”?');
  await restore.getByText(/the 25 users and 6 groups of this snapshot instead of the 26 users and 6 groups/).waitFor();
  await restore.getByRole('button', { name: 'Restore snapshot' }).click();
  await work().getByText('“Monday” was restored').waitFor();
  expect(await userCount()).toBe(25);
  await button('Delete Monday').click();
  await dialog('Delete “Monday”?').getByRole('button', { name: 'Delete snapshot' }).click();
  await work().getByText('The snapshot “Monday” was deleted').waitFor();
  await poll(() => button('Restore Monday').count()).toBe(0);
});

test('a large seed goes on while a client is answered, in every window, and is stopped without a trace', async () => {
  const many = Array.from({ length: 30_000 }, (_, number) => userText(`m${number}`, `many-${number}`));
  await chooseFile('many.json', `[${many.join(',')}]`);
  await button('Put into the directory').click();
  await work()
    .getByText(/^Put there: [1-9]/)
    .waitFor();
  expect((await answer('/Users', { method: 'POST', body: userText('', 'grace') })).status).toBe(201);
  expect(await userCount()).toBeGreaterThan(1000);
  // It does not hang on the page it was begun on.
  await open('/recv/events');
  await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor();
  await page.goBack();
  await work().getByText('Seeding from many.json').waitFor();
  await work().getByRole('button', { name: 'Stop' }).click();
  await work().getByText('This was stopped: Seeding from many.json').waitFor();
  expect(await userCount()).toBe(26);
});

test('an export is a file that seeds an empty directory', async () => {
  const downloading = page.waitForEvent('download');
  await button('Export').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('larkfield-entra.json');
  const text = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ totalResults: 32, itemsPerPage: 32 });
  await page.getByText(/^larkfield-entra\.json: /).waitFor();
  await button('Reset').click();
  await dialog('Empty Larkfield Entra?').getByRole('button', { name: 'Empty the directory' }).click();
  await work().getByText('The directory was emptied').waitFor();
  await chooseFile('larkfield-entra.json', text);
  await button('Put into the directory').click();
  await work().getByText('26 users and 6 groups were put there from larkfield-entra.json').waitFor();
});

test.each(['light', 'dark', 'contrast'] as const)('the page has no finding in the theme %s', async (theme) => {
  await wearTheme(page, theme);
  expect(await axeFindings(page)).toEqual([]);
});

import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { allAxeFindings } from './screen-findings.ts';
import { walkOf } from './walk.ts';

const opened = openedApp();
let page: Page;

beforeAll(async () => {
  page = opened.page;
  const walk = walkOf(page);
  await walk.open();
  await walk.connectApplication('Larkfield Expenses');
});

const grid = () => page.getByRole('grid', { name: 'Exchanges' });
/** Neither the head nor what stands in place of rows. */
const rows = () => grid().locator('[role="row"][data-row-index]');
const openWire = (rest = '') => page.goto(`${page.url().split('#')[0]}#/wire${rest}`);
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

test('the newest request stands on top, with the reason it was sent and the step it is part of', async () => {
  await openWire();
  await page.getByRole('heading', { level: 1, name: 'The wire' }).waitFor();
  await expect.poll(() => rows().first().innerText()).toMatch(/GET[\s\S]*200[\s\S]*a group that cannot exist[\s\S]*Connection/);
});

test('a query is written by hand or by its buttons, and refused at its column', async () => {
  const box = page.getByRole('searchbox', { name: 'Filter exchanges' });
  await box.fill('path:/users');
  // Testing and saving the connection sent two probes each, of which one asks for a user.
  await expect.poll(() => rows().count()).toBe(2);
  expect(page.url()).toContain('query=path%3A%2Fusers');
  await box.fill('path:/users status>=4o0');
  await page.getByText('Column 21: "4o0" is no number that "status" can be compared with.').waitFor();
  expect(await rows().count()).toBe(2);
  await box.fill('');
  await expect.poll(() => rows().count()).toBe(4);
  await page.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('menuitemradio', { name: 'Failed' }).click();
  expect(await box.inputValue()).toBe('status:failed');
  await page.getByText('No exchange matches').waitFor();
  await page.getByRole('button', { name: 'Status: Failed' }).click();
  await page.getByRole('menuitemradio', { name: 'Any' }).click();
  await expect.poll(() => rows().count()).toBe(4);
});

test('the keyboard chooses, opens, leafs, copies and closes; the slash goes to the filter', async () => {
  await rows().first().focus();
  await page.keyboard.press('j');
  await expect.poll(() => focusedRow()).toBe('1');
  await page.keyboard.press('Enter');
  const opened = page.getByRole('region', { name: /^Exchange \d+$/ });
  await opened.getByText('Checks the connection by looking for a user that cannot exist.').waitFor();
  await page.keyboard.press('k');
  await opened.getByText('Checks the connection by looking for a group that cannot exist.').waitFor();
  await page.keyboard.press('c');
  await page.getByText(/Exchange \d+ copied as cURL/).waitFor();
  expect(await clipboard()).toContain(`'Authorization: Bearer '"$SCIM_TOKEN"`);
  await page.keyboard.press('Escape');
  await opened.waitFor({ state: 'detached' });
  await expect.poll(() => focusedRow()).toBe('0');
  await page.keyboard.press('/');
  await page.keyboard.type('method:GET');
  await expect.poll(() => page.url()).toContain('query=method%3AGET');
  await openWire();
});

test('an exchange is copied for other programs, without a secret', async () => {
  await rows().first().click();
  for (const [name, holds] of [
    ['PowerShell', '$env:SCIM_TOKEN'],
    ['HTTP file', '{{$processEnv SCIM_TOKEN}}'],
    ['HAR', 'Bearer $SCIM_TOKEN'],
  ] as const) {
    await page.getByRole('button', { name: 'Copy as' }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
    await page.getByText(`${name} copied`).waitFor();
    expect(await clipboard()).toContain(holds);
  }
});

test('what is sent again opens, and what the standard and the clock say stands beside it', async () => {
  await page.getByRole('button', { name: 'Send again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send again' });
  await dialog.getByText('Nothing is changed: the request only reads.').waitFor();
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent again by hand.').first().waitFor();
  await expect.poll(() => rows().first().innerText()).toContain('none');
  await page.getByRole('tab', { name: 'Standard' }).click();
  await page.getByText('A ListResponse with its totalResults, also where nothing was found.').waitFor();
  await page.getByRole('tab', { name: 'Timing' }).click();
  await page.getByText('From sending to the last byte').waitFor();
  await page.getByRole('tab', { name: 'Headers' }).click();
  await page.getByText('Bearer ***').or(page.getByText('***')).first().waitFor();
  await page.getByRole('tab', { name: 'Difference' }).click();
  await page.getByText('The request is about no one resource.').waitFor();
});

test('a list that is scrolled stays as it is, and says what came since', async () => {
  await openWire();
  await page.setViewportSize({ width: 1440, height: 400 });
  for (let time = 0; time < 3; time += 1) await sendNewestAgain();
  await grid().evaluate((element) => element.scrollTo({ top: 60 }));
  await page.getByText('You scrolled, so new rows wait: 0 new').waitFor();
  const before = await rows().last().innerText();
  await sendNewestAgain();
  await page.getByText('You scrolled, so new rows wait: 1 new').waitFor();
  expect(await rows().last().innerText()).toBe(before);
  await page.getByRole('button', { name: 'Show the newest' }).click();
  await page.getByText('Live, newest on top').waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('below any page the wire opens, filters and shows an exchange on its own page', async () => {
  await page.goto(`${page.url().split('#')[0]}#/entra/apps`);
  await page.keyboard.press('Control+j');
  const panel = page.getByRole('complementary', { name: 'The wire' });
  await panel.getByRole('button', { name: 'Any status' }).click();
  await page.getByRole('menuitemradio', { name: '2xx' }).click();
  await panel.getByRole('button', { name: 'Status: 2xx' }).waitFor();
  await rows().first().click();
  await panel.getByRole('region', { name: /^Exchange \d+$/ }).waitFor();
  await rows().first().press('w');
  await page.getByRole('heading', { level: 1, name: 'The wire' }).waitFor();
  await page.keyboard.press('Control+j');
  await panel.getByRole('button', { name: 'Open the wire' }).waitFor();
});

test.each(['dark', 'high contrast', 'light'])('an open exchange passes axe in the %s theme', async (theme) => {
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(theme, 'i') }).click();
  await openWire();
  await rows().first().click();
  const found: string[] = [];
  for (const tab of ['Exchange', 'Headers', 'Difference', 'Standard', 'Timing']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    found.push(...(await allAxeFindings(page)).map((violation) => `${tab}: ${violation}`));
  }
  expect(found).toEqual([]);
});

function focusedRow(): Promise<string | undefined> {
  return page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['rowIndex']);
}

async function sendNewestAgain(): Promise<void> {
  await rows()
    .first()
    .evaluate((row) => (row as HTMLElement).click());
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Close exchange' }).click();
}

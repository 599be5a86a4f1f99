import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { allAxeFindings } from './screen-findings.ts';
import { walkOf } from './walk.ts';

// What stays around every screen, and the way from nothing to a provisioned user. One host: the same page runs on the other.
const opened = openedApp();
let page: Page;

beforeAll(async () => {
  page = opened.page;
  await walkOf(page).open();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const open = (route: string) => page.goto(`${page.url().split('#')[0]}#/${route}`);
const path = () => page.url().split('#')[1];

/** *Search or run*: types, waits until `option` is there, and presses. */
async function find(text: string, option: string | RegExp, press = 'Enter') {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or run' });
  await palette.getByRole('combobox').fill(text);
  await palette.getByRole('option', { name: option }).first().hover();
  await page.keyboard.press(press);
  await palette.waitFor({ state: 'detached' });
}

test('a step that a person does on its screen is followed by the guide, as a bar', async () => {
  await button('Do it myself').click();
  const bar = page.getByRole('region', { name: 'First-run guide' });
  await bar.getByText('Step 1 of 5').waitFor();
  const dialog = page.getByRole('dialog', { name: 'Add directory' });
  await dialog.getByRole('textbox', { name: 'Organization' }).fill('Larkfield Instruments');
  await dialog.getByRole('textbox', { name: 'Directory name' }).fill('Larkfield Entra');
  await dialog.getByRole('button', { name: 'Create directory' }).click();
  await bar.getByText('Connect Entra ID to it').waitFor();
  // Who leaves without having copied the token is asked.
  await page.getByRole('textbox', { name: 'Bearer token' }).press('ControlOrMeta+c');
  await bar.getByRole('link', { name: 'Back to the guide' }).click();
  await button('Connect').waitFor();
});

test('Enter does the step at hand', async () => {
  await page.getByRole('main').focus();
  await page.keyboard.press('Enter');
  await button(/^Assign /).waitFor();
  await page.getByRole('region', { name: 'Last requests' }).getByText('GET').first().waitFor();
});

test('all the rest is done for a person who asks for it, and each step has its time', async () => {
  await button('Do it all for me').click();
  await page.getByText(/^First user provisioned after (\d+ min )?\d+ s$/).waitFor();
  await heading('Your first connection');
  expect(await page.getByText(/^\d+:\d\d$/).count()).toBe(4);
  const arrived = page.getByRole('grid', { name: 'Users of the directory' }).getByRole('row', { name: /larkfield\.test/ });
  await arrived.getByText('Active').waitFor();
  await arrived.getByText('dsync.user.created').waitFor();
});

test('after both sides were looked at, Home is about the workspace', async () => {
  await button('Compare the sides').click();
  await expect.poll(path).toMatch(/^\/compare\//);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await heading('Home');
  await page.getByRole('grid', { name: 'Enterprise applications' }).getByText('Tidewater Expenses').waitFor();
  await page.getByText('Nothing: no failure, nothing held, no token refused.').waitFor();
});

test('a person is found on both sides: Enter goes to the one, Ctrl+Enter to the other', async () => {
  await find('ada m', /^User Ada Marsh Entra ID/);
  await heading('Ada Marsh');
  await find('ada m', /^User Ada Marsh Entra ID/, 'Control+Enter');
  await heading('Larkfield Entra');
  await page.getByRole('dialog', { name: 'ada.marsh@larkfield.test' }).waitFor();
  await page.getByRole('link', { name: 'Compare the three sides' }).waitFor();
});

test('places, questions, exchanges and commands are found too', async () => {
  await find('audit', /^Go to Audit logs/);
  await heading('Audit logs');
  await find('why is grace adeyemi not provisioned', /^Explain Why is Grace Adeyemi/);
  await expect.poll(path).toMatch(/^\/explain\/[^?]+\?app=/);
  await find('1', /^Exchange 1 GET/);
  await expect.poll(path).toBe('/wire/1');
  await find('start provisioning', /^Run Start provisioning Tidewater/);
  await page.getByText(/^Cycle 1 done/).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('nobody is called like this');
  await page.getByText('Nothing fits “nobody is called like this”').waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('#root').getAttribute('inert')).toBeNull();
});

test('the clock goes ahead by a button, by the keyboard, to a time of one’s choice, and to what happens next', async () => {
  await open('entra/apps');
  await heading('Enterprise applications');
  await button('Advance 40 min').click();
  await page.getByText(/^Cycle 2 done/).waitFor();
  await page.getByRole('main').focus();
  await page.keyboard.press('Control+ArrowRight');
  await page.getByText(/^Cycle 3 done/).waitFor();
  await button('More clock actions').click();
  await page.getByRole('menuitem', { name: /the next incremental cycle/ }).click();
  await page.getByText(/^Cycle 4 done/).waitFor();
  await button('More clock actions').click();
  await page.getByRole('menuitem', { name: 'Set date and time…' }).click();
  await page.getByRole('dialog', { name: 'Set date and time' }).getByRole('button', { name: 'Move the clock' }).click();
  await page.getByText(/^Cycle 5 done/).waitFor();
  expect(await button('Next retry').getAttribute('aria-disabled')).toBe('true');
});

test('keys: all of them in a list, letters that can be switched off, F6 from region to region', async () => {
  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'All keys' }).getByText('Provisioning logs').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await heading('Settings');
  await page.getByRole('switch', { name: 'Single-letter keys' }).click();
  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await page.keyboard.press('F6');
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);
  expect(await focused()).toBe('The wire');
  await page.keyboard.press('F6');
  expect(await focused()).toBe('HEADER');
  await page.keyboard.press('Shift+F6');
  expect(await focused()).toBe('The wire');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('switch', { name: 'Single-letter keys' }).click();
  await open('entra/users');
  await heading('Users');
  await page.getByRole('main').focus();
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
});

test.each([
  [1440, 900, 240],
  [1280, 800, 240],
  [1199, 800, 48],
  [1024, 680, 48],
  [720, 680, 48],
])('at %i x %i the frame fits, with a navigation of %i px', async (width, height, navigationWidth) => {
  await page.setViewportSize({ width, height });
  for (const route of ['home', 'recv/dirs/larkfield-entra']) {
    await open(route);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.mouse.move(width / 2, height / 2);
    const measured = await page.evaluate(() => ({
      isWider: document.documentElement.scrollWidth > innerWidth,
      isHigher: document.documentElement.scrollHeight > innerHeight,
      navigation: document.querySelector('nav')?.getBoundingClientRect().width,
      search: (document.querySelector('.search-button')?.getBoundingClientRect().right ?? 0) <= innerWidth || innerWidth < 960,
    }));
    expect(measured).toEqual({ isWider: false, isHigher: false, navigation: navigationWidth, search: true });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('without a chosen theme the window follows the system', async () => {
  const shown = () => page.evaluate(() => document.documentElement.dataset['theme']);
  await find('theme same', /Theme: Same as the system/);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(shown).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(shown).toBe('light');
});

// Names and roles are the same in each theme; contrast is not.
test.each([
  ['Light', undefined],
  ['Dark', ['color-contrast']],
  ['High contrast', ['color-contrast']],
])('axe finds nothing in what the frame and its pages show: %s', async (theme, rules) => {
  await find(`theme ${theme}`, new RegExp(`Theme: ${theme}`));
  const found: string[] = [];
  for (const route of screens) {
    await open(route);
    await page.getByRole('heading', { level: 1 }).waitFor();
    found.push(...(await allAxeFindings(page, rules)).map((violation) => `${route}: ${violation}`));
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('ada');
  await page
    .getByRole('option', { name: /^User Ada/ })
    .first()
    .waitFor();
  found.push(...(await allAxeFindings(page, rules)).map((violation) => `palette: ${violation}`));
  await page.keyboard.press('Escape');
  await button('All keys').click();
  found.push(...(await allAxeFindings(page, rules)).map((violation) => `keys: ${violation}`));
  await page.keyboard.press('Escape');
  expect(found).toEqual([]);
});

const screens = [
  'home',
  'settings',
  'recv/orgs',
  'recv/events',
  'recv/dirs/larkfield-entra',
  'recv/dirs/larkfield-entra?tab=tokens',
  'recv/dirs/larkfield-entra/created',
];

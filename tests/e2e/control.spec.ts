import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { walkOf } from './walk.ts';

// What an administrator does beside letting cycles run: one object now, a look ahead, one request at a time, a habit switched.
const opened = openedApp();
let page: Page;

beforeAll(async () => {
  page = opened.page;
  const walk = walkOf(page);
  await walk.open();
  await walk.connectApplication('Our product');
  await walk.assign('Ada Marsh');
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

const held = () => page.locator('.step-request');
const reason = () => page.locator('.exchange-reason').first().innerText();
const toStepMode = () => page.goto(`${page.url().split('#')[0]}#/wire/step`);

/** Sends request after request until one of this method waits. */
async function stepTo(method: string): Promise<void> {
  await expect
    .poll(
      async () => {
        // Asked first: what is sent disables the button until the next one stands there, which a second press would send unseen.
        const waits = await page.getByRole('button', { name: /^Send(?! until)/ }).isEnabled();
        const text = waits ? await held().innerText() : '';
        if (waits && !text.includes(method)) await page.keyboard.press('F10');
        return text;
      },
      { timeout: 20_000, interval: 100 },
    )
    .toContain(method);
}

test('a held cycle stops again where it is told to', async () => {
  const walk = walkOf(page);
  await walk.assign('Priya Menon');
  await page.getByRole('switch', { name: 'Hold each request' }).click();
  await toStepMode();
  await walk.advanceFortyMinutes();
  await held().waitFor();
  await page.getByRole('checkbox', { name: 'Every request' }).uncheck();
  await page.getByRole('checkbox', { name: /^A write/, checked: true }).waitFor();
  await page.keyboard.press('F10');
  await expect.poll(() => held().innerText(), { timeout: 20_000 }).toContain('POST');
  await page.getByRole('switch', { name: 'Hold each request' }).click();
  await page.getByText('Requests are sent as they come').waitFor();
});

test('a held request is changed, answered and dropped by hand, by keys, and the wire and the log say so', async () => {
  const walk = walkOf(page);
  await walk.assign('Hiro Tanaka', 'Mei Lin', 'Nadia Haas');
  await page.getByRole('switch', { name: 'Hold each request' }).click();
  await toStepMode();
  await walk.advanceFortyMinutes();
  await stepTo('POST');

  const first = await reason();
  await page.keyboard.press('F2');
  const body = page.getByRole('textbox', { name: 'Body' });
  const text = await body.inputValue();
  await page.getByRole('textbox', { name: 'Path and query' }).fill('/../admin');
  await page.getByText('The path would lead out of the tenant URL.').waitFor();
  await page.getByRole('textbox', { name: 'Path and query' }).fill('/Users');
  await body.fill(text.replace('"schemas"', 'schemas'));
  await page.getByText('Line 2, column 3: Expected a name in double quotes').waitFor();
  expect(await page.getByRole('button', { name: 'Send edited' }).isDisabled()).toBe(true);
  await body.fill(text.replace('"userName"', '"nickName": "By hand",\n  "userName"'));
  await body.press('Control+Enter');
  await body.waitFor({ state: 'detached' });
  // As long as the next one is not known, the one that was sent stands there.
  await expect.poll(reason, { timeout: 20_000 }).not.toBe(first);

  await stepTo('POST');
  await page.keyboard.press('F4');
  const answer = page.getByRole('dialog', { name: 'Answer myself' });
  await answer.getByRole('combobox', { name: 'Answer' }).selectOption('409 uniqueness');
  await answer.getByRole('textbox', { name: 'Status' }).fill('4o9');
  await answer.getByText('“4o9” is no status of an answer.').waitFor();
  await answer.getByRole('textbox', { name: 'Status' }).fill('409');
  const second = await reason();
  await answer.getByRole('button', { name: 'Answer', exact: true }).click();
  await answer.waitFor({ state: 'detached' });
  await expect.poll(reason, { timeout: 20_000 }).not.toBe(second);

  await stepTo('POST');
  await page.keyboard.press('F8');
  await page.getByRole('switch', { name: 'Hold each request' }).click();
  await page.getByText('Requests are sent as they come').waitFor();

  await page.goto(`${page.url().split('#')[0]}#/wire`);
  for (const mark of ['Changed by hand', 'Answered by hand', 'Dropped by hand']) {
    await page.getByRole('row', { name: new RegExp(`POST.*${mark}`) }).waitFor();
  }
  await page.goto(`${page.url().split('#')[0]}#/wire?query=hand:answered,dropped`);
  await page.getByRole('row', { name: /Changed by hand/ }).waitFor({ state: 'detached' });
  expect(await page.locator('[data-row-index]').count()).toBe(2);
  await page.goto(`${page.url().split('#')[0]}#/wire`);
  await page.getByRole('row', { name: /Changed by hand/ }).click();
  await page.getByText('"nickName"').first().waitFor();
  await page.getByText('What the job wanted to send', { exact: true }).click();
  await page.getByRole('region', { name: 'Body that the job wanted to send' }).waitFor();
  await walk.openBlade('Provisioning logs');
  await page
    .getByText(/By hand: one request answered in the target's place/)
    .first()
    .waitFor();
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
    .getByRole('row', { name: /PATCH.*Ada Marsh.*Disable/ })
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

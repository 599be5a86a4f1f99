import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { apiBehind } from './page-api.ts';
import { axeFindings, wearTheme } from './screen-findings.ts';
import { walkOf } from './walk.ts';

// A shipped scenario is copied, broken, mended, run, and looked at; then its recording. One host: the same page runs on the other.
const opened = openedApp();
let page: Page;

beforeAll(async () => {
  page = opened.page;
  await walkOf(page).open();
});

/** The list of all scenarios is read once, and takes a moment on a busy machine. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });
const open = (route: string) => page.evaluate((hash) => location.assign(hash), `#${route}`);
const path = () => page.url().split('#')[1];
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const editor = () => page.getByRole('textbox', { name: 'Scenario as YAML' });
const result = () => page.getByRole('region', { name: 'Result' });
const row = (name: string | RegExp) => page.getByRole('row', { name });
const own = 'own/first-connection.scenario.yaml';

test('a shipped scenario is found, run as it is, and copied to be changed', async () => {
  await open('/scenarios');
  await page.getByRole('searchbox', { name: 'Find a scenario' }).fill('first-connection');
  await poll(() => page.getByRole('grid', { name: 'Scenarios' }).locator('[data-row-index]').count()).toBe(1);
  await row(/A first connection brings twelve people/).click();
  expect(path()).toBe('/scenarios/shipped/first-connection.scenario.yaml');
  await page.getByText('shipped, read only').waitFor();
  expect(await editor().getAttribute('readonly')).not.toBeNull();
  await button('Run').click();
  await result().getByText('53 requests').waitFor();
  expect(await result().getByText('Passed').count()).toBe(8);
  await button('Copy to edit').click();
  await poll(path).toBe(`/scenarios/${own}`);
  expect(await editor().inputValue()).toContain('tenant: tenants/larkfield.yaml');
});

test('what is wrong is said while it is typed, with the way to its place, and keeps Run from being pressed', async () => {
  await change('cycle: initial', 'cycle: inital');
  const problem = page.getByRole('button', { name: 'Line 14, column 5' });
  await problem.waitFor();
  await page.getByText('Expected "initial" or "incremental", found the text "inital".').waitFor();
  expect(await editor().getAttribute('aria-invalid')).toBe('true');
  expect(await button('Run').getAttribute('aria-disabled')).toBe('true');
  await problem.click();
  const before = await editor().evaluate((box: HTMLTextAreaElement) => box.value.slice(0, box.selectionStart));
  expect(before.split('\n')).toHaveLength(14);
});

test('whoever leaves with changes is asked, whatever way is taken', async () => {
  const dialog = page.getByRole('dialog', { name: 'Your changes are not saved' });
  await page.getByRole('link', { name: 'Recordings' }).click();
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Settings');
  await page.getByRole('option', { name: 'Settings' }).first().click();
  await dialog.waitFor();
  expect(path()).toBe(`/scenarios/${own}`);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await editor().inputValue()).toContain('inital');
});

test('mended it runs, and an expectation that fails shows the requests it is about', async () => {
  await change('cycle: inital', 'cycle: initial');
  await change('"POST /Users": 12', '"POST /Users": 13');
  await page.getByText('No problem: this can be run.').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText('not saved').waitFor({ state: 'detached' });
  expect(readFileSync(join(opened.folder, 'scenarios/first-connection.scenario.yaml'), 'utf8')).toContain('"POST /Users": 13');
  await page.keyboard.press('Control+Enter');
  await result().getByText('POST /Users requests: expected 13, found 12.').waitFor();
  await page.getByText('1 of 8 steps failed').waitFor();
  const involved = result().getByRole('region', { name: 'Exchanges involved' });
  await poll(() => involved.getByRole('button', { name: /^POST \/Users 201/ }).count()).toBe(12);
  await involved.getByRole('button', { name: /Kavita Rao/ }).click();
  await involved.getByRole('region', { name: 'Request', exact: true }).getByText('"Kavita Rao"').first().waitFor();
  await involved.getByRole('region', { name: 'Response', exact: true }).getByText('"W/').waitFor();
  await result().getByRole('button', { name: 'Line 15' }).click();
  await poll(() => editor().evaluate((box) => box === document.activeElement)).toBe(true);
});

test.each(['dark', 'contrast', 'light'] as const)('a scenario that failed passes axe in the %s theme', async (theme) => {
  await wearTheme(page, theme);
  expect(await axeFindings(page)).toEqual([]);
});

test('nothing of a run is in the workspace but its recording', async () => {
  const { api, close } = await apiBehind(page);
  expect((await api.exchanges.list({})).totalCount).toBe(0);
  expect((await api.receiver.directories({})).length).toBe(0);
  close();
  expect(readdirSync(join(opened.folder, 'recordings'))).toHaveLength(4);
});

test('the recording has its exchanges, is exported, pinned and deleted', async () => {
  await result().getByRole('link', { name: 'Open recording' }).click();
  await page.getByRole('heading', { level: 1, name: /A first connection brings twelve people/ }).waitFor();
  await page.getByRole('searchbox', { name: 'Find an address or a name' }).fill('post /groups');
  await page.getByText('1 exchange', { exact: true }).waitFor();
  await row(/POST/).click();
  await page.getByRole('region', { name: 'Request and response' }).getByText('"displayName"').first().waitFor();
  expect(path()).toMatch(/^\/recordings\/[\w-]+\?exchange=\d+$/);
  const [file] = await Promise.all([page.waitForEvent('download'), button('Export trace').click()]);
  expect(file.suggestedFilename()).toBe('a-first-connection-brings-twelve-people-and-their-group.trace.jsonl');
  exported = join(exports, file.suggestedFilename());
  await file.saveAs(exported);
  await button('Pin').click();
  await button('Unpin').waitFor();
  await button('Delete').click();
  await page.getByRole('dialog', { name: 'Delete recording' }).getByRole('button', { name: 'Delete recording' }).click();
  await poll(path).toBe('/recordings');
  await poll(() => rowsOf('Recordings').count()).toBe(1);
});

const exports = mkdtempSync(join(tmpdir(), 'rehearsal-exports-'));
afterAll(() => rmSync(exports, { recursive: true, force: true }));
let exported = '';
const rowsOf = (grid: string) => page.getByRole('grid', { name: grid }).locator('[data-row-index]');

test('a trace file is brought in and looked at; what is none is refused', async () => {
  const field = page.locator('input[type="file"]');
  await field.setInputFiles(join(opened.folder, 'scenarios/first-connection.scenario.yaml'));
  await page.getByText('This is no trace file').waitFor();
  await field.setInputFiles(exported);
  await page.getByText('Imported trace').waitFor();
  await page.getByText('53 exchanges', { exact: true }).waitFor();
  expect(await button('Open scenario').count()).toBe(0);
});

test('a scenario of the workspace is renamed and deleted', async () => {
  await open(`/scenarios/${own}`);
  await button('Rename').click();
  await page.getByRole('textbox', { name: 'File name' }).fill('twelve people');
  await page.keyboard.press('Enter');
  await poll(path).toBe('/scenarios/own/twelve%20people.scenario.yaml');
  await button('Delete').click();
  await button('Delete twelve people.scenario.yaml').click();
  await poll(path).toBe('/scenarios');
  expect(readdirSync(join(opened.folder, 'scenarios')).filter((name) => name.endsWith('.scenario.yaml'))).toEqual([]);
});

/** As a person changes a word. */
async function change(before: string, after: string): Promise<void> {
  const text = await editor().inputValue();
  expect(text).toContain(before);
  await editor().fill(text.replace(before, after));
}

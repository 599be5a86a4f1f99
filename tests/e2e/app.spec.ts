import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hosts, type OpenApp, temporaryFolder } from './hosts.ts';
import { walkOf } from './walk.ts';

describe.each(Object.entries(hosts))('the application, on the %s', (host, open) => {
  const folder = temporaryFolder();
  let app: OpenApp;
  let page: Page;

  beforeAll(async () => {
    app = await open(folder.path);
    page = app.page;
    page.setDefaultTimeout(30_000);
    await walkOf(page).open();
  });
  afterAll(async () => {
    await app?.close();
    folder.remove();
  });

  test('two windows show the same, and what happens in one appears in the other', async () => {
    const second = await app.openWindow();
    await walkOf(second).open();
    await second.goto(`${page.url().split('#')[0]}#/recv/dirs`);
    // A window behind another one is throttled.
    await page.bringToFront();
    await walkOf(page).createDirectory();
    await second.getByRole('row', { name: /Larkfield Entra/ }).waitFor();
    await second.close();
  });

  test('a reloaded page goes on where it was', async () => {
    await page.reload();
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Larkfield Entra/ })
      .waitFor();
  });

  test('the page has no Node, no Electron and no way to run a script of its own', async () => {
    const found = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.hacked = true';
      document.body.append(script);
      return ['require', 'process', 'ipcRenderer', 'hacked'].filter((name) => name in globalThis);
    });
    expect(found).toEqual([]);
  });

  // The same page runs on both hosts: once is enough.
  const themes = host === 'browser' ? ['light', 'dark', 'high contrast'] : [];
  test.each(themes)('each main screen passes axe in the %s theme', async (theme) => {
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: new RegExp(theme, 'i') }).click();
    const found: string[] = [];
    for (const [route, title] of screens) {
      await page.goto(`${page.url().split('#')[0]}#/${route}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      found.push(...(await violationsOn(page)).map((violation) => `${route}: ${violation}`));
    }
    expect(found).toEqual([]);
  });
});

const screens = [
  ['home', 'Rehearse your first connection'],
  ['entra/users', 'Users'],
  ['entra/groups', 'Groups'],
  ['entra/apps', 'Enterprise applications'],
  ['recv/orgs', 'Organizations'],
  ['recv/orgs/add-directory', 'Organizations'],
  ['recv/dirs', 'Directories'],
  ['wire', 'The wire'],
  ['settings', 'Settings'],
] as const;

/** Findings of axe-core, as `rule at selector`. Tabster's focus dummies are exempt: they are never read out. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({ exclude: ['[data-tabster-dummy]'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`));
  });
}

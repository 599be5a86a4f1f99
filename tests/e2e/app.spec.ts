import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { hosts } from './hosts.ts';
import { openedApp } from './opened-app.ts';
import { allAxeFindings } from './screen-findings.ts';
import { walkOf } from './walk.ts';

describe.each(Object.entries(hosts))('the application, on the %s', (host, open) => {
  const opened = openedApp(open);
  let page: Page;

  beforeAll(async () => {
    page = opened.page;
    await walkOf(page).open();
  });

  test('two windows show the same, and what happens in one appears in the other', async () => {
    const second = await opened.app.openWindow();
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
      found.push(...(await allAxeFindings(page)).map((violation) => `${route}: ${violation}`));
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

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { walkOf } from './walk.ts';

// Somebody else's endpoint: another process, another port, known to this application by its address and token alone.
const opened = openedApp();
let vendor: { readonly url: string; readonly token: string; readonly process: ChildProcess };
let page: Page;

beforeAll(async () => {
  vendor = await startVendor();
  page = opened.page;
});
afterAll(() => void vendor?.process.kill());

test('plain http is refused as Entra would, until this connection makes an exception', async () => {
  const walk = walkOf(page);
  await walk.open();
  await walk.createApplication('Vendor');
  await walk.openBlade('Provisioning');
  await page.getByRole('button', { name: 'Get started' }).click();
  await walk.enterCredentials(vendor.url, vendor.token);
  await page.getByText(/Entra would refuse this: over plain http/).waitFor();
  expect(await sentTo(vendor)).toBe(0);
  await page.getByRole('switch', { name: 'Allow plain http' }).check();
  await page.getByRole('button', { name: 'Test Connection' }).click();
  await page.getByText('The supplied credentials are authorized to enable provisioning').waitFor();
  await walk.saveCredentials();
});

test('a connection is kept under a name, and another application takes it with its token', async () => {
  const walk = walkOf(page);
  await page.getByRole('textbox', { name: 'Name of this connection' }).fill('Staging');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('Staging').first().waitFor();
  await walk.createApplication('Vendor again');
  await walk.openBlade('Provisioning');
  await page.getByRole('button', { name: 'Get started' }).click();
  await page.getByRole('combobox', { name: 'Provisioning Mode' }).selectOption('Automatic');
  await page.getByRole('button', { name: /^Use.*Staging/ }).click();
  await page.getByText('A token is kept.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Tenant URL' }).inputValue()).toBe(vendor.url);
});

test('nothing is written before somebody allows it, by host and count', async () => {
  const walk = walkOf(page);
  await walk.assign('Ada Marsh');
  await walk.openBlade('Overview');
  await page.getByText(new URL(vendor.url).origin).first().waitFor();
  expect(await sentTo(vendor)).toBe(0);
  await page.getByRole('button', { name: 'Allow writes' }).click();
  await page.getByRole('button', { name: 'Allow writes' }).waitFor({ state: 'detached' });
  await walk.startProvisioning();
  expect(await sentTo(vendor)).toBe(1);
  // With a remote target the clock goes at the system's pace.
  expect(await page.getByRole('button', { name: 'Advance 40 min' }).isDisabled()).toBe(true);
});

/** How many users the vendor has. */
async function sentTo({ url, token }: { readonly url: string; readonly token: string }): Promise<number> {
  const answer = await fetch(`${url}/Users`, { headers: { authorization: `Bearer ${token}` } });
  const { totalResults } = (await answer.json()) as { totalResults: number };
  return totalResults;
}

async function startVendor(): Promise<typeof vendor> {
  const child = spawn(process.execPath, [resolve('out/cli/rehearse.js'), 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { ...(JSON.parse(line) as { url: string; token: string }), process: child };
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UiClient } from '../ui-client.ts';
import { openedApp } from './opened-app.ts';
import { apiBehind } from './page-api.ts';
import { allAxeFindings } from './screen-findings.ts';

// What the window shows of a job that may not go on as it likes, and how somebody leads it out again.
const opened = openedApp();
let page: Page;
let client: UiClient;
let appId: string;
let directoryId: string;
let salesId: string;

beforeAll(async () => {
  page = opened.page;
  await page.getByRole('link', { name: 'Home' }).first().waitFor();
  client = await apiBehind(page);
  const { api } = client;
  const organization = await api.receiver.createOrganization({ name: 'Larkfield' });
  const made = await api.receiver.createDirectory({
    organizationId: organization.id,
    name: 'Larkfield Entra',
    behaviour: 'entra-ready',
  });
  directoryId = made.directory.id;
  await api.tenant.loadSample({ sampleId: 'larkfield' });
  appId = (await api.apps.create({ name: 'Our product' })).id;
  await api.connection.save({ appId, tenantUrl: made.directory.endpoint, secretToken: made.token, options: {} });
  const groups = (await api.tenant.groups({ search: 'Sales' })).items;
  salesId = groups.find(({ displayName }) => displayName === 'Sales')?.objectId ?? '';
  await api.assignments.add({ appId, principalIds: [salesId] });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
});
afterAll(() => client.close());

const show = (blade: string) => page.goto(`${page.url().split('#')[0]}#/entra/apps/${appId}/${blade}`);
const panel = (name: RegExp) => page.getByRole('region', { name });

test('the threshold is a setting that takes effect', async () => {
  await show('connectivity');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Prevent accidental deletion' }).check();
  await page.getByLabel('Accidental deletion threshold').fill('5');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(async () => (await client.api.job.detail({ appId })).settings)
    .toMatchObject({ isDeletionPrevented: true, deletionThreshold: 5 });
});

test('deletions that are held back are listed, rejected, and allowed', async () => {
  const { api } = client;
  await api.assignments.remove({ appId, principalIds: [salesId] });
  await api.clock.advanceTo({ what: 'next-cycle' });
  await show('overview');
  await page.getByRole('alert').getByText('TooManyDeletes').waitFor();
  await panel(/Staged deletions: 12/).waitFor();
  expect(await allAxeFindings(page)).toEqual([]);

  await panel(/Staged deletions/)
    .getByRole('button', { name: 'Reject deletes' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await page.getByText('Left quarantine').waitFor();
  expect((await api.receiver.directory({ directoryId })).userCount).toBe(11);

  await api.job.restart({ appId });
  await api.clock.advance({ ms: 1 });
  await panel(/Staged deletions: 12/).waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Allow deletes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
  await panel(/Staged deletions/).waitFor({ state: 'detached' });
  await show('logs');
  await page.getByRole('grid', { name: 'Provisioning logs' }).getByText('StagedDelete').first().waitFor();
});

test('who failed is tried again at the press of a button', async () => {
  const { api } = client;
  await api.assignments.add({ appId, principalIds: [salesId] });
  await api.clock.advanceTo({ what: 'next-cycle' });
  const refusing = { id: 'refuse', when: { method: 'PATCH' }, effect: { kind: 'status', status: 500 } };
  await api.faults.setPlan({ directoryId, seed: '', rules: [refusing] });
  const [person] = (await api.tenant.users({ search: 'Quentin' })).items;
  await api.tenant.updateUser({ objectId: person?.objectId ?? '', attributes: { jobTitle: 'Pilot' } });
  await api.clock.advanceTo({ what: 'next-cycle' });
  await api.faults.setPlan({ directoryId, seed: '', rules: [] });
  await show('overview');
  await page.getByRole('button', { name: /^Retry Quentin .* now$/ }).click();
  await panel(/Waiting for a retry/).waitFor({ state: 'detached' });
});

test('an endpoint that is gone shows why, when it is tried again, and the exchange', async () => {
  const { api } = client;
  await api.receiver.removeDirectory({ directoryId });
  await api.clock.advanceTo({ what: 'next-cycle' });
  await show('overview');
  const banner = page.getByRole('alert');
  await banner.getByText('EncounteredQuarantineException').waitFor();
  await page.getByText('Incremental cycle failed. The interval is reduced.').waitFor();
  expect(await allAxeFindings(page)).toEqual([]);
  await banner.getByRole('button', { name: 'Try again now' }).click();
  await page
    .getByText('Tried, still in quarantine')
    .or(page.getByText('Quarantined', { exact: true }))
    .nth(1)
    .waitFor();
  await page
    .getByRole('alert')
    .getByRole('link', { name: /Open exchange/ })
    .click();
  await page.getByText('Checks the connection').first().waitFor();
});

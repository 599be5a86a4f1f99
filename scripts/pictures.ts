// The pictures under docs/screens/: one walk through the running application, light and dark. `npm run pictures`.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hosts, temporaryFolder } from '../tests/e2e/hosts.ts';
import { walkOf } from '../tests/e2e/walk.ts';

const folder = resolve(import.meta.dirname, '../docs/screens');
mkdirSync(folder, { recursive: true });
const workspace = temporaryFolder();
const app = await hosts['browser']?.(workspace.path);
if (app === undefined) throw new Error('There is no browser host.');
const { page } = app;
page.setDefaultTimeout(15_000);
const walk = walkOf(page);

await walk.open();
await picture('home-first-run');
const { endpoint, token } = await walk.createDirectory();
await picture('receiver-directory-created');
await walk.createApplication('Our product');
await picture('overview-not-run');
await walk.openBlade('Provisioning');
await page.getByRole('button', { name: 'Get started' }).click();
await walk.enterCredentials(endpoint, `Bearer ${token}`);
await page.getByRole('button', { name: /Remove .Bearer/ }).waitFor();
await picture('provisioning-failure');
await walk.enterCredentials(endpoint, token);
await page.getByText('The supplied credentials are authorized').waitFor();
await picture('provisioning-success');
await walk.saveCredentials();
await walk.assign('Ada Marsh', 'Sales');
await page.getByRole('row', { name: /Sales/ }).waitFor();
await picture('users-and-groups');
await walk.openBlade('Attribute mapping');
await page.getByRole('link', { name: 'Provision Microsoft Entra ID Users' }).click();
await page.getByText('22 of 22 shown').waitFor();
await picture('attribute-mapping');
await page.getByRole('button', { name: 'Edit externalId', exact: true }).click();
await page.getByRole('dialog').waitFor();
await picture('edit-attribute');
await page.keyboard.press('Escape');
await walk.startProvisioning();
await picture('overview');
await walk.openBlade('Provisioning logs');
await page.getByRole('row', { name: /Ada Marsh.*Update/ }).waitFor();
await picture('provisioning-logs');
await page.getByRole('row', { name: /Ada Marsh.*Update/ }).click();
await page.getByRole('dialog', { name: 'Provisioning log details' }).waitFor();
await picture('log-detail');
await page.keyboard.press('Escape');
await walk.openDirectory();
await page.getByText('12 users').waitFor();
await picture('receiver-directory');
await page.goto(`${page.url().split('#')[0]}#/wire`);
await page.getByRole('row', { name: /PATCH/ }).first().click();
await page.getByText('"Operations"').first().waitFor();
await picture('wire');
await walk.openUser('Ada Marsh');
await picture('user');
await page.getByRole('button', { name: 'Block sign-in' }).click();
await walk.openBlade('Overview');
await page
  .getByRole('button', { name: 'Plan next cycle' })
  .or(page.getByRole('link', { name: 'Plan next cycle' }))
  .click();
await page.getByText('Ada Marsh').first().waitFor();
await picture('plan');
await walk.openBlade('Provision on demand');
await page.getByRole('combobox', { name: 'Select a user or group' }).fill('Grace Adeyemi');
await page.getByRole('option', { name: /Grace Adeyemi/ }).click();
await page.getByRole('button', { name: 'Provision', exact: true }).click();
await page
  .getByText(/Perform action/)
  .first()
  .waitFor();
await picture('provision-on-demand');
await walk.openBlade('Wire habits');
await page
  .getByRole('combobox', { name: /disable/i })
  .first()
  .waitFor();
await picture('wire-habits');
await walk.openBlade('Audit logs');
await page
  .getByText(/Enable\/start provisioning configuration/)
  .first()
  .waitFor();
await picture('audit-logs');
await page.getByRole('switch', { name: 'Hold each request' }).click();
await walk.advanceFortyMinutes();
await page.goto(`${page.url().split('#')[0]}#/wire/step`);
await page
  .getByRole('button', { name: /^Send(?! until)/ })
  .first()
  .waitFor();
await picture('step-mode');
await app.close();
workspace.remove();

/** In both themes; the pointer out of the way, so that nothing is hovered. */
async function picture(name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    // The application follows the system's theme until one is chosen.
    await page.emulateMedia({ colorScheme: theme });
    await page.mouse.move(1439, 450);
    await page.screenshot({ path: join(folder, `${name}.${theme}.png`), animations: 'disabled' });
  }
  console.log(`${name}.light.png, ${name}.dark.png`);
}

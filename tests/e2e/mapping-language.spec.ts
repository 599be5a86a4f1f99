import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { walkOf } from './walk.ts';

// The configuration language as an administrator meets it: scope, expressions, the attribute list, the schema document, the preview.
const opened = openedApp();
let page: Page;

beforeAll(async () => {
  page = opened.page;
  const walk = walkOf(page);
  await walk.open();
  await walk.connectApplication('Our product');
  await walk.assign('Ada Marsh');
});

test('a scoping filter is typed, tried on somebody, and saved', async () => {
  await openUserMapping();
  await page.getByRole('button', { name: 'Source Object Scope: All records' }).click();
  const drawer = page.getByRole('dialog', { name: 'Source Object Scope' });
  await drawer.getByRole('button', { name: 'Add scoping filter' }).click();
  await drawer.getByRole('textbox', { name: 'Scoping Filter Title' }).fill('In Britain');
  await drawer.getByRole('button', { name: 'Ok' }).click();
  await drawer.getByText('Choose the attribute that is compared.').waitFor();
  await drawer.getByRole('combobox', { name: 'Attribute of clause 1 of In Britain' }).selectOption('country');
  await drawer.getByRole('textbox', { name: 'Value of clause 1 of In Britain' }).fill('NL');
  await drawer.getByText('Ada Marsh does not pass').waitFor();
  const tried = drawer.getByRole('region', { name: 'Who passes, before Save' });
  await tried.getByText("In Britain.country EQUALS 'NL'").waitFor();
  await drawer.getByRole('textbox', { name: 'Value of clause 1 of In Britain' }).fill('GB');
  await drawer.getByText('Ada Marsh passes').waitFor();
  const counted = drawer.getByRole('region', { name: 'How many pass, before Save' });
  await counted.getByText('All 25 users of the tenant looked at').waitFor();
  await counted.getByText("In Britain.country EQUALS 'GB'").first().waitFor();
  await drawer.getByRole('button', { name: 'Ok' }).click();
  await drawer.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Source Object Scope: 1 scoping filter' }).waitFor();
  await saveMapping();
});

test('an operator that does not go with its attribute is refused where it stands', async () => {
  await page.getByRole('button', { name: 'Source Object Scope: 1 scoping filter' }).click();
  const drawer = page.getByRole('dialog', { name: 'Source Object Scope' });
  await drawer.getByRole('button', { name: 'Add New Scoping Clause' }).click();
  await drawer.getByRole('combobox', { name: /^Attribute of clause 2/ }).selectOption('accountEnabled');
  await drawer.getByRole('combobox', { name: /^Operator of clause 2/ }).selectOption('Includes');
  await drawer.getByRole('textbox', { name: /^Value of clause 2/ }).fill('x');
  await drawer.getByText(/Includes does not go with "accountEnabled"/).waitFor();
  expect(
    await drawer
      .getByRole('option', { name: /IsMemberOf/ })
      .first()
      .isDisabled(),
  ).toBe(true);
  await page.keyboard.press('Escape');
  await drawer.getByText('Your changes here are lost when this closes.').waitFor();
  await drawer.getByRole('button', { name: 'Discard changes' }).click();
  await drawer.waitFor({ state: 'detached' });
});

test('an expression with an error names its column; the builder shows each step of it once it is right', async () => {
  await page.getByRole('button', { name: 'Edit name.formatted', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Edit Attribute' });
  await drawer.getByRole('textbox', { name: 'Expression' }).fill('Join(" ", Uper([surname]), [givenName])');
  await drawer.getByText('Column 11', { exact: true }).waitFor();
  expect(await drawer.locator('mark').textContent()).toBe('Uper');
  expect(await drawer.getByRole('button', { name: 'Ok' }).isDisabled()).toBe(true);
  await drawer.getByRole('button', { name: 'Use the expression builder' }).click();
  const builder = page.getByRole('dialog', { name: 'Expression builder' });
  const box = builder.getByRole('textbox', { name: 'Expression' });
  await box.fill('Join(" ", , [givenName])');
  await box.evaluate((element) => (element as HTMLTextAreaElement).setSelectionRange(10, 10));
  await builder.getByRole('searchbox', { name: 'Search functions' }).fill('ToUpper');
  await builder.getByRole('row', { name: /^ToUpper/ }).click();
  await builder.getByRole('tab', { name: 'Attributes' }).click();
  await builder.getByRole('searchbox', { name: 'Search attributes' }).fill('surname');
  await builder.getByRole('row', { name: 'surname' }).click();
  expect(await box.inputValue()).toBe('Join(" ", ToUpper([surname]), [givenName])');
  await builder.getByRole('status', { name: 'Expression output' }).getByText('"MARSH Ada"').waitFor();
  await builder.getByRole('row', { name: /ToUpper.*"Marsh".*"MARSH"/ }).waitFor();
  await builder.getByRole('textbox', { name: 'Value of surname' }).fill('Lovelace');
  await builder.getByRole('status', { name: 'Expression output' }).getByText('"LOVELACE Ada"').waitFor();
  await builder.getByRole('button', { name: 'Add expression' }).click();
  await drawer.getByRole('button', { name: 'Ok' }).click();
  await page.getByRole('gridcell', { name: 'MARSH Ada' }).waitFor();
});

test('the preview shows the POST in either dialect before anything is sent, and the target is asked for its schemas', async () => {
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Preview' });
  await drawer.getByText('Ada Marsh passes').waitFor();
  const body = drawer.getByRole('region', { name: 'Body of POST /Users' });
  await body.getByText('"MARSH Ada"').waitFor();
  await drawer.getByRole('tab', { name: 'With aadOptscim062020' }).click();
  await body.getByText('"MARSH Ada"').waitFor();
  await drawer.getByRole('button', { name: /Check against the target/ }).click();
  await drawer.getByText('The schemas of the target name all 22 mapped attributes.').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await saveMapping();
});

test('an attribute of the customer’s own is added to the list, mapped, and cannot be deleted then', async () => {
  const badge = 'urn:ietf:params:scim:schemas:extension:larkfield:2.0:User:badge';
  await page.getByRole('checkbox', { name: 'Show advanced options' }).check();
  await page.getByRole('link', { name: 'Edit attribute list for customappsso' }).click();
  const drawer = page.getByRole('dialog', { name: 'Edit attribute list for customappsso' });
  await drawer.getByRole('textbox', { name: 'Name' }).fill('urn:larkfield:badge');
  await drawer.getByText(/does not have the form that Entra takes/).waitFor();
  await drawer.getByRole('textbox', { name: 'Name' }).fill(badge);
  await drawer.getByRole('button', { name: 'Add attribute' }).click();
  await drawer.getByText('42 of 42 shown').waitFor();
  await drawer.getByRole('button', { name: 'Ok' }).click();
  await page.getByRole('button', { name: 'Add New Mapping' }).click();
  const row = page.getByRole('dialog', { name: 'Add New Mapping' });
  await row.getByRole('combobox', { name: 'Target attribute' }).fill(badge);
  await row.getByRole('combobox', { name: 'Source attribute' }).selectOption('employeeId');
  await row.getByRole('button', { name: 'Ok' }).click();
  await page.getByText('23 of 23 shown').waitFor();
  await page.getByRole('link', { name: 'Edit attribute list for customappsso' }).click();
  await drawer.getByRole('searchbox', { name: 'Filter attributes' }).fill('badge');
  await drawer.getByTitle(`${badge} is mapped: delete its mapping first.`).waitFor();
  await page.keyboard.press('Escape');
  await saveMapping();
});

test('the schema is downloaded, changed, compared, and imported', async () => {
  await page.getByRole('link', { name: 'Review your schema here' }).click();
  await page.getByRole('heading', { level: 1, name: 'Review your schema' }).waitFor();
  await page.getByRole('searchbox', { name: 'Find in the schema' }).fill('In Britain');
  await page.getByText(/1 of 1 line/).waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const path = join(opened.folder, 'changed.json');
  writeFileSync(path, withoutRow(readFileSync(await (await downloading).path(), 'utf8'), 'preferredLanguage'));

  await page.getByRole('button', { name: 'Import' }).click();
  const drawer = page.getByRole('dialog', { name: 'Import a schema' });
  await drawer.getByRole('textbox', { name: 'Or paste it here' }).fill('{ "synchronizationRules": [');
  await drawer.getByRole('button', { name: 'Compare' }).click();
  await drawer.getByText('This cannot be imported').waitFor();
  await drawer.getByLabel('File').setInputFiles(path);
  await drawer.getByRole('button', { name: 'Compare' }).click();
  await drawer.getByText('1 thing would change').waitFor();
  await drawer.getByRole('row', { name: /preferredLanguage/ }).waitFor();
  await drawer.getByRole('button', { name: 'Import', exact: true }).click();
  await drawer.getByText('The next cycle is an initial one').waitFor();
  await drawer.getByRole('button', { name: 'Close' }).last().click();
  await drawer.waitFor({ state: 'detached' });
  await openUserMapping();
  await page.getByText('22 of 22 shown').waitFor();
});

test('what was configured is what is sent: in scope by the filter, with the expression’s value', async () => {
  const walk = walkOf(page);
  await walk.startProvisioning();
  await walk.openDirectory();
  await page.getByText('1 user', { exact: true }).first().waitFor();
  await page
    .getByRole('row', { name: /ada\.marsh@larkfield\.test/ })
    .getByText('Active')
    .waitFor();
});

async function openUserMapping(): Promise<void> {
  await walkOf(page).openBlade('Attribute mapping');
  await page.getByRole('link', { name: 'Provision Microsoft Entra ID Users' }).click();
  await page.getByText(/\d+ of \d+ shown/).waitFor();
}

async function saveMapping(): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save changes' });
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** A schema document whose user mapping lacks one row. */
function withoutRow(text: string, targetAttributeName: string): string {
  const document = JSON.parse(text) as {
    synchronizationRules: {
      objectMappings: { sourceObjectName: string; attributeMappings: { targetAttributeName: string }[] }[];
    }[];
  };
  for (const mapping of document.synchronizationRules.flatMap(({ objectMappings }) => objectMappings)) {
    if (mapping.sourceObjectName !== 'User') continue;
    mapping.attributeMappings = mapping.attributeMappings.filter((row) => row.targetAttributeName !== targetAttributeName);
  }
  return JSON.stringify(document);
}

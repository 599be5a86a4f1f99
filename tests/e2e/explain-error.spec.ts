import { expect, test } from 'vitest';
import { openedApp } from './opened-app.ts';
import { allAxeFindings } from './screen-findings.ts';

// A text that was pasted is read on the page alone: the same page runs on both hosts, once is enough.
const opened = openedApp();

test('a pasted error leads from Search or run to its meaning, and on to the scenario that shows it', async () => {
  const { page } = opened;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search or run' }).fill('error text');
  await page.getByRole('option', { name: /Explain an error text/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'What does this error mean?' }).waitFor();
  await page.getByText('Nothing is pasted yet').waitFor();

  const box = page.getByRole('textbox', { name: 'Error text, as it was copied' });
  await box.fill('nothing that anybody knows');
  await page.getByText('Nothing in it is known').waitFor();
  await box.fill(
    'errorCode: DuplicateTargetEntries\nWeb Response: {"detail":"<img src=x onerror=alert(1)>"}. This operation was retried 4 times.',
  );
  await page.getByRole('heading', { level: 2, name: 'DuplicateTargetEntries' }).waitFor();
  await page.getByText('<img src=x onerror=alert(1)>', { exact: true }).waitFor();
  expect(await page.locator('.page img').count()).toBe(0);
  expect(await page.getByRole('status').filter({ hasText: '1 error recognised: DuplicateTargetEntries' }).count()).toBe(1);
  expect(await allAxeFindings(page)).toEqual([]);

  await page.getByRole('link', { name: 'Open the scenario duplicate-match' }).click();
  await page
    .getByRole('heading', { level: 1, name: 'Two accounts that match are one failure, and neither is touched' })
    .waitFor();
});

import type { Page } from 'playwright-core';
import type { Screen } from './screens.ts';
import type { Story } from './story.ts';

/** Goes to a screen without loading the page again, and waits until it has been read and stands still, for so long. */
export async function visit(page: Page, screen: Screen, story: Story, quietMs = 200): Promise<void> {
  await story.reach(screen.stage);
  try {
    await goTo(page, screen, story);
    await standsStill(page, quietMs);
  } catch (error) {
    throw new Error(`The screen "${screen.name}" was not reached: ${error instanceof Error ? error.message : error}`);
  }
}

async function goTo(page: Page, screen: Screen, story: Story): Promise<void> {
  const address = screen.route.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(idOf(story, name)));
  await page.evaluate((hash) => location.assign(hash), `#${address}`);
  await page.getByText(screen.shows).filter({ visible: true }).first().waitFor();
  await screen.press?.(page, story);
}

/** Closes what a screen's presses opened, so that the next address finds a bare page. */
export async function leave(page: Page, screen: Screen): Promise<void> {
  if (screen.press === undefined) return;
  await page.keyboard.press('Escape');
  const discard = page.getByRole('dialog').getByRole('button', { name: 'Discard changes' });
  if ((await discard.count()) > 0) await discard.click();
  const wire = page.getByRole('button', { name: 'Close the wire' });
  if ((await wire.count()) > 0) await wire.click();
}

function idOf(story: Story, name: string): string {
  const id = story.ids[name];
  if (id === undefined || id === '') throw new Error(`The story knows no :${name}.`);
  return id;
}

/** Nothing in the page has changed for so long; at the latest after five seconds. */
export async function standsStill(page: Page, quietMs = 200): Promise<void> {
  await page.evaluate(
    (ms) =>
      new Promise<void>((resolve) => {
        const finish = () => {
          observer.disconnect();
          resolve();
        };
        let quiet = setTimeout(finish, ms);
        const observer = new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(finish, ms);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        setTimeout(finish, 5000);
      }),
    quietMs,
  );
}

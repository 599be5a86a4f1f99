import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gzippedKilobytes, initialScripts } from '../initial-scripts.ts';
import type { UiClient } from '../ui-client.ts';
import { apiOnDesktop } from './desktop-api.ts';
import { type OpenApp, openInBrowser, openOnDesktop, temporaryFolder } from './hosts.ts';
import { apiBehind } from './page-api.ts';
import { addressForms, formOf } from './routes.ts';
import { axeFindings, findingsOn, wearTheme } from './screen-findings.ts';
import { type Screen, screens } from './screens.ts';
import { createStory, stages } from './story.ts';
import { leave, visit } from './visit.ts';

describe('the list of screens', () => {
  const forms = addressForms();
  const formOfScreen = ({ route }: Screen) => formOf(route.split('?')[0] ?? '', forms);

  test('has a screen for every address of the route tables', () => {
    const shown = new Set(screens.map(formOfScreen));
    expect(forms.length).toBeGreaterThan(40);
    expect(forms.filter((form) => !shown.has(form))).toEqual([]);
  });

  test('has no screen that no route leads to, but for the one that says so', () => {
    const lost = screens.filter((screen) => formOfScreen(screen) === undefined);
    expect(lost.map(({ name }) => name)).toEqual(['unknown-address']);
  });

  test('names each screen once, in the order of the story', () => {
    expect(new Set(screens.map(({ name }) => name)).size).toBe(screens.length);
    const order = screens.map(({ stage }) => stages.indexOf(stage));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});

describe('in browser mode', () => {
  const world = openWorld(openInBrowser, ({ page }) => apiBehind(page));

  test.each(screens)('$name is sound, and passes axe in every theme', async (screen) => {
    const found = await lookAt(world(), screen, async (page) => {
      const findings = [...(await findingsOn(page))];
      // Names and roles are the same in each theme; colours are not.
      for (const theme of ['dark', 'contrast'] as const) {
        await wearTheme(page, theme);
        findings.push(...(await axeFindings(page, ['color-contrast'])).map((finding) => `${theme}: ${finding}`));
      }
      await wearTheme(page, 'light');
      return findings;
    });
    expect(found).toEqual([]);
  });

  // Last, for it loads the page anew.
  test('a screen whose file does not arrive says so, and comes when it is tried again', async () => {
    const { page, complaints } = world();
    const settings = /\/assets\/settings-page-.*\.js$/;
    await page.route(settings, (route) => route.abort());
    await goTo(page, '/home');
    await page.reload();
    await goTo(page, '/settings');
    await page.getByRole('heading', { level: 1, name: 'This screen could not be loaded' }).waitFor();
    expect(await findingsOn(page)).toEqual([]);
    await page.unroute(settings);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    complaints.length = 0;
  });

  test('what is loaded at the start is all that Home needs, and below 450 kB', async () => {
    const { page, complaints } = world();
    const paths = initialScripts(PAGE_FOLDER);
    expect(gzippedKilobytes(PAGE_FOLDER, paths)).toBeLessThan(450);
    const later = (url: URL) => url.pathname.endsWith('.js') && !paths.includes(url.pathname.slice(1));
    await page.route(later, (route) => route.abort());
    await goTo(page, '/home');
    await page.reload();
    await page.getByRole('main').getByText('Our product').first().waitFor();
    await page.unroute(later);
    complaints.length = 0;
  });
});

describe('on the desktop', () => {
  const world = openWorld(openOnDesktop, apiOnDesktop);

  test.each(screens)('$name opens, and passes axe', async (screen) => {
    expect(await lookAt(world(), screen, findingsOn)).toEqual([]);
  });
});

const PAGE_FOLDER = 'out/renderer';
/** Whatever comes later than this is sound as well as what was there before. */
const QUIET_MS = 60;

function goTo(page: Page, address: string): Promise<void> {
  return page.evaluate((hash) => location.assign(hash), `#${address}`);
}

interface World {
  readonly page: Page;
  readonly story: ReturnType<typeof createStory>;
  /** What the console of the page called an error. */
  readonly complaints: string[];
}

/** One new workspace for all tests around it, in which the story is told as far as they need it. */
function openWorld(open: (folder: string) => Promise<OpenApp>, speak: (app: OpenApp) => Promise<UiClient>): () => World {
  const folder = temporaryFolder();
  const complaints: string[] = [];
  let app: OpenApp | undefined;
  let client: UiClient | undefined;
  let world: World | undefined;
  beforeAll(async () => {
    app = await open(folder.path);
    const { page } = app;
    page.setDefaultTimeout(30_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    // Only then may somebody else speak for it.
    await page.getByRole('heading', { level: 1 }).waitFor();
    client = await speak(app);
    await client.api.tenant.loadSample({ sampleId: 'larkfield' });
    world = { page, story: createStory(page, client.api), complaints };
  });
  afterAll(async () => {
    await world?.story.end();
    client?.close();
    await app?.close();
    folder.remove();
  });
  return () => {
    if (world === undefined) throw new Error('The world is opened before the tests, and was not.');
    return world;
  };
}

/** What is found on a screen, and what the console said on the way to it. Screens come in the order of the story. */
async function lookAt(
  { page, story, complaints }: World,
  screen: Screen,
  look: (page: Page) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  await visit(page, screen, story, QUIET_MS);
  const found = await look(page);
  await leave(page, screen);
  return [...found, ...complaints.splice(0)];
}

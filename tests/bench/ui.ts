import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startBrowserMode } from '#harness/control/browser-mode.ts';
import { findChromium, NO_CHROMIUM } from '../chromium.ts';
import { gzippedKilobytes, initialScripts } from '../initial-scripts.ts';
import { bareListDocument } from './ui-bare-list.ts';
import { rounded, type UiFigure } from './ui-figure.ts';
import { openLongRehearsal } from './ui-workspace.ts';
import { measureUserFilters } from './user-filters.ts';

const EXCHANGE_COUNT = 100_000;
const USER_COUNT = 100_000;
const FRAME_COUNT = 180;
const TURN_COUNT = 3;
/** Of one frame: a page is gone through in a second or so, as with a quick wheel. */
const FRAME_PX = 120;

/** What the window costs with long lists, in a real Chromium. `pageFolder` holds the built page. */
export async function measureUi(pageFolder: string): Promise<readonly UiFigure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(NO_CHROMIUM);
  const opened = await openLongRehearsal(EXCHANGE_COUNT, USER_COUNT);
  const host = await startBrowserMode(opened.workspace, pageFolder, 0);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(host.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await everythingIsLoaded(page, pageFolder);
    return [
      ...(await measureList(browser, page, { name: 'exchanges', route: '/wire', rowHeight: 26, rowCount: EXCHANGE_COUNT })),
      ...(await measureList(browser, page, { name: 'users', route: '/entra/users', rowHeight: 32, rowCount: USER_COUNT })),
      ...(await measureUserFilters(opened, USER_COUNT)),
      {
        id: 'initial-javascript-kb',
        sentence: 'JavaScript that the page loads before its first screen works, compressed with gzip, in kB',
        value: rounded(gzippedKilobytes(pageFolder, initialScripts(pageFolder))),
        goal: 450,
      },
    ];
  } finally {
    await browser.close();
    await host.close();
    await opened.remove();
  }
}

/** While it is idle the page fetches its other screens: a list is opened by somebody who has seen the first one. */
async function everythingIsLoaded(page: Page, pageFolder: string): Promise<void> {
  const scriptCount = readdirSync(join(pageFolder, 'assets')).filter((name) => name.endsWith('.js')).length;
  await page.waitForFunction((count) => {
    const names = performance.getEntriesByType('resource').map(({ name }) => name);
    return new Set(names.filter((name) => name.endsWith('.js'))).size >= count;
  }, scriptCount);
}

interface MeasuredList {
  readonly name: string;
  readonly route: string;
  readonly rowHeight: number;
  readonly rowCount: number;
}

async function measureList(browser: Browser, page: Page, list: MeasuredList): Promise<readonly UiFigure[]> {
  const { name, route } = list;
  // The first time the host has read nothing of it yet.
  const firstMs = await firstRowsMs(page, route);
  const again: number[] = [];
  for (let turn = 0; turn < TURN_COUNT; turn += 1) again.push(await firstRowsMs(page, route));
  const texts = await page.$$eval('.table-rows > [role="row"]', (rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  );
  const bare = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await bare.setContent(bareListDocument(texts, list.rowCount, list.rowHeight));
  const [ofList, ofBare]: [Scrolled[], Scrolled[]] = [[], []];
  // In turns, so that whatever else the machine does falls on both.
  for (let turn = 0; turn < TURN_COUNT; turn += 1) {
    await bare.bringToFront();
    ofBare.push(await scroll(bare, '[data-scroller]'));
    await page.bringToFront();
    ofList.push(await scroll(page, '[role="grid"]'));
  }
  await bare.close();
  const [p95, bareP95] = [ofList, ofBare].map((turns) => Math.min(...turns.map(({ p95Ms }) => p95Ms)));
  return [
    {
      id: `${name}-first-rows-ms`,
      sentence: `From opening the list of ${list.rowCount} ${name} to its first rows, the first time`,
      value: rounded(firstMs),
      goal: 200,
    },
    { id: `${name}-first-rows-again-ms`, sentence: 'The same, opened again', value: rounded(Math.min(...again)), goal: 200 },
    {
      id: `${name}-row-nodes`,
      sentence: 'Rows in the document at most while scrolling',
      value: Math.max(...ofList.map(({ rowCount }) => rowCount)),
      goal: 300,
    },
    {
      id: `${name}-frame-p95-ratio`,
      sentence: `95th percentile of the time between frames while scrolling, divided by that of a bare virtual list with the same rows (${rounded(p95 ?? 0)} ms, ${rounded(bareP95 ?? 0)} ms)`,
      value: rounded((p95 ?? 0) / (bareP95 ?? 1)),
      goal: 1.3,
    },
  ];
}

/** Leaves the list, opens it, and waits until rows with text are painted. */
async function firstRowsMs(page: Page, route: string): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  return page.evaluate(
    (hash) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        const hasRows = () => (document.querySelector('.table-rows > [role="row"]')?.textContent ?? '') !== '';
        const observer = new MutationObserver(() => {
          if (!hasRows()) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - from));
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        location.hash = hash;
      }),
    `#${route}`,
  );
}

interface Scrolled {
  readonly p95Ms: number;
  readonly rowCount: number;
}

function scroll(page: Page, selector: string): Promise<Scrolled> {
  return page.evaluate(
    ([selector, frameCount, framePx]) =>
      new Promise<Scrolled>((resolve) => {
        const scroller = document.querySelector(selector);
        const times: number[] = [];
        let [last, rowCount] = [0, 0];
        function frame(now: number) {
          if (last !== 0) times.push(now - last);
          last = now;
          rowCount = Math.max(rowCount, document.querySelectorAll('.table-rows > [role="row"]').length);
          if (times.length < frameCount) {
            scroller?.scrollBy(0, framePx);
            requestAnimationFrame(frame);
            return;
          }
          times.sort((a, b) => a - b);
          resolve({ p95Ms: times[Math.floor(times.length * 0.95)] ?? 0, rowCount });
        }
        requestAnimationFrame(frame);
      }),
    [selector, FRAME_COUNT, FRAME_PX] as const,
  );
}

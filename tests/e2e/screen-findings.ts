import axe from 'axe-core';
import type { Page } from 'playwright-core';

export type Theme = 'light' | 'dark' | 'contrast';

/** What is asked of every screen, whatever it shows. Each finding is a sentence. */
export async function findingsOn(page: Page): Promise<readonly string[]> {
  return [...(await page.evaluate(outlineFindings)), ...(await axeFindings(page))];
}

/** Serious and critical findings of axe-core. `rules`: only these. */
export function axeFindings(page: Page, rules?: string[]): Promise<readonly string[]> {
  return axeFindingsOf(page, ['serious', 'critical'], rules);
}

/** Whatever axe-core finds, slight things included. `rules`: only these. */
export function allAxeFindings(page: Page, rules?: string[]): Promise<readonly string[]> {
  return axeFindingsOf(page, ['minor', 'moderate', 'serious', 'critical'], rules);
}

/** Tabster's focus dummies are exempt: they are never read out. */
async function axeFindingsOf(page: Page, impacts: readonly string[], rules?: string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const run = async ([impacts, runOnly]: readonly [readonly string[], string[] | undefined]) => {
    // Half-way from one colour to another there is no contrast to speak of.
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(passing.map(({ finished }) => finished));
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await run(
      { exclude: ['[data-tabster-dummy]'] },
      { resultTypes: ['violations'], ...(runOnly === undefined ? {} : { runOnly }) },
    );
    return violations
      .filter(({ impact }) => impacts.includes(impact ?? 'minor'))
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => `${id} at ${target.join(' ')}: ${any.map(({ message }) => message).join('; ')}`),
      );
  };
  return page.evaluate(run, [impacts, rules] as const);
}

/** Changes colours in place: what is open stays open. */
export async function wearTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(async (name) => {
    localStorage.setItem('theme', name);
    // As if another window of this machine had chosen it.
    dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
    while (document.documentElement.dataset['theme'] !== name) await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  }, theme);
}

/** Runs in the page, and so refers to nothing outside itself. */
function outlineFindings(): string[] {
  const isShown = (element: Element) => element.checkVisibility() && element.getClientRects().length > 0;
  const shown = (selector: string, within: ParentNode = document) => [...within.querySelectorAll(selector)].filter(isShown);
  const found: string[] = [];

  const headings = shown('h1');
  if (headings.length !== 1) found.push(`${headings.length} headings of level one`);
  const [heading] = headings;
  const title = `${heading?.textContent} · SCIM Rehearsal`;
  if (document.title !== title) found.push(`the title of the document is "${document.title}", not "${title}"`);

  const probe = document.createElement('i');
  probe.style.background = 'var(--colorBrandBackground)';
  document.querySelector('.theme-root')?.append(probe);
  const brand = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const views = [...shown('[role="dialog"], [role="alertdialog"]'), ...shown('#root')];
  for (const view of views) {
    const primary = shown('button, a', view).filter(
      (button) =>
        getComputedStyle(button).backgroundColor === brand &&
        button.closest('[role="dialog"], [role="alertdialog"], #root') === view,
    );
    if (primary.length > 1)
      found.push(`${primary.length} primary buttons in one view: ${primary.map(({ textContent }) => textContent).join(', ')}`);
  }
  return found;
}

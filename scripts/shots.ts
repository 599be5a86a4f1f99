// The pictures under docs/screens/: every pictured screen in light, in dark and in the smallest window. `npm run shots`, or
// `npm run shots -- overview` for those whose name begins so. A file is written only where a pixel has changed.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { emptyDocument } from '#harness/workspace-document.ts';
import { openInBrowser } from '../tests/e2e/hosts.ts';
import { apiBehind } from '../tests/e2e/page-api.ts';
import { screens } from '../tests/e2e/screens.ts';
import { createStory } from '../tests/e2e/story.ts';
import { leave, standsStill, visit } from '../tests/e2e/visit.ts';
import { keepPicture } from './picture-file.ts';
import { STEADY_START } from './steady-start.ts';

const FILE_BYTES_MAX = 150_000;
const FOLDER_BYTES_MAX = 6_000_000;
/** Away from where people's own workspaces listen, for the address stands in the pictures. */
const SERVER_PORT = 8300;
const LARGE = { width: 1440, height: 900 };
const looks = [
  { name: 'light', colorScheme: 'light', size: LARGE },
  { name: 'dark', colorScheme: 'dark', size: LARGE },
  // The smallest window the desktop allows.
  { name: 'narrow', colorScheme: 'light', size: { width: 1024, height: 680 } },
] as const;

const folder = resolve(import.meta.dirname, '../docs/screens');
mkdirSync(folder, { recursive: true });
// Always at the same place, for that stands in the pictures too.
const base = join(tmpdir(), 'scim-rehearsal-shots');
const workspace = join(base, 'workspace');
rmSync(base, { recursive: true, force: true });
mkdirSync(workspace, { recursive: true });
writeFileSync(
  join(workspace, 'workspace.json'),
  JSON.stringify({ ...emptyDocument(), ports: { server: SERVER_PORT, page: null } }),
);

const app = await openInBrowser(workspace, {
  nodeWords: ['--import', resolve(import.meta.dirname, 'steady-process.ts')],
  // Painted by the processor alone and each time as a whole: else a few edge pixels differ from run to run.
  chromiumWords: ['--disable-gpu', '--disable-gpu-rasterization', '--disable-partial-raster', '--force-color-profile=srgb'],
  context: { timezoneId: 'UTC', locale: 'en-GB', reducedMotion: 'reduce' },
});
const { page } = app;
const wanted = process.argv.slice(2);
const pictured = screens.filter(({ isPictured }) => isPictured !== false);
try {
  await draw();
} finally {
  await app.close();
  rmSync(base, { recursive: true, force: true });
}
if (wanted.length === 0) removeOthers();
measure();

async function draw(): Promise<void> {
  page.setDefaultTimeout(30_000);
  await page.clock.setFixedTime(STEADY_START);
  // Only then has the page its cookie.
  await page.getByRole('heading', { level: 1 }).waitFor();
  const { api, close } = await apiBehind(page);
  const { serverAddress } = await api.workspace.read({});
  if (serverAddress !== `http://127.0.0.1:${SERVER_PORT}`) {
    throw new Error(`Port ${SERVER_PORT} is taken, and its number stands in the pictures: end what listens there.`);
  }
  await api.tenant.loadSample({ sampleId: 'larkfield' });
  const story = createStory(page, api);
  for (const screen of screens) {
    // Every screen is visited, also those that are not drawn now: what happens on one may show on a later one.
    await visit(page, screen, story);
    const isWanted = wanted.length === 0 || wanted.some((start) => screen.name.startsWith(start));
    if (pictured.includes(screen) && isWanted) await drawInAllLooks(screen.name);
    await leave(page, screen);
  }
  await story.end();
  close();
}

async function drawInAllLooks(name: string): Promise<void> {
  const results: string[] = [];
  for (const look of looks) {
    await page.setViewportSize(look.size);
    // The application follows the system's theme until one is chosen.
    await page.emulateMedia({ colorScheme: look.colorScheme });
    // Out of the way, so that nothing is hovered.
    await page.mouse.move(look.size.width - 1, look.size.height / 2);
    await standsStill(page);
    const { change, byteCount } = keepPicture(join(folder, `${name}.${look.name}.png`), await steadyScreenshot());
    results.push(`${look.name} ${change} ${Math.round(byteCount / 1000)} kB`);
  }
  await page.setViewportSize(LARGE);
  console.log(`${name}: ${results.join(', ')}`);
}

/** The browser paints later than the page changes: taken again until twice the same. */
async function steadyScreenshot(): Promise<Buffer> {
  let last = await page.screenshot({ animations: 'disabled' });
  for (let triesLeft = 10; triesLeft > 0; triesLeft -= 1) {
    const next = await page.screenshot({ animations: 'disabled' });
    if (next.equals(last)) break;
    last = next;
  }
  return last;
}

/** Pictures of screens that are no longer drawn. */
function removeOthers(): void {
  const names = new Set(pictured.flatMap(({ name }) => looks.map((look) => `${name}.${look.name}.png`)));
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.png') && !names.has(file)) rmSync(join(folder, file));
  }
}

function measure(): void {
  const files = readdirSync(folder).map((file) => ({ file, byteCount: statSync(join(folder, file)).size }));
  const total = files.reduce((sum, { byteCount }) => sum + byteCount, 0);
  const tooLarge = files.filter(({ byteCount }) => byteCount > FILE_BYTES_MAX).map(({ file }) => file);
  console.log(`${files.length} pictures, ${(total / 1e6).toFixed(2)} MB`);
  if (tooLarge.length > 0) throw new Error(`Larger than ${FILE_BYTES_MAX} bytes: ${tooLarge.join(', ')}.`);
  if (total > FOLDER_BYTES_MAX) throw new Error(`docs/screens holds ${total} bytes, more than ${FOLDER_BYTES_MAX}.`);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium, NO_CHROMIUM } from '../chromium.ts';

/** A running application, seen from outside. Specs use this and never learn which host it is. */
export interface OpenApp {
  readonly page: Page;
  openWindow(): Promise<Page>;
  close(): Promise<void>;
}

export const hosts: Record<string, (folder: string) => Promise<OpenApp>> = { browser: openInBrowser, desktop: openOnDesktop };

// As a person starts it: Vitest's own NODE_ENV=test must not reach the application.
const env = { ...process.env, NODE_ENV: 'production' };

export function temporaryFolder(): { path: string; remove(): void } {
  const base = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  // One level down, for the key to a workspace's vault must lie outside it, and goes with it.
  const path = join(base, 'workspace');
  mkdirSync(path);
  return { path, remove: () => rmSync(base, { recursive: true, force: true, maxRetries: 5 }) };
}

function chromiumPath(): string {
  const path = findChromium();
  if (path === undefined) throw new Error(NO_CHROMIUM);
  return path;
}

interface BrowserModeOptions {
  /** What comes before the program on Node's command line. */
  readonly nodeWords?: readonly string[];
  /** And on Chromium's. */
  readonly chromiumWords?: readonly string[];
  readonly context?: BrowserContextOptions;
}

export async function openInBrowser(folder: string, options: BrowserModeOptions = {}): Promise<OpenApp> {
  const { nodeWords = [], chromiumWords = [], context: wanted } = options;
  const executablePath = chromiumPath();
  const { address, server } = await startUi(folder, nodeWords);
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_WORDS, ...chromiumWords] });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...wanted,
  });
  const openWindow = async () => {
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  return {
    page: await openWindow(),
    openWindow,
    close: async () => {
      await browser.close();
      server.kill();
      await once(server, 'exit');
    },
  };
}

/** No sandbox, for tests also run as root; nothing that looks for a network at start. */
const CHROMIUM_WORDS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** `rehearse ui` from the built bundle, as a person starts it; resolves when it has printed its address. */
export async function startUi(
  folder: string,
  nodeWords: readonly string[] = [],
): Promise<{ address: string; server: ChildProcess }> {
  const program = resolve('out/cli/rehearse.js');
  const server = spawn(process.execPath, [...nodeWords, program, 'ui', '--port', '0', '--workspace', folder], {
    env: { ...env, XDG_CONFIG_HOME: join(folder, '..', 'keys') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address) return { address, server };
  }
  throw new Error('rehearse ui ended before it printed an address.');
}

export async function openOnDesktop(folder: string): Promise<OpenApp> {
  // The one switch: where the real binary is absent, Electron's own launcher is pointed at the stand-in.
  const isRealElectron = existsSync('node_modules/electron/dist/version');
  const standIn = {
    ELECTRON_OVERRIDE_DIST_PATH: resolve('tests/electron-double/bin'),
    DOUBLE_NODE: process.execPath,
    DOUBLE_CHROMIUM: chromiumPath(),
  };
  if (!isRealElectron) Object.assign(process.env, standIn);
  const app = await _electron.launch({
    args: ['.', `--user-data-dir=${folder}`],
    env: { ...env, ...(isRealElectron ? {} : standIn) },
  });
  return {
    page: await app.firstWindow(),
    openWindow: async () => {
      const opened = app.waitForEvent('window');
      await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new-window')?.click());
      return await opened;
    },
    close: () => app.close(),
  };
}

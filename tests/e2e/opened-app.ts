import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type OpenApp, openInBrowser, temporaryFolder } from './hosts.ts';

interface OpenedApp {
  /** Of the workspace. */
  readonly folder: string;
  /** Both from the first `beforeAll` after this on. */
  readonly app: OpenApp;
  readonly page: Page;
}

/** The application that the tests of a file or group share: opened in a new workspace before them, closed after them. */
export function openedApp(open: (folder: string) => Promise<OpenApp> = openInBrowser): OpenedApp {
  const folder = temporaryFolder();
  let app: OpenApp | undefined;
  beforeAll(async () => {
    app = await open(folder.path);
    app.page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await app?.close();
    folder.remove();
  });
  function opened(): OpenApp {
    if (app === undefined) throw new Error('The application is opened by beforeAll, and cannot be asked for before.');
    return app;
  }
  return {
    folder: folder.path,
    get app() {
      return opened();
    },
    get page() {
      return opened().page;
    },
  };
}

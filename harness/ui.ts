import { join } from 'node:path';
import { accepted, type Parsed } from '#shared/kernel/parsed.ts';
import { dataFolder, keyFolder } from './adapters/data-folder.ts';
import { choosePort } from './adapters/ports.ts';
import { openFileVault } from './adapters/vault.ts';
import { type BrowserMode, startBrowserMode } from './control/browser-mode.ts';
import { openWorkspace } from './workspace.ts';

export interface UiOptions {
  /** As given with `--workspace`; the platform's data folder where absent. */
  readonly workspaceFolder?: string;
  readonly pageFolder: string;
  readonly samplesFolder: string;
  /** As given with `--port`; else the stored one is tried first. */
  readonly port?: number;
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface RunningUi {
  readonly address: string;
  readonly folder: string;
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/** Beside the bundled server's 8080, so that the two do not fight for a port at a first start. */
const PAGE_PORT_DEFAULT = 8180;

/** Serves the same page and the same api as the desktop window, on loopback, until closed. */
export async function serveUi(options: UiOptions): Promise<Parsed<RunningUi>> {
  const { environment } = options;
  const surroundings = { environment, platform: process.platform };
  const folder = dataFolder({ ...surroundings, workspace: options.workspaceFolder });
  const opened = await openWorkspace({
    folder,
    host: 'browser',
    openVault: () => openFileVault(join(folder, 'vault.json'), join(keyFolder(surroundings), 'vault.key')),
    samplesFolder: options.samplesFolder,
    version: options.version,
    environment,
  });
  if (!opened.ok) return opened;
  const workspace = opened.value;
  const stored = options.port ?? workspace.parts.document.value.ports.page;
  const page = await choosePort<BrowserMode>(
    stored,
    (port) => startBrowserMode(workspace, options.pageFolder, port),
    PAGE_PORT_DEFAULT,
  );
  await workspace.announce(page.value.origin);
  // A port asked for this once does not become the workspace's own.
  if (options.port === undefined) {
    await workspace.parts.document.update((value) => ({ ...value, ports: { ...value.ports, page: page.value.port } }));
  }
  return accepted({
    address: page.value.address,
    folder,
    notices: page.moved && stored !== null ? [`Port ${stored} is taken; the page is at port ${page.value.port}.`] : [],
    close: async () => {
      await page.value.close();
      await workspace.close();
    },
  });
}

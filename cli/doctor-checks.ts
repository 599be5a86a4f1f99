import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { dataFolder, keyFolder, type Surroundings } from '#harness/adapters/data-folder.ts';
import type { DoctorReport } from '#shared/scenario/run-report.ts';

type Finding = DoctorReport['findings'][number];

interface Machine {
  /** Folder of the program. */
  readonly root: string;
  /** As given with `--workspace`. */
  readonly workspace: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** Looks at everything a host of this program needs. Nothing is changed, fetched or started. */
export async function examine(machine: Machine): Promise<readonly Finding[]> {
  const { environment } = machine;
  const surroundings: Surroundings = { environment, platform: process.platform };
  const folder = dataFolder({ ...surroundings, workspace: machine.workspace });
  return [
    ok('Node', `Node ${process.versions.node} at ${process.execPath}.`),
    page(machine.root),
    display(environment),
    electron(machine.root, environment),
    browser(environment),
    await port('SCIM port', 8080, 'the bundled server'),
    await port('page port', 8180, 'the page in a browser'),
    proxy(environment),
    workspace(folder),
    keys(keyFolder(surroundings)),
  ];
}

function ok(subject: string, sentence: string): Finding {
  return { subject, status: 'ok', sentence, remedy: null };
}

function page(root: string): Finding {
  if (existsSync(join(root, 'out/renderer/index.html'))) return ok('page', 'The user interface is built.');
  return { subject: 'page', status: 'problem', sentence: 'The user interface is not built.', remedy: 'npm run build' };
}

function display(environment: NodeJS.ProcessEnv): Finding {
  if (process.platform !== 'linux') return ok('display', 'This system has one.');
  const name = environment['WAYLAND_DISPLAY'] ?? environment['DISPLAY'];
  if (name) return ok('display', `The session has one: ${name}.`);
  return {
    subject: 'display',
    status: 'note',
    sentence: 'This session has no display, so there is no desktop window.',
    remedy: 'Use rehearse ui in a browser, or start npm start from a desktop session or with xvfb-run.',
  };
}

/** On disk only: importing the package where its binary is absent downloads it. */
function electron(root: string, environment: NodeJS.ProcessEnv): Finding {
  const folder = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist');
  const marker = join(root, 'node_modules/electron/path.txt');
  const name = existsSync(marker) ? readFileSync(marker, 'utf8') : process.platform === 'win32' ? 'electron.exe' : 'electron';
  if (existsSync(join(folder, name))) return ok('Electron', `Its binary is at ${join(folder, name)}.`);
  return {
    subject: 'Electron',
    status: 'note',
    sentence: "Electron's binary is not on this machine, so there is no desktop window.",
    remedy: 'Use rehearse ui in a browser, or run npx install-electron (about 120 MB from github.com).',
  };
}

const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
  'firefox',
];
const BROWSER_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app',
    '/Applications/Chromium.app',
    '/Applications/Safari.app',
    '/Applications/Firefox.app',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

function browser(environment: NodeJS.ProcessEnv): Finding {
  const onPath = (environment['PATH'] ?? '').split(delimiter).flatMap((folder) => BROWSERS.map((name) => join(folder, name)));
  const found = [environment['CHROMIUM'] ?? '', ...(BROWSER_PLACES[process.platform] ?? []), ...onPath].find(
    (path) => path !== '' && existsSync(path),
  );
  if (found !== undefined) return ok('browser', `Found ${found}.`);
  return {
    subject: 'browser',
    status: 'note',
    sentence: 'No browser was found in the usual places.',
    remedy: 'Open the address that rehearse ui prints in any browser of this machine; the end-to-end tests need a Chromium.',
  };
}

function port(subject: string, number: number, user: string): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () =>
      resolve({
        subject,
        status: 'note',
        sentence: `Port ${number}, the usual one of ${user}, is taken.`,
        remedy: 'The next free port is used instead; nothing needs to be done.',
      }),
    );
    probe.listen(number, '127.0.0.1', () => probe.close(() => resolve(ok(subject, `Port ${number} is free for ${user}.`))));
  });
}

function proxy(environment: NodeJS.ProcessEnv): Finding {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => {
    const value = environment[name] || environment[name.toLowerCase()];
    return value ? [`${name}=${value.replace(/\/\/[^/@]*@/, '//***@')}`] : [];
  });
  return ok(
    'proxy',
    names.length === 0 ? 'None: remote targets are reached directly.' : `Remote targets are reached through ${names.join(', ')}.`,
  );
}

function workspace(folder: string): Finding {
  const nearest = nearestExisting(folder);
  if (!isUsable(nearest)) {
    return {
      subject: 'workspace',
      status: 'problem',
      sentence: `${nearest} cannot be written, so the workspace ${folder} cannot be used.`,
      remedy: 'Make it writable, or name another folder with --workspace or in REHEARSE_HOME.',
    };
  }
  if (nearest !== folder) return ok('workspace', `${folder} will be made at the first start.`);
  const document = join(folder, 'workspace.json');
  if (!existsSync(document)) return ok('workspace', `${folder} is there, and empty.`);
  const reason = whyUnreadable(document);
  if (reason === null) return ok('workspace', `${folder} can be read and written.`);
  return {
    subject: 'workspace',
    status: 'problem',
    sentence: `${document} cannot be read: ${reason}.`,
    remedy: 'Restore it from a copy, or move it away to begin anew; nothing is overwritten before.',
  };
}

function keys(folder: string): Finding {
  if (isUsable(nearestExisting(folder))) return ok('keys', `The key to stored tokens lies in ${folder}.`);
  return {
    subject: 'keys',
    status: 'problem',
    sentence: `${folder} cannot be written, so tokens cannot be kept.`,
    remedy: 'Make it writable.',
  };
}

function nearestExisting(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearestExisting(parent);
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function whyUnreadable(file: string): string | null {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

// Opens the desktop window where that can be had, else the same application in the browser, and says why in one line.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: {
    browser: { type: 'boolean' },
    open: { type: 'boolean', default: true },
    workspace: { type: 'string' },
    port: { type: 'string' },
  },
  allowNegative: true,
});

await import('./build.ts');
const desktop = options.browser ? undefined : findDesktop();
if (desktop === undefined) serveInBrowser();
else if ('reason' in desktop) serveInBrowser(desktop);
else openDesktop(desktop.binary);

type Unavailable = { readonly reason: string; readonly remedy: string };

/**
 * Looks on disk only: importing `electron` where its binary is absent downloads, silently, for up to five minutes.
 * The display is asked first: without one the binary would be fetched for nothing.
 */
function findDesktop(): { readonly binary: string } | Unavailable {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { reason: 'this session has no display', remedy: 'start it from a desktop session, or with xvfb-run' };
  }
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist');
  const marker = join(root, 'node_modules/electron/path.txt');
  const name = existsSync(marker) ? readFileSync(marker, 'utf8') : process.platform === 'win32' ? 'electron.exe' : 'electron';
  if (existsSync(join(folder, name))) return { binary: join(folder, name) };
  return { reason: "Electron's binary is not on this machine", remedy: 'npx install-electron (about 120 MB from github.com)' };
}

function openDesktop(binary: string): void {
  const child = spawn(binary, [root], { stdio: ['inherit', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-4000);
    process.stderr.write(chunk);
  });
  forwardSignals((signal) => child.kill(signal));
  child.on('error', (error) => serveInBrowser({ reason: error.message, remedy: 'npx install-electron' }));
  child.on('close', (code) => {
    const cause = /.*(Missing X server|cannot open display|SUID sandbox|error while loading shared libraries).*/i.exec(said)?.[0];
    if (code && cause) {
      serveInBrowser({ reason: cause.trim(), remedy: 'install the libraries Electron asks for, or fix the display' });
    } else process.exitCode = code ?? 1;
  });
}

function serveInBrowser(desktop?: Unavailable): void {
  if (desktop) {
    console.log(
      `No desktop window: ${desktop.reason} (to have it: ${desktop.remedy}). The same application runs in your browser:`,
    );
  }
  const extra = [
    ...(options.workspace ? ['--workspace', options.workspace] : []),
    ...(options.port ? ['--port', options.port] : []),
  ];
  const server = spawn(process.execPath, [join(root, 'out/cli/rehearse.js'), 'ui', ...extra], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  forwardSignals((signal) => server.kill(signal));
  server.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    const address = /http:\S+/.exec(chunk.toString())?.[0];
    // Without a display there is no browser to open on this machine either.
    if (address && options.open && (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])) {
      openAddress(address);
    }
  });
  server.on('exit', (code) => {
    process.exitCode = code ?? 0;
  });
}

function openAddress(address: string): void {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [address]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', address]]
        : ['xdg-open', [address]];
  const opener = spawn(command as string, args as string[], { stdio: 'ignore', detached: true });
  const tell = () => console.log('No browser could be opened: open the address above yourself.');
  opener.on('error', tell).on('exit', (code) => code && tell());
  opener.unref();
}

function forwardSignals(kill: (signal: NodeJS.Signals) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => kill(signal));
}

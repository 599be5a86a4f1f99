import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { PAGE_POLICY, readPageFile } from '#harness/control/browser-mode.ts';
import { serveApi } from '#harness/control/serve-api.ts';
import { openWorkspace, type Workspace } from '#harness/workspace.ts';
import { bindIpc } from './ipc.ts';
import { openSafeVault } from './safe-vault.ts';

const PAGE = 'app://rehearsal/';
const outFolder = join(import.meta.dirname, '..');

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
app.on('window-all-closed', () => app.quit());
// Never a top-level await here: Electron emits 'ready' only after this module has been evaluated.
void app.whenReady().then(start);

async function start(): Promise<void> {
  const folder = join(app.getPath('userData'), 'workspace');
  const opened = await openWorkspace({
    folder,
    host: 'desktop',
    openVault: () => openSafeVault(join(folder, 'vault.safe.json')),
    samplesFolder: join(outFolder, '../fixtures/tenants'),
    version: app.getVersion(),
    environment: process.env,
  });
  if (!opened.ok) {
    const [problem] = opened.problems;
    dialog.showErrorBox('SCIM Rehearsal cannot open its workspace', `${problem?.message}\n\n${problem?.remedy}`);
    app.quit();
    return;
  }
  closeBeforeQuit(opened.value);
  bindIpc(serveApi(opened.value), (url) => url.startsWith(PAGE));
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  protocol.handle('app', async (request) => {
    const file = await readPageFile(join(outFolder, 'renderer'), request.url);
    if (!file) return new Response('Not found', { status: 404 });
    return new Response(file.body, {
      headers: { 'content-type': file.type, 'content-security-policy': `${PAGE_POLICY}; connect-src 'self'` },
    });
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ id: 'new-window', label: 'New window', click: () => openWindow() }, { role: 'quit' }] },
      { role: 'editMenu' },
      { role: 'viewMenu' },
    ]),
  );
  openWindow();
}

/** Ends a running cycle between two requests and releases the workspace, then quits for good. */
function closeBeforeQuit(workspace: Workspace): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void workspace.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

function openWindow(): void {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    title: 'SCIM Rehearsal',
    webPreferences: {
      preload: join(outFolder, 'preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(PAGE)) event.preventDefault();
  });
  void window.loadURL(`${PAGE}index.html`);
}

// A double of the `electron` module's main-process side, for tests on machines that have no Electron binary.
// Each BrowserWindow is a real Chromium page held through playwright-core; the app's own main.ts and preload.ts run unchanged.
// Members it has are typed by Electron's own electron.d.ts; members it lacks throw by name instead of being undefined.
import type * as E from 'electron';
import { EventEmitter } from 'node:events';
import * as fs from 'node:fs';
import * as net_ from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page, type Route } from 'playwright-core';
import { mainWorld, makeBridge, makeCodec, preloadWorld } from './worlds.ts';

const codec = makeCodec();
const NAME = 'electron double';
/** A member outside the double fails loudly, naming itself. */
function strict<T extends object>(what: string, value: T): T {
  return new Proxy(value, { get(t, k, r) { if (typeof k === 'string' && !(k in t) && k !== 'then' && k !== 'toJSON') throw new Error(`${NAME}: ${what}.${k} is not doubled`); return Reflect.get(t, k, r); } });
}
const ev = () => { const e = { defaultPrevented: false, preventDefault() { e.defaultPrevented = true; } }; return e; };

// ---------------------------------------------------------------- runtime: one Chromium
let browser: Browser | undefined;
let endpoint: Promise<string> | undefined;
export type RuntimeOptions = { executablePath?: string; headless?: boolean };
const freePort = () => new Promise<number>((ok) => { const s = net_.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address() as net_.AddressInfo; s.close(() => ok(port)); }); });
/** Starts Chromium; resolves to its DevTools endpoint, to which the test's own Playwright attaches as a second client. */
export function __start(options: RuntimeOptions = {}): Promise<string> {
  return endpoint ??= (async () => {
    const port = await freePort();
    browser = await chromium.launch({
      executablePath: options.executablePath ?? process.env.DOUBLE_CHROMIUM ?? '/usr/bin/chromium', headless: options.headless ?? true,
      handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
      args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', `--remote-debugging-port=${port}`],
    });
    const version = await (await fetch(`http://127.0.0.1:${port}/json/version`)).json() as { webSocketDebuggerUrl: string };
    browser.on('disconnected', () => { if (!quitting) process.exit(1); });
    ready();
    return version.webSocketDebuggerUrl;
  })();
}
let ready!: () => void;
const started = new Promise<void>((ok) => { ready = ok; });

// ---------------------------------------------------------------- schemes: app://host/path lives at http://host.app-scheme.localhost/path
const schemes = new Map<string, (request: Request) => Response | Promise<Response>>();
const toReal = (url: string) => { const u = new URL(url); const s = u.protocol.slice(0, -1); return schemes.has(s) ? `http://${u.host || 'host'}.${s}-scheme.localhost${u.pathname || '/'}${u.search}${u.hash}` : url; };
const toApp = (url: string) => url.replace(/^http:\/\/([^/]+)\.([a-z][a-z0-9+.-]*)-scheme\.localhost(?=[/?#]|$)/, '$2://$1');
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(_: E.CustomScheme[]) { if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready'); },
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>) { if (schemes.has(scheme)) throw new Error('Failed to register protocol: ' + scheme); schemes.set(scheme, handler); },
  unhandle(scheme: string) { schemes.delete(scheme); },
  isProtocolHandled: (scheme: string) => schemes.has(scheme) || ['file', 'http', 'https'].includes(scheme),
});
export const net = strict('net', {
  isOnline: () => true,
  async fetch(input: string | Request | URL, init?: RequestInit): Promise<Response> {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith('file:')) return fetch(input as string, init);
    const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2' };
    try { const p = fileURLToPath(url); return new Response(new Uint8Array(await fs.promises.readFile(p)), { headers: { 'content-type': types[path.extname(p)] ?? 'application/octet-stream' } }); }
    catch { throw new Error('net::ERR_FILE_NOT_FOUND'); }
  },
});

// ---------------------------------------------------------------- sessions: a Chromium browser context each
type PermissionHandler = Parameters<E.Session['setPermissionRequestHandler']>[0];
class SessionDouble extends EventEmitter {
  readonly partition: string; protocol = protocol; permissionHandler: PermissionHandler = null; checkHandler: unknown = null; userAgent?: string;
  before?: (d: any, cb: (r: any) => void) => void; headers?: (d: any, cb: (r: any) => void) => void;
  private context?: Promise<BrowserContext>;
  constructor(partition: string) { super(); this.partition = partition; }
  webRequest = strict('session.webRequest', {
    onBeforeRequest: (a: any, b?: any) => { this.before = b ?? a; }, // url filters are not applied: each listener sees every request
    onHeadersReceived: (a: any, b?: any) => { this.headers = b ?? a; },
  });
  setPermissionRequestHandler(h: PermissionHandler) { this.permissionHandler = h; }
  setPermissionCheckHandler(h: unknown) { this.checkHandler = h; }
  setUserAgent(ua: string) { this.userAgent = ua; }
  isPersistent() { return this.partition === '' || this.partition.startsWith('persist:'); }
  async clearStorageData() { await (await this.__context()).clearCookies(); }
  async clearCache() {}
  private get file() { return path.join(app.getPath('userData'), `double-session-${encodeURIComponent(this.partition)}.json`); }
  __context() {
    return this.context ??= (async () => {
      await started;
      const saved = this.isPersistent() && fs.existsSync(this.file) ? this.file : undefined;
      const context = await browser!.newContext({ viewport: { width: 800, height: 600 }, storageState: saved, userAgent: this.userAgent, colorScheme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' });
      await context.route('**/*', (route) => this.route(route).catch(() => {}));
      return context;
    })();
  }
  async __save() { if (this.context && this.isPersistent()) { fs.mkdirSync(app.getPath('userData'), { recursive: true }); await (await this.context).storageState({ path: this.file, indexedDB: true }).catch(() => {}); } }
  private async route(route: Route) {
    const req = route.request(); const url = toApp(req.url());
    let page: Page | undefined; try { page = req.frame().page(); } catch { /* no frame yet: a popup's first request */ }
    const wc = page && WebContentsDouble.of(page);
    if (wc && req.isNavigationRequest() && req.frame() === page!.mainFrame() && !wc.__expects(url)) {
      const e = { ...ev(), url, isMainFrame: true }; e.preventDefault = () => { e.defaultPrevented = true; };
      wc.emit('will-navigate', e, url);
      if (e.defaultPrevented) return route.abort('aborted');
    }
    if (this.before) { const r = await new Promise<any>((ok) => this.before!({ url, method: req.method(), resourceType: req.resourceType(), webContentsId: wc?.id }, ok)); if (r?.cancel) return route.abort('blockedbyclient'); }
    const scheme = /^([a-z][a-z0-9+.-]*):/.exec(url)![1]!;
    const handler = schemes.get(scheme);
    if (!handler) return route.fallback();
    const body = req.postDataBuffer();
    try {
      const res = await handler(new Request(url, { method: req.method(), headers: await req.allHeaders(), ...(body ? { body: new Uint8Array(body) } : {}) }));
      let headers: Record<string, string> = Object.fromEntries(res.headers);
      if (this.headers) { const r = await new Promise<any>((ok) => this.headers!({ url, statusCode: res.status, responseHeaders: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, [v]])) }, ok)); if (r?.responseHeaders) headers = Object.fromEntries(Object.entries(r.responseHeaders).map(([k, v]) => [k, Array.isArray(v) ? v.join(', ') : String(v)])); }
      await route.fulfill({ status: res.status, headers, body: Buffer.from(await res.arrayBuffer()) });
    } catch { await route.abort('failed'); }
  }
}
const sessions = new Map<string, SessionDouble>();
const sessionOf = (p: string) => { let s = sessions.get(p); if (!s) { s = strict('session', new SessionDouble(p)); sessions.set(p, s); app.emit('session-created', s); } return s; };
export const session = strict('session', { get defaultSession() { return sessionOf(''); }, fromPartition: (p: string) => sessionOf(p) });

// ---------------------------------------------------------------- ipcMain
class IpcMainDouble extends EventEmitter {
  handlers = new Map<string, { fn: (event: any, ...args: any[]) => unknown; once: boolean }>();
  handle(channel: string, fn: (event: any, ...args: any[]) => unknown) { if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`); if (typeof fn !== 'function') throw new Error(`Expected handler to be a function, but found type '${typeof fn}'`); this.handlers.set(channel, { fn, once: false }); }
  handleOnce(channel: string, fn: (event: any, ...args: any[]) => unknown) { this.handle(channel, fn); this.handlers.get(channel)!.once = true; }
  removeHandler(channel: string) { this.handlers.delete(channel); }
  async __invoke(event: object, channel: string, args: unknown[]) {
    const h = this.handlers.get(channel);
    if (!h) throw new Error(`No handler registered for '${channel}'`);
    if (h.once) this.handlers.delete(channel);
    return await h.fn(event, ...args);
  }
}
export const ipcMain = strict('ipcMain', new IpcMainDouble());

// ---------------------------------------------------------------- webContents and BrowserWindow
const ISOLATED = 'Electron Isolated Context';
let wcIds = 0;
class WebContentsDouble extends EventEmitter {
  static all = new Map<Page, WebContentsDouble>();
  static of(page: Page) { return WebContentsDouble.all.get(page); }
  readonly id = ++wcIds; readonly session: SessionDouble; readonly window: BrowserWindowDouble;
  page!: Page; __target = ''; private cdp!: CDPSession; private world = 0; private dead = false; private url = ''; private expected = new Set<string>(); private title = '';
  private opener: ((d: E.HandlerDetails) => E.WindowOpenHandlerResponse) | undefined;
  readonly __ready: Promise<void>;
  constructor(window: BrowserWindowDouble, options: E.BrowserWindowConstructorOptions) {
    super(); this.window = window; const prefs = options.webPreferences ?? {};
    if (prefs.nodeIntegration || prefs.contextIsolation === false) throw new Error(`${NAME}: nodeIntegration and contextIsolation:false are not doubled`);
    this.session = (prefs.session as unknown as SessionDouble | undefined) ?? sessionOf(prefs.partition ?? '');
    this.__ready = this.open(options, prefs);
    this.__ready.catch((e) => { console.error(e); process.exit(1); });
  }
  private async open(options: E.BrowserWindowConstructorOptions, prefs: E.WebPreferences) {
    const context = await this.session.__context();
    // The page is announced to every CDP client when it opens, so the target's ownership must be known at once.
    const page = this.page = await context.newPage(); WebContentsDouble.all.set(page, this);
    await page.setViewportSize({ width: options.width ?? 800, height: options.height ?? 600 });
    const cdp = this.cdp = await context.newCDPSession(page);
    this.__target = (await cdp.send('Target.getTargetInfo')).targetInfo.targetId;
    const token = randomUUID(), binding = '__electronIpc';
    cdp.on('Runtime.executionContextCreated', ({ context: c }) => { if (c.name === ISOLATED && (c.auxData as any)?.frameId === this.__target) this.world = c.id; });
    cdp.on('Runtime.bindingCalled', (e) => { if (e.name === binding) void this.received(e.executionContextId, JSON.parse(e.payload)); });
    cdp.on('Page.windowOpen', (e) => this.popup(e.url, e.windowName, e.windowFeatures.join(',')));
    await cdp.send('Page.enable'); await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: binding, executionContextName: ISOLATED });
    const info = { platform: process.platform, versions: { ...process.versions } as Record<string, string>, argv: [...process.argv, ...(prefs.additionalArguments ?? [])] };
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${mainWorld})(${makeCodec}, ${makeBridge}, ${JSON.stringify(token)})` });
    const preload = prefs.preload ? fs.readFileSync(prefs.preload, 'utf8') : '';
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: ISOLATED, source: `(${preloadWorld})(${makeCodec}, ${makeBridge}, ${JSON.stringify(token)}, ${JSON.stringify(binding)}, function (require, module, exports, process) {${preload}\n}, ${JSON.stringify(info)})` });
    let painted = false;
    page.on('domcontentloaded', () => { this.emit('dom-ready', {}); if (!painted) { painted = true; this.window.emit('ready-to-show'); } });
    page.on('load', () => { this.emit('did-finish-load'); this.emit('did-stop-loading'); });
    page.on('framenavigated', async (f) => { if (f !== page.mainFrame()) return; this.url = toApp(f.url()); this.emit('did-navigate', {}, this.url, 200, 'OK'); this.title = await page.title().catch(() => ''); this.emit('page-title-updated', ev(), this.title, true); });
    page.on('console', (m) => this.emit('console-message', { level: ({ error: 'error', warning: 'warning' } as Record<string, string>)[m.type()] ?? 'info', message: m.text(), lineNumber: m.location().lineNumber, sourceId: toApp(m.location().url) }));
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    page.on('close', () => this.gone());
    page.on('popup', (p) => { if (!WebContentsDouble.of(p)) void p.close().catch(() => {}); });
    page.on('dialog', (d) => void d.accept().catch(() => {}));
  }
  private popup(url: string, frameName: string, features: string) { const r = this.opener?.({ url: toApp(url), frameName, features, disposition: 'foreground-tab', referrer: { url: this.url, policy: 'default' } } as E.HandlerDetails); if (r?.action === 'allow') throw new Error(`${NAME}: setWindowOpenHandler answering allow is not doubled`); }
  private async received(world: number, m: any) {
    if (m.k === 'preload-error') return void this.emit('preload-error', {}, '', new Error(m.message));
    const frame = { url: this.url, origin: this.url ? new URL(this.url).origin === 'null' ? this.url.split('/').slice(0, 3).join('/') : new URL(this.url).origin : '', parent: null, top: null, frameTreeNodeId: 1, routingId: 1, processId: 1, detached: false };
    const reply = (channel: string, ...args: unknown[]) => this.send(channel, ...args);
    const event = { ...ev(), type: 'frame', sender: this, senderFrame: frame, frameId: 1, processId: 1, reply, ports: [] };
    if (m.k === 'send') { this.emit('ipc-message', event, m.channel, ...codec.decode(m.args)); ipcMain.emit(m.channel, event, ...codec.decode(m.args)); return; }
    let ok = true, text: string;
    try { text = codec.encode(await ipcMain.__invoke(event, m.channel, codec.decode(m.args))); }
    catch (e: any) { ok = false; console.error(`Error occurred in handler for '${m.channel}':`, e); text = codec.encode(new Error(`Error invoking remote method '${m.channel}': ${e}`)); }
    await this.call(world, 'settle', m.id, ok, text);
  }
  private async call(world: number, fn: string, ...args: unknown[]) {
    await this.cdp.send('Runtime.evaluate', { contextId: world, expression: `__electronDouble.${fn}(${args.map((a) => JSON.stringify(a)).join(',')})` }).catch(() => {}); // the document went away
  }
  private gone() { if (this.dead) return; this.dead = true; WebContentsDouble.all.delete(this.page); this.emit('destroyed'); this.window.__closed(); }
  __expects(url: string) { return this.expected.delete(url) || this.expected.delete(url.replace(/\/$/, '')); }
  send(channel: string, ...args: unknown[]) { const text = codec.encode(args); void this.__ready.then(() => this.call(this.world, 'emit', channel, text)); }
  async loadURL(url: string) {
    await this.__ready; this.expected.add(new URL(url).href); this.emit('did-start-loading');
    try { await this.page.goto(toReal(url)); } catch (e: any) { const code = /net::(\w+)/.exec(e.message)?.[1] ?? 'ERR_FAILED'; this.emit('did-fail-load', {}, -2, code, url, true); throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url }); }
  }
  loadFile(file: string, o: E.LoadFileOptions = {}) { const u = pathToFileURL(path.resolve(app.getAppPath(), file)); if (o.hash) u.hash = o.hash; if (o.search) u.search = o.search; for (const [k, v] of Object.entries(o.query ?? {})) u.searchParams.set(k, v as string); return this.loadURL(u.href); }
  getURL() { return this.url; } getTitle() { return this.title; } isLoading() { return false; } isDestroyed() { return this.dead; } isDevToolsOpened() { return false; } openDevTools() {} closeDevTools() {} isCrashed() { return false; }
  reload() { this.expected.add(this.url); void this.__ready.then(() => this.page.reload()).catch(() => {}); }
  focus() {} setZoomFactor() {} setZoomLevel() {} getUserAgent() { return this.session.userAgent ?? 'double'; }
  async executeJavaScript(code: string) { await this.__ready; return this.page.evaluate(code); }
  async insertCSS(css: string) { await this.__ready; await this.page.addStyleTag({ content: css }); return 'css'; }
  async printToPDF(o: { landscape?: boolean; printBackground?: boolean } = {}) { await this.__ready; return this.page.pdf(o); }
  async capturePage() { await this.__ready; const png = await this.page.screenshot(); return { toPNG: () => png, isEmpty: () => png.length === 0, toDataURL: () => 'data:image/png;base64,' + png.toString('base64') }; }
  setWindowOpenHandler(h: (d: E.HandlerDetails) => E.WindowOpenHandlerResponse) { this.opener = h; }
  close(o?: { waitForBeforeUnload?: boolean }) { void this.__ready.then(() => this.page.close({ runBeforeUnload: o?.waitForBeforeUnload })); }
}
export const webContents = strict('webContents', {
  getAllWebContents: () => [...WebContentsDouble.all.values()],
  fromId: (id: number) => [...WebContentsDouble.all.values()].find((w) => w.id === id),
  fromDevToolsTargetId: (id: string) => [...WebContentsDouble.all.values()].find((w) => w.__target === id),
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
});

let windowIds = 0;
class BrowserWindowDouble extends EventEmitter {
  static list = new Set<BrowserWindowDouble>(); static focused: BrowserWindowDouble | null = null;
  static getAllWindows() { return [...BrowserWindowDouble.list]; }
  static getFocusedWindow() { return BrowserWindowDouble.focused; }
  static fromWebContents(w: WebContentsDouble | undefined) { return w && BrowserWindowDouble.list.has(w.window) ? w.window : null; }
  static fromId(id: number) { return [...BrowserWindowDouble.list].find((w) => w.id === id) ?? null; }
  readonly id = ++windowIds; readonly webContents: WebContentsDouble; private title: string; private rect: E.Rectangle; private visible: boolean; private gone = false; private flags = { min: false, max: false, full: false };
  constructor(options: E.BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.title = options.title ?? app.getName(); this.visible = options.show ?? true;
    this.rect = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    const self = strict('BrowserWindow', this as BrowserWindowDouble);
    this.webContents = strict('webContents', new WebContentsDouble(self, options));
    WebContentsDouble.prototype.on.call(this.webContents, 'page-title-updated', (e: any, t: string) => { this.emit('page-title-updated', e, t, true); if (!e.defaultPrevented && t) this.title = t; });
    BrowserWindowDouble.list.add(self); BrowserWindowDouble.focused = self;
    app.emit('browser-window-created', {}, self); app.emit('web-contents-created', {}, this.webContents);
    return self;
  }
  loadURL(url: string) { return this.webContents.loadURL(url); }
  loadFile(file: string, o?: E.LoadFileOptions) { return this.webContents.loadFile(file, o); }
  close() { const e = ev(); this.emit('close', e); if (!e.defaultPrevented) this.destroy(); }
  destroy() { void this.webContents.__ready.then(() => this.webContents.page.close()).catch(() => {}); }
  __closed() { if (this.gone) return; this.gone = true; for (const w of BrowserWindowDouble.list) if (w.id === this.id) BrowserWindowDouble.list.delete(w); if (BrowserWindowDouble.focused?.id === this.id) BrowserWindowDouble.focused = [...BrowserWindowDouble.list].at(-1) ?? null; this.emit('closed'); if (!BrowserWindowDouble.list.size && !quitting) { if (app.listenerCount('window-all-closed')) app.emit('window-all-closed'); else app.quit(); } }
  isDestroyed() { return this.gone; }
  show() { this.visible = true; this.emit('show'); } hide() { this.visible = false; this.emit('hide'); } isVisible() { return this.visible; }
  focus() { BrowserWindowDouble.focused = this; this.emit('focus'); } blur() {} isFocused() { return BrowserWindowDouble.focused?.id === this.id; }
  getTitle() { return this.title; } setTitle(t: string) { this.title = t; }
  getBounds() { return { ...this.rect }; } getContentBounds() { return { ...this.rect }; } getSize() { return [this.rect.width, this.rect.height]; } getContentSize() { return this.getSize(); } getPosition() { return [this.rect.x, this.rect.y]; }
  setBounds(b: Partial<E.Rectangle>) { this.rect = { ...this.rect, ...b }; void this.webContents.__ready.then(() => this.webContents.page.setViewportSize(this.rect)).catch(() => {}); this.emit('resize'); }
  setSize(width: number, height: number) { this.setBounds({ width, height }); } setContentSize(width: number, height: number) { this.setSize(width, height); } setMinimumSize() {} setPosition(x: number, y: number) { this.setBounds({ x, y }); } center() {}
  minimize() { this.flags.min = true; this.emit('minimize'); } restore() { this.flags.min = this.flags.max = false; this.emit('restore'); } isMinimized() { return this.flags.min; }
  maximize() { this.flags.max = true; this.emit('maximize'); } unmaximize() { this.flags.max = false; this.emit('unmaximize'); } isMaximized() { return this.flags.max; }
  setFullScreen(f: boolean) { this.flags.full = f; } isFullScreen() { return this.flags.full; }
  setMenu() {} removeMenu() {} setMenuBarVisibility() {} setAutoHideMenuBar() {} setIcon() {} setBackgroundColor() {} setTitleBarOverlay() {} flashFrame() {} setProgressBar() {} setAlwaysOnTop() {} setResizable() {}
}
export const BrowserWindow = BrowserWindowDouble;

// ---------------------------------------------------------------- app
let quitting = false;
const argv = () => process.argv.slice(1);
const named = (n: string) => { const hit = argv().find((a) => a === `--${n}` || a.startsWith(`--${n}=`)); return hit === undefined ? undefined : hit.slice(n.length + 3); };
const switches = new Map<string, string>();
class AppDouble extends EventEmitter {
  name = 'Electron'; isPackaged = false; private base = process.cwd(); private paths = new Map<string, string>(); private isReady_ = false; private readyPromise = new Promise<void>((ok) => { this.once('__ready', ok); });
  __configure(base: string) { this.base = base; const pkg = JSON.parse(fs.readFileSync(path.join(base, 'package.json'), 'utf8')); this.name = pkg.productName ?? pkg.name; this.version = pkg.version; }
  private version = '0.0.0';
  __ready() { if (this.isReady_) return; this.isReady_ = true; this.emit('will-finish-launching'); this.emit('__ready'); this.emit('ready', {}, {}); }
  commandLine = strict('app.commandLine', { appendSwitch: (k: string, v = '') => { switches.set(k, v); }, appendArgument() {}, hasSwitch: (k: string) => switches.has(k) || named(k) !== undefined, getSwitchValue: (k: string) => switches.get(k) ?? named(k) ?? '', removeSwitch: (k: string) => { switches.delete(k); } });
  isReady() { return this.isReady_; } whenReady() { return this.readyPromise; }
  getName() { return this.name; } setName(n: string) { this.name = n; } getVersion() { return this.version; } getAppPath() { return this.base; } getLocale() { return 'en-US'; } getSystemLocale() { return 'en-US'; } getPreferredSystemLanguages() { return ['en-US']; }
  getPath(n: string): string {
    const set = this.paths.get(n); if (set) return set;
    const home = os.homedir(), appData = process.env.XDG_CONFIG_HOME ?? path.join(home, '.config');
    switch (n) { case 'home': return home; case 'appData': return appData; case 'userData': case 'sessionData': return named('user-data-dir') || path.join(appData, this.name); case 'temp': return os.tmpdir(); case 'exe': return process.argv[0]!; case 'logs': return path.join(this.getPath('userData'), 'logs'); case 'crashDumps': return path.join(this.getPath('userData'), 'Crashpad'); case 'downloads': case 'documents': case 'desktop': case 'music': case 'pictures': case 'videos': return path.join(home, n[0]!.toUpperCase() + n.slice(1)); }
    throw new Error(`Failed to get '${n}' path`);
  }
  setPath(n: string, p: string) { this.paths.set(n, p); }
  requestSingleInstanceLock() { return true; } hasSingleInstanceLock() { return true; } releaseSingleInstanceLock() {}
  enableSandbox() {} disableHardwareAcceleration() {} setAppUserModelId() {} setAboutPanelOptions() {} setAsDefaultProtocolClient() { return true; } isDefaultProtocolClient() { return false; } removeAsDefaultProtocolClient() { return true; } focus() {} show() {} hide() {} setLoginItemSettings() {} getLoginItemSettings() { return { openAtLogin: false }; } getGPUFeatureStatus() { return {}; } relaunch() { this.emit('__relaunch'); }
  quit() {
    if (quitting) return;
    const e = ev(); this.emit('before-quit', e); if (e.defaultPrevented) return;
    for (const w of BrowserWindowDouble.getAllWindows()) { const c = ev(); w.emit('close', c); if (c.defaultPrevented) return; }
    const w = ev(); this.emit('will-quit', w); if (w.defaultPrevented) return;
    this.exit(0, true);
  }
  exit(code = 0, asked = false) {
    if (quitting) return; quitting = true; if (asked) this.emit('quit', {}, code);
    void (async () => { for (const s of sessions.values()) await s.__save(); await browser?.close().catch(() => {}); process.exit(code); })();
  }
}
const appObject = new AppDouble(); appObject.setMaxListeners(0);
export const app = strict('app', appObject);

// ---------------------------------------------------------------- the rest: no OS side effect, each can be replaced by a test
export const shell = strict('shell', { opened: [] as string[], async openExternal(url: string) { shell.opened.push(url); }, async openPath(p: string) { shell.opened.push(p); return ''; }, showItemInFolder(p: string) { shell.opened.push(p); }, async trashItem(p: string) { await fs.promises.rm(p, { recursive: true }); }, beep() {} });
const unscripted = (n: string) => (): never => { throw new Error(`${NAME}: dialog.${n} was called; a test must replace it, as it must on real Electron`); };
export const dialog = strict('dialog', { showOpenDialog: unscripted('showOpenDialog') as (...a: any[]) => any, showSaveDialog: unscripted('showSaveDialog') as (...a: any[]) => any, showMessageBox: unscripted('showMessageBox') as (...a: any[]) => any, showMessageBoxSync: unscripted('showMessageBoxSync') as (...a: any[]) => any, showOpenDialogSync: unscripted('showOpenDialogSync') as (...a: any[]) => any, showSaveDialogSync: unscripted('showSaveDialogSync') as (...a: any[]) => any, showErrorBox(title: string, content: string) { console.error(`${title}: ${content}`); } });
const key = () => { const f = path.join(app.getPath('userData'), 'double-safe-storage.key'); if (!fs.existsSync(f)) { fs.mkdirSync(path.dirname(f), { recursive: true }); fs.writeFileSync(f, randomBytes(32), { mode: 0o600 }); } return fs.readFileSync(f); };
export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: () => app.isReady() && process.env.DOUBLE_NO_KEYRING !== '1',
  getSelectedStorageBackend: () => process.env.DOUBLE_NO_KEYRING === '1' ? 'basic_text' : 'gnome_libsecret',
  setUsePlainTextEncryption() {},
  isAsyncEncryptionAvailable: async () => safeStorage.isEncryptionAvailable(),
  encryptStringAsync: async (text: string): Promise<Buffer> => safeStorage.encryptString(text),
  decryptStringAsync: async (b: Buffer) => ({ shouldReEncrypt: false, result: safeStorage.decryptString(b) as string }),
  encryptString(text: string) { if (!safeStorage.isEncryptionAvailable()) throw new Error('Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.'); const iv = randomBytes(12), c = createCipheriv('aes-256-gcm', key(), iv); const body = Buffer.concat([c.update(text, 'utf8'), c.final()]); return Buffer.concat([Buffer.from('v11'), iv, c.getAuthTag(), body]); },
  decryptString(b: Buffer) { if (b.subarray(0, 3).toString() !== 'v11') throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString. Ciphertext does not appear to be encrypted.'); const d = createDecipheriv('aes-256-gcm', key(), b.subarray(3, 15)); d.setAuthTag(b.subarray(15, 31)); return Buffer.concat([d.update(b.subarray(31)), d.final()]).toString('utf8'); },
});
export class MenuItem { constructor(o: E.MenuItemConstructorOptions) { Object.assign(this, { enabled: true, visible: true, checked: false, type: o.submenu ? 'submenu' : 'normal', label: '', ...o }); const act = o.click; (this as any).click = () => act?.(this as any, BrowserWindow.getFocusedWindow() as any, {} as any); if (Array.isArray(o.submenu)) (this as any).submenu = Menu.buildFromTemplate(o.submenu); } }
export class Menu {
  static current: Menu | null = null; items: any[] = [];
  static buildFromTemplate(t: (E.MenuItemConstructorOptions | E.MenuItem)[]) { const m = new Menu(); m.items = t.map((i) => i instanceof MenuItem ? i : new MenuItem(i as E.MenuItemConstructorOptions)); return m; }
  static setApplicationMenu(m: Menu | null) { Menu.current = m; } static getApplicationMenu() { return Menu.current; }
  append(i: any) { this.items.push(i); } popup() {} closePopup() {}
  getMenuItemById(id: string): any { for (const i of this.items) { if (i.id === id) return i; const sub = i.submenu?.getMenuItemById(id); if (sub) return sub; } return null; }
}
class NativeThemeDouble extends EventEmitter {
  private source: 'system' | 'light' | 'dark' = 'system';
  get themeSource() { return this.source; }
  set themeSource(v) { if (!['system', 'light', 'dark'].includes(v)) throw new TypeError('Error processing argument at index 0'); const was = this.shouldUseDarkColors; this.source = v; for (const w of WebContentsDouble.all.values()) void w.page.emulateMedia({ colorScheme: this.shouldUseDarkColors ? 'dark' : 'light' }).catch(() => {}); if (was !== this.shouldUseDarkColors) this.emit('updated'); }
  get shouldUseDarkColors() { return this.source === 'dark'; } shouldUseHighContrastColors = false; shouldUseInvertedColorScheme = false; inForcedColorsMode = false; prefersReducedTransparency = false;
}
export const nativeTheme = strict('nativeTheme', new NativeThemeDouble());
export const screen = strict('screen', { getPrimaryDisplay: () => ({ id: 1, scaleFactor: 1, bounds: { x: 0, y: 0, width: 1280, height: 800 }, workArea: { x: 0, y: 0, width: 1280, height: 800 }, workAreaSize: { width: 1280, height: 800 }, size: { width: 1280, height: 800 } }), getAllDisplays: () => [screen.getPrimaryDisplay()] });
let clip = ''; export const clipboard = strict('clipboard', { readText: async () => clip, writeText: async (t: string) => { clip = t; }, clear: () => { clip = ''; } });
const electron = strict('electron', { app, BrowserWindow, ipcMain, protocol, net, session, webContents, dialog, shell, safeStorage, Menu, MenuItem, nativeTheme, screen, clipboard });
export default electron;

// ---------------------------------------------------------------- types: what is doubled must fit what Electron declares
type Fits<Real, Members extends keyof Real> = { [K in Members]: Real[K] extends (...a: any[]) => any ? (...a: any[]) => any : unknown };
app satisfies Fits<E.App, 'whenReady' | 'isReady' | 'quit' | 'exit' | 'getPath' | 'setPath' | 'getVersion' | 'getName' | 'getAppPath' | 'requestSingleInstanceLock' | 'commandLine' | 'isPackaged'>;
ipcMain satisfies Fits<E.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;
safeStorage satisfies Pick<E.SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>;
clipboard satisfies Pick<E.Clipboard, 'readText' | 'writeText'>;
shell satisfies Pick<E.Shell, 'openPath' | 'showItemInFolder' | 'trashItem' | 'beep'>;
protocol satisfies Pick<E.Protocol, 'registerSchemesAsPrivileged' | 'unhandle' | 'isProtocolHandled'>;

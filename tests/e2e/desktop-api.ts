import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { Page, Route } from 'playwright-core';
import { BRIDGE_NAME, type Bridge } from '#shared/api/bridge.ts';
import type { UiClient } from '../ui-client.ts';
import type { OpenApp } from './hosts.ts';

const SCRIPTS = /\/assets\/.*\.js$/;

/**
 * Speaks to the harness of a desktop through the text channel of a window of its own. That window loads no script, for two who
 * count their questions on one channel would take each other's answers.
 */
export async function apiOnDesktop(app: OpenApp): Promise<UiClient> {
  const context = app.page.context();
  const refuse = (route: Route) => (route.request().frame().page() === app.page ? route.continue() : route.abort());
  await context.route(SCRIPTS, refuse);
  const window = await app.openWindow();
  await window.waitForURL(({ protocol }) => protocol !== 'about:');
  await context.unroute(SCRIPTS, refuse);
  const socket = new WindowSocket(window);
  await socket.open();
  const api: UiClient['api'] = createORPCClient(new RPCLink({ websocket: socket as unknown as WebSocket }));
  // A window in front makes those behind it slow.
  await app.page.bringToFront();
  return { api, close: () => void window.close() };
}

/** The bridge that the preload put into a window, in the shape of a WebSocket that is always open. */
class WindowSocket extends EventTarget {
  readonly readyState = 1;
  readonly #window: Page;

  constructor(window: Page) {
    super();
    this.#window = window;
  }

  async open(): Promise<void> {
    await this.#window.exposeFunction('hear', (data: string) => this.dispatchEvent(new MessageEvent('message', { data })));
    await this.#window.evaluate((name) => {
      const page = globalThis as unknown as Record<string, Bridge> & { hear(text: string): void };
      page[name]?.listen((text) => page.hear(text));
    }, BRIDGE_NAME);
  }

  send(text: string): void {
    const say = ([name, words]: readonly [string, string]) =>
      (globalThis as unknown as Record<string, Bridge>)[name]?.send(words);
    void this.#window.evaluate(say, [BRIDGE_NAME, text] as const);
  }
}

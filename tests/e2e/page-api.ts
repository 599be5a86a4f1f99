import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { Page } from 'playwright-core';
import { WebSocket } from 'ws';
import type { UiClient } from '../ui-client.ts';

/** Speaks to the harness behind an open page of browser mode, with that page's own cookie. */
export async function apiBehind(page: Page): Promise<UiClient> {
  const { origin, host } = new URL(page.url());
  const cookies = await page.context().cookies(origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`ws://${host}/api`, { headers: { origin, cookie } });
  const api: UiClient['api'] = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  return { api, close: () => socket.terminate() };
}

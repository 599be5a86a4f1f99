import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { BRIDGE_NAME, type Bridge } from '#shared/api/bridge.ts';
import type { contract } from '#shared/api/contract.ts';

export type ApiClient = ContractRouterClient<typeof contract>;

/** The api over IPC where a preload put its bridge, else over this page's own loopback socket. */
export async function connectApi(): Promise<ApiClient> {
  const bridge = (globalThis as { [BRIDGE_NAME]?: Bridge })[BRIDGE_NAME];
  if (bridge) return createORPCClient(new RPCLink({ websocket: new BridgeSocket(bridge) }));
  await exchangeCode();
  return createORPCClient(new RPCLink({ websocket: new WebSocket(`ws://${location.host}/api`) }));
}

/** The preload's text channel, in the shape of a WebSocket that is always open. */
class BridgeSocket extends EventTarget {
  readonly readyState = WebSocket.OPEN;
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    super();
    this.#bridge = bridge;
    bridge.listen((text) => this.dispatchEvent(new MessageEvent('message', { data: text })));
  }

  send(text: unknown): void {
    if (typeof text !== 'string') throw new TypeError('The api carries text only: send files as base64 or by path.');
    this.#bridge.send(text);
  }
}

/** The one-time code comes in the fragment of the opened address; it becomes a cookie that no script reads, then leaves the address bar. */
async function exchangeCode(): Promise<void> {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (code === undefined) return;
  history.replaceState(null, '', location.pathname);
  await fetch('/session', { method: 'POST', body: code });
}

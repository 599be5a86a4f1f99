import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { contract } from '#shared/api/contract.ts';

export interface UiClient {
  readonly api: ContractRouterClient<typeof contract>;
  close(): void;
}

/** Speaks to a running `rehearse ui` as its page does: the one-time code of the printed address becomes a cookie, then a socket. */
export async function connectToUi(address: string): Promise<UiClient> {
  const { origin, host, hash } = new URL(address);
  const answer = await fetch(`${origin}/session`, { method: 'POST', body: hash.replace('#code=', ''), headers: { origin } });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 204 || cookie === undefined) throw new Error(`The code was not exchanged: ${answer.status}`);
  const socket = new WebSocket(`ws://${host}/api`, { headers: { origin, cookie } });
  const api: UiClient['api'] = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  return { api, close: () => socket.terminate() };
}

/** Resolves once `isReached` holds, asked again whenever the harness says that something changed. */
export async function reached(api: UiClient['api'], isReached: () => Promise<boolean>): Promise<void> {
  for await (const _notice of await api.live.follow({})) if (await isReached()) return;
  throw new Error('The harness ended before that was reached.');
}

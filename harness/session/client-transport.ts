import type { TokenClient } from '#shared/entra/client-credentials.ts';
import { createHttpTransport, type HttpTransport, type HttpTransportSetup } from '../adapters/http-transport.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { type AccessTokens, keepToken, keptToken, requestAccessToken, type TokenExchange, unsent } from './access-token.ts';

type Setup = Pick<HttpTransportSetup, 'url' | 'options' | 'environment'>;

/**
 * Sends with access tokens that a client's credentials bring, each for as long as it is good by the clock of this machine: a run whose
 * own clock jumps over months still needs a token that the endpoint takes now. Without one, a request fails with the reason.
 */
export function createClientTransport(client: TokenClient, { url, options, environment }: Setup): HttpTransport {
  const tokens: AccessTokens = new Map();
  const transports: HttpTransport[] = [];
  let open: { readonly token: string; readonly transport: HttpTransport } | undefined;
  let asking: Promise<TokenExchange['outcome']> | undefined;

  async function access(): Promise<TokenExchange['outcome']> {
    const kept = keptToken(tokens, url.masked, client, systemClock.now());
    // A token whose lifetime nobody told serves the whole run.
    const token = kept ?? (tokens.has(url.masked) ? undefined : open?.token);
    if (token !== undefined) return { kind: 'token', token, lifetimeMs: null };
    // However many requests are in flight, one of them asks.
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  async function ask(): Promise<TokenExchange['outcome']> {
    const { outcome } = await requestAccessToken(client, { options, environment, serverAddress: null });
    if (outcome.kind === 'token') keepToken(tokens, url.masked, client, { ...outcome, now: systemClock.now() });
    return outcome;
  }

  function transportWith(token: string): HttpTransport {
    if (open?.token === token) return open.transport;
    // What was sent with the token before may still be on its way.
    const transport = createHttpTransport({ url, token, options, environment });
    transports.push(transport);
    open = { token, transport };
    return transport;
  }

  return {
    send: async (request) => {
      const found = await access();
      return found.kind === 'token' ? transportWith(found.token).send(request) : unsent(found.failure);
    },
    close: () => {
      for (const transport of transports) transport.close();
    },
  };
}

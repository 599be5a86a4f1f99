import { createHash } from 'node:crypto';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { type TokenClient, tokenRequestForm } from '#shared/entra/client-credentials.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/kernel/duration.ts';
import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import type { ScimOutcome, ScimRequest, ScimResponse, TransportFailure } from '#shared/scim/message.ts';
import { createHttpTransport, FORM_MEDIA_TYPE } from '../adapters/http-transport.ts';
import type { SentExchange } from '../ports/session-ports.ts';

/** The last token of each application, under its id. */
export type AccessTokens = Map<string, { readonly token: string; readonly renewAt: Instant; readonly madeFor: string }>;

export interface TokenSetup {
  /** Exceptions of the connection: trust and plain http count for the token endpoint too, the extra header does not. */
  readonly options: ConnectionOptions;
  readonly environment: NodeJS.ProcessEnv;
  /** `http://127.0.0.1:8080` of the bundled server, whose token endpoint may be asked over plain http; null where there is none. */
  readonly serverAddress: string | null;
  readonly timeoutMs?: number;
}

/** One token request and what came of it; request and answer without secrets, fit for the trace. */
export interface TokenExchange {
  readonly request: ScimRequest;
  readonly exchange: SentExchange;
  readonly outcome:
    | { readonly kind: 'token'; readonly token: string; readonly lifetimeMs: number | null }
    | { readonly kind: 'failure'; readonly failure: TransportFailure };
}

/** Asks the token endpoint once for a token (RFC 6749 §4.4). Redirects are not followed: the secret goes to this address alone. */
export async function requestAccessToken(client: TokenClient, setup: TokenSetup): Promise<TokenExchange> {
  const { tokenEndpoint } = client;
  const transport = createHttpTransport({
    url: tokenEndpoint,
    token: null,
    options: { ...setup.options, extraHeader: null },
    environment: setup.environment,
    isBundledServer: tokenEndpoint.origin === setup.serverAddress,
    ...(setup.timeoutMs === undefined ? {} : { timeoutMs: setup.timeoutMs }),
  });
  const headers = { 'Content-Type': FORM_MEDIA_TYPE };
  const form = tokenRequestForm(client);
  try {
    const sent = await transport.send({
      method: 'POST',
      target: '',
      headers: client.location === 'header' ? { ...headers, Authorization: basicCredentials(client) } : headers,
      body: form,
    });
    return {
      request: {
        method: 'POST',
        target: tokenEndpoint.masked,
        headers,
        body: 'client_secret' in form ? { ...form, client_secret: '***' } : form,
      },
      exchange: withoutSecrets(sent, client),
      outcome: readToken(sent.outcome, client),
    };
  } finally {
    transport.close();
  }
}

/** What becomes of a request for which there is no token: it is not sent. */
export function unsent(failure: TransportFailure): SentExchange {
  return { outcome: { kind: 'failure', failure }, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
}

/** Before a token expires it is renewed, so that a request on the way still finds it valid; one that lives shortly, at half its time. */
const RENEWAL_MARGIN_MS = MINUTE_MS;

/** A token that was kept for these very credentials and is good for a while longer. */
export function keptToken(tokens: AccessTokens, appId: string, client: TokenClient, now: Instant): string | undefined {
  const kept = tokens.get(appId);
  const isGood = kept !== undefined && kept.madeFor === nameOf(client) && kept.renewAt > now;
  return isGood ? kept.token : undefined;
}

/** A token that does not say how long it lives serves what it was fetched for, and no more. */
export function keepToken(
  tokens: AccessTokens,
  appId: string,
  client: TokenClient,
  { token, lifetimeMs, now }: { readonly token: string; readonly lifetimeMs: number | null; readonly now: Instant },
): void {
  if (lifetimeMs === null) tokens.delete(appId);
  else
    tokens.set(appId, {
      token,
      renewAt: now + lifetimeMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 2),
      madeFor: nameOf(client),
    });
}

function nameOf({ tokenEndpoint, ...rest }: TokenClient): string {
  const all = [tokenEndpoint.masked, tokenEndpoint.secretQuery, ...Object.values(rest)];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64');
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function basicCredentials({ clientId, clientSecret }: TokenClient): string {
  const encoded = [clientId, clientSecret].map((part) => new URLSearchParams({ part }).toString().slice('part='.length));
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
}

function readToken(outcome: ScimOutcome, { tokenEndpoint, clientSecret }: TokenClient): TokenExchange['outcome'] {
  const host = tokenEndpoint.origin;
  if (outcome.kind === 'failure') return unavailable(`No access token came from ${host}: ${outcome.failure.detail}`);
  const { response } = outcome;
  const body = parseJson(response.text);
  const member = (name: string) => (isJsonObject(body) ? body[name] : undefined);
  if (response.status >= 400 && response.status < 500) {
    return failure('token-refused', `${host} refused the client: ${response.status}${quoted(response, member, clientSecret)}.`);
  }
  const token = member('access_token');
  const type = member('token_type');
  if (response.status !== 200 || typeof token !== 'string' || token === '') {
    return unavailable(`${host} answered ${response.status} without an access token (RFC 6749 §5.1).`);
  }
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    return unavailable(`${host} answered a token that is no bearer token: token_type must be "Bearer" (RFC 6749 §7.1).`);
  }
  const seconds = Number(member('expires_in') ?? Number.NaN);
  return { kind: 'token', token, lifetimeMs: seconds > 0 ? seconds * SECOND_MS : null };
}

/** ` invalid_client ("words of the endpoint")`, as far as the answer has them. */
function quoted(response: ScimResponse, member: (name: string) => unknown, secret: string): string {
  const [code, description] = [member('error'), member('error_description')];
  const words = typeof description === 'string' ? ` ("${description.slice(0, 300).replaceAll(secret, '***')}")` : '';
  if (typeof code === 'string') return ` ${code.slice(0, 100)}${words}`;
  return response.text === '' ? '' : ', with an answer that is no OAuth error';
}

function unavailable(detail: string): TokenExchange['outcome'] {
  return failure('token-unavailable', detail);
}

function failure(kind: TransportFailure['kind'], detail: string): TokenExchange['outcome'] {
  return { kind: 'failure', failure: { kind, detail } };
}

const TOKEN_MEMBERS = /("(?:access_token|refresh_token|id_token)"\s*:\s*")(?:[^"\\]|\\.)*/gu;

function withoutSecrets(sent: SentExchange, { clientSecret }: TokenClient): SentExchange {
  const mask = (text: string) => text.replace(TOKEN_MEMBERS, '$1***').replaceAll(clientSecret, '***');
  const { outcome } = sent;
  return {
    ...sent,
    outcome:
      outcome.kind === 'failure'
        ? { kind: 'failure', failure: { ...outcome.failure, detail: mask(outcome.failure.detail) } }
        : { kind: 'response', response: { ...outcome.response, text: mask(outcome.response.text) } },
    rawRequestHeaders: sent.rawRequestHeaders.map(([name, value]) => [name, name === 'Authorization' ? 'Basic ***' : value]),
    rawResponseHeaders: sent.rawResponseHeaders.map(([name, value]) => [name, mask(value)]),
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { type ClientCredentials, parseClientCredentials } from '#shared/entra/client-credentials.ts';
import { openEndpoint, type ScriptedEndpoint } from '../adapters/scripted-endpoint.ts';
import { type AccessTokens, keepToken, keptToken, requestAccessToken } from './access-token.ts';

const SECRET = 'se cret/+1&=';
const open: ScriptedEndpoint[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** Asks an endpoint that answers so, and tells what it was sent. */
async function ask(answer: (request: IncomingMessage, response: ServerResponse) => void, typed: Partial<ClientCredentials> = {}) {
  const received: { headers: IncomingMessage['headers']; body: string }[] = [];
  const endpoint = await openEndpoint((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      answer(request, response);
    });
  }, 'http');
  open.push(endpoint);
  const client = clientAt(`http://127.0.0.1:${endpoint.port}/token?tenant=abcdefgh`, typed);
  const options = { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };
  const exchange = await requestAccessToken(client, { options, environment: {}, serverAddress: null });
  return { exchange, received };
}

function clientAt(tokenEndpoint: string, typed: Partial<ClientCredentials> = {}) {
  const client = parseClientCredentials({
    tokenEndpoint,
    clientId: 'rehearsal:1',
    clientSecret: SECRET,
    location: 'header',
    oauthScope: 'scim.write',
    ...typed,
  });
  if (!client.ok) throw new Error(client.problems[0]?.message);
  return client.value;
}

const answerWith = (status: number, body: unknown) => (_request: IncomingMessage, response: ServerResponse) => {
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(status, { 'Content-Type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
};
const grant = { access_token: 'token-one', token_type: 'bearer', expires_in: 3600 };

test('in the header, id and secret are form-encoded before they are joined; the form says the rest', async () => {
  const { exchange, received } = await ask(answerWith(200, grant));
  expect(exchange.outcome).toEqual({ kind: 'token', token: 'token-one', lifetimeMs: 3_600_000 });
  const [sent] = received;
  expect(sent?.body).toBe('grant_type=client_credentials&scope=scim.write');
  expect(sent?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  const [scheme, value = ''] = sent?.headers.authorization?.split(' ') ?? [];
  expect([scheme, Buffer.from(value, 'base64').toString()]).toEqual(['Basic', 'rehearsal%3A1:se+cret%2F%2B1%26%3D']);
});

test('in the body, they are fields of the form', async () => {
  const { received } = await ask(answerWith(200, grant), { location: 'body', oauthScope: null });
  expect(received[0]?.headers.authorization).toBeUndefined();
  expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: 'rehearsal:1',
    client_secret: SECRET,
  });
});

test('what is recorded of the exchange holds neither secret nor token, also where the endpoint gives them back', async () => {
  const echo = { ...grant, refresh_token: 'token-two', note: `you sent ${SECRET}` };
  for (const location of ['header', 'body'] as const) {
    const { exchange } = await ask(answerWith(200, echo), { location });
    const { request, exchange: recorded } = exchange;
    const all = JSON.stringify([request, recorded]);
    for (const secret of [SECRET, JSON.stringify(SECRET).slice(1, -1), 'token-one', 'token-two', 'abcdefgh', 'cmVoZWFyc2Fs']) {
      expect(all).not.toContain(secret);
    }
    expect(request.target).toMatch(/\/token\?tenant=\*\*\*$/);
    expect(all).toContain('\\"access_token\\":\\"***\\"');
  }
});

test.each<[string, Parameters<typeof answerWith>, string, string]>([
  [
    'who is refused',
    [401, { error: 'invalid_client', error_description: `no ${SECRET}` }],
    'token-refused',
    '401 invalid_client ("no ***")',
  ],
  ['a grant that is not allowed', [400, { error: 'unauthorized_client' }], 'token-refused', '400 unauthorized_client.'],
  ['a page', [403, '<html>'], 'token-refused', '403, with an answer that is no OAuth error'],
  ['a failure of the endpoint', [503, ''], 'token-unavailable', 'answered 503 without an access token'],
  ['a redirect, which is not followed', [302, ''], 'token-unavailable', 'answered 302 without an access token'],
  ['no token', [200, { token_type: 'Bearer' }], 'token-unavailable', 'answered 200 without an access token'],
  ['a token of another kind', [200, { ...grant, token_type: 'mac' }], 'token-unavailable', 'no bearer token'],
])('%s is told in one sentence without the secret', async (_name, [status, body], kind, sentence) => {
  const { exchange } = await ask(answerWith(status, body));
  expect(exchange.outcome).toEqual({ kind: 'failure', failure: { kind, detail: expect.stringContaining(sentence) } });
  expect(JSON.stringify(exchange)).not.toContain(SECRET);
});

test('nobody there is a failure like any other', async () => {
  const { exchange } = await ask((request) => request.socket.destroy());
  expect(exchange.outcome).toMatchObject({ kind: 'failure', failure: { kind: 'token-unavailable' } });
});

test('a token is kept for the credentials it was made for, until a minute before it expires', () => {
  const tokens: AccessTokens = new Map();
  const client = clientAt('https://id.example.test/token');
  keepToken(tokens, 'app', client, { token: 'one', lifetimeMs: 600_000, now: 0 });
  expect(keptToken(tokens, 'app', client, 539_999)).toBe('one');
  expect(keptToken(tokens, 'app', client, 540_000)).toBeUndefined();
  expect(keptToken(tokens, 'other', client, 0)).toBeUndefined();
  expect(keptToken(tokens, 'app', { ...client, clientSecret: 'changed' }, 0)).toBeUndefined();
  keepToken(tokens, 'app', client, { token: 'short', lifetimeMs: 30_000, now: 0 });
  expect([14_999, 15_000].map((now) => keptToken(tokens, 'app', client, now))).toEqual(['short', undefined]);
  keepToken(tokens, 'app', client, { token: 'two', lifetimeMs: null, now: 0 });
  expect(keptToken(tokens, 'app', client, 0)).toBeUndefined();
});

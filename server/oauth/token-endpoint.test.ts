import { beforeEach, describe, expect, test } from 'vitest';
import { createScimServer } from '../create-server.ts';
import type { HttpResponse, ScimServer } from '../scim-server.ts';
import { testHost } from '../testing/test-directory.ts';

let server: ScimServer;
let clock: { now: number };
let [id, secret] = ['', ''];
beforeEach(() => {
  clock = { now: 1_767_600_000_000 };
  server = createScimServer({ path: ':memory:', host: { ...testHost(), clock: { now: () => clock.now } } });
  const organizationId = server.createOrganization('Larkfield').id;
  for (const name of ['crew', 'other']) server.createDirectory({ organizationId, name, id: name, tolerances: [] });
  const made = server.oauthClients.create('crew', 600);
  [id, secret] = [made.client.id, made.secret];
  return () => server.close();
});

interface Asked {
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly basic?: readonly [string, string] | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly directory?: string;
}

const grant = { grant_type: 'client_credentials' };

function ask({ form = grant, body, basic = null, headers = {}, method = 'POST', directory = 'crew' }: Asked = {}): HttpResponse {
  const [user, password] = basic ?? [];
  const authorization = `Basic ${Buffer.from(`${encode(user)}:${encode(password)}`).toString('base64')}`;
  return server.handle({
    method,
    target: `/oauth2/${directory}/token`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(basic === null ? {} : { authorization }),
      ...headers,
    },
    body: body ?? new URLSearchParams(form).toString(),
  });
}

function encode(text = ''): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

const inBody = () => ({ ...grant, client_id: id, client_secret: secret });
const tokenOf = ({ body }: HttpResponse): string => String(JSON.parse(body).access_token);
const list = (token: string, directory = 'crew'): number =>
  server.handle({ method: 'GET', target: `/scim/v2/${directory}/Users`, headers: { authorization: `Bearer ${token}` }, body: '' })
    .status;

test.each<[string, () => Asked]>([
  ['in a Basic header', () => ({ basic: [id, secret] })],
  ['in the body', () => ({ form: inBody() })],
])('credentials %s get a token that opens the directory, and no other', (_sentence, asked) => {
  const answer = ask(asked());
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
  expect(answer.headers['content-type']).toMatch(/^application\/json/u);
  expect(JSON.parse(answer.body)).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 600 });
  expect([list(tokenOf(answer)), list(tokenOf(answer), 'other'), list('no-token')]).toEqual([200, 401, 401]);
});

test('a token expires on the clock, and the next one does not bring it back', () => {
  const first = tokenOf(ask({ basic: [id, secret] }));
  clock.now += 599_999;
  expect(list(first)).toBe(200);
  clock.now += 1;
  expect(list(first)).toBe(401);
  const second = tokenOf(ask({ basic: [id, secret] }));
  expect([list(first), list(second)]).toEqual([401, 200]);
});

test('several tokens live at once; a client that is removed takes its own with it', () => {
  const tokens = [1, 2].map(() => tokenOf(ask({ basic: [id, secret] })));
  const other = server.oauthClients.create('crew', 60);
  const kept = tokenOf(ask({ basic: [other.client.id, other.secret] }));
  expect(server.oauthClients.remove('crew', id)).toBe(true);
  expect([...tokens, kept].map((token) => list(token))).toEqual([401, 401, 200]);
  expect(server.oauthClients.remove('crew', id)).toBe(false);
  expect(server.oauthClients.list('crew').map((client) => client.id)).toEqual([other.client.id]);
});

test('a scope that is asked for is answered', () => {
  expect(JSON.parse(ask({ form: { ...inBody(), scope: 'scim.read scim.write' } }).body)).toMatchObject({
    scope: 'scim.read scim.write',
  });
});

describe('a refusal has the status and the code of RFC 6749 §5.2', () => {
  test.each<[string, () => Asked, number, string]>([
    ['no grant type', () => ({ basic: [id, secret], form: {} }), 400, 'invalid_request'],
    ['another grant', () => ({ basic: [id, secret], form: { grant_type: 'password' } }), 400, 'unsupported_grant_type'],
    ['a parameter twice', () => ({ basic: [id, secret], body: 'grant_type=a&grant_type=b' }), 400, 'invalid_request'],
    ['a wrong secret', () => ({ basic: [id, 'wrong'] }), 401, 'invalid_client'],
    ['a wrong secret in the body', () => ({ form: { ...inBody(), client_secret: 'x' } }), 401, 'invalid_client'],
    ['an unknown client', () => ({ basic: ['nobody', secret] }), 401, 'invalid_client'],
    ["another directory's client", () => ({ basic: [id, secret], directory: 'other' }), 401, 'invalid_client'],
    ['no credentials', () => ({}), 401, 'invalid_client'],
    ['half of them', () => ({ form: { ...grant, client_id: id } }), 401, 'invalid_client'],
    ['a bearer token', () => ({ headers: { authorization: `Bearer ${secret}` } }), 401, 'invalid_client'],
    ['credentials in both places', () => ({ basic: [id, secret], form: inBody() }), 400, 'invalid_request'],
    ['two client ids', () => ({ basic: [id, secret], form: { ...grant, client_id: 'x' } }), 400, 'invalid_request'],
    ['a scope with a quote', () => ({ form: { ...inBody(), scope: 'a"b' } }), 400, 'invalid_scope'],
    ['JSON', () => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(inBody()) }), 400, 'invalid_request'],
    ['GET', () => ({ method: 'GET' }), 405, 'invalid_request'],
    ['a web page', () => ({ basic: [id, secret], headers: { origin: 'https://evil.test' } }), 403, 'invalid_request'],
    ['no such directory', () => ({ directory: 'nowhere', basic: [id, secret] }), 404, 'invalid_request'],
  ])('%s', (_sentence, asked, status, error) => {
    const answer = ask(asked());
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { error, error_description: expect.stringMatching(/./) }]);
    expect(answer.headers['cache-control']).toBe('no-store');
    if (asked().basic !== undefined && status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/u);
  });
});

test('neither secret nor token is in what the directory received, nor in its file', () => {
  const token = tokenOf(ask({ form: inBody() }));
  ask({ body: `${secret}&grant_type=x&client_assertion=${secret}` });
  const received = JSON.stringify(server.requests('crew', { offset: 0, limit: 10 }));
  expect(received).toContain('client_secret=***');
  expect(received).toContain('grant_type=client_credentials');
  expect(received).not.toContain(secret);
  expect(received).not.toContain(token);
  expect(JSON.stringify(server.oauthClients.list('crew'))).not.toContain(secret);
});

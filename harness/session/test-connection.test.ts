import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { openEndpoint, type ScriptedEndpoint } from '../adapters/scripted-endpoint.ts';
import { testConnection } from './test-connection.ts';

const TOKEN = 'token-of-larkfield';
const NO_EXCEPTIONS: ConnectionOptions = {
  allowsPlainHttp: false,
  certificateAuthority: null,
  certificateFingerprint: null,
  extraHeader: null,
};
const INVALID =
  'You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account.';

const open: ScriptedEndpoint[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
async function endpoint(answer: Answer, kind: 'http' | 'tls' = 'http') {
  const opened = await openEndpoint(answer, kind);
  open.push(opened);
  return opened;
}

const emptyList: Answer = (_request, response) => {
  response.setHeader('Content-Type', 'application/scim+json').end('{"totalResults":0,"Resources":[]}');
};
/** Lets in who has the token; others get 401. */
const guarded =
  (answer: Answer): Answer =>
  (request, response) =>
    request.headers.authorization === `Bearer ${TOKEN}` ? answer(request, response) : response.writeHead(401).end();

/** `at` is the bundled server's port; a given tenant URL is somewhere else unless it says so. */
function run(at: number, typed: { tenantUrl?: string; secretToken?: string | null; options?: Partial<ConnectionOptions> } = {}) {
  return testConnection({
    tenantUrl: typed.tenantUrl ?? `http://127.0.0.1:${at}/scim/v2/larkfield`,
    secretToken: typed.secretToken === undefined ? TOKEN : typed.secretToken,
    clientCredentials: null,
    options: { ...NO_EXCEPTIONS, ...typed.options },
    configuration: defaultJobConfiguration(),
    serverAddress: `http://127.0.0.1:${at}`,
    issuer: null,
    environment: {},
    guid: 'a fixed text',
  });
}

test('an endpoint that answers both searches with an empty list passes, in Entra’s words', async () => {
  const target = await endpoint(guarded(emptyList));
  const result = await run(target.port);
  expect(result).toMatchObject({
    passed: true,
    message: 'The supplied credentials are authorized to enable provisioning',
    errorCode: null,
    diagnosis: { stage: 'passed' },
    warnings: [],
  });
  expect(result.probes.map(({ verdict, status }) => [verdict, status])).toEqual([
    ['passed', 200],
    ['passed', 200],
  ]);
  const guid = '[0-9a-f-]{36}';
  expect(target.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    expect.stringMatching(new RegExp(`^GET /scim/v2/larkfield/Users\\?filter=userName\\+eq\\+%22${guid}%22$`)),
    expect.stringMatching(
      new RegExp(`^GET /scim/v2/larkfield/Groups\\?excludedAttributes=members&filter=displayName\\+eq\\+%22${guid}%22$`),
    ),
  ]);
});

test('a wrong token fails at the first search, and the second is not sent', async () => {
  const target = await endpoint(guarded(emptyList));
  const result = await run(target.port, { secretToken: `Bearer ${TOKEN}` });
  expect(result).toMatchObject({
    passed: false,
    message: INVALID,
    errorCode: 'SystemForCrossDomainIdentityManagementCredentialValidationFailure',
    details: expect.stringContaining('Response Status Code: Unauthorized'),
    diagnosis: { stage: 'credentials', field: 'secretToken', repair: { removesBearer: true } },
  });
  expect(result.probes.map(({ verdict }) => verdict)).toEqual(['failed', 'not-sent']);
  expect(target.requests.length).toBe(1);
});

test('a missing /Groups fails the test although users are found', async () => {
  const target = await endpoint((request, response) => {
    if (request.url?.includes('/Groups')) response.writeHead(404).end();
    else emptyList(request, response);
  });
  const result = await run(target.port);
  expect(result).toMatchObject({
    passed: false,
    errorCode: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
    diagnosis: { stage: 'status', sentence: 'Users are found, but there is no /Groups.' },
  });
  expect(result.probes.map(({ verdict, status }) => [verdict, status])).toEqual([
    ['passed', 200],
    ['failed', 404],
  ]);
});

test('a web page instead of SCIM fails, and is shown', async () => {
  const target = await endpoint((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end('<!DOCTYPE html><title>Sign in</title>');
  });
  expect(await run(target.port)).toMatchObject({
    passed: false,
    details: expect.stringContaining('We are not able to deserialize the resource received from your SCIM endpoint'),
    diagnosis: { stage: 'media-type' },
    probes: [{ responseText: expect.stringContaining('Sign in') }, {}],
  });
});

test('an endpoint that cannot be reached gets the portal’s sentence, misspelling included', async () => {
  const target = await openEndpoint(emptyList);
  await target.close();
  expect(await run(target.port)).toMatchObject({
    passed: false,
    errorCode: 'SystemForCrossDomainIdentityManagementCredentialValidationUnavailable',
    details: expect.stringContaining('An error occured while sending the request'),
    diagnosis: { stage: 'connection', field: 'tenantUrl' },
    probes: [{ verdict: 'failed', status: null }, { verdict: 'not-sent' }],
  });
});

test('https typed for the bundled server is repaired', async () => {
  const target = await endpoint(emptyList);
  const place = `127.0.0.1:${target.port}/scim/v2/larkfield`;
  expect((await run(target.port, { tenantUrl: `https://${place}` })).diagnosis).toMatchObject({
    stage: 'tls',
    field: 'tenantUrl',
    repair: { tenantUrl: `http://${place}` },
  });
});

test('a certificate of an unknown authority fails until it is pinned, which is said to be no way for Entra', async () => {
  const target = await endpoint(guarded(emptyList), 'tls');
  const tenantUrl = `https://127.0.0.1:${target.port}/scim`;
  const refused = await run(1, { tenantUrl });
  expect(refused).toMatchObject({ passed: false, diagnosis: { stage: 'tls', field: 'tenantUrl' } });
  const [certificateFingerprint = ''] = /([0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(refused.diagnosis.sentence) ?? [];
  const pinned = await run(1, { tenantUrl, options: { certificateFingerprint } });
  expect(pinned.passed).toBe(true);
  expect(pinned.warnings).toEqual([
    expect.stringMatching(/^Entra would refuse this: a certificate/),
    expect.stringMatching(/cannot reach 127\.0\.0\.1/),
  ]);
});

test.each<[string, Parameters<typeof run>[1] & object, object]>([
  [
    'no scheme',
    { tenantUrl: 'scim.example.test/scim' },
    { field: 'tenantUrl', repair: { tenantUrl: 'https://scim.example.test/scim' } },
  ],
  ['a token in the wrong field', { tenantUrl: 'a_token.in_the.wrong_field' }, { field: 'tenantUrl', repair: null }],
  [
    'plain http elsewhere',
    { tenantUrl: 'http://a.test/scim' },
    { field: 'tenantUrl', repair: { tenantUrl: 'https://a.test/scim' } },
  ],
  ['a token of two lines', { secretToken: 'token\nof two' }, { field: 'secretToken', repair: null }],
  ['a fingerprint that is none', { options: { certificateFingerprint: 'AA' } }, { field: null, repair: null }],
])('%s is told before anything is sent', async (_sentence, typed, diagnosis) => {
  const target = await endpoint(emptyList);
  const result = await run(target.port, typed);
  expect(result).toMatchObject({ passed: false, message: INVALID, diagnosis: { stage: 'input', ...diagnosis }, probes: [] });
  expect(target.connectionCount()).toBe(0);
});

test('what passes here but would not, or not safely, with Entra is a warning each', async () => {
  const target = await endpoint((_request, response) => {
    response.setHeader('Content-Type', 'text/plain').end('{"totalResults":1,"Resources":[{"id":"1"}]}');
  });
  const result = await run(1, {
    tenantUrl: `http://127.0.0.1:${target.port}/scim/Users`,
    secretToken: null,
    options: { allowsPlainHttp: true, extraHeader: { name: 'X-Gateway', value: 'gate-value' } },
  });
  expect(result.passed).toBe(true);
  expect(result.warnings.map((warning) => warning.slice(0, 40))).toEqual([
    'The tenant URL ends in "/Users". Entra a',
    'Entra would refuse this: plain http, on ',
    'Entra would refuse this: the header X-Ga',
    "Entra's cloud cannot reach 127.0.0.1: an",
    'The endpoint answered without a token. W',
    'The answer of /Users has the media type ',
    '/Users found something for a value that ',
    'The answer of /Groups has the media type',
    '/Groups found something for a value that',
  ]);
});

test('no secret is in the result, whatever the endpoint echoes', async () => {
  const target = await endpoint((request, response) => {
    response
      .writeHead(500)
      .end(JSON.stringify({ detail: `${request.url} ${request.headers.authorization} ${request.headers['x-gateway']}` }));
  });
  const result = await run(1, {
    tenantUrl: `http://127.0.0.1:${target.port}/scim?key=s3cret-key`,
    options: { allowsPlainHttp: true, extraHeader: { name: 'X-Gateway', value: 'gate-value' } },
  });
  expect(target.requests[0]?.url).toContain('&key=s3cret-key');
  expect(JSON.stringify(result)).not.toMatch(new RegExp(`${TOKEN}|s3cret-key|gate-value`));
});

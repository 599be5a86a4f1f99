import { describe, expect, test } from 'vitest';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import type { ScimOutcome, TransportFailure } from '#shared/scim/message.ts';
import { type Diagnosis, diagnoseProbe, type FailedProbe } from './connection-diagnosis.ts';

const TOKEN = 'token-of-larkfield';

function diagnose(
  outcome: ScimOutcome,
  known: Partial<Omit<FailedProbe, 'url' | 'outcome'>> & { address?: string } = {},
): Diagnosis {
  const url = parseTenantUrl(known.address ?? 'https://a.test/scim');
  if (!url.ok) throw new Error(url.problems[0]?.message);
  const options = { allowsPlainHttp: false, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };
  return diagnoseProbe({ token: TOKEN, options, isBundledServer: false, resource: 'Users', ...known, url: url.value, outcome });
}

const failed = (kind: TransportFailure['kind'], detail: string): ScimOutcome => ({ kind: 'failure', failure: { kind, detail } });
const answered = (status: number, text = '', type = 'application/scim+json'): ScimOutcome => ({
  kind: 'response',
  response: { status, headers: { 'content-type': type }, text },
});
const HTML = '<!DOCTYPE html><title>Sign in</title>';

test.each<[string, Diagnosis, Diagnosis['stage'], RegExp]>([
  ['a name nobody knows', diagnose(failed('unknown-host', 'No address.')), 'name', /spelling of "a\.test"/],
  ['nobody listens', diagnose(failed('refused', 'Nothing listens.')), 'connection', /host and port/],
  [
    'the bundled server moved',
    diagnose(failed('refused', 'Nothing listens.'), { isBundledServer: true }),
    'connection',
    /another port/,
  ],
  ['a proxy in between', diagnose(failed('refused', 'The proxy p:1 cannot be reached.')), 'connection', /NO_PROXY/],
  ['no answer in time', diagnose(failed('timeout', 'No answer.')), 'connection', /firewall/],
  ['hung up', diagnose(failed('reset', 'Closed.')), 'connection', /log/],
  ['packed strangely', diagnose(failed('unparsable', 'Packed.')), 'media-type', /log/],
  ['an untrusted certificate', diagnose(failed('tls', 'The certificate of a.test is not trusted.')), 'tls', /public authorities/],
  ['an expired certificate', diagnose(failed('tls', 'The certificate has expired (CERT_HAS_EXPIRED).')), 'tls', /Renew/],
  [
    'a certificate for another name',
    diagnose(failed('tls', 'The certificate was issued for another name (ERR_TLS_CERT_ALTNAME_INVALID).')),
    'tls',
    /host name/,
  ],
  ['another than the pinned one', diagnose(failed('tls', 'The certificate is not the pinned one.')), 'tls', /pin the new/],
  ['a redirect', diagnose(failed('redirect', 'It redirects to http://b.test.')), 'redirect', /login page/],
  ['401', diagnose(answered(401)), 'credentials', /expired/],
  ['401 without a token', diagnose(answered(401), { token: '' }), 'credentials', /Paste the bearer token/],
  ['401 to a URL in the token field', diagnose(answered(401), { token: 'https://a.test' }), 'credentials', /web address/],
  ['401 to a token in quotes', diagnose(answered(401), { token: `"${TOKEN}"` }), 'credentials', /quotes/],
  ['403', diagnose(answered(403, '{}')), 'credentials', /right to provision/],
  ['403 from a firewall', diagnose(answered(403, HTML, 'text/html')), 'status', /User-Agent/],
  ['404 for groups', diagnose(answered(404), { resource: 'Groups' }), 'status', /GET \/Groups answer 200/],
  ['404 for users', diagnose(answered(404)), 'status', /\/scim\/Users/],
  ['404 at the bundled server', diagnose(answered(404), { isBundledServer: true }), 'status', /no directory/],
  ['400', diagnose(answered(400, '{"detail":"Unknown filter"}')), 'status', /"eq"/],
  ['406', diagnose(answered(406)), 'status', /Accept/],
  ['429', diagnose(answered(429)), 'status', /Wait/],
  ['501', diagnose(answered(501)), 'status', /does not implement/],
  ['500', diagnose(answered(500)), 'status', /its log/],
  ['a redirect to nowhere', diagnose(answered(302)), 'status', /without saying where/],
  ['204', diagnose(answered(204)), 'status', /200 and an empty list/],
  ['nothing in it', diagnose(answered(200, ' ')), 'scim', /ListResponse/],
  ['a web page', diagnose(answered(200, HTML, 'text/html')), 'media-type', /login page/],
  ['a web page that says it is JSON', diagnose(answered(200, HTML)), 'media-type', /login page/],
  ['no JSON', diagnose(answered(200, 'OK', 'text/plain')), 'media-type', /application\/scim\+json/],
  ['JSON of its own', diagnose(answered(200, '{"users":[]}')), 'scim', /"totalResults"/],
  [
    'an error in a 200',
    diagnose(answered(200, '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"]}')),
    'scim',
    /own status/,
  ],
  ['everybody', diagnose(answered(200, '{"Resources":[{"id":"1"},{"id":"2"}]}')), 'scim', /apply the filter/],
])('%s: the stage and what to do', (_sentence, diagnosis, stage, remedy) => {
  expect(diagnosis).toMatchObject({ stage, sentence: expect.stringMatching(/\S\.$/), remedy: expect.stringMatching(remedy) });
  expect(JSON.stringify(diagnosis)).not.toContain(TOKEN);
});

test('what the endpoint said in its error is quoted', () => {
  expect(diagnose(answered(400, '{"detail":"Unknown filter"}')).sentence).toBe(
    'a.test answered 400 to the search in /Users ("Unknown filter").',
  );
});

describe('a mistake in a field is named there, with a button that repairs it', () => {
  test('a token pasted with "Bearer "', () => {
    expect(diagnose(answered(401), { token: `Bearer ${TOKEN}` })).toMatchObject({
      field: 'secretToken',
      repair: { label: 'Remove “Bearer ” and test again', removesBearer: true },
    });
  });

  test.each<[string, string, ScimOutcome, string]>([
    [
      'what Entra appends itself',
      'https://a.test/scim/Users?aadOptscim062020',
      answered(404),
      'https://a.test/scim?aadOptscim062020',
    ],
    ['/scim twice', 'https://a.test/scim/scim', answered(404), 'https://a.test/scim'],
    ['no path', 'https://a.test:8443', answered(200, HTML, 'text/html'), 'https://a.test:8443/scim'],
    ['http where TLS is spoken', 'http://a.test:8443/scim', failed('reset', 'Closed.'), 'https://a.test:8443/scim'],
    [
      'http where TLS is spoken',
      'http://a.test/scim',
      failed('unparsable', 'No HTTP (HPE_INVALID_CONSTANT).'),
      'https://a.test/scim',
    ],
    [
      'http where nginx wants TLS',
      'http://a.test/scim',
      answered(400, 'The plain HTTP request was sent to HTTPS port'),
      'https://a.test/scim',
    ],
  ])('%s in %s', (_sentence, address, outcome, tenantUrl) => {
    expect(diagnose(outcome, { address })).toMatchObject({
      field: 'tenantUrl',
      repair: { label: `Use ${tenantUrl} and test again`, tenantUrl },
    });
  });

  test('https where plain http is spoken, only where it may be used', () => {
    const outcome = failed('tls', 'No TLS connection came about (EPROTO).');
    const address = 'https://127.0.0.1:8080/scim/v2/larkfield';
    expect(diagnose(outcome, { address }).repair).toBeNull();
    expect(diagnose(outcome, { address, isBundledServer: true }).repair).toMatchObject({
      tenantUrl: 'http://127.0.0.1:8080/scim/v2/larkfield',
    });
  });

  test('but not where the address holds secrets, or the path is as good as any', () => {
    expect(diagnose(answered(404), { address: 'https://a.test/scim/Users?key=s3cret' }).repair).toBeNull();
    expect(diagnose(answered(404), { address: 'https://a.test/provisioning' }).repair).toBeNull();
  });
});

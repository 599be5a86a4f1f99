import { expect, test } from 'vitest';
import { isLoopbackHost, parseTenantUrl, type TenantUrl } from './tenant-url.ts';

test.each<[string, string, Partial<TenantUrl>]>([
  [
    'a slash at the end is no part of the path',
    'https://scim.example.test/scim/',
    { basePath: '/scim', masked: 'https://scim.example.test/scim' },
  ],
  [
    'the scheme gives the port',
    'https://scim.example.test/scim',
    { scheme: 'https', port: 443, origin: 'https://scim.example.test' },
  ],
  [
    'a port of its own stays in the origin',
    'http://127.0.0.1:8080/scim/v2/larkfield',
    { scheme: 'http', port: 8080, origin: 'http://127.0.0.1:8080' },
  ],
  [
    'a default port that is written out does not',
    'HTTPS://SCIM.Example.test:443/SCIM',
    { origin: 'https://scim.example.test', basePath: '/SCIM' },
  ],
  ['an IPv6 address keeps its brackets', 'http://[::1]:8080/scim', { host: '[::1]', port: 8080, origin: 'http://[::1]:8080' }],
  [
    'no flag means the legacy dialect',
    'https://a.test/scim',
    { dialect: 'legacy', flags: [], hasSecretQuery: false, secretQuery: '' },
  ],
  [
    'the flag is a flag, also behind a slash, and no part of what is sent',
    'https://a.test/scim/v2/?aadOptscim062020',
    {
      basePath: '/scim/v2',
      dialect: 'compliant',
      flags: ['aadOptscim062020'],
      secretQuery: '',
      masked: 'https://a.test/scim/v2?aadOptscim062020',
      warnings: [],
    },
  ],
  [
    'the name of 2020 means the same',
    'https://a.test/scim?AzureAdScimPatch062020',
    { dialect: 'compliant', flags: ['AzureAdScimPatch062020'] },
  ],
  [
    'the name for opting out keeps legacy',
    'https://a.test/scim?AzureAdScimPatch2017',
    { dialect: 'legacy', flags: ['AzureAdScimPatch2017'] },
  ],
  [
    'other query values are secret and keep their order',
    'https://a.test/scim?key=s3cret&aadOptscim062020&blob&sig=a%2Bb=',
    {
      hasSecretQuery: true,
      secretQuery: 'key=s3cret&blob&sig=a%2Bb=',
      dialect: 'compliant',
      masked: 'https://a.test/scim?aadOptscim062020&key=***&***&sig=***',
    },
  ],
])('%s', (_sentence, text, expected) => {
  expect(parseTenantUrl(text)).toMatchObject({ ok: true, value: expected });
});

test.each<[string, RegExp]>([
  ['https://a.test/scim/Users', /ends in "\/Users"/],
  ['https://a.test/scim/groups/', /ends in "\/groups"/],
  ['https://a.test/scim/scim', /twice/],
  ['https://a.test', /no path/],
  [' https://a.test/scim\n', /blanks around/],
  ['https://a.test/scim?AADOptSCIM062020=true', /spelled "aadOptscim062020"/],
  ['https://a.test/scim&aadOptscim062020', /no flag/],
  ['https://a.test/scim?key=1?aadOptscim062020', /no flag/],
])('%s is taken with one warning', (text, warning) => {
  const parsed = parseTenantUrl(text);
  expect(parsed.ok && parsed.value.warnings).toEqual([expect.stringMatching(warning)]);
});

test.each<[string, RegExp, RegExp]>([
  ['', /blank/, /endpoint/],
  ['  ', /blank/, /endpoint/],
  ['scim.example.test/scim', /does not begin/, /https:\/\//],
  ['localhost:8080/scim', /does not begin/, /https:\/\//],
  ['ftp://scim.example.test/scim', /not HTTP/, /https:\/\//],
  ['https://ada:hunter22@a.test/scim', /user name or password/, /secret token/],
  ['https://a.test/scim#section', /"#"/, /Remove/],
  ['https://a.test/my scim', /blank or a line break/, /%20/],
  ['https:///scim', /no host/, /https:\/\/scim\.example\.test/],
  ['https://a.test:99999/scim', /port/, /65535/],
  ['https://a.test/büro', /no URL may hold/, /Percent-encode/],
])('"%s" is refused with a remedy and without being quoted', (text, message, remedy) => {
  const parsed = parseTenantUrl(text);
  expect(parsed).toEqual({
    ok: false,
    problems: [{ place: 'Tenant URL', message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) }],
  });
  expect(JSON.stringify(parsed)).not.toContain('hunter22');
});

test('what is masked can be read again and means the same place', () => {
  const first = parseTenantUrl('https://a.test:8443/scim/?key=s3cret&aadOptscim062020');
  const again = parseTenantUrl(first.ok ? first.value.masked : '');
  expect(again).toMatchObject({
    ok: true,
    value: { origin: 'https://a.test:8443', basePath: '/scim', dialect: 'compliant', secretQuery: 'key=***' },
  });
  expect(first.ok && again.ok && again.value.masked === first.value.masked).toBe(true);
});

test.each([
  ['localhost', true],
  ['larkfield.localhost', true],
  ['127.8.0.1', true],
  ['[::1]', true],
  ['127.example.test', false],
  ['10.0.0.1', false],
])('%s is on this machine: %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEndpoint, type ScriptedEndpoint } from '#harness/adapters/scripted-endpoint.ts';
import { testConnection } from '#harness/session/test-connection.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';

// A vendor's endpoint by name, without a network: it is asked for by way of a proxy, which answers in its place.
let proxy: ScriptedEndpoint;
let reply: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
beforeEach(async () => {
  proxy = await openEndpoint((_request, response) => {
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
});
afterEach(() => proxy.close());

const emptyList = JSON.stringify({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: 0,
  Resources: [],
});

function testVendor(tenantUrl: string) {
  return testConnection({
    tenantUrl,
    secretToken: 'a-secret-token',
    options: { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null },
    configuration: defaultJobConfiguration(),
    serverAddress: null,
    environment: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` },
    guid: 'seed',
  });
}

test('a vendor that answers as it should passes, the token in its header and nowhere else', async () => {
  reply = { status: 200, headers: { 'Content-Type': 'application/scim+json' }, body: emptyList };
  const result = await testVendor('http://scim.vendor.test/scim/v2?aadOptscim062020');
  expect(result).toMatchObject({ passed: true, message: 'The supplied credentials are authorized to enable provisioning' });
  const asked = proxy.requests.map(({ url = '', headers }) => ({ url: new URL(url), headers }));
  expect(asked.map(({ url }) => url.origin + url.pathname)).toEqual([
    'http://scim.vendor.test/scim/v2/Users',
    'http://scim.vendor.test/scim/v2/Groups',
  ]);
  for (const { url, headers } of asked) {
    expect([headers.host, headers.authorization]).toEqual(['scim.vendor.test', 'Bearer a-secret-token']);
    expect(url.search).not.toMatch(/aadOptscim|secret/);
  }
});

test('a redirect to another host never carries the token there', async () => {
  reply = { status: 302, headers: { Location: 'http://login.elsewhere.test/sign-in' }, body: '' };
  const result = await testVendor('http://scim.vendor.test/scim/v2');
  expect(result).toMatchObject({ passed: false, diagnosis: { stage: 'redirect' } });
  expect(proxy.requests.length).toBeGreaterThan(0);
  expect(proxy.requests.filter(({ url }) => url?.includes('elsewhere'))).toEqual([]);
});

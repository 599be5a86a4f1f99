import type { ServerResponse } from 'node:http';
import { getResponse, type HttpHandler, HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEndpoint, type ScriptedEndpoint } from '#harness/adapters/scripted-endpoint.ts';
import { testConnection } from '#harness/session/test-connection.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';

// A vendor's endpoint by name, without a network: it is asked for by way of a proxy, at which MSW answers in its place.
const seen: Request[] = [];
let handlers: readonly HttpHandler[] = [];
let proxy: ScriptedEndpoint;
beforeEach(async () => {
  seen.length = 0;
  proxy = await openEndpoint((asked, response) => {
    const request = new Request(asked.url ?? '', { headers: asked.headers as Record<string, string> });
    seen.push(request);
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
});
afterEach(() => proxy.close());

async function answer(request: Request, response: ServerResponse): Promise<void> {
  const given = (await getResponse([...handlers], request)) ?? new Response('Unknown.', { status: 502 });
  response.writeHead(given.status, Object.fromEntries(given.headers)).end(await given.text());
}

const EMPTY_LIST = { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0, Resources: [] };

function testVendor(tenantUrl: string) {
  return testConnection({
    tenantUrl,
    secretToken: 'a-secret-token',
    clientCredentials: null,
    options: { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null },
    configuration: defaultJobConfiguration(),
    serverAddress: null,
    issuer: null,
    environment: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` },
    guid: 'seed',
  });
}

test('a vendor that answers as it should passes, the token in its header and nowhere else', async () => {
  handlers = [
    http.get('http://scim.vendor.test/scim/v2/:endpoint', () =>
      HttpResponse.json(EMPTY_LIST, { headers: { 'content-type': 'application/scim+json' } }),
    ),
  ];
  const result = await testVendor('http://scim.vendor.test/scim/v2?aadOptscim062020');
  expect(result).toMatchObject({ passed: true, message: 'The supplied credentials are authorized to enable provisioning' });
  expect(seen.map(({ url }) => new URL(url).pathname)).toEqual(['/scim/v2/Users', '/scim/v2/Groups']);
  for (const { headers, url } of seen) {
    expect([headers.get('host'), headers.get('authorization')]).toEqual(['scim.vendor.test', 'Bearer a-secret-token']);
    expect(url).not.toMatch(/aadOptscim|secret/);
  }
});

test('a redirect to another host never carries the token there', async () => {
  handlers = [
    http.get('http://scim.vendor.test/*', () => Response.redirect('http://login.elsewhere.test/sign-in', 302)),
    http.get('http://login.elsewhere.test/*', () => HttpResponse.json(EMPTY_LIST)),
  ];
  const result = await testVendor('http://scim.vendor.test/scim/v2');
  expect(result).toMatchObject({ passed: false, diagnosis: { stage: 'redirect' } });
  expect(new Set(seen.map(({ url }) => new URL(url).host))).toEqual(new Set(['scim.vendor.test']));
});

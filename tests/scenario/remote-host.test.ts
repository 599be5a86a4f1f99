import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { testConnection } from '#harness/session/test-connection.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';

// A vendor's endpoint by name, without a network: MSW stands where its socket would be.
const seen: { readonly url: string; readonly authorization: string | null }[] = [];
const vendor = setupServer();
beforeAll(() => vendor.listen({ onUnhandledFrame: 'error' }));
afterEach(() => {
  vendor.resetHandlers();
  seen.length = 0;
});
afterAll(() => vendor.close());

const EMPTY_LIST = { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0, Resources: [] };

function answer(pattern: string, reply: (request: Request) => Response): void {
  vendor.use(
    http.all(pattern, ({ request }) => {
      seen.push({ url: request.url, authorization: request.headers.get('authorization') });
      return reply(request) as HttpResponse<null>;
    }),
  );
}

function testVendor(tenantUrl: string) {
  return testConnection({
    tenantUrl,
    secretToken: 'a-secret-token',
    options: { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null },
    configuration: defaultJobConfiguration(),
    serverAddress: null,
    environment: {},
    guid: 'seed',
  });
}

test('a vendor that answers as it should passes, the token in its header and nowhere else', async () => {
  answer('http://scim.vendor.test/*', () =>
    HttpResponse.json(EMPTY_LIST, { headers: { 'content-type': 'application/scim+json' } }),
  );
  const result = await testVendor('http://scim.vendor.test/scim/v2?aadOptscim062020');
  expect(result).toMatchObject({ passed: true, message: 'The supplied credentials are authorized to enable provisioning' });
  expect(seen.map(({ url }) => new URL(url).pathname)).toEqual(['/scim/v2/Users', '/scim/v2/Groups']);
  expect(seen.every(({ authorization, url }) => authorization === 'Bearer a-secret-token' && !url.includes('aadOptscim'))).toBe(
    true,
  );
});

test('a redirect to another host never carries the token there', async () => {
  answer('http://scim.vendor.test/*', () => Response.redirect('http://login.elsewhere.test/sign-in', 302));
  answer('http://login.elsewhere.test/*', () => HttpResponse.json(EMPTY_LIST));
  const result = await testVendor('http://scim.vendor.test/scim/v2');
  expect(result).toMatchObject({ passed: false, diagnosis: { stage: 'redirect' } });
  expect(seen.filter(({ url }) => url.includes('elsewhere'))).toEqual([]);
});

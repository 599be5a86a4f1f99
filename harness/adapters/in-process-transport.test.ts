import { expect, test } from 'vitest';
import { createScimServer } from '#server/create-server.ts';
import { fixedClock } from '#shared/kernel/clock.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { createInProcessTransport } from './in-process-transport.ts';

const createAda: ScimRequest = {
  method: 'POST',
  target: '/Users',
  headers: { 'Content-Type': 'application/scim+json; charset=utf-8' },
  body: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@larkfield.test' },
};

function openDirectory(token?: string) {
  const random = seededRandom('seed');
  const server = createScimServer({ path: ':memory:', host: { clock: fixedClock(0), random, newToken: () => 'a-token' } });
  const organizationId = server.createOrganization('Larkfield').id;
  const created = server.createDirectory({ organizationId, name: 'Larkfield', id: 'larkfield', tolerances: [] });
  return createInProcessTransport(server, 'larkfield', token ?? created.token, { latencyMs: () => 25 });
}

test('a request reaches the directory with its token, and its answer names a host without a port', async () => {
  const { outcome, durationMs, rawRequestHeaders } = await openDirectory().send(createAda);
  expect(outcome).toMatchObject({ kind: 'response', response: { status: 201 } });
  const location = outcome.kind === 'response' ? outcome.response.headers['location'] : '';
  expect(location).toMatch(/^http:\/\/localhost\/scim\/v2\/larkfield\/Users\/[0-9a-f-]{36}$/);
  expect([durationMs, rawRequestHeaders]).toEqual([25, []]);
});

test('a request without a body is sent without one, its query as written', async () => {
  const target = '/Users?filter=userName+eq+%22ada%40larkfield.test%22';
  const { outcome } = await openDirectory().send({ method: 'GET', target, headers: {}, body: null });
  expect(outcome).toMatchObject({ kind: 'response', response: { status: 200 } });
});

test('a wrong token is refused as over the wire', async () => {
  const { outcome } = await openDirectory('another-token').send(createAda);
  expect(outcome).toMatchObject({ kind: 'response', response: { status: 401 } });
});

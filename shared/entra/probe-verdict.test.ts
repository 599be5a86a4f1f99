import { expect, test } from 'vitest';
import type { ScimOutcome } from '#shared/scim/message.ts';
import { probeErrorOf } from './probe-verdict.ts';
import { matchRequest } from './wire-requests.ts';
import { wireStyleOf } from './wire-style.ts';

const style = wireStyleOf({ dialect: 'legacy', configuration: { habitSettings: {} } });
const request = matchRequest('User', { attribute: 'userName', value: '7d420df3-9995-4831-a406-ecf8166f5f6a' }, style);
const EMPTY = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}';

test.each([
  ['an empty list passes', 200, EMPTY, null],
  ['an empty list without Resources passes', 200, '{"totalResults":0}', null],
  ['a wrong token', 401, '', 'CredentialValidationFailure'],
  ['a filter answered as a missing page', 404, '', 'ServiceIncompatible'],
  ['an endpoint that does not know groups', 501, '', 'InvalidCredentials'],
  ['a sign-in page', 200, '<!doctype html>', 'ServiceIncompatible'],
  ['JSON that is no list', 200, '{"users":[]}', 'ServiceIncompatible'],
  ['a filter that is ignored', 200, '{"totalResults":2,"Resources":[{"id":"1"},{"id":"2"}]}', 'MultipleEntriesInResponse'],
])('%s', (_sentence, status, text, suffix) => {
  const outcome: ScimOutcome = { kind: 'response', response: { status, headers: {}, text } };
  const code = suffix === null ? null : `SystemForCrossDomainIdentityManagement${suffix}`;
  expect(probeErrorOf(request, outcome)?.code ?? null).toBe(code);
});

test('an endpoint that cannot be reached is unavailable, and the reason says what happened', () => {
  const outcome: ScimOutcome = {
    kind: 'failure',
    failure: { kind: 'unknown-host', detail: 'scim.larkfield.test has no address.' },
  };
  expect(probeErrorOf(request, outcome)).toMatchObject({
    code: 'SystemForCrossDomainIdentityManagementCredentialValidationUnavailable',
    reason: 'An error occured while sending the request. scim.larkfield.test has no address.',
  });
});

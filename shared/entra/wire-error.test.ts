import { expect, test } from 'vitest';
import type { TransportFailure } from '#shared/scim/message.ts';
import { provisioningErrorNamed } from './provisioning-error.ts';
import { codeOfStatus, type RequestKind, refusals, statusName, statusNamed } from './provisioning-error-status.ts';
import { wireErrorOf } from './wire-error.ts';

const kinds: readonly RequestKind[] = ['look-up', 'create', 'read', 'write', 'delete'];
const INCOMPATIBLE = 'SystemForCrossDomainIdentityManagementServiceIncompatible';

const codes = (status: number) => kinds.map((kind) => codeOfStatus(status, kind));
const everywhere = (code: string | null) => kinds.map(() => code);

test.each([
  [200, everywhere(null)],
  [204, everywhere(null)],
  [302, everywhere(INCOMPATIBLE)],
  [400, everywhere(INCOMPATIBLE)],
  [401, everywhere('Unauthorized')],
  [403, everywhere('InsufficientRights')],
  [404, [INCOMPATIBLE, INCOMPATIBLE, 'InvalidAnchor', 'InvalidAnchor', null]],
  [405, everywhere('MethodNotAllowed')],
  [408, everywhere('Timeout')],
  [409, everywhere(`${INCOMPATIBLE}Filtering`)],
  [410, [INCOMPATIBLE, INCOMPATIBLE, 'InvalidAnchor', 'InvalidAnchor', null]],
  [415, everywhere(INCOMPATIBLE)],
  [422, everywhere('UnprocessableEntity')],
  [429, everywhere('TooManyRequests')],
  [500, everywhere('InternalServerError')],
  [501, everywhere('NotImplemented')],
  [503, everywhere('InternalServerError')],
  [599, everywhere('InternalServerError')],
  [600, everywhere(INCOMPATIBLE)],
])('%i is, in answer to a look-up, a creation, a read, a write and a deletion, %j', (status, expected) => {
  expect(codes(status)).toEqual(expected);
});

test('every status from 100 on has a code in the catalogue for every request, but success', () => {
  const statuses = Array.from({ length: 600 }, (_, index) => index + 100);
  const unknown = statuses.filter((status) =>
    codes(status).some((code) => code !== null && provisioningErrorNamed(code, 'object') === undefined),
  );
  expect(unknown).toEqual([]);
});

test('the names of statuses are read back, whatever their case, and nothing else is', () => {
  expect(refusals.filter((status) => statusNamed(statusName(status).toUpperCase()) !== status)).toEqual([]);
  expect([statusNamed('418'), statusNamed('Teapot'), statusNamed('99')]).toEqual([418, undefined, undefined]);
});

test.each([
  ['timeout', 'Timeout'],
  ['reset', 'WebExceptionProtocolError'],
  ['refused', 'WebExceptionProtocolError'],
  ['unknown-host', 'WebExceptionProtocolError'],
  ['tls', 'WebExceptionProtocolError'],
  ['redirect', 'WebExceptionProtocolError'],
  ['unparsable', 'WebExceptionProtocolError'],
] as const)('no answer because of %s is %s', (kind: TransportFailure['kind'], code) => {
  expect(wireErrorOf({ kind: 'failure', failure: { kind, detail: 'It broke.' } }, 'write')).toEqual({
    code,
    reason: 'Message: It broke.',
    recommendedAction: null,
  });
});

test('a refusal is told in the layout of the provisioning log, with what the endpoint said', () => {
  const response = { status: 400, headers: {}, text: '{"detail":"no"}' };
  expect(wireErrorOf({ kind: 'response', response }, 'create')).toEqual({
    code: INCOMPATIBLE,
    reason:
      'StatusCode: BadRequest\r\nMessage: Processing of the HTTP request resulted in an exception. Please see the HTTP response returned by the \'Response\' property of this exception for details.\r\nWeb Response: \r\n{"detail":"no"}',
    recommendedAction: expect.stringContaining('developer'),
  });
});

import { expect, test } from 'vitest';
import { provisioningErrors } from '#shared/entra/provisioning-error.ts';
import { PASTED_LENGTH_MAX, recognizePastedError } from './pasted-error.ts';

const PREFIX = 'SystemForCrossDomainIdentityManagement';
const REFUSED = `StatusCode: BadRequest\r\nMessage: Processing of the HTTP request resulted in an exception. Please see the HTTP response returned by the 'Response' property of this exception for details.\r\nWeb Response: \r\n{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"title is too long","status":"400"}. This operation was retried 0 times. It will be retried again after this date: 2026-01-27T21:49:50.5340673Z UTC`;
const UNAUTHORIZED = `While attempting to validate our authorization to access your application, we received this unexpected response:\r\nReceived response from Web resource.\r\nResource: https://scim.tidewater.test/scim/Users?filter=userName+eq+"7d42"\r\nOperation: GET\r\nResponse Status Code: Unauthorized\r\nResponse Headers: Date: now\r\nResponse Content: {"errors":[{"code":"401","message":"Unauthorized"}]}`;

/** `level code`, most telling first, with the story that shows it. */
function read(text: string): readonly string[] {
  return recognizePastedError(text).findings.map(
    ({ definition, storyId }) => `${definition.level} ${definition.code}${storyId === null ? '' : ` (${storyId})`}`,
  );
}

test.each([
  ['a code alone', `${PREFIX}ServiceIncompatibleFiltering`, `object ${PREFIX}ServiceIncompatibleFiltering (name-taken)`],
  ['a code in lower case', 'duplicatetargetentries', 'object DuplicateTargetEntries (duplicate-match)'],
  [
    'a code without its prefix',
    'CredentialValidationUnavailable',
    `job ${PREFIX}CredentialValidationUnavailable (quarantine-unreachable)`,
  ],
  ['a code of a gallery connector', 'ContosoEntryConflict', 'object EntryConflict (name-taken)'],
  ['a code as Graph writes it', '{"errorCode":"TooManyRequests","reason":"…"}', 'object TooManyRequests (throttled)'],
  ['a skip reason', 'SkipReason: NotEffectivelyEntitled', 'skip NotEffectivelyEntitled (filter-joins)'],
  [
    'a reason of a quarantine',
    'EncounteredQuarantineException',
    'quarantine EncounteredQuarantineException (quarantine-refused)',
  ],
  ['the layout of a refused request', REFUSED, `object ${PREFIX}ServiceIncompatible (refused-value)`],
  [
    'a conflict by its status',
    'StatusCode: Conflict Message: Processing of …',
    `object ${PREFIX}ServiceIncompatibleFiltering (name-taken)`,
  ],
  ['a status by its number', 'The server answered HTTP 429', 'object TooManyRequests (throttled)'],
  ['a refused probe', UNAUTHORIZED, `job ${PREFIX}CredentialValidationFailure (quarantine-refused)`],
  [
    'a probe that found nothing',
    'An HTTP/404 Not Found response was returned rather than the expected HTTP/200 OK response. To address this issue, ensure that the tenant URL is correct.',
    `job ${PREFIX}ServiceIncompatible (quarantine-not-compliant)`,
  ],
  [
    'a sign-in page',
    "Failed to match an entry in the source and target systems User 'x'; Error: We are not able to deserialize the resource received from your SCIM endpoint because your SCIM endpoint is not fully compatible with the Azure Active Directory SCIM client. Here is the resource we received from your SCIM endpoint: <!DOCTYPE html><html>",
    `object ${PREFIX}ServiceIncompatible (sign-in-page)`,
  ],
  [
    'the toast of a failed test',
    'You appear to have entered invalid credentials. Please confirm …',
    `job ${PREFIX}InvalidCredentials (probe-answered-otherwise)`,
  ],
  [
    'an endpoint out of reach',
    'An error occured while sending the request',
    `job ${PREFIX}CredentialValidationUnavailable (quarantine-unreachable)`,
  ],
  [
    'a token request without a place',
    'Supported CredentialLocationInRequest is required',
    `job ${PREFIX}CredentialValidationUnavailable (quarantine-unreachable)`,
  ],
  [
    'a member who is not there',
    'We were unable to assign 4e2b as the members of Crew.',
    'object UnableToResolveReferenceAttributeValue (member-unresolved)',
  ],
  [
    'a redundant export',
    'The state of the entry in both the source and target systems already match. No change …',
    'skip RedundantExport (answer-too-late)',
  ],
])('%s is recognised', (_sentence, text, expected) => {
  expect(read(text)[0]).toBe(expected);
});

test.each([
  ['prose', 'We had a conflict of interests and a timeout in the game.'],
  ['nothing', ''],
  ['a success', 'StatusCode: OK'],
])('%s is not taken for an error', (_sentence, text) => {
  expect(read(text)).toEqual([]);
});

test('every code of the catalogue is recognised, and has a story or says that no rehearsal gives it', () => {
  const missed = provisioningErrors.filter(({ code }) => !read(`errorCode: ${code}`).some((line) => line.includes(` ${code}`)));
  expect(missed).toEqual([]);
});

test('a text that names two of them answers both, the error code first', () => {
  expect(read(`RedundantExport was expected. Error code: InvalidAnchor`)).toEqual([
    'object InvalidAnchor (gone-at-target)',
    'skip RedundantExport (answer-too-late)',
  ]);
});

test('particulars are read: what the endpoint said, the retries, and the address without its query', () => {
  expect(recognizePastedError(REFUSED).facts).toMatchObject({
    status: 400,
    statusText: 'BadRequest',
    answer: 'title is too long',
    retriedCount: 0,
    nextAttemptAt: '2026-01-27T21:49:50.5340673Z',
  });
  expect(recognizePastedError(UNAUTHORIZED).facts).toMatchObject({
    status: 401,
    operation: 'GET',
    resource: 'https://scim.tidewater.test/scim/Users',
  });
  expect(
    recognizePastedError('will be skipped because the value of the property name.familyName is missing or invalid').facts,
  ).toMatchObject({ attribute: 'name.familyName' });
});

test('a huge text is looked at up to a bound', () => {
  const padding = 'A'.repeat(PASTED_LENGTH_MAX);
  expect(read(`InvalidAnchor ${padding}`)).toEqual(['object InvalidAnchor (gone-at-target)']);
  expect(read(`${padding} InvalidAnchor`)).toEqual([]);
});

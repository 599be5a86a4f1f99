import type { ScimOutcome, ScimRequest, ScimResponse } from '#shared/scim/message.ts';
import { provisioningErrorNamed } from './provisioning-error.ts';
import { SCIM_PREFIX as PREFIX, statusName } from './provisioning-error-status.ts';
import { readMatches } from './wire-answer.ts';
import { excerptOf, unreadableError, type WireError } from './wire-error.ts';

/** What Entra makes of a probe's answer, in the words captured from the portal and from job status; null: passed. */
export function probeErrorOf(request: ScimRequest, outcome: ScimOutcome): WireError | null {
  if (outcome.kind === 'failure') {
    // A token endpoint's refusal and its silence go by different codes (captured: root cause analyses of provisioning support).
    if (outcome.failure.kind === 'token-refused') return error(`${PREFIX}CredentialValidationFailure`, outcome.failure.detail);
    // "occured" is the portal's own spelling (captured: bitwarden/server issue 7309).
    return error(
      `${PREFIX}CredentialValidationUnavailable`,
      `An error occured while sending the request. ${outcome.failure.detail}`,
    );
  }
  const { response } = outcome;
  switch (response.status) {
    case 200:
      return matchError(outcome, response);
    case 401:
    case 403:
      return error(`${PREFIX}CredentialValidationFailure`, `${UNEXPECTED} ${describe(request, response)}`);
    case 404:
      return error(
        `${PREFIX}ServiceIncompatible`,
        'An HTTP/404 Not Found response was returned rather than the expected HTTP/200 OK response. To address this issue, ensure ' +
          'that the tenant URL is correct. The tenant URL is usually in a format like: https://<>/scim. See RFC 7644 §3.4.2.',
      );
    default:
      return error(
        `${PREFIX}InvalidCredentials`,
        'You appear to have entered invalid credentials. Please confirm you are using the correct information for an ' +
          `administrative account. ${describe(request, response)}`,
      );
  }
}

const UNEXPECTED =
  'While attempting to validate our authorization to access your application, we received this unexpected response:';

function matchError(outcome: ScimOutcome, response: ScimResponse): WireError | null {
  const matches = readMatches(outcome);
  if (!matches.ok) return error(`${PREFIX}ServiceIncompatible`, `${UNEXPECTED} ${unreadableError(response).reason}`);
  // One hit for a GUID that nobody has: no text for it is public; several are an error of their own.
  if (matches.value.length < 2) return null;
  return error(
    `${PREFIX}MultipleEntriesInResponse`,
    `A query for an object that cannot exist was answered with ${matches.value.length} resources: the endpoint ignores the filter.`,
  );
}

function describe({ target, method }: ScimRequest, { status, text }: ScimResponse): string {
  return (
    `Received response from Web resource.\r\nResource: ${target}\r\nOperation: ${method}\r\n` +
    `Response Status Code: ${statusName(status)}\r\nResponse Content: ${excerptOf(text)}`
  );
}

function error(code: string, reason: string): WireError {
  return { code, reason, recommendedAction: provisioningErrorNamed(code, 'job')?.advice ?? null };
}

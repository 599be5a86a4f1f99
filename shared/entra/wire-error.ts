import type { Instant } from '#shared/kernel/clock.ts';
import { SECOND_MS } from '#shared/kernel/duration.ts';
import type { ScimOutcome, ScimResponse } from '#shared/scim/message.ts';
import { type HabitSettings, habitSetting } from './habits.ts';
import { provisioningErrorNamed } from './provisioning-error.ts';
import { CLASH, codeOfStatus, INCOMPATIBLE, type RequestKind, statusName } from './provisioning-error-status.ts';

/** What a failed exchange is called in the provisioning log. */
export interface WireError {
  readonly code: string;
  readonly reason: string;
  /** Advice in our words, after Microsoft's table (howto-analyze-provisioning-logs); null where the service retries by itself. */
  readonly recommendedAction: string | null;
  /** When the endpoint asks to be left alone until; absent where it does not say. Not part of the log. */
  readonly retryAfter?: RetryAfter;
}

/** Both forms of the header (RFC 9110 section 10.2.3). */
export type RetryAfter = { readonly kind: 'delay'; readonly ms: number } | { readonly kind: 'date'; readonly at: Instant };

/** Null for an answer that is no failure: of the 200 range, or that what is to be deleted is gone. */
export function wireErrorOf(outcome: ScimOutcome, kind: RequestKind): WireError | null {
  if (outcome.kind === 'failure') {
    return errorWithAdvice(transportCodes[outcome.failure.kind], `Message: ${outcome.failure.detail}`);
  }
  const { response } = outcome;
  const code = codeOfStatus(response.status, kind);
  if (code === null) return null;
  const retryAfter = retryAfterOf(response);
  return { ...errorWithAdvice(code, httpReason(response)), ...(retryAfter === null ? {} : { retryAfter }) };
}

/** The service reads more strictly than it writes: a body it cannot read fails the object. */
export function unreadableError(response: ScimResponse): WireError {
  return errorWithAdvice(
    INCOMPATIBLE,
    'We are not able to deserialize the resource received from your SCIM endpoint because your SCIM endpoint is not fully ' +
      `compatible with the Azure Active Directory SCIM client. Here is the resource we received from your SCIM endpoint: ${excerptOf(response.text)}`,
  );
}

export function errorWithAdvice(code: string, reason: string): WireError {
  return { code, reason, recommendedAction: provisioningErrorNamed(code, 'object')?.advice ?? null };
}

/** An error as a job's log has it: a 409 goes by two names (habit `conflict-code`). */
export function asLogged({ code, reason, recommendedAction }: WireError, configuration: HabitSettings): WireError {
  const isRenamed = code === CLASH && habitSetting(configuration, 'conflict-code') === 'documented';
  return { code: isRenamed ? 'Conflict' : code, reason, recommendedAction };
}

const TEXT_LENGTH_MAX = 4000;

const transportCodes = {
  timeout: 'Timeout',
  reset: 'WebExceptionProtocolError',
  refused: 'WebExceptionProtocolError',
  'unknown-host': 'WebExceptionProtocolError',
  tls: 'WebExceptionProtocolError',
  redirect: 'WebExceptionProtocolError',
  unparsable: 'WebExceptionProtocolError',
  'token-refused': 'SystemForCrossDomainIdentityManagementCredentialValidationFailure',
  'token-unavailable': 'SystemForCrossDomainIdentityManagementCredentialValidationUnavailable',
} as const;

/** The layout captured from provisioning logs; the sentence about retries is added where the escrow is known. */
function httpReason(response: ScimResponse): string {
  return (
    `StatusCode: ${statusName(response.status)}\r\nMessage: Processing of the HTTP request resulted in an exception. Please see ` +
    `the HTTP response returned by the 'Response' property of this exception for details.\r\nWeb Response: \r\n${excerptOf(response.text)}`
  );
}

function retryAfterOf({ status, headers }: ScimResponse): RetryAfter | null {
  if (status !== 429 && status !== 503) return null;
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return { kind: 'delay', ms: Number(text) * SECOND_MS };
  // Only the form of HTTP: other texts would be read in the time zone of this machine.
  const at = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : { kind: 'date', at };
}

export function excerptOf(text: string): string {
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX)}… (${text.length} characters)`;
}

import type { ScimOutcome, ScimResponse } from '#shared/scim/message.ts';

/** What a failed exchange is called in the provisioning log. */
export interface WireError {
  readonly code: string;
  readonly reason: string;
  /** Advice in our words, after Microsoft's table (howto-analyze-provisioning-logs); null where the service retries by itself. */
  readonly recommendedAction: string | null;
}

/** Null for an answer of the 200 range. `isLinked`: the request named a resource by the id that was remembered for it. */
export function wireErrorOf(outcome: ScimOutcome, request: { readonly isLinked: boolean }): WireError | null {
  if (outcome.kind === 'failure') {
    const code = transportCodes[outcome.failure.kind];
    return { code, reason: `Message: ${outcome.failure.detail}`, recommendedAction: adviceFor(code) };
  }
  const { response } = outcome;
  if (response.status >= 200 && response.status < 300) return null;
  const code = request.isLinked && response.status === 404 ? 'InvalidAnchor' : codeOfStatus(response.status);
  return { code, reason: httpReason(response), recommendedAction: adviceFor(code) };
}

/** The service reads more strictly than it writes: a body it cannot read fails the object. */
export function unreadableError(response: ScimResponse): WireError {
  return {
    code: INCOMPATIBLE,
    reason:
      'We are not able to deserialize the resource received from your SCIM endpoint because your SCIM endpoint is not fully ' +
      `compatible with the Azure Active Directory SCIM client. Here is the resource we received from your SCIM endpoint: ${excerptOf(response.text)}`,
    recommendedAction: adviceFor(INCOMPATIBLE),
  };
}

export function errorWithAdvice(code: string, reason: string): WireError {
  return { code, reason, recommendedAction: adviceFor(code) };
}

const PREFIX = 'SystemForCrossDomainIdentityManagement';
const INCOMPATIBLE = `${PREFIX}ServiceIncompatible`;
const TEXT_LENGTH_MAX = 4000;

const transportCodes = {
  timeout: 'Timeout',
  reset: 'WebExceptionProtocolError',
  refused: 'WebExceptionProtocolError',
  'unknown-host': 'WebExceptionProtocolError',
  tls: 'WebExceptionProtocolError',
  redirect: 'WebExceptionProtocolError',
  unparsable: INCOMPATIBLE,
} as const;

function codeOfStatus(status: number): string {
  switch (status) {
    case 401:
      return 'Unauthorized';
    case 403:
      return 'InsufficientRights';
    case 405:
      return 'MethodNotAllowed';
    // Despite its name (captured for SCIM: learn 1185756); Microsoft's table calls a clash Conflict or EntryConflict.
    case 409:
      return `${PREFIX}ServiceIncompatibleFiltering`;
    case 422:
      return 'UnprocessableEntity';
    case 429:
      return 'TooManyRequests';
    case 501:
      return 'NotImplemented';
    default:
      return status >= 500 ? 'InternalServerError' : INCOMPATIBLE;
  }
}

/** The layout captured from provisioning logs; the sentence about retries is added where the escrow is known. */
function httpReason(response: ScimResponse): string {
  return (
    `StatusCode: ${statusName(response.status)}\r\nMessage: Processing of the HTTP request resulted in an exception. Please see ` +
    `the HTTP response returned by the 'Response' property of this exception for details.\r\nWeb Response: \r\n${excerptOf(response.text)}`
  );
}

/** Names of .NET's HttpStatusCode, which the service prints. */
export function statusName(status: number): string {
  return statusNames[status] ?? String(status);
}

const statusNames: Readonly<Record<number, string>> = {
  301: 'MovedPermanently',
  302: 'Found',
  307: 'TemporaryRedirect',
  308: 'PermanentRedirect',
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  408: 'RequestTimeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'UnprocessableEntity',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  501: 'NotImplemented',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

export function excerptOf(text: string): string {
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX)}… (${text.length} characters)`;
}

function adviceFor(code: string): string | null {
  return advice[code] ?? null;
}

const advice: Readonly<Record<string, string>> = {
  [`${PREFIX}ServiceIncompatibleFiltering`]:
    'A value clashes with another object of the target. Correct the value in the source or the target, or review the matching attribute.',
  [INCOMPATIBLE]:
    'The endpoint refused the request or answered what cannot be read as SCIM. Mend it together with its developer.',
  InvalidAnchor:
    'The resource that was created or matched earlier is gone from the target. Make sure that it exists, or start over so that the object is matched again.',
  Unauthorized: 'The endpoint does not accept the secret token for this request. Check the token and what it may do.',
  InsufficientRights: 'The token is accepted but may not do this. Give it the permission at the target.',
  MethodNotAllowed: 'The endpoint does not allow this method here. Check what it supports.',
  UnprocessableEntity: 'The target understood the request but not its values. Check the configuration of the target.',
  NotImplemented: 'The target does not implement this request. Check what it supports.',
  DuplicateTargetEntries:
    'More than one resource of the target has the matching value. Remove the duplicate, or match by another attribute.',
  UnableToResolveReferenceAttributeValue:
    'The referenced object is in scope but not in the target yet. Mend what keeps it from being provisioned; the reference is retried.',
  [`${PREFIX}MultipleEntriesInResponse`]: 'The endpoint answered several resources where one was asked for. Mend the endpoint.',
};

/** What a request was for, as far as the meaning of its status goes. */
export type RequestKind = 'look-up' | 'create' | 'read' | 'write' | 'delete';

/** What every code of a SCIM job begins with; codes of Microsoft's table that are about any target stand alone. */
export const SCIM_PREFIX = 'SystemForCrossDomainIdentityManagement';
export const INCOMPATIBLE = `${SCIM_PREFIX}ServiceIncompatible`;
export const CLASH = `${SCIM_PREFIX}ServiceIncompatibleFiltering`;
export const SEVERAL_ENTRIES = `${SCIM_PREFIX}MultipleEntriesInResponse`;

/**
 * The code of a status that is no success; null where it is none after all. Evidence: `provisioning-error*.ts` by code; that what no
 * document names is ServiceIncompatible is inferred from 400 (captured: sentry issue 79354, learn 5746233).
 */
export function codeOfStatus(status: number, kind: RequestKind): string | null {
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return codeOfAbsence(kind);
  return codes[status] ?? (status >= 500 && status < 600 ? 'InternalServerError' : INCOMPATIBLE);
}

/** 410 says the same as 404, for good (RFC 9110 section 15.5.11); that the service reads it so is inferred. */
function codeOfAbsence(kind: RequestKind): string | null {
  switch (kind) {
    // A look-up without a hit is 200 with an empty list, and a creation names nothing that could be absent.
    case 'look-up':
    case 'create':
      return INCOMPATIBLE;
    case 'read':
    case 'write':
      return 'InvalidAnchor';
    // What is gone is as good as deleted (the validator regards it as correct).
    case 'delete':
      return null;
  }
}

const codes: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'InsufficientRights',
  405: 'MethodNotAllowed',
  // The endpoint itself gave up waiting: Microsoft's Timeout is a target that takes too long. That 408 is one is inferred.
  408: 'Timeout',
  // Despite its name (captured for SCIM: learn 1185756); Microsoft's table calls a clash Conflict or EntryConflict.
  409: CLASH,
  422: 'UnprocessableEntity',
  429: 'TooManyRequests',
  501: 'NotImplemented',
};

/** The name of .NET's HttpStatusCode, which the service prints; the number where there is none. */
export function statusName(status: number): string {
  return statusNames[status] ?? String(status);
}

/** The status behind such a name, or behind its number; undefined for anything else. */
export function statusNamed(name: string): number | undefined {
  if (/^[1-5]\d\d$/.test(name)) return Number(name);
  return numberOfName.get(name.toLowerCase());
}

const statusNames: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'NoContent',
  300: 'Ambiguous',
  301: 'MovedPermanently',
  302: 'Found',
  303: 'SeeOther',
  304: 'NotModified',
  307: 'TemporaryRedirect',
  308: 'PermanentRedirect',
  400: 'BadRequest',
  401: 'Unauthorized',
  402: 'PaymentRequired',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  407: 'ProxyAuthenticationRequired',
  408: 'RequestTimeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'LengthRequired',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  414: 'RequestUriTooLong',
  415: 'UnsupportedMediaType',
  416: 'RequestedRangeNotSatisfiable',
  417: 'ExpectationFailed',
  421: 'MisdirectedRequest',
  422: 'UnprocessableEntity',
  423: 'Locked',
  424: 'FailedDependency',
  426: 'UpgradeRequired',
  428: 'PreconditionRequired',
  429: 'TooManyRequests',
  431: 'RequestHeaderFieldsTooLarge',
  451: 'UnavailableForLegalReasons',
  500: 'InternalServerError',
  501: 'NotImplemented',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
  505: 'HttpVersionNotSupported',
  507: 'InsufficientStorage',
  508: 'LoopDetected',
  511: 'NetworkAuthenticationRequired',
};

const numberOfName = new Map(Object.entries(statusNames).map(([status, name]) => [name.toLowerCase(), Number(status)]));

/** Every status that has a name and is no success, lowest first: what the guide lists. */
export const refusals: readonly number[] = Object.keys(statusNames)
  .map(Number)
  .filter((status) => status >= 300);

import type { TransportFailure } from '#shared/scim/message.ts';

/** Carries a failure out of callbacks that know only errors; caught by the transport, never seen outside it. */
export class TransportFault extends Error {
  readonly failure: TransportFailure;

  constructor(kind: TransportFailure['kind'], detail: string) {
    super(detail);
    this.failure = { kind, detail };
  }
}

/** Node's errors in words. `place` is host and port: an error's own message may quote more than may be shown. */
export function failureOf(error: unknown, place: string): TransportFailure {
  if (error instanceof TransportFault) return error.failure;
  const code = codeOf(error);
  if (/^(ENOTFOUND|EAI_)/.test(code)) return { kind: 'unknown-host', detail: `No address was found for ${place} (${code}).` };
  if (code === 'ECONNREFUSED') return { kind: 'refused', detail: `Nothing listens at ${place} (${code}).` };
  if (/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/.test(code)) {
    return { kind: 'refused', detail: `No way leads to ${place} (${code}).` };
  }
  if (code === 'ETIMEDOUT') return { kind: 'timeout', detail: `${place} did not answer in time (${code}).` };
  if (/^HPE_/.test(code)) return { kind: 'unparsable', detail: `What ${place} answered is not HTTP (${code}).` };
  if (/^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code))
    return { kind: 'tls', detail: `No TLS connection to ${place} came about (${code}).` };
  return { kind: 'reset', detail: `${place} closed the connection before its answer was complete (${code}).` };
}

/** An AggregateError of several addresses carries the first one's code itself. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === null) return error instanceof Error && error.name === 'HTTPParserError' ? parserCodeOf(error) : 'no code';
  return NODE_CODES[code] ?? code;
}

/** undici's parser tells in words what it stumbled over. Node has a code for each; the usual one is for what is not HTTP at all. */
function parserCodeOf({ message }: Error): string {
  return message.includes('Expected HTTP/') ? 'HPE_INVALID_CONSTANT' : 'HPE_INVALID';
}

/** undici's own codes, as Node's http calls the same. */
const NODE_CODES: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_DESTROYED: 'ECONNRESET',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'ECONNRESET',
  UND_ERR_HEADERS_OVERFLOW: 'HPE_HEADER_OVERFLOW',
};

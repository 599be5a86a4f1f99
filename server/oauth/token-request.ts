import type { HttpRequest } from '../scim-server.ts';

/** The error codes of RFC 6749 §5.2 that this endpoint answers. */
type TokenErrorCode = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

export class TokenRefusal extends Error {
  readonly status: number;
  readonly error: TokenErrorCode;
  /** Whether the client is told that it may send its credentials in a header: it must be where it did (RFC 6749 §5.2). */
  readonly asksForBasic: boolean;

  constructor(status: number, error: TokenErrorCode, description: string, asksForBasic = true) {
    super(description);
    this.status = status;
    this.error = error;
    this.asksForBasic = asksForBasic;
  }
}

/** The parameters of the body. Throws TokenRefusal: for another media type, and for a parameter that comes twice (RFC 6749 §3.2). */
export function readForm({ headers, body }: HttpRequest): ReadonlyMap<string, string> {
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/x-www-form-urlencoded') {
    const found = mediaType === '' ? 'no Content-Type' : `the Content-Type "${mediaType?.slice(0, 100)}"`;
    throw new TokenRefusal(
      400,
      'invalid_request',
      `The body has ${found}; it must be application/x-www-form-urlencoded (RFC 6749 §4.4.2).`,
    );
  }
  const form = new Map<string, string>();
  const names = new Set<string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (names.has(name)) throw new TokenRefusal(400, 'invalid_request', `${name.slice(0, 50)} is given twice (RFC 6749 §3.2).`);
    names.add(name);
    // A parameter without a value is one that was left out (RFC 6749 §3.2).
    if (value !== '') form.set(name, value);
  }
  return form;
}

interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly isInHeader: boolean;
}

/** From the Basic header or from the body, never from both (RFC 6749 §2.3). Throws TokenRefusal. */
export function readClientCredentials({ headers }: HttpRequest, form: ReadonlyMap<string, string>): ClientCredentials {
  const [formId, formSecret] = [form.get('client_id'), form.get('client_secret')];
  const { authorization } = headers;
  if (authorization === undefined) {
    if (formId !== undefined && formSecret !== undefined) {
      return { clientId: formId, clientSecret: formSecret, isInHeader: false };
    }
    throw new TokenRefusal(
      401,
      'invalid_client',
      'The client did not say who it is: send client_id and client_secret in the body, or both in a Basic header (RFC 6749 §2.3.1).',
    );
  }
  if (formSecret !== undefined) {
    throw new TokenRefusal(400, 'invalid_request', 'The client sent credentials in the header and in the body (RFC 6749 §2.3).');
  }
  const credentials = readBasic(authorization);
  if (credentials === undefined) {
    throw new TokenRefusal(
      401,
      'invalid_client',
      'The Authorization header must be Basic with a client id and a secret (RFC 7617 §2).',
    );
  }
  if (formId !== undefined && formId !== credentials.clientId) {
    throw new TokenRefusal(400, 'invalid_request', 'client_id in the body is another one than in the header.');
  }
  return { ...credentials, isInHeader: true };
}

/** Id and secret are form-encoded before they are put together (RFC 6749 §2.3.1). */
function readBasic(authorization: string): Omit<ClientCredentials, 'isInHeader'> | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/iu.exec(authorization.trim())?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  try {
    return { clientId: decodeForm(text.slice(0, colon)), clientSecret: decodeForm(text.slice(colon + 1)) };
  } catch {
    return undefined;
  }
}

function decodeForm(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

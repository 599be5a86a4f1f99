import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { parseTenantUrl, type TenantUrl } from './tenant-url.ts';

/** Where the client's id and secret stand in a token request (Graph: `credentialLocationInRequest`). */
export type CredentialLocation = 'header' | 'body';

/**
 * An OAuth 2 client credentials grant (RFC 6749 §4.4) as an administrator types it. Graph: `oauth2TokenExchangeUri`, `oauth2ClientId`,
 * `oauth2ClientSecret`, `credentialLocationInRequest`.
 */
export interface ClientCredentials {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null: not chosen, which the service refuses. */
  readonly location: CredentialLocation | null;
  /** Blanks between several; null: none is asked for. */
  readonly oauthScope: string | null;
}

/** Client credentials with which a token can be asked for. */
export interface TokenClient extends Omit<ClientCredentials, 'tokenEndpoint' | 'location'> {
  readonly tokenEndpoint: TenantUrl;
  readonly location: CredentialLocation;
}

/** Looks at what was typed before a secret is sent anywhere. A refusal quotes neither address nor secret. */
export function parseClientCredentials(typed: ClientCredentials): Parsed<TokenClient> {
  const tokenEndpoint = parseTenantUrl(typed.tokenEndpoint);
  if (!tokenEndpoint.ok) return refused(...tokenEndpoint.problems.map(ofTokenEndpoint));
  const clientId = typed.clientId.trim();
  const clientSecret = typed.clientSecret.trim();
  if (clientId === '') return refused(blank('Client identifier', 'client identifier'));
  if (clientSecret === '') return refused(blank('Client secret', 'client secret'));
  if (typed.location === null) return refused(NO_LOCATION);
  const oauthScope = typed.oauthScope?.trim() ?? '';
  return accepted({
    tokenEndpoint: tokenEndpoint.value,
    clientId,
    clientSecret,
    location: typed.location,
    oauthScope: oauthScope === '' ? null : oauthScope,
  });
}

/** The rules of an address are the same for both; the words name the one that was typed. */
function ofTokenEndpoint({ message, remedy }: Problem): Problem {
  return {
    place: 'Token endpoint',
    message: message.replace('The tenant URL', 'The token endpoint'),
    remedy: remedy.replace('the endpoint that the service provider shows for the directory', 'the address that hands out tokens'),
  };
}

function blank(place: string, name: string): Problem {
  return {
    place,
    message: `The ${name} is blank.`,
    remedy: `Enter the ${name} that the service provider issued for this customer.`,
  };
}

/** Microsoft's own words begin like this (captured: a root cause analysis of provisioning support, its first issue). */
const NO_LOCATION: Problem = {
  place: 'Credential location',
  message: 'Supported CredentialLocationInRequest is required: the id and secret of the client go into the header or the body.',
  remedy: 'Choose the header (HTTP Basic) unless the service provider asks for the body.',
};

/** The fields of the form, in order (RFC 6749 §4.4.2); in the header the credentials stand outside of it. */
export function tokenRequestForm(client: TokenClient): Readonly<Record<string, string>> {
  return {
    grant_type: 'client_credentials',
    ...(client.location === 'body' ? { client_id: client.clientId, client_secret: client.clientSecret } : {}),
    ...(client.oauthScope === null ? {} : { scope: client.oauthScope }),
  };
}

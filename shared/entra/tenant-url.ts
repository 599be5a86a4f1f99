import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { WireDialect } from './job-configuration.ts';

/** What an administrator types under Admin Credentials as *Tenant URL*, taken apart. */
export interface TenantUrl {
  readonly scheme: 'http' | 'https';
  /** In lower case; an IPv6 address keeps its brackets. */
  readonly host: string;
  readonly port: number;
  /** Scheme, host and the port where it is not the scheme's own: `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** Without a slash at its end; empty for a bare host. */
  readonly basePath: string;
  readonly dialect: WireDialect;
  /** Entra's own switches found in the query, as Microsoft spells them. They stay off the wire. */
  readonly flags: readonly string[];
  readonly hasSecretQuery: boolean;
  /** Every other part of the query, as typed, without `?`: goes with each request and is never shown. */
  readonly secretQuery: string;
  /** Fit to be shown, logged and stored: unknown query values are `***`. */
  readonly masked: string;
  /** What Entra takes as it is but the service provider may not; sentences. */
  readonly warnings: readonly string[];
}

/** `AzureAdScimPatch062020` is the name of 2020; `AzureAdScimPatch2017` is reserved for opting out later. Source: Microsoft's page on SCIM compatibility. */
const DIALECT_OF_FLAG: Readonly<Record<string, WireDialect>> = {
  aadOptscim062020: 'compliant',
  AzureAdScimPatch062020: 'compliant',
  AzureAdScimPatch2017: 'legacy',
};

/** Takes a tenant URL apart. A refusal never quotes the text: it may hold a password, or be a token in the wrong field. */
export function parseTenantUrl(text: string): Parsed<TenantUrl> {
  const trimmed = text.trim();
  if (trimmed === '')
    return refusal('The tenant URL is blank.', 'Enter the endpoint that the service provider shows for the directory.');
  if (/[\s\p{Cc}]/u.test(trimmed))
    return refusal('The tenant URL holds a blank or a line break.', 'Write a blank inside a path as %20.');
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(trimmed);
  if (!match) return refusal('The tenant URL does not begin with https://.', 'Put https:// in front of the host name.');
  const [, schemeText = '', authority = '', path = '', queryText = '', fragment] = match;
  const scheme = schemeText.toLowerCase();
  if (scheme !== 'https' && scheme !== 'http') {
    return refusal('The tenant URL begins with a scheme that is not HTTP.', 'SCIM speaks HTTP: begin it with https://.');
  }
  if (fragment !== undefined)
    return refusal('The tenant URL holds a "#".', 'Remove it and what follows: a fragment is never sent.');
  if (authority.includes('@')) {
    return refusal(
      'The tenant URL holds a user name or password in front of "@".',
      'Remove them. Entra sends one credential only: the secret token.',
    );
  }
  if (/[^\x21-\x7e]|[\\"<>^`{|}]/.test(path + queryText)) {
    return refusal(
      'The tenant URL holds a character that no URL may hold.',
      'Percent-encode it: a letter such as "ü" is %C3%BC.',
    );
  }
  const place = parseAuthority(authority, scheme);
  if (!place.ok) return place;
  return accepted(assemble({ scheme, ...place.value, path, queryText, isTrimmed: trimmed !== text }));
}

/** On this machine whatever a resolver says: names and addresses that RFC 6761 §6.3 and RFC 6890 reserve for loopback. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function parseAuthority(authority: string, scheme: 'http' | 'https'): Parsed<{ host: string; port: number }> {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]*)(?::(\d*))?$/i.exec(authority);
  const host = match?.[1]?.toLowerCase() ?? '';
  if (!match || host === '' || !/^(\[.+\]|[\p{L}\p{N}._-]+)$/u.test(host)) {
    return refusal('The tenant URL names no host.', 'Write it as https://scim.example.test/scim.');
  }
  const port = match[2] ? Number(match[2]) : scheme === 'https' ? 443 : 80;
  if (port < 1 || port > 65_535)
    return refusal('The tenant URL names an impossible port.', 'A port is a number from 1 to 65535.');
  return accepted({ host, port });
}

function assemble(parts: {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly queryText: string;
  readonly isTrimmed: boolean;
}): TenantUrl {
  const { scheme, host, port } = parts;
  const origin = port === (scheme === 'https' ? 443 : 80) ? `${scheme}://${host}` : `${scheme}://${host}:${port}`;
  const basePath = parts.path.replace(/\/+$/, '');
  const pieces = parts.queryText
    .slice(1)
    .split('&')
    .filter((piece) => piece !== '');
  const flags = pieces.flatMap((piece) => flagOf(piece) ?? []);
  const secrets = pieces.filter((piece) => flagOf(piece) === undefined);
  const shown = [...flags, ...secrets.map(masked)].join('&');
  return {
    scheme,
    host,
    port,
    origin,
    basePath,
    dialect: flags.some((flag) => DIALECT_OF_FLAG[flag] === 'compliant') ? 'compliant' : 'legacy',
    flags,
    hasSecretQuery: secrets.length > 0,
    secretQuery: secrets.join('&'),
    masked: `${origin}${basePath}${shown === '' ? '' : `?${shown}`}`,
    warnings: [
      ...(parts.isTrimmed ? ['The blanks around the tenant URL were left away.'] : []),
      ...pathWarnings(basePath),
      ...flagWarnings(basePath, pieces),
    ],
  };
}

/** Microsoft writes the flag without a value and in mixed case; other spellings are taken for it, with a warning. */
function flagOf(piece: string): string | undefined {
  const name = piece.split('=')[0]?.toLowerCase();
  return Object.keys(DIALECT_OF_FLAG).find((flag) => flag.toLowerCase() === name);
}

function masked(piece: string): string {
  const equals = piece.indexOf('=');
  return equals < 0 ? '***' : `${piece.slice(0, equals)}=***`;
}

function pathWarnings(basePath: string): readonly string[] {
  const warnings: string[] = [];
  const appended = /\/(Users|Groups|Schemas|ResourceTypes|ServiceProviderConfig|Bulk|Me)$/i.exec(basePath)?.[0];
  if (appended !== undefined) {
    warnings.push(`The tenant URL ends in "${appended}". Entra appends /Users and /Groups itself: leave "${appended}" away.`);
  }
  if (/\/scim\/scim(\/|$)/i.test(basePath)) {
    warnings.push(
      'The tenant URL holds "/scim" twice. Until December 2018 Entra inserted one itself; now the typed one is enough.',
    );
  }
  if (basePath === '') {
    warnings.push(
      'The tenant URL has no path. Entra inserts none; most service providers answer below one such as /scim or /scim/v2.',
    );
  }
  return warnings;
}

function flagWarnings(basePath: string, pieces: readonly string[]): readonly string[] {
  return Object.keys(DIALECT_OF_FLAG).flatMap((flag) => {
    const written = pieces.find((piece) => flagOf(piece) === flag);
    if (written !== undefined) {
      return written === flag ? [] : [`The flag is spelled "${flag}", without a value: Entra may not know another spelling.`];
    }
    const isGlued = [basePath, ...pieces].some((part) => part.toLowerCase().includes(flag.toLowerCase()));
    return isGlued ? [`"${flag}" stands where it is no flag. It follows a "?" right behind the path: …/scim?${flag}.`] : [];
  });
}

function refusal(message: string, remedy: string): Parsed<never> {
  return refused({ place: 'Tenant URL', message, remedy });
}

import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { type ClientCredentials, parseClientCredentials } from '#shared/entra/client-credentials.ts';
import { parseTenantUrl, type TenantUrl } from '#shared/entra/tenant-url.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { TransportFailure } from '#shared/scim/message.ts';
import { createHttpTransport, type HttpTransport } from '../adapters/http-transport.ts';
import type { Vault } from '../adapters/vault.ts';
import type { ApplicationRecord, ConnectionRecord } from '../workspace-document.ts';
import { applicationOf, secretNames, type WorkspaceParts } from '../workspace-parts.ts';
import { keepToken, keptToken, requestAccessToken, unsent } from './access-token.ts';
import { recordOutsideCycles } from './outside-cycles.ts';

export interface Target {
  readonly url: TenantUrl;
  readonly kind: 'local' | 'remote';
  /** The bearer token that was typed; null for none, and where the client's credentials bring one. */
  readonly token: string | null;
  readonly clientCredentials: ClientCredentials | null;
  readonly options: ConnectionOptions;
}

/** A target is local only at the bundled server's own address; every other place is remote, on this machine too. */
export function targetKindOf(url: TenantUrl, serverAddress: string): 'local' | 'remote' {
  return url.origin === serverAddress || url.origin === serverAddress.replace('127.0.0.1', 'localhost') ? 'local' : 'remote';
}

/** The target an application is connected to, with its secrets from the vault. */
export async function readTarget(parts: WorkspaceParts, appId: string): Promise<Parsed<Target>> {
  const record = applicationOf(parts, appId);
  if (!record?.connection) {
    return refused({
      place: 'Provisioning',
      message: 'This application has no connection yet.',
      remedy: 'Enter Tenant URL and Secret Token under Provisioning, then Save.',
    });
  }
  const names = secretNames({ appId });
  const [text, token, headerValue, clientCredentials] = await Promise.all([
    parts.vault.read(names.tenantUrl),
    parts.vault.read(names.token),
    parts.vault.read(names.headerValue),
    readClientCredentials(parts.vault, { appId }, record.connection),
  ]);
  if (text === null || (record.hasToken && token === null) || clientCredentials === undefined) {
    return refused({
      place: 'Provisioning',
      message: 'The credentials of this application are no longer in the vault.',
      remedy: 'Enter Tenant URL and Secret Token again and Save.',
    });
  }
  const url = parseTenantUrl(text);
  if (!url.ok) return url;
  const { allowsPlainHttp, certificateAuthority, certificateFingerprint, extraHeaderName } = record.connection;
  return accepted({
    url: url.value,
    kind: targetKindOf(url.value, parts.serverAddress),
    token,
    clientCredentials,
    options: {
      allowsPlainHttp,
      certificateAuthority,
      certificateFingerprint,
      extraHeader: extraHeaderName === null ? null : { name: extraHeaderName, value: headerValue ?? '' },
    },
  });
}

/** A target that may be written: the bundled server, or a remote one that somebody has allowed by its host. */
export async function readWritableTarget(parts: WorkspaceParts, appId: string): Promise<Parsed<Target>> {
  const target = await readTarget(parts, appId);
  if (!target.ok || target.value.kind === 'local') return target;
  const { origin } = target.value.url;
  if (applicationOf(parts, appId)?.job.consentedHost === origin) return target;
  return refused({
    place: 'Provisioning status',
    message: `${origin} is a remote target and has not been allowed to be written.`,
    remedy: 'Press Allow writes on the overview first.',
  });
}

/** What a record tells of its target without its secrets: neither masking nor a flag changes the host. Null where it has none. */
export function recordedTarget(
  { serverAddress }: Pick<WorkspaceParts, 'serverAddress'>,
  { connection }: Pick<ApplicationRecord, 'connection'>,
): Pick<Target, 'url' | 'kind'> | null {
  const url = connection === null ? null : parseTenantUrl(connection.tenantUrl);
  return url?.ok ? { url: url.value, kind: targetKindOf(url.value, serverAddress) } : null;
}

/** Tells one target from another, for links mean nothing elsewhere. The bundled server keeps its place when its port moves. */
export function addressOf({ url, kind }: Target): string {
  return `${kind === 'local' ? 'local' : url.origin}${url.basePath}`;
}

/**
 * Opens the way to an application's target. Where the connection has client credentials, a token that has run out is renewed first,
 * and the exchange stands on the wire; without one, nothing reaches the target, and each request fails with the reason.
 * Where the secret token is blank, a token of our own issuer goes, as one of Entra's own would.
 */
export async function openTransport(parts: WorkspaceParts, appId: string, target: Target): Promise<HttpTransport> {
  const access = target.clientCredentials === null ? null : await accessOf(parts, appId, target, target.clientCredentials);
  if (access?.kind === 'failure') return { send: async () => unsent(access.failure), close: () => undefined };
  return createHttpTransport({
    url: target.url,
    token: access === null ? (target.token ?? (await parts.issuer.token())) : access.token,
    options: target.options,
    environment: parts.environment,
    isBundledServer: target.kind === 'local',
  });
}

type Access =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'failure'; readonly failure: TransportFailure };

async function accessOf(parts: WorkspaceParts, appId: string, target: Target, typed: ClientCredentials): Promise<Access> {
  const client = parseClientCredentials(typed);
  if (!client.ok) {
    const detail = client.problems[0]?.message ?? '';
    return { kind: 'failure', failure: { kind: 'token-unavailable', detail } };
  }
  const { accessTokens, clock, environment, serverAddress } = parts;
  const kept = keptToken(accessTokens, appId, client.value, clock.now());
  if (kept !== undefined) return { kind: 'token', token: kept };
  const exchange = await requestAccessToken(client.value, { options: target.options, environment, serverAddress });
  recordOutsideCycles(parts, appId, { ...exchange, at: clock.now(), purpose: 'access-token', identity: null });
  const { outcome } = exchange;
  if (outcome.kind === 'token') keepToken(accessTokens, appId, client.value, { ...outcome, now: clock.now() });
  return outcome;
}

/** Null where the connection has none; undefined where the vault has lost them. */
export async function readClientCredentials(
  vault: Vault,
  owner: Parameters<typeof secretNames>[0],
  { clientCredentials }: Pick<ConnectionRecord, 'clientCredentials'>,
): Promise<ClientCredentials | null | undefined> {
  if (clientCredentials === null) return null;
  const names = secretNames(owner);
  const [tokenEndpoint, clientSecret] = await Promise.all([vault.read(names.tokenEndpoint), vault.read(names.clientSecret)]);
  return tokenEndpoint === null || clientSecret === null ? undefined : { ...clientCredentials, tokenEndpoint, clientSecret };
}

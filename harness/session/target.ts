import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { parseTenantUrl, type TenantUrl } from '#shared/entra/tenant-url.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { createHttpTransport, type HttpTransport } from '../adapters/http-transport.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { applicationOf, secretNames, type WorkspaceParts } from '../workspace-parts.ts';

export interface Target {
  readonly url: TenantUrl;
  readonly kind: 'local' | 'remote';
  readonly token: string | null;
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
  const [text, token, headerValue] = await Promise.all([
    parts.vault.read(names.tenantUrl),
    parts.vault.read(names.token),
    parts.vault.read(names.headerValue),
  ]);
  if (text === null || (record.hasToken && token === null)) {
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

export function openTransport(parts: WorkspaceParts, target: Target): HttpTransport {
  return createHttpTransport({
    url: target.url,
    token: target.token,
    options: target.options,
    environment: parts.environment,
    isBundledServer: target.kind === 'local',
  });
}

import type { ConnectionOptions, ConnectionTestView, ConnectivityView } from '#shared/api/application-views.ts';

/** The fields of Admin Credentials as they stand on the page. A null token means the one already kept. */
export interface Credentials {
  readonly tenantUrl: string;
  readonly secretToken: string | null;
  readonly options: ConnectionOptions;
}

export function savedCredentials(connection: ConnectivityView): Credentials {
  return { tenantUrl: connection.tenantUrl, secretToken: null, options: connection.options };
}

/** What the diagnosis offers to change, applied; null where it offers nothing that can be done here. */
export function repaired(credentials: Credentials, repair: ConnectionTestView['diagnosis']['repair']): Credentials | null {
  if (repair === null) return null;
  const tenantUrl = repair.tenantUrl ?? credentials.tenantUrl;
  if (repair.removesBearer !== true) return repair.tenantUrl === undefined ? null : { ...credentials, tenantUrl };
  if (credentials.secretToken === null) return null;
  return { ...credentials, tenantUrl, secretToken: credentials.secretToken.trim().replace(/^bearer\s+/i, '') };
}

export function isSameCredentials(a: Credentials, b: Credentials): boolean {
  return JSON.stringify([a.tenantUrl, a.secretToken, a.options]) === JSON.stringify([b.tenantUrl, b.secretToken, b.options]);
}

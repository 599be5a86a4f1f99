import type {
  ClientCredentialsView,
  ConnectionOptions,
  ConnectionTestView,
  ConnectivityView,
} from '#shared/api/application-views.ts';

/** The fields of Admin Credentials as they stand on the page. A token or a secret that is null means the one already kept. */
export interface Credentials {
  readonly tenantUrl: string;
  readonly secretToken: string | null;
  /** In place of the token; null with bearer authentication. */
  readonly clientCredentials: (ClientCredentialsView & { readonly clientSecret: string | null }) | null;
  readonly options: ConnectionOptions;
}

export function savedCredentials(connection: ConnectivityView): Credentials {
  const { tenantUrl, clientCredentials, options } = connection;
  return {
    tenantUrl,
    secretToken: null,
    clientCredentials: clientCredentials === null ? null : { ...clientCredentials, clientSecret: null },
    options,
  };
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
  const fields = (each: Credentials) => [each.tenantUrl, each.secretToken, each.clientCredentials, each.options];
  return JSON.stringify(fields(a)) === JSON.stringify(fields(b));
}

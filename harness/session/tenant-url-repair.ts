import type { ConnectionTestView } from '#shared/api/application-views.ts';
import type { TenantUrl } from '#shared/entra/tenant-url.ts';

type Repair = ConnectionTestView['diagnosis']['repair'];

/** The same place with the other scheme; a port that was the scheme's own changes with it. */
export function differentScheme(url: TenantUrl, scheme: 'http' | 'https'): Repair {
  const isOwnPort = url.port === (url.scheme === 'https' ? 443 : 80);
  return repairTo(url, `${scheme}://${url.host}${isOwnPort ? '' : `:${url.port}`}`, url.basePath);
}

/** The path that was most likely meant, or null: without what Entra appends itself, with `/scim` once. */
export function differentPath(url: TenantUrl): Repair {
  const withoutResource = url.basePath.replace(/\/(Users|Groups|Schemas|ResourceTypes|ServiceProviderConfig|Bulk|Me)$/i, '');
  const withScimOnce = withoutResource.replace(/\/scim\/scim(?=\/|$)/i, '/scim');
  const path = withScimOnce === '' ? '/scim' : withScimOnce;
  return path === url.basePath ? null : repairTo(url, url.origin, path);
}

/** Null where the query holds secrets: a repair is shown, and they must not be. */
function repairTo(url: TenantUrl, origin: string, path: string): Repair {
  if (url.hasSecretQuery) return null;
  const tenantUrl = `${origin}${path}${url.flags.length === 0 ? '' : `?${url.flags.join('&')}`}`;
  return { label: `Use ${tenantUrl} and test again`, tenantUrl };
}

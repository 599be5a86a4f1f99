import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { TenantUser } from './tenant.ts';

/** Names of Azure AD Graph, which mappings use, that Microsoft Graph spells otherwise (Microsoft Graph: user resource). */
const graphNames: Readonly<Record<string, string>> = {
  mobile: 'mobilePhone',
  physicalDeliveryOfficeName: 'officeLocation',
  facsimileTelephoneNumber: 'faxNumber',
};

/** A user as Microsoft Graph returns it, with what is known of it here. Names of custom extensions stay as they are. */
export function graphUser({ objectId, attributes, managerId, deletedAt }: TenantUser): JsonObject {
  const extensions: Record<string, Json> = {};
  const properties: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (/^extensionAttribute\d+$/.test(name)) extensions[name] = value;
    else if (name === 'telephoneNumber') properties['businessPhones'] = typeof value === 'object' ? value : [String(value)];
    else properties[graphNames[name] ?? name] = value;
  }
  return {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
    id: objectId,
    ...properties,
    ...(Object.keys(extensions).length === 0 ? {} : { onPremisesExtensionAttributes: extensions }),
    ...(managerId === null ? {} : { manager: { id: managerId } }),
    deletedDateTime: deletedAt === null ? null : new Date(deletedAt).toISOString().replace('.000Z', 'Z'),
  };
}

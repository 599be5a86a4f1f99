import { z } from 'zod';

export const TENANT_FILE_VERSION = 1;

const KEY_RULE = 'A key begins with a letter and goes on with letters, digits, "-", "_" and "."';
/** The readable name of a user or group within the tenant, as `user-ada`. */
export const tenantKey = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9._-]{0,99}$/, KEY_RULE)
  .describe('The key of a user or group, as user-ada');

const text = z.string().max(10_000).optional();
const texts = z.array(z.string().max(10_000)).max(1000).optional();
const flag = z.boolean().optional();
const extensionAttributes = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, text]),
);
const objectId = z
  .string()
  .regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, 'An objectId is a GUID')
  .optional()
  .describe('The GUID of the object; made from the key where it is left out');
const directoryExtensions = z
  .record(z.string().regex(/^extension_[0-9a-fA-F]{32}_\w+$/, 'Write it as extension_<appId without dashes>_<name>'), z.string())
  .optional()
  .describe('Directory extensions: extension_<appId without dashes>_<name>, each a text');

// Names of Azure AD Graph, which the mappings use. Source: an exported customappsso schema; `userType` is not offered by
// Entra's mappings but tells a guest from a member.
const user = z
  .strictObject({
    displayName: z.string().min(1).max(256).describe('The display name'),
    userPrincipalName: z
      .string()
      .regex(/^[^@\s]+@[^@\s]+$/, 'A userPrincipalName has the form name@domain')
      .describe('name@domain'),
    mail: text.describe('Left out for a user without a mailbox'),
    mailNickname: text,
    accountEnabled: flag.describe('false: sign-in is blocked. true where it is left out'),
    userType: z.enum(['Member', 'Guest']).optional(),
    manager: tenantKey.optional().describe('The key of the user who is the manager'),
    givenName: text,
    surname: text,
    jobTitle: text,
    department: text,
    companyName: text,
    employeeId: text,
    employeeType: text,
    employeeHireDate: text,
    employeeLeaveDateTime: text,
    'employeeOrgData.costCenter': text,
    'employeeOrgData.division': text,
    physicalDeliveryOfficeName: text,
    streetAddress: text,
    city: text,
    state: text,
    postalCode: text,
    country: text,
    usageLocation: text,
    preferredLanguage: text,
    telephoneNumber: text,
    mobile: text,
    facsimileTelephoneNumber: text,
    otherMails: texts,
    proxyAddresses: texts,
    dirSyncEnabled: flag,
    immutableId: text,
    onPremisesSecurityIdentifier: text,
    ...extensionAttributes,
    directoryExtensions,
    objectId,
  })
  .describe('A user: attributes under the names that Entra mappings use');

/** A dynamic group, as far as it is simulated: the users with one attribute equal to one value. */
export const membershipRule = z
  .strictObject({ attribute: z.string().min(1).max(200), value: z.string().max(1000) })
  .describe('Members are the users whose attribute has this value');

const group = z
  .strictObject({
    displayName: z.string().min(1).max(256).describe('The display name'),
    description: text,
    mail: text,
    mailNickname: text,
    mailEnabled: flag,
    securityEnabled: flag,
    isPublic: flag,
    visibility: text,
    groupTypes: texts,
    proxyAddresses: texts,
    onPremisesSecurityIdentifier: text,
    members: z.array(tenantKey).optional().describe('Keys of users and groups'),
    membershipRule: membershipRule.optional().describe('Makes the group dynamic; it then lists no members'),
    ...extensionAttributes,
    objectId,
  })
  .describe('A group');

export const tenantFileSchema = z
  .strictObject({
    version: z.literal(TENANT_FILE_VERSION).describe('The version of this format: 1'),
    name: z.string().min(1).max(200).describe('What the tenant is called on screen'),
    users: z.record(tenantKey, user).describe('Users by key'),
    groups: z.record(tenantKey, group).default({}).describe('Groups by key'),
  })
  .describe('A simulated Entra tenant: users and groups under readable keys');

type TenantFileContent = z.infer<typeof tenantFileSchema>;
export type UserEntry = TenantFileContent['users'][string];
export type GroupEntry = TenantFileContent['groups'][string];

/** The attributes a tenant file may give an object of a type, by name. */
export function attributeSchemas(type: 'User' | 'Group'): Readonly<Record<string, z.ZodType>> {
  return type === 'User' ? user.shape : group.shape;
}

import { ENTERPRISE_USER_URN } from './target-attribute.ts';

/** Types of Entra's attribute list (Microsoft: customize-application-attributes). */
export type TargetType = 'String' | 'Boolean' | 'Reference';

export interface TargetDefinition {
  readonly name: string;
  readonly type: TargetType;
  readonly isRequired: boolean;
}

const userStrings: readonly string[] = [
  'displayName',
  'title',
  'emails[type eq "work"].value',
  'preferredLanguage',
  'name.givenName',
  'name.familyName',
  'name.formatted',
  ...['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country'].map(
    (part) => `addresses[type eq "work"].${part}`,
  ),
  ...['work', 'mobile', 'fax'].map((type) => `phoneNumbers[type eq "${type}"].value`),
  'externalId',
  `${ENTERPRISE_USER_URN}:employeeNumber`,
  `${ENTERPRISE_USER_URN}:department`,
  // Offered by the template beside the mapped ones. Evidence: union of Microsoft's SCIM tutorials, so medium confidence.
  'nickName',
  'userType',
  'locale',
  'timezone',
  'name.honorificPrefix',
  'name.honorificSuffix',
  'emails[type eq "home"].value',
  'emails[type eq "other"].value',
  'addresses[type eq "other"].formatted',
  'phoneNumbers[type eq "home"].value',
  'phoneNumbers[type eq "other"].value',
  'phoneNumbers[type eq "pager"].value',
  'roles[primary eq "True"].display',
  'roles[primary eq "True"].type',
  'roles[primary eq "True"].value',
  `${ENTERPRISE_USER_URN}:costCenter`,
  `${ENTERPRISE_USER_URN}:organization`,
  `${ENTERPRISE_USER_URN}:division`,
];

/** What Entra's editor offers as target attributes of a non-gallery SCIM application. `id` is there too, and may not be mapped. */
export const userTargetAttributes: readonly TargetDefinition[] = [
  { name: 'userName', type: 'String', isRequired: true },
  { name: 'active', type: 'Boolean', isRequired: false },
  ...userStrings.map((name): TargetDefinition => ({ name, type: 'String', isRequired: false })),
  { name: `${ENTERPRISE_USER_URN}:manager`, type: 'Reference', isRequired: false },
];

export const groupTargetAttributes: readonly TargetDefinition[] = [
  { name: 'displayName', type: 'String', isRequired: true },
  { name: 'externalId', type: 'String', isRequired: false },
  { name: 'members', type: 'Reference', isRequired: false },
];

const typeByName = new Map(
  [...userTargetAttributes, ...groupTargetAttributes].map(({ name, type }) => [name.toLowerCase(), type]),
);

const exactTypes: ReadonlyMap<string, TargetType> = new Map(
  [...userTargetAttributes, ...groupTargetAttributes].map(({ name, type }) => [name, type]),
);

/** An attribute that is not in the catalogue is a string, as a new row of Entra's attribute list is; `primary` is a boolean in SCIM. */
export function targetTypeOf(name: string): TargetType {
  // Asked for each row of each object: most are spelled as the catalogue has them.
  return exactTypes.get(name) ?? typeByName.get(name.toLowerCase()) ?? (/\.primary$/i.test(name) ? 'Boolean' : 'String');
}

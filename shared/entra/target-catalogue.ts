import { ENTERPRISE_USER_URN, GROUP_URN } from './target-attribute.ts';
import { type TargetDefinition, type TargetType, targetDefinition } from './target-definition.ts';

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

/** What Entra's attribute list holds for a non-gallery SCIM application. `id` is its key, and may not be mapped. */
export const userTargetAttributes: readonly TargetDefinition[] = [
  targetDefinition('id', 'String', { isAnchor: true, isRequired: true }),
  targetDefinition('userName', 'String', { isRequired: true }),
  targetDefinition('active', 'Boolean'),
  ...userStrings.map((name) => targetDefinition(name, 'String')),
  targetDefinition(`${ENTERPRISE_USER_URN}:manager`, 'Reference', { referencedObjects: [ENTERPRISE_USER_URN] }),
];

export const groupTargetAttributes: readonly TargetDefinition[] = [
  targetDefinition('id', 'String', { isAnchor: true, isRequired: true }),
  targetDefinition('displayName', 'String', { isRequired: true }),
  targetDefinition('externalId', 'String'),
  targetDefinition('members', 'Reference', { isMultivalued: true, referencedObjects: [GROUP_URN, ENTERPRISE_USER_URN] }),
];

const catalogued = [...userTargetAttributes, ...groupTargetAttributes];
const exactTypes = new Map(catalogued.map(({ name, type }) => [name, type]));
const foldedTypes = new Map(catalogued.map(({ name, type }) => [name.toLowerCase(), type]));

/** An attribute that is not in the catalogue is a string, as a new row of Entra's attribute list is; `primary` is a boolean in SCIM. */
function targetTypeOf(name: string): TargetType {
  // Asked for each row of each object: most are spelled as the catalogue has them.
  return exactTypes.get(name) ?? foldedTypes.get(name.toLowerCase()) ?? (/\.primary$/i.test(name) ? 'Boolean' : 'String');
}

const indexes = new WeakMap<readonly TargetDefinition[], Map<string, TargetDefinition>>();

/** What an object's own attribute list says of a target attribute, in any case; one that it does not list is as `targetTypeOf` has it. */
export function definitionIn(list: readonly TargetDefinition[], name: string): TargetDefinition {
  let index = indexes.get(list);
  if (index === undefined) {
    index = new Map(list.map((definition) => [definition.name, definition]));
    indexes.set(list, index);
  }
  const known = index.get(name);
  if (known !== undefined) return known;
  const found = listedDefinition(list, name) ?? unlistedDefinition(name);
  index.set(name, found);
  return found;
}

/** Undefined for an attribute that the list does not hold. Names ignore case (RFC 7643 §2.1). */
export function listedDefinition(list: readonly TargetDefinition[], name: string): TargetDefinition | undefined {
  const wanted = name.toLowerCase();
  return list.find((definition) => definition.name.toLowerCase() === wanted);
}

/** An attribute outside any list. */
export function unlistedDefinition(name: string): TargetDefinition {
  return targetDefinition(name, targetTypeOf(name));
}

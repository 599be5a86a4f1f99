import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';

/** A source attribute that mappings may name. */
export interface SourceDefinition {
  readonly name: string;
  readonly isMultivalued: boolean;
}

/** Of the editor, and those that an imported schema document adds to its source directory; null: none was imported. */
export function sourceAttributesOf(type: 'User' | 'Group', schemaDocument: JsonObject | null): readonly SourceDefinition[] {
  const catalogued = sourceAttributeNames(type).map((name) => ({ name, isMultivalued: severalValued.has(name) }));
  const known = new Set(sourceAttributeNames(type));
  const added = schemaDocument === null ? [] : documentAttributes(type, schemaDocument).filter(({ name }) => !known.has(name));
  return [...catalogued, ...added];
}

const severalValued: ReadonlySet<string> = new Set(['otherMails', 'proxyAddresses', 'members', 'groupTypes', 'creationOptions']);

/** Microsoft Graph: directoryDefinition, objectDefinition, attributeDefinition. What is not of their shape is passed over. */
function documentAttributes(type: 'User' | 'Group', document: JsonObject): readonly SourceDefinition[] {
  const sourceNames = new Set(objectsIn(document['synchronizationRules']).map((rule) => rule['sourceDirectoryName']));
  return objectsIn(document['directories'])
    .filter(({ name }) => sourceNames.has(name ?? null))
    .flatMap(({ objects }) => objectsIn(objects))
    .filter(({ name }) => name === type)
    .flatMap(({ attributes }) => objectsIn(attributes))
    .flatMap(({ name, multivalued }) => (typeof name === 'string' ? [{ name, isMultivalued: multivalued === true }] : []));
}

function objectsIn(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

/**
 * Source attributes that Entra's mapping editor offers, under the Azure AD Graph names the mappings use.
 * Source: an exported customappsso schema of 2024 (53 user and 30 group attributes); no photo is among them, and none can be added
 * (Microsoft: customize-application-attributes).
 */
export function sourceAttributeNames(type: 'User' | 'Group'): readonly string[] {
  return type === 'User' ? userNames : groupNames;
}

const extensionNames = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);

const userNames: readonly string[] = [
  'objectId',
  'IsSoftDeleted',
  'accountEnabled',
  'streetAddress',
  'city',
  'state',
  'postalCode',
  'country',
  'companyName',
  'department',
  'employeeId',
  'employeeHireDate',
  'employeeLeaveDateTime',
  'employeeType',
  'employeeOrgData.costCenter',
  'employeeOrgData.division',
  'dirSyncEnabled',
  'displayName',
  'immutableId',
  'appRoleAssignments',
  ...extensionNames,
  'facsimileTelephoneNumber',
  'givenName',
  'jobTitle',
  'mail',
  'mailNickname',
  'manager',
  'mobile',
  'onPremisesSecurityIdentifier',
  'originalUserPrincipalName',
  'otherMails',
  'physicalDeliveryOfficeName',
  'preferredLanguage',
  'proxyAddresses',
  'surname',
  'telephoneNumber',
  'usageLocation',
  'userPrincipalName',
];

const groupNames: readonly string[] = [
  'objectId',
  'displayName',
  'appRoleAssignments',
  'mail',
  'description',
  'isPublic',
  'mailEnabled',
  'mailNickname',
  'onPremisesSecurityIdentifier',
  'visibility',
  'members',
  'proxyAddresses',
  'securityEnabled',
  'groupTypes',
  'creationOptions',
  ...extensionNames,
];

import type { AttributeMapping, JobConfiguration, MappingSource, ObjectMapping } from './job-configuration.ts';
import { ENTERPRISE_USER_URN, GROUP_URN } from './target-attribute.ts';
import { groupTargetAttributes, userTargetAttributes } from './target-catalogue.ts';

/**
 * The mappings a non-gallery application starts with: 22 user rows and 3 group rows, in the portal's order.
 * Evidence: documented (Microsoft: use-scim-to-provision-users-and-groups) and captured (an exported customappsso schema).
 */
export function defaultJobConfiguration(): JobConfiguration {
  return {
    scope: 'assigned',
    user: defaultUserMapping,
    group: defaultGroupMapping,
    objectsInFlightCount: 1,
    habitSettings: {},
    skipsOutOfScopeDeletions: false,
    schemaDocument: null,
  };
}

const ENTERPRISE = ENTERPRISE_USER_URN;

const userRows: readonly (readonly [target: string, expression: string])[] = [
  ['userName', '[userPrincipalName]'],
  ['active', 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'],
  ['displayName', '[displayName]'],
  ['title', '[jobTitle]'],
  ['emails[type eq "work"].value', '[mail]'],
  ['preferredLanguage', '[preferredLanguage]'],
  ['name.givenName', '[givenName]'],
  ['name.familyName', '[surname]'],
  ['name.formatted', 'Join(" ", [givenName], [surname])'],
  ['addresses[type eq "work"].formatted', '[physicalDeliveryOfficeName]'],
  ['addresses[type eq "work"].streetAddress', '[streetAddress]'],
  ['addresses[type eq "work"].locality', '[city]'],
  ['addresses[type eq "work"].region', '[state]'],
  ['addresses[type eq "work"].postalCode', '[postalCode]'],
  ['addresses[type eq "work"].country', '[country]'],
  ['phoneNumbers[type eq "work"].value', '[telephoneNumber]'],
  ['phoneNumbers[type eq "mobile"].value', '[mobile]'],
  ['phoneNumbers[type eq "fax"].value', '[facsimileTelephoneNumber]'],
  ['externalId', '[mailNickname]'],
  [`${ENTERPRISE}:employeeNumber`, '[employeeId]'],
  [`${ENTERPRISE}:department`, '[department]'],
  [`${ENTERPRISE}:manager`, '[manager]'],
];

const groupRows: readonly (readonly [target: string, expression: string])[] = [
  ['displayName', '[displayName]'],
  ['externalId', '[objectId]'],
  ['members', '[members]'],
];

const defaultUserMapping: ObjectMapping = {
  name: 'Provision Microsoft Entra ID Users',
  enabled: true,
  sourceObjectName: 'User',
  targetObjectName: ENTERPRISE,
  flowTypes: { add: true, update: true, delete: true },
  attributeMappings: userRows.map(([target, expression]) => toRow(target, expression, 'userName')),
  scope: null,
  targetAttributes: userTargetAttributes,
};

const defaultGroupMapping: ObjectMapping = {
  name: 'Provision Microsoft Entra ID Groups',
  enabled: true,
  sourceObjectName: 'Group',
  targetObjectName: GROUP_URN,
  flowTypes: { add: true, update: true, delete: true },
  attributeMappings: groupRows.map(([target, expression]) => toRow(target, expression, 'displayName')),
  scope: null,
  targetAttributes: groupTargetAttributes,
};

function toRow(targetAttributeName: string, expression: string, matchingAttribute: string): AttributeMapping {
  return {
    targetAttributeName,
    source: toMappingSource(expression),
    matchingPriority: targetAttributeName === matchingAttribute ? 1 : 0,
    flowType: 'Always',
    defaultValue: null,
  };
}

/** The short spelling of a source: `[attribute]` is Direct, `"text"` is Constant, anything else is an expression. */
export function toMappingSource(text: string): MappingSource {
  const attribute = /^\[([^\]]+)\]$/.exec(text);
  if (attribute) return { type: 'Attribute', name: attribute[1] ?? '' };
  const constant = /^"((?:[^"\\]|\\.)*)"$/.exec(text);
  if (constant) return { type: 'Constant', value: (constant[1] ?? '').replace(/\\(["\\])/g, '$1') };
  return { type: 'Function', expression: text };
}

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

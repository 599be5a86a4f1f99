import type { TargetType } from './target-definition.ts';

const KNOWN_ISSUES = 'Microsoft: known-issues';
const SCOPING = 'Microsoft: define-conditional-rules-for-provisioning-user-accounts';

const multivaluedReason = `Filtering is not supported for attributes with several values (${SCOPING})`;
const dateReason = `Attributes with dates are not supported as scoping filters (${KNOWN_ISSUES})`;
const notSupportedReason = `It is not supported as a scoping filter (${KNOWN_ISSUES})`;

/** In lower case: a name that only differs in case is meant, and is refused as well. */
const reasonByName: Readonly<Record<string, string>> = {
  approleassignments: notSupportedReason,
  manager: notSupportedReason,
  usertype: notSupportedReason,
  employeehiredate: dateReason,
  hiredate: dateReason,
  birthday: dateReason,
  members: `Members of a group cannot be filtered on (${SCOPING})`,
  creationoptions: multivaluedReason,
  grouptypes: multivaluedReason,
  othermails: multivaluedReason,
  proxyaddresses: multivaluedReason,
};

const reasonByType: Readonly<Partial<Record<TargetType, string>>> = {
  DateTime: dateReason,
  Reference: `References to other objects are not supported as scoping filters (${KNOWN_ISSUES})`,
};

/** Why Entra takes no clause on an attribute, without its full stop; null where it takes one. `type`: as its list declares it, if known. */
export function unsupportedAttributeReason(attribute: string, type: TargetType | null): string | null {
  const name = attribute.toLowerCase();
  if (Object.hasOwn(reasonByName, name)) return reasonByName[name] ?? null;
  if (name.endsWith('datetime')) return dateReason;
  return type === null ? null : (reasonByType[type] ?? null);
}

/** An attribute with several values, which its value shows where its name does not: a multi-valued directory extension. */
export const severalValuesReason = multivaluedReason;

const booleanNames = new Set(['IsSoftDeleted', 'accountEnabled', 'dirSyncEnabled', 'isPublic', 'mailEnabled', 'securityEnabled']);

/** The type of a source attribute that may be filtered on. Source: an exported customappsso schema of 2024. */
export function filteredTypeOf(attribute: string): TargetType {
  return booleanNames.has(attribute) ? 'Boolean' : 'String';
}

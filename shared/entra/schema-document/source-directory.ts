import { sourceAttributeNames } from '../source-catalogue.ts';
import { type TargetDefinition, targetDefinition } from '../target-definition.ts';

/**
 * The attributes of Entra's own objects as its attribute list declares them. `required` speaks of Entra as a target. Source: an
 * exported customappsso schema of 2024.
 */
export function sourceDefinitions(type: 'User' | 'Group'): readonly TargetDefinition[] {
  const particular = type === 'User' ? userDefinitions : groupDefinitions;
  return sourceAttributeNames(type).map(
    (name) => particular.find((definition) => definition.name === name) ?? targetDefinition(name, 'String'),
  );
}

const required = { isRequired: true };
const multivalued = { isMultivalued: true };

const userDefinitions: readonly TargetDefinition[] = [
  targetDefinition('objectId', 'String', { isAnchor: true }),
  targetDefinition('IsSoftDeleted', 'Boolean', required),
  targetDefinition('accountEnabled', 'Boolean', required),
  targetDefinition('dirSyncEnabled', 'Boolean'),
  targetDefinition('displayName', 'String', required),
  targetDefinition('appRoleAssignments', 'Reference'),
  targetDefinition('mailNickname', 'String', required),
  targetDefinition('manager', 'Reference', { referencedObjects: ['User'] }),
  targetDefinition('otherMails', 'String', multivalued),
  targetDefinition('preferredLanguage', 'String', required),
  targetDefinition('proxyAddresses', 'String', multivalued),
  targetDefinition('surname', 'String', required),
  targetDefinition('userPrincipalName', 'String', required),
];

const groupDefinitions: readonly TargetDefinition[] = [
  targetDefinition('objectId', 'String', { isAnchor: true }),
  targetDefinition('displayName', 'String', required),
  targetDefinition('appRoleAssignments', 'Reference'),
  targetDefinition('isPublic', 'Boolean'),
  targetDefinition('mailEnabled', 'Boolean', required),
  targetDefinition('mailNickname', 'String', required),
  targetDefinition('members', 'Reference', { isMultivalued: true, referencedObjects: ['Group', 'User'] }),
  targetDefinition('proxyAddresses', 'String', multivalued),
  targetDefinition('securityEnabled', 'Boolean', required),
  targetDefinition('groupTypes', 'String', multivalued),
  targetDefinition('creationOptions', 'String', multivalued),
];

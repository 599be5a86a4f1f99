import type { JsonObject } from '#shared/kernel/json.ts';
import type { JobConfiguration, ObjectMapping } from '../job-configuration.ts';
import type { TargetDefinition } from '../target-definition.ts';
import { attributeDefinitionJson, attributeMappingJson, filterJson, flowTypesText } from './schema-json.ts';
import { sourceDefinitions } from './source-directory.ts';

export interface SchemaIds {
  /** Id of the provisioning job, which the schema shares: `scim.…`. */
  readonly jobId: string;
}

const SOURCE_DIRECTORY = 'Microsoft Entra ID';
const TARGET_DIRECTORY = 'customappsso';
// The same in every schema that was published.
const RULE_ID = '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8';
const SOURCE_DIRECTORY_ID = '66e4a8cc-1b7b-435e-95f8-f06cea133828';
const TARGET_DIRECTORY_ID = '09760868-cafb-47ac-9031-0a3262300427';

type Mappings = Pick<JobConfiguration, 'user' | 'group'>;

/**
 * A whole document where none was imported: one rule, groups before users, and the directories with their attribute lists.
 * Evidence: captured (an exported customappsso schema of 2024) but for the version and what metadata says of soft deletion.
 */
export function composeSchema({ user, group }: Mappings, { jobId }: SchemaIds): JsonObject {
  return {
    id: jobId,
    version: 'v1.1',
    synchronizationRules: [
      {
        containerFilter: null,
        editable: true,
        groupFilter: null,
        id: RULE_ID,
        name: 'USERGROUP_OUTBOUND_USERGROUP',
        priority: 1,
        sourceDirectoryName: SOURCE_DIRECTORY,
        targetDirectoryName: TARGET_DIRECTORY,
        metadata: entries({ defaultSourceObjectMappings: '[]', supportsProvisionOnDemand: 'true' }),
        objectMappings: [objectMappingJson(group), objectMappingJson(user)],
      },
    ],
    directories: directoriesJson({ user, group }, { source: SOURCE_DIRECTORY, target: TARGET_DIRECTORY }),
  };
}

export function objectMappingJson(mapping: ObjectMapping): JsonObject {
  const matching = mapping.attributeMappings.filter(({ matchingPriority }) => matchingPriority > 0);
  const [first] = matching.toSorted((a, b) => a.matchingPriority - b.matchingPriority);
  return {
    enabled: mapping.enabled,
    flowTypes: flowTypesText(mapping.flowTypes),
    name: mapping.name,
    scope: filterJson(mapping.scope),
    sourceObjectName: mapping.sourceObjectName,
    targetObjectName: mapping.targetObjectName,
    attributeMappings: mapping.attributeMappings.map(attributeMappingJson),
    metadata: entries({
      IsCustomerDefined: 'false',
      DisableMonitoringForChanges: 'false',
      Disposition: '"Normal"',
      ExcludeFromReporting: 'false',
      EscrowBehavior: '"Default"',
      Unsynchronized: 'false',
      OriginalJoiningProperty: first?.targetAttributeName ?? '',
    }),
  };
}

/** Both directories under the names that the rule has them. */
export function directoriesJson(
  { user, group }: Mappings,
  names: { readonly source: string; readonly target: string },
): readonly JsonObject[] {
  return [
    {
      id: SOURCE_DIRECTORY_ID,
      discoveryDateTime: null,
      discoverabilities: 'AttributeNames,AttributeDataTypes',
      name: names.source,
      readOnly: true,
      version: null,
      metadata: [],
      objects: [
        objectJson('User', sourceDefinitions('User'), {
          IsSoftDeletionSupported: 'true',
          ConnectorDataStorageRequired: 'true',
          IsSynchronizeAllSupported: 'true',
          PropertyNameAccountEnabled: 'accountEnabled',
          PropertyNameSoftDeleted: 'IsSoftDeleted',
        }),
        objectJson('Group', sourceDefinitions('Group'), {
          IsSoftDeletionSupported: 'false',
          ConnectorDataStorageRequired: 'true',
          IsSynchronizeAllSupported: 'true',
          PropertyNameSoftDeleted: 'IsSoftDeleted',
        }),
      ],
    },
    {
      id: TARGET_DIRECTORY_ID,
      discoveryDateTime: null,
      discoverabilities: 'None',
      name: names.target,
      readOnly: false,
      version: null,
      metadata: [],
      objects: [group, user].map(({ targetObjectName, targetAttributes }) =>
        objectJson(targetObjectName, targetAttributes, {
          IsSoftDeletionSupported: 'false',
          ConnectorDataStorageRequired: 'true',
          IsSynchronizeAllSupported: 'false',
        }),
      ),
    },
  ];
}

function objectJson(
  name: string,
  attributes: readonly TargetDefinition[],
  metadata: Readonly<Record<string, string>>,
): JsonObject {
  return { name, attributes: attributes.map(attributeDefinitionJson), metadata: entries(metadata) };
}

function entries(metadata: Readonly<Record<string, string>>): readonly JsonObject[] {
  return Object.entries(metadata).map(([key, value]) => ({ key, value }));
}

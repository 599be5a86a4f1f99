import type { JsonObject } from '#shared/kernel/json.ts';
import type { AttributeMapping, ObjectMapping } from '../job-configuration.ts';
import type { ScopingClause, ScopingFilter, ScopingGroup } from '../scoping-filter.ts';
import { scopingOperatorNamed } from '../scoping-filter-operators.ts';
import type { TargetDefinition } from '../target-definition.ts';
import { mappingSourceJson } from './mapping-source-json.ts';

/** Parts of a configuration in the words of Microsoft Graph, members in the order in which Graph writes them. */

export function attributeMappingJson(row: AttributeMapping): JsonObject {
  return {
    defaultValue: row.defaultValue,
    exportMissingReferences: false,
    flowBehavior: 'FlowWhenChanged',
    flowType: row.flowType,
    matchingPriority: row.matchingPriority,
    targetAttributeName: row.targetAttributeName,
    source: mappingSourceJson(row.source),
  };
}

export function filterJson(filter: ScopingFilter | null): JsonObject | null {
  if (filter === null) return null;
  const { categoryFilterGroups, groups, inputFilterGroups } = filter;
  return {
    categoryFilterGroups: categoryFilterGroups.map(groupJson),
    groups: groups.map(groupJson),
    inputFilterGroups: inputFilterGroups.map(groupJson),
  };
}

export function groupJson({ name, clauses }: ScopingGroup): JsonObject {
  return { name, clauses: clauses.map(clauseJson) };
}

export function clauseJson({ attribute, operator, values }: ScopingClause): JsonObject {
  const operatorName = scopingOperatorNamed(operator)?.graphName ?? operator;
  return { operatorName, sourceOperandName: attribute, targetOperand: { values } };
}

export function flowTypesText({ add, update, delete: removes }: ObjectMapping['flowTypes'], separator = ', '): string {
  const words = [...(add ? ['Add'] : []), ...(update ? ['Update'] : []), ...(removes ? ['Delete'] : [])];
  return words.length === 0 ? 'None' : words.join(separator);
}

export function attributeDefinitionJson(definition: TargetDefinition): JsonObject {
  return {
    anchor: definition.isAnchor,
    caseExact: definition.isCaseExact,
    defaultValue: null,
    flowNullValues: false,
    multivalued: definition.isMultivalued,
    mutability: definition.isAnchor ? 'ReadOnly' : 'ReadWrite',
    name: definition.name,
    required: definition.isRequired,
    type: definition.type,
    apiExpressions: [],
    // How an exported schema of 2024 marks `members`.
    metadata: definition.type === 'Reference' && definition.isMultivalued ? [{ key: 'IsContainer', value: 'true' }] : [],
    referencedObjects: definition.referencedObjects.map(referenceJson),
  };
}

export function referenceJson(referencedObjectName: string): JsonObject {
  return { referencedObjectName, referencedProperty: null };
}

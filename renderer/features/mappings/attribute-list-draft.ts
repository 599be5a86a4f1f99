import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { groupTargetAttributes, userTargetAttributes } from '#shared/entra/target-catalogue.ts';
import type { TargetDefinition, TargetType } from '#shared/entra/target-definition.ts';

/** Types of the portal's drop-down, in its order. */
export const targetTypes: readonly TargetType[] = ['Binary', 'Boolean', 'DateTime', 'Integer', 'Reference', 'String'];

function isSameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Why a row of the list cannot be deleted; null where it can. */
export function deletionRefusal({ name, isAnchor }: TargetDefinition, mapping: ObjectMapping): string | null {
  if (isAnchor) return `${name} is the primary key: the list must have one.`;
  if (isOfTemplate(name, mapping.sourceObjectName))
    return `${name} belongs to the template: only rows that were added can be deleted.`;
  if (mapping.attributeMappings.some((row) => isSameName(row.targetAttributeName, name)))
    return `${name} is mapped: delete its mapping first.`;
  return null;
}

/** The list with one of its rows changed. Another type than Reference points at nothing. */
export function withDefinition(
  list: readonly TargetDefinition[],
  name: string,
  change: Partial<TargetDefinition>,
): readonly TargetDefinition[] {
  return list.map((definition) => {
    if (definition.name !== name) return definition;
    const next = { ...definition, ...change };
    return next.type === 'Reference' ? next : { ...next, referencedObjects: [] };
  });
}

export function withoutDefinition(list: readonly TargetDefinition[], name: string): readonly TargetDefinition[] {
  return list.filter((definition) => definition.name !== name);
}

/** How many rows of the list were added, changed or deleted. */
export function listChangeCount(saved: readonly TargetDefinition[], draft: readonly TargetDefinition[]): number {
  const savedByName = new Map(saved.map((definition) => [definition.name, JSON.stringify(definition)]));
  const draftNames = new Set(draft.map(({ name }) => name));
  const deletedCount = saved.filter(({ name }) => !draftNames.has(name)).length;
  return deletedCount + draft.filter((definition) => savedByName.get(definition.name) !== JSON.stringify(definition)).length;
}

function isOfTemplate(name: string, type: 'User' | 'Group'): boolean {
  const template = type === 'User' ? userTargetAttributes : groupTargetAttributes;
  return template.some((definition) => isSameName(definition.name, name));
}

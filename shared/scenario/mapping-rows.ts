import { toMappingSource } from '#shared/entra/default-mappings.ts';
import type { AttributeMapping, JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { listedDefinition } from '#shared/entra/target-catalogue.ts';
import { targetDefinition } from '#shared/entra/target-definition.ts';
import type { MappingRow, MappingRows } from './scenario.ts';

/** The rows of a step in both mappings. */
export function withMappingRows(
  configuration: JobConfiguration,
  { user, group }: { readonly user: MappingRows; readonly group: MappingRows },
): JobConfiguration {
  return { ...configuration, user: withRows(configuration.user, user), group: withRows(configuration.group, group) };
}

/**
 * An object mapping with rows replaced, added (at the end) or removed (a null row), by target attribute. A custom attribute comes
 * into the attribute list, if it is not there.
 */
function withRows(mapping: ObjectMapping, rows: MappingRows): ObjectMapping {
  const kept = mapping.attributeMappings.flatMap((known) => {
    const row = Object.hasOwn(rows, known.targetAttributeName) ? rows[known.targetAttributeName] : undefined;
    if (row === null) return [];
    return [row === undefined ? known : changed(known, row)];
  });
  const known = new Set(mapping.attributeMappings.map(({ targetAttributeName }) => targetAttributeName));
  const added = Object.entries(rows).flatMap(([targetAttributeName, row]) =>
    row === null || known.has(targetAttributeName) ? [] : [changed({ ...newRow, targetAttributeName }, row)],
  );
  return { ...mapping, attributeMappings: [...kept, ...added], targetAttributes: withCustom(mapping.targetAttributes, rows) };
}

const newRow: Omit<AttributeMapping, 'targetAttributeName'> = {
  source: { type: 'None' },
  matchingPriority: 0,
  flowType: 'Always',
  defaultValue: null,
};

function changed(known: AttributeMapping, { source, matching, apply, defaultValue }: MappingRow): AttributeMapping {
  return {
    ...known,
    source: toMappingSource(source),
    matchingPriority: matching ?? known.matchingPriority,
    flowType: apply === undefined ? known.flowType : apply === 'creation' ? 'ObjectAddOnly' : 'Always',
    defaultValue: defaultValue ?? known.defaultValue,
  };
}

/** The same list where nothing is added: what is remembered of it stays of use. */
function withCustom(list: ObjectMapping['targetAttributes'], rows: MappingRows): ObjectMapping['targetAttributes'] {
  const added = Object.entries(rows).flatMap(([name, row]) =>
    row === null || row.custom === undefined || listedDefinition(list, name) !== undefined
      ? []
      : [targetDefinition(name, row.custom)],
  );
  return added.length === 0 ? list : [...list, ...added];
}

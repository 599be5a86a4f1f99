import { toMappingSource } from '#shared/entra/default-mappings.ts';
import type { AttributeMapping, ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { MappingRow, MappingRows } from '#shared/scenario/scenario.ts';

/** An object mapping with rows replaced, added (at the end) or removed (a null row), by target attribute. */
export function withRows(mapping: ObjectMapping, rows: MappingRows): ObjectMapping {
  const kept = mapping.attributeMappings.flatMap((known) => {
    const row = Object.hasOwn(rows, known.targetAttributeName) ? rows[known.targetAttributeName] : undefined;
    if (row === null) return [];
    return [row === undefined ? known : changed(known, row)];
  });
  const known = new Set(mapping.attributeMappings.map(({ targetAttributeName }) => targetAttributeName));
  const added = Object.entries(rows).flatMap(([targetAttributeName, row]) =>
    row === null || known.has(targetAttributeName) ? [] : [changed({ ...newRow, targetAttributeName }, row)],
  );
  return { ...mapping, attributeMappings: [...kept, ...added] };
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

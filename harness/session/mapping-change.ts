import { toMappingSource } from '#shared/entra/default-mappings.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { MappingRows } from '#shared/scenario/scenario.ts';

/** An object mapping with rows replaced, added (at the end) or removed (a null source), by target attribute. */
export function withRows(mapping: ObjectMapping, rows: MappingRows): ObjectMapping {
  const kept = mapping.attributeMappings.flatMap((row) => {
    const text = Object.hasOwn(rows, row.targetAttributeName) ? rows[row.targetAttributeName] : undefined;
    if (text === null) return [];
    return [text === undefined ? row : { ...row, source: toMappingSource(text) }];
  });
  const known = new Set(mapping.attributeMappings.map(({ targetAttributeName }) => targetAttributeName));
  const added = Object.entries(rows).flatMap(([targetAttributeName, text]) =>
    text === null || known.has(targetAttributeName)
      ? []
      : [
          {
            targetAttributeName,
            source: toMappingSource(text),
            matchingPriority: 0,
            flowType: 'Always' as const,
            defaultValue: null,
          },
        ],
  );
  return { ...mapping, attributeMappings: [...kept, ...added] };
}

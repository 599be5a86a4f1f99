import { isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { AttributeMapping, ObjectMapping } from '../job-configuration.ts';
import type { ScopingFilter, ScopingGroup } from '../scoping-filter.ts';
import { mappingSourceJson } from './mapping-source-json.ts';
import { elementsOf, memberOf } from './read-attribute-list.ts';
import { flowWords, type MappingReading } from './read-object-mapping.ts';
import { FILTER_SETS } from './read-scoping-filter.ts';
import { attributeMappingJson, clauseJson, filterJson, flowTypesText, groupJson } from './schema-json.ts';

/** The object mapping of a document with what `now` says otherwise than the document does; everything else as it stands. */
export function rewriteObjectMapping({ chosen, mapping, rowIndexes }: MappingReading, now: ObjectMapping): JsonObject {
  const { json } = chosen;
  return {
    ...json,
    ...(now.enabled === mapping.enabled ? {} : { enabled: now.enabled }),
    ...(now.name === mapping.name ? {} : { name: now.name }),
    ...(now.targetObjectName === mapping.targetObjectName ? {} : { targetObjectName: now.targetObjectName }),
    ...(isEqualJson(now.flowTypes, mapping.flowTypes) ? {} : { flowTypes: rewriteFlowTypes(json['flowTypes'], now.flowTypes) }),
    ...(isEqualJson(now.scope, mapping.scope) ? {} : { scope: rewriteFilter(json['scope'], mapping.scope, now.scope) }),
    ...(isEqualJson(now.attributeMappings, mapping.attributeMappings)
      ? {}
      : {
          attributeMappings: rewriteRows(elementsOf(json['attributeMappings']), { mapping, rowIndexes }, now.attributeMappings),
        }),
  };
}

/** Words that are not known here stay. */
function rewriteFlowTypes(text: Json | undefined, now: ObjectMapping['flowTypes']): string {
  const written = typeof text === 'string' ? text : '';
  const others = flowWords(written).filter((word) => !['Add', 'Update', 'Delete', 'None'].includes(word));
  const separator = written.includes(',') && !written.includes(', ') ? ',' : ', ';
  const known = flowTypesText(now, separator);
  return others.length === 0 ? known : [...(known === 'None' ? [] : [known]), ...others].join(separator);
}

/** Rows in the order of `now`. A row that was left out stays behind the one that it stood behind. */
function rewriteRows(
  rows: readonly Json[],
  { mapping, rowIndexes }: Pick<MappingReading, 'mapping' | 'rowIndexes'>,
  now: readonly AttributeMapping[],
): readonly Json[] {
  const read = new Set(rowIndexes);
  const followers = new Map<number, Json[]>();
  let last = -1;
  for (const [index, row] of rows.entries()) {
    if (read.has(index)) last = index;
    else followers.set(last, [...(followers.get(last) ?? []), row]);
  }
  const take = (index: number): readonly Json[] => {
    const taken = followers.get(index) ?? [];
    followers.delete(index);
    return taken;
  };
  const before = new Map(mapping.attributeMappings.map((row, at) => [row.targetAttributeName.toLowerCase(), { row, at }]));
  const first = take(-1);
  const rewritten = now.flatMap((row): readonly Json[] => {
    const known = before.get(row.targetAttributeName.toLowerCase());
    const index = known === undefined ? undefined : rowIndexes[known.at];
    const json = index === undefined ? undefined : rows[index];
    if (known === undefined || index === undefined || !isJsonObject(json)) return [attributeMappingJson(row)];
    return [rewriteRow(json, known.row, row), ...take(index)];
  });
  return [...first, ...rewritten, ...[...followers.values()].flat()];
}

function rewriteRow(json: JsonObject, before: AttributeMapping, now: AttributeMapping): JsonObject {
  return {
    ...json,
    ...(now.defaultValue === before.defaultValue ? {} : { defaultValue: now.defaultValue }),
    ...(now.flowType === before.flowType ? {} : { flowType: now.flowType }),
    ...(now.matchingPriority === before.matchingPriority ? {} : { matchingPriority: now.matchingPriority }),
    ...(now.targetAttributeName === before.targetAttributeName ? {} : { targetAttributeName: now.targetAttributeName }),
    ...(isEqualJson(now.source, before.source) ? {} : { source: rewriteSource(json['source'], now) }),
  };
}

function rewriteSource(json: Json | undefined, { source }: AttributeMapping): Json {
  const written = mappingSourceJson(source);
  return isJsonObject(json) && isJsonObject(written) ? { ...json, ...written } : written;
}

/** Filters that read as before keep their JSON; a changed one keeps what else stands in the one at its place. */
function rewriteFilter(json: Json | undefined, before: ScopingFilter | null, now: ScopingFilter | null): Json {
  if (now === null || !isJsonObject(json)) return filterJson(now);
  const sets = FILTER_SETS.filter((set) => !isEqualJson(before?.[set] ?? [], now[set])).map(
    (set) => [set, rewriteGroups(elementsOf(json[set]), before?.[set] ?? [], now[set])] as const,
  );
  return { ...json, ...Object.fromEntries(sets) };
}

function rewriteGroups(json: readonly Json[], before: readonly ScopingGroup[], now: readonly ScopingGroup[]): readonly Json[] {
  return now.map((group, at) => {
    const same = before.findIndex((each) => isEqualJson(each, group));
    const kept = json[same];
    if (kept !== undefined) return kept;
    const place = json[at];
    if (!isJsonObject(place)) return groupJson(group);
    const clauses = before[at]?.clauses ?? [];
    return {
      ...place,
      name: group.name,
      clauses: group.clauses.map((clause) => {
        const known = clauses.findIndex((each) => isEqualJson(each, clause));
        return elementsOf(memberOf(place, 'clauses'))[known] ?? clauseJson(clause);
      }),
    };
  });
}

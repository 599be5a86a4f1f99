import type { JsonObject } from '#shared/kernel/json.ts';
import { locateAttribute } from '#shared/scim/attribute-lookup.ts';
import { type Filter, parseFilter } from '#shared/scim/filter.ts';
import { compileFilter } from '#shared/scim/filter-match.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { LookupColumn, StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';
import { loadLinks, toDocument } from './render.ts';

interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** The resources a list request means, a window of them, and how many there are in all. Throws ScimError invalidFilter. */
export function findResources(
  call: Call,
  type: ResourceType,
  filterText: string | null,
  { offset, limit }: Window,
): { readonly found: readonly StoredResource[]; readonly totalCount: number } {
  const { directory, resources } = call;
  if (filterText === null) {
    const found = limit === 0 ? [] : resources.page(directory.id, type.name, offset, limit);
    return { found, totalCount: resources.count(directory.id, type.name) };
  }
  const filter = parseFilter(filterText, directory.tolerances);
  const matches = compileFilter(filter, type, directory.tolerances);
  const lookup = planLookup(filter, type);
  const candidates =
    lookup === undefined
      ? resources.iterate(directory.id, type.name)
      : resources.lookup(directory.id, type.name, lookup.column, lookup.value);
  const needsLinks = mentions(filter, /^(?:members|groups)$/iu);
  const found: StoredResource[] = [];
  let totalCount = 0;
  for (const candidate of candidates) {
    if (!matches(toFiltered(candidate, call, needsLinks))) continue;
    if (totalCount >= offset && found.length < limit) found.push(candidate);
    totalCount += 1;
  }
  return { found, totalCount };
}

const COLUMNS: ReadonlyMap<string, LookupColumn> = new Map([
  ['id', 'id'],
  ['userName', 'user_name'],
  ['externalId', 'external_id'],
  ['displayName', 'display_name'],
]);

/** The indexed equality that every match of the filter satisfies, if it has one: then nothing else need be read. */
function planLookup(filter: Filter, type: ResourceType): { readonly column: LookupColumn; readonly value: string } | undefined {
  if (filter.kind === 'and') return planLookup(filter.left, type) ?? planLookup(filter.right, type);
  if (filter.kind !== 'comparison' || filter.operator !== 'eq' || filter.value === null) return undefined;
  const location = locateAttribute(type, filter.path);
  if (location === undefined || location.extensionUrn !== null || location.subAttribute !== null) return undefined;
  const column = COLUMNS.get(location.attribute.name);
  return column && { column, value: String(filter.value) };
}

function toFiltered(resource: StoredResource, call: Call, needsLinks: boolean): JsonObject {
  const document = toDocument(resource, call.baseAddress);
  if (!needsLinks) return document;
  return { ...document, [resource.type === 'Group' ? 'members' : 'groups']: loadLinks(resource, call.members, call.baseAddress) };
}

function mentions(filter: Filter, name: RegExp): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return mentions(filter.left, name) || mentions(filter.right, name);
    case 'not':
      return mentions(filter.operand, name);
    default:
      return name.test(filter.path.attribute);
  }
}

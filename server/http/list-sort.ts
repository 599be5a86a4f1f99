import type { JsonObject } from '#shared/kernel/json.ts';
import type { AttributeLocation } from '#shared/scim/attribute-lookup.ts';
import { compareSortKeys, locateSort, type Sort, type SortKey, sortKeyOf } from '#shared/scim/sort.ts';
import type { SortColumn, StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';
import { linksOf } from './list-plan.ts';
import type { ListRequest } from './list-request.ts';
import { type FoundResources, matching, type Source } from './list-sources.ts';
import { loadLinks, toDocument } from './render.ts';

/**
 * A window of a sorted list. Equal ones stay in order of creation, in both directions. Each page is sorted anew: what changes between
 * two pages may move (RFC 7644 §3.4.2.4).
 */
export function sortResources(
  call: Call,
  sources: readonly Source[],
  { sort, startIndex, count }: ListRequest & { readonly sort: Sort },
): FoundResources {
  const types = sources.map(({ type }) => type);
  const locations = locateSort(sort, types);
  const entries = sources.flatMap((source, index) => entriesOf(call, source, locations[index]));
  const sorted = entries.toSorted(
    (one, other) => compareSortKeys(one.sortKey, other.sortKey, sort.direction) || one.key - other.key,
  );
  const window = sorted.slice(startIndex - 1, startIndex - 1 + count);
  return { found: call.resources.withKeys(window.map(({ key }) => key)), totalCount: sorted.length };
}

interface Entry {
  readonly key: number;
  readonly sortKey: SortKey;
}

function entriesOf(call: Call, source: Source, location: AttributeLocation | undefined): readonly Entry[] {
  const column = location && sortColumnOf(location);
  if (source.isEverything && column !== undefined) {
    const rows = call.resources.sortKeys(call.directory.id, source.type.name, column);
    return rows.map(({ key, value }) => ({ key, sortKey: value ?? undefined }));
  }
  return Array.from(matching([source], 0), (resource) => ({
    key: resource.key,
    sortKey: location && sortKeyOf(toSorted(resource, call, location), location),
  }));
}

const COLUMNS: ReadonlyMap<string, SortColumn> = new Map([
  ['id', 'id'],
  ['userName', 'user_name'],
  ['externalId', 'external_id'],
  ['displayName', 'display_name'],
  ['meta.created', 'created_at'],
  ['meta.lastModified', 'updated_at'],
]);

/** A column holds what its attribute is compared by, unless a schema of the directory gives the name another meaning. */
function sortColumnOf({ extensionUrn, attribute, subAttribute }: AttributeLocation): SortColumn | undefined {
  if (extensionUrn !== null) return undefined;
  const column = COLUMNS.get(subAttribute === null ? attribute.name : `${attribute.name}.${subAttribute.name}`);
  const isFolded = column === 'user_name' || column === 'display_name';
  const { type, caseExact } = subAttribute ?? attribute;
  return type === 'dateTime' || (type === 'string' && isFolded !== caseExact) ? column : undefined;
}

function toSorted(resource: StoredResource, call: Call, { attribute }: AttributeLocation): JsonObject {
  const document = toDocument(resource, call);
  return attribute.name === linksOf(resource.type) ? { ...document, [attribute.name]: loadLinks(resource, call) } : document;
}

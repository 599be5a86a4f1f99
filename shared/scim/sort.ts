import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { parseDateTime } from './attribute-date-time.ts';
import { type AttributeLocation, locateAttribute } from './attribute-lookup.ts';
import { parseAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import { type Attribute, findAttribute, type ResourceType } from './schema.ts';

/** What a list is ordered by (RFC 7644 §3.4.2.3). */
export interface Sort {
  /** An attribute path, as the client wrote it. */
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

/** What one resource is ordered by; undefined where it has no value. */
export type SortKey = string | number | undefined;

/** Null: no order was asked for. Throws ScimError invalidValue for a `sortOrder` that is none. */
export function readSort(sortBy: string | null, sortOrder: string | null): Sort | null {
  if (sortBy === null || sortBy === '') return null;
  const direction = (sortOrder ?? 'ascending').toLowerCase();
  if (direction === 'ascending' || direction === 'descending') return { by: sortBy, direction };
  const detail = `sortOrder must be "ascending" or "descending", found ${JSON.stringify(sortOrder)} (RFC 7644 §3.4.2.3).`;
  throw new ScimError(400, 'invalidValue', detail);
}

/** Where the order's attribute is in each of the types; undefined in those that lack it. Throws ScimError where none has it. */
export function locateSort(sort: Sort, types: readonly ResourceType[]): readonly (AttributeLocation | undefined)[] {
  const path = parseAttributePath(sort.by);
  const locations = types.map((type) => path && locateAttribute(type, path));
  if (locations.every((location) => location === undefined)) {
    const names = types.map(({ name }) => name).join(' or ');
    throw new ScimError(
      400,
      'invalidValue',
      `sortBy names "${sort.by}", which no schema of ${names} defines (RFC 7644 §3.4.2.3).`,
    );
  }
  return locations.map((location) => location && withSimpleValue(location, sort));
}

/** The key of one resource in canonical spelling. */
export function sortKeyOf(resource: JsonObject, { extensionUrn, attribute, subAttribute }: AttributeLocation): SortKey {
  const home = extensionUrn === null ? resource : resource[extensionUrn];
  const held = isJsonObject(home) ? home[attribute.name] : undefined;
  const one = Array.isArray(held) ? preferred(held as readonly Json[]) : held;
  return toSortKey(subAttribute === null || !isJsonObject(one) ? one : one[subAttribute.name], subAttribute ?? attribute);
}

/** A value in the form in which values of its attribute are ordered. */
function toSortKey(value: Json | undefined, { type, caseExact }: Attribute): SortKey {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return undefined;
  if (type === 'dateTime') return parseDateTime(value);
  return caseExact ? value : value.toLowerCase();
}

/** Below zero: the first comes first. What has no value is last in ascending order, first in descending (RFC 7644 §3.4.2.3). */
export function compareSortKeys(one: SortKey, other: SortKey, direction: Sort['direction']): number {
  const sign = ascending(one, other);
  return direction === 'ascending' ? sign : -sign;
}

function ascending(one: SortKey, other: SortKey): number {
  if (one === other) return 0;
  if (one === undefined) return 1;
  if (other === undefined) return -1;
  // Only across resource types can an attribute hold numbers here and text there.
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
  return one < other ? -1 : 1;
}

/** A complex attribute is ordered by the sub-attribute that is named, else by its `value`. */
function withSimpleValue(location: AttributeLocation, sort: Sort): AttributeLocation {
  const { attribute } = location;
  const subAttribute =
    location.subAttribute ?? (attribute.type === 'complex' ? findAttribute(attribute.subAttributes, 'value') : null);
  if (subAttribute === undefined) {
    const example = `${sort.by}.${attribute.subAttributes[0]?.name ?? 'value'}`;
    const detail = `"${sort.by}" has sub-attributes; name the one to sort by, as in "${example}" (RFC 7644 §3.4.2.3).`;
    throw new ScimError(400, 'invalidValue', detail);
  }
  const isHidden = [attribute, subAttribute].some((one) => one?.returned === 'never' || one?.mutability === 'writeOnly');
  if (isHidden) {
    throw new ScimError(400, 'invalidValue', `"${sort.by}" is never returned, and nothing is sorted by it (RFC 7643 §7).`);
  }
  return { ...location, subAttribute };
}

/** Of several values the primary one counts, else the first (RFC 7644 §3.4.2.3). */
function preferred(values: readonly Json[]): Json | undefined {
  return values.find((value) => isJsonObject(value) && value['primary'] === true) ?? values[0];
}

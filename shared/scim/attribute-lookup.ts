import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { AttributePath } from './attribute-path.ts';
import { type Attribute, commonAttributes, findAttribute, findExtension, type ResourceType } from './schema.ts';

/** Where in a resource an attribute path points, with the definitions on the way. */
export interface AttributeLocation {
  /** The extension's URN under which the attribute is nested; null for core and common attributes. */
  readonly extensionUrn: string | null;
  readonly attribute: Attribute;
  readonly subAttribute: Attribute | null;
}

/** Undefined for what no schema of the resource type defines. Without a URN only core and common attributes are found. */
export function locateAttribute(type: ResourceType, path: AttributePath): AttributeLocation | undefined {
  const isCore = path.urn === null || path.urn.toLowerCase() === type.schema.id.toLowerCase();
  const extension = isCore ? undefined : findExtension(type, path.urn ?? '');
  const attribute = isCore
    ? findCoreAttribute(type, path.attribute)
    : extension && namesOf(extension.attributes).get(path.attribute.toLowerCase());
  if (attribute === undefined) return undefined;
  const extensionUrn = extension?.id ?? null;
  if (path.subAttribute === null) return { extensionUrn, attribute, subAttribute: null };
  const subAttribute = findAttribute(attribute.subAttributes, path.subAttribute);
  return subAttribute && { extensionUrn, attribute, subAttribute };
}

/** A core or common attribute of a resource type, by name in any case. */
export function findCoreAttribute(type: ResourceType, name: string): Attribute | undefined {
  return coreNames(type).get(name.toLowerCase());
}

type Names = ReadonlyMap<string, Attribute>;

// Every request names attributes, and definitions never change: they are sorted by name once.
const namesOfTypes = new WeakMap<ResourceType, Names>();
const namesOfLists = new WeakMap<readonly Attribute[], Names>();

function coreNames(type: ResourceType): Names {
  const known = namesOfTypes.get(type);
  if (known !== undefined) return known;
  const names = byName([...type.schema.attributes, ...commonAttributes]);
  namesOfTypes.set(type, names);
  return names;
}

function namesOf(attributes: readonly Attribute[]): Names {
  const known = namesOfLists.get(attributes);
  if (known !== undefined) return known;
  const names = byName(attributes);
  namesOfLists.set(attributes, names);
  return names;
}

/** The first of a name wins, as with findAttribute. */
function byName(attributes: readonly Attribute[]): Names {
  return new Map(attributes.toReversed().map((attribute) => [attribute.name.toLowerCase(), attribute]));
}

/** The values at a location: none, one, or one for each element of a multi-valued attribute. The resource is in canonical spelling. */
export function readValues(resource: JsonObject, location: AttributeLocation): readonly Json[] {
  const home = location.extensionUrn === null ? resource : resource[location.extensionUrn];
  if (!isJsonObject(home)) return [];
  const held = home[location.attribute.name] ?? null;
  const values: readonly Json[] = Array.isArray(held) ? held : [held];
  const { subAttribute } = location;
  const found =
    subAttribute === null ? values : values.map((value) => (isJsonObject(value) ? (value[subAttribute.name] ?? null) : null));
  return found.filter((value) => value !== null);
}

import { canonicalJson, isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { attributesAt, elementsOf, memberOf } from './read-attribute-list.ts';
import type { MappingReading } from './read-object-mapping.ts';
import type { SchemaReading } from './read-schema.ts';
import type { SchemaDifference } from './schema-differences.ts';

const VALUE_LENGTH_MAX = 200;

/**
 * What differs between two documents beside what a configuration holds: metadata, other rules, rows that are left out, directories.
 * Elements of a list are found by their names, so that their order does not count.
 */
export function documentDifferences(before: SchemaReading, after: SchemaReading): readonly SchemaDifference[] {
  return differences([], unmodelled(before, after), unmodelled(after, before));
}

const MAPPING_MEMBERS = ['enabled', 'flowTypes', 'name', 'scope', 'targetObjectName', 'sourceObjectName'];
const ROW_MEMBERS = ['defaultValue', 'flowType', 'matchingPriority', 'source'];
const DEFINITION_MEMBERS = ['anchor', 'caseExact', 'multivalued', 'required', 'type', 'referencedObjects'];

/** A document without what was read of it, and without rows and attributes that were read in this one alone. */
function unmodelled(reading: SchemaReading, other: SchemaReading): Json {
  const pairs = [
    [reading.user, other.user],
    [reading.group, other.group],
  ] as const;
  const mappings = new Map<unknown, Json>();
  const lists = new Map<unknown, Json>();
  for (const [own, others] of pairs) {
    if (own === null) continue;
    mappings.set(own.chosen.json, strippedMapping(own, others));
    if (own.list === null) continue;
    for (const attribute of attributesAt(reading.document, own.list)) lists.set(attribute, strippedDefinition(attribute, others));
  }
  return rebuilt(reading.document, (value) => mappings.get(value) ?? lists.get(value));
}

function strippedMapping({ chosen, mapping, rowIndexes }: MappingReading, other: MappingReading | null): Json {
  const shared = new Set(other?.mapping.attributeMappings.map(({ targetAttributeName }) => targetAttributeName.toLowerCase()));
  const rows = elementsOf(chosen.json['attributeMappings']).flatMap((row, index): readonly Json[] => {
    const read = mapping.attributeMappings[rowIndexes.indexOf(index)];
    if (read === undefined) return [row];
    if (!shared.has(read.targetAttributeName.toLowerCase())) return [];
    return [without(row, ROW_MEMBERS)];
  });
  return { ...without(chosen.json, MAPPING_MEMBERS), name: `mapping of ${chosen.type}`, attributeMappings: rows };
}

function strippedDefinition(attribute: Json, other: MappingReading | null): Json {
  const name = memberOf(attribute, 'name');
  const isShared = other?.mapping.targetAttributes.some((definition) => definition.name === name) === true;
  return isShared ? without(attribute, DEFINITION_MEMBERS) : null;
}

function without(value: Json, members: readonly string[]): JsonObject {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !members.includes(name))) : {};
}

/** A copy in which some objects are others; null leaves an element out. */
function rebuilt(value: Json, other: (value: Json) => Json | undefined): Json {
  const found = other(value);
  if (found !== undefined) return found;
  if (Array.isArray(value)) {
    const elements = value as readonly Json[];
    return elements.flatMap((element) => (other(element) === null ? [] : [rebuilt(element, other)]));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rebuilt(each, other)]));
}

function differences(path: readonly string[], before: Json | undefined, after: Json | undefined): readonly SchemaDifference[] {
  if (before === after || isEqualJson(before, after)) return [];
  const [a, b] = [membersOf(before), membersOf(after)];
  if (a === null || b === null) return [{ place: path.join(' > '), before: textOf(before), after: textOf(after) }];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((name) => differences([...path, name], a.get(name), b.get(name)));
}

/** What may be compared one by one; null for what is compared as a whole. */
function membersOf(value: Json | undefined): ReadonlyMap<string, Json> | null {
  if (Array.isArray(value)) return elementsByName(value as readonly Json[]);
  if (!isJsonObject(value)) return null;
  // Of a mapping source the text counts; how its tree is keyed does not.
  return typeof value['expression'] === 'string' ? null : new Map(Object.entries(value));
}

const NAMING_MEMBERS = ['targetAttributeName', 'key', 'name', 'referencedObjectName', 'id', 'targetObjectName'];

function elementsByName(elements: readonly Json[]): ReadonlyMap<string, Json> | null {
  const named = new Map<string, Json>();
  for (const element of elements) {
    const member = NAMING_MEMBERS.find((each) => typeof memberOf(element, each) === 'string');
    const name = member === undefined ? undefined : memberOf(element, member);
    if (typeof name !== 'string') return null;
    // A second one of the same name, such as metadata that stands twice.
    named.set(named.has(name) ? `${name} (${named.size + 1})` : name, element);
  }
  return named;
}

function textOf(value: Json | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return shortened(value);
  const expression = memberOf(value, 'expression');
  return shortened(typeof expression === 'string' ? expression : canonicalJson(value));
}

function shortened(text: string): string {
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}

import { isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { languageOptionsOf } from '../expressions/language-options.ts';
import type { JobConfiguration, ObjectMapping } from '../job-configuration.ts';
import type { TargetDefinition } from '../target-definition.ts';
import { composeSchema, directoriesJson, objectMappingJson, type SchemaIds } from './compose-schema.ts';
import { attributesAt, elementsOf, findAttributeList, type ListPlace, memberOf } from './read-attribute-list.ts';
import type { MappingReading } from './read-object-mapping.ts';
import { mappingsOf, readSchema, type SchemaReading } from './read-schema.ts';
import { rewriteObjectMapping } from './rewrite-object-mapping.ts';
import { attributeDefinitionJson, referenceJson } from './schema-json.ts';

type Path = readonly (string | number)[];

/**
 * The configuration as a whole synchronizationSchema of Microsoft Graph. Where it was imported from one, that document comes out
 * again as JSON, with only what the configuration says otherwise: rows, filters, attribute lists, actions, names. Else one is
 * composed.
 */
export function exportSchemaDocument(configuration: JobConfiguration, ids: SchemaIds): JsonObject {
  const { schemaDocument } = configuration;
  if (schemaDocument === null) return composeSchema(configuration, ids);
  const reading = readSchema(schemaDocument, languageOptionsOf(configuration));
  if (reading.user === null && reading.group === null) {
    // A workspace that was mended by hand may hold what is no schema.
    const { user, group } = mappingsOf(reading);
    return isEqualJson([user, group], [configuration.user, configuration.group])
      ? schemaDocument
      : composeSchema(configuration, ids);
  }
  return withDirectories(withMappings(schemaDocument, reading, configuration), reading, configuration);
}

function withMappings(document: JsonObject, reading: SchemaReading, configuration: JobConfiguration): JsonObject {
  const defaults = mappingsOf(reading);
  return (['user', 'group'] as const).reduce<JsonObject>((current, key) => {
    const read = reading[key];
    const now = configuration[key];
    if (read !== null) return replaced(current, pathOf(read.chosen.place), () => rewriteObjectMapping(read, now));
    // What the document does not have is not written either, until somebody changes it.
    if (isEqualJson(now, defaults[key])) return current;
    const other = key === 'user' ? reading.group : reading.user;
    const rule = other === null ? [] : pathOf(other.chosen.place).slice(0, -1);
    return replaced(current, rule, (mappings) => [...elementsOf(mappings), objectMappingJson(now)]);
  }, document);
}

function withDirectories(document: JsonObject, reading: SchemaReading, configuration: JobConfiguration): JsonObject {
  const changed = [reading.user, reading.group].filter((each) => each !== null && isListChanged(each, configuration));
  return changed.reduce<JsonObject>(
    (current, each) => (each === null ? current : withList(current, each, configuration)),
    document,
  );
}

function nowOf({ chosen }: MappingReading, { user, group }: JobConfiguration): ObjectMapping {
  return chosen.type === 'User' ? user : group;
}

function isListChanged(reading: MappingReading, configuration: JobConfiguration): boolean {
  const mapped = nowOf(reading, configuration).targetAttributes;
  return reading.isScim && !isEqualJson(mapped, reading.mapping.targetAttributes);
}

function withList(document: JsonObject, reading: MappingReading, configuration: JobConfiguration): JsonObject {
  const { list, mapping, chosen } = reading;
  const now = nowOf(reading, configuration);
  if (list !== null) {
    const attributes = rewriteList(attributesAt(document, list), mapping.targetAttributes, now.targetAttributes);
    return replaced(document, listPath(list), () => attributes);
  }
  // Both lists came with the directories that the other mapping asked for.
  if (findAttributeList(document, chosen.targetDirectoryName, now.targetObjectName) !== null) return document;
  const composed = directoriesJson(configuration, { source: chosen.sourceDirectoryName, target: chosen.targetDirectoryName });
  const directories = elementsOf(document['directories']);
  if (directories.length === 0) return { ...document, directories: composed };
  const target = directories.findIndex((directory) => memberOf(directory, 'name') === chosen.targetDirectoryName);
  if (target === -1) return { ...document, directories: [...directories, ...composed.slice(1)] };
  const object = elementsOf(composed[1]?.['objects']).filter((each) => memberOf(each, 'name') === now.targetObjectName);
  return replaced(document, ['directories', target, 'objects'], (objects) => [...elementsOf(objects), ...object]);
}

function listPath({ directory, object }: ListPlace): Path {
  return ['directories', directory, 'objects', object, 'attributes'];
}

/** Attributes in the order of `now`; those that could not be read stay at the end. */
function rewriteList(
  json: readonly Json[],
  before: readonly TargetDefinition[],
  now: readonly TargetDefinition[],
): readonly Json[] {
  const read = new Map(before.map((definition) => [definition.name, definition]));
  const written = new Map<string, JsonObject>();
  for (const attribute of json) {
    const name = memberOf(attribute, 'name');
    if (typeof name === 'string' && isJsonObject(attribute) && read.has(name) && !written.has(name)) written.set(name, attribute);
  }
  const unread = json.filter((attribute) => {
    const name = memberOf(attribute, 'name');
    return typeof name !== 'string' || !read.has(name);
  });
  const rewritten = now.map((definition) => {
    const [attribute, was] = [written.get(definition.name), read.get(definition.name)];
    if (attribute === undefined || was === undefined) return attributeDefinitionJson(definition);
    return isEqualJson(definition, was) ? attribute : rewriteDefinition(attribute, was, definition);
  });
  return [...rewritten, ...unread];
}

function rewriteDefinition(json: JsonObject, was: TargetDefinition, now: TargetDefinition): JsonObject {
  return {
    ...json,
    ...(now.isAnchor === was.isAnchor ? {} : { anchor: now.isAnchor }),
    ...(now.isCaseExact === was.isCaseExact ? {} : { caseExact: now.isCaseExact }),
    ...(now.isMultivalued === was.isMultivalued ? {} : { multivalued: now.isMultivalued }),
    ...(now.isRequired === was.isRequired ? {} : { required: now.isRequired }),
    ...(now.type === was.type ? {} : { type: now.type }),
    ...(isEqualJson(now.referencedObjects, was.referencedObjects)
      ? {}
      : { referencedObjects: now.referencedObjects.map(referenceJson) }),
  };
}

function pathOf(place: string): Path {
  return place
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** A copy in which what stands at a path is another. */
function replaced(document: JsonObject, path: Path, change: (value: Json) => Json): JsonObject {
  return replacedIn(document, path, change) as JsonObject;
}

function replacedIn(value: Json, [step, ...rest]: Path, change: (value: Json) => Json): Json {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((element, index) => (index === step ? replacedIn(element, rest, change) : element));
  }
  if (!isJsonObject(value)) return value;
  return { ...value, [step]: replacedIn(value[step] ?? null, rest, change) };
}

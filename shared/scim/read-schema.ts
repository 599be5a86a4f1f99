import { closest } from '#shared/kernel/closest.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { flag, openReport, type Report, readAttributes, reportUnknownKeys, text } from './read-schema-attribute.ts';
import { standardTypes } from './resource-types.ts';
import { commonAttributes, findAttribute, type ResourceType, type Schema } from './schema.ts';

/**
 * The resource types of a directory: User and Group, and what a document adds to them in the words of RFC 7643 §6 and §7. `schemas`
 * holds Schema resources, `resourceTypes` ResourceType resources; either may be the ListResponse of a server. A resource type named
 * User or Group adds extensions to that one. Places are JSON pointers.
 */
export function readResourceTypes(document: Json): Parsed<readonly ResourceType[]> {
  const { problems, report } = openReport();
  if (!isJsonObject(document)) {
    report('', 'A schema document is an object.', 'Write { "schemas": [ ... ], "resourceTypes": [ ... ] }.');
    return refused(...problems);
  }
  reportUnknownKeys(document, ['schemas', 'resourceTypes'], '', report);
  const schemas = readSchemas(elementsOf(document, 'schemas', report), report);
  const types = readTypes(elementsOf(document, 'resourceTypes', report), schemas, report);
  reportUnused(schemas, types, report);
  return problems.length === 0 ? accepted(types) : refused(...problems);
}

interface Placed<T> {
  readonly place: string;
  readonly value: T;
}

function elementsOf(document: JsonObject, key: string, report: Report): readonly Placed<JsonObject>[] {
  const given = document[key] ?? [];
  const [list, place] = isJsonObject(given) ? [given['Resources'], `/${key}/Resources`] : [given, `/${key}`];
  if (!Array.isArray(list)) {
    report(place, `${key} is an array, or a ListResponse with Resources.`, `Write "${key}": [ ... ].`);
    return [];
  }
  return (list as readonly Json[]).flatMap((value, index) => {
    if (isJsonObject(value)) return [{ place: `${place}/${index}`, value }];
    report(`${place}/${index}`, `Each of the ${key} is an object.`, 'Write { ... }.');
    return [];
  });
}

// A path names an attribute by schema URN, colon and name, so what delimits paths and filters cannot be in a URN.
const URN = /^urn:[a-z\d][a-z\d-]{0,31}:[^\s"()[\],?#]+$/iu;
const standardSchemas: readonly Schema[] = standardTypes.flatMap(({ schema, extensions }) => [schema, ...extensions]);

function readSchemas(elements: readonly Placed<JsonObject>[], report: Report): readonly Placed<Schema>[] {
  const read: Placed<Schema>[] = [];
  for (const { place, value } of elements) {
    reportUnknownKeys(value, ['schemas', 'id', 'name', 'description', 'attributes', 'meta'], place, report);
    const id = readUrn(value, place, report);
    const attributes = readAttributes(value['attributes'], `${place}/attributes`, report);
    const description = text(value, 'description', place, report) ?? '';
    const name = text(value, 'name', place, report) ?? id?.split(':').at(-1) ?? '';
    if (id === undefined) continue;
    const isKnown = [...standardSchemas, ...read.map((one) => one.value)].some((one) => isSame(one.id, id));
    if (isKnown) {
      report(
        `${place}/id`,
        `${id} is defined already.`,
        'Give the schema a URN of its own; what this server defines stays as it is.',
      );
    } else {
      read.push({ place, value: { id, name, description, attributes } });
    }
  }
  return read;
}

function readUrn(value: JsonObject, place: string, report: Report): string | undefined {
  const id = value['id'];
  if (typeof id === 'string' && URN.test(id)) return id;
  report(
    `${place}/id`,
    `A schema is known by a URN, found ${JSON.stringify(id ?? null)} (RFC 7643 §7).`,
    'Write one such as "urn:example:schemas:extension:badge:2.0:User".',
  );
  return undefined;
}

function readTypes(
  elements: readonly Placed<JsonObject>[],
  schemas: readonly Placed<Schema>[],
  report: Report,
): readonly ResourceType[] {
  const known = [...standardSchemas, ...schemas.map(({ value }) => value)];
  let types = standardTypes;
  const seen = new Set<string>();
  for (const { place, value } of elements) {
    const keys = ['schemas', 'id', 'name', 'description', 'endpoint', 'schema', 'schemaExtensions', 'meta'];
    reportUnknownKeys(value, keys, place, report);
    const name = readTypeName(value, place, report);
    const extensions = readExtensions(value, known, place, report);
    if (name === undefined) continue;
    if (seen.has(name.toLowerCase())) {
      report(`${place}/name`, `A resource type "${name}" is defined already.`, 'Keep one of them.');
      continue;
    }
    seen.add(name.toLowerCase());
    const standard = standardTypes.find((type) => isSame(type.name, name));
    if (standard === undefined) {
      const own = readOwnType(value, name, known, types, place, report);
      if (own !== undefined) types = [...types, { ...own, ...extensions }];
    } else {
      reportRedefinition(value, standard, place, report);
      types = types.map((type) => (type === standard ? extended(type, extensions) : type));
    }
  }
  return types;
}

function readTypeName(value: JsonObject, place: string, report: Report): string | undefined {
  const name = value['name'] ?? value['id'];
  if (typeof name === 'string' && /^[A-Za-z][\w-]{0,63}$/u.test(name)) return name;
  report(
    `${place}/name`,
    `A resource type needs a name of letters, digits, "-" and "_", found ${JSON.stringify(name ?? null)} (RFC 7643 §6).`,
    'Give it one, such as "Device".',
  );
  return undefined;
}

type Extensions = Pick<ResourceType, 'extensions' | 'requiredExtensions'>;

function readExtensions(value: JsonObject, known: readonly Schema[], place: string, report: Report): Extensions {
  const given = value['schemaExtensions'] ?? [];
  const at = `${place}/schemaExtensions`;
  if (!Array.isArray(given)) {
    report(at, 'schemaExtensions is an array (RFC 7643 §6).', 'Write [ { "schema": "urn:...", "required": false } ].');
    return { extensions: [], requiredExtensions: [] };
  }
  const extensions: Schema[] = [];
  const requiredExtensions: string[] = [];
  (given as readonly Json[]).forEach((one, index) => {
    const here = `${at}/${index}`;
    if (!isJsonObject(one)) {
      report(here, 'An extension is an object (RFC 7643 §6).', 'Write { "schema": "urn:...", "required": false }.');
      return;
    }
    const schema = findSchema(one['schema'], known, `${here}/schema`, report);
    if (schema === undefined) return;
    if (extensions.includes(schema)) report(here, `${schema.id} is listed twice.`, 'Keep one of them.');
    else extensions.push(schema);
    if (flag(one, 'required', false, here, report)) requiredExtensions.push(schema.id);
  });
  return { extensions, requiredExtensions };
}

function findSchema(id: Json | undefined, known: readonly Schema[], place: string, report: Report): Schema | undefined {
  const found = known.find((schema) => typeof id === 'string' && isSame(schema.id, id));
  if (found !== undefined) return found;
  const near =
    typeof id === 'string'
      ? closest(
          id,
          known.map((schema) => schema.id),
        )
      : undefined;
  report(
    place,
    `${JSON.stringify(id ?? null)} is the id of no schema.`,
    near === undefined ? 'Define it in "schemas", or name one that is there.' : `Did you mean "${near}"?`,
  );
  return undefined;
}

const TAKEN = ['/Me', '/Bulk', '/Schemas', '/ResourceTypes', '/ServiceProviderConfig'];

/** A resource type that is neither User nor Group. */
function readOwnType(
  value: JsonObject,
  name: string,
  known: readonly Schema[],
  types: readonly ResourceType[],
  place: string,
  report: Report,
): Omit<ResourceType, keyof Extensions> | undefined {
  const description = text(value, 'description', place, report) ?? name;
  const endpoint = value['endpoint'];
  const schema = findSchema(value['schema'], known, `${place}/schema`, report);
  if (typeof endpoint !== 'string' || !/^\/[A-Za-z][\w-]*$/u.test(endpoint)) {
    report(
      `${place}/endpoint`,
      `A resource type has an endpoint of one segment, found ${JSON.stringify(endpoint ?? null)} (RFC 7643 §6).`,
      `Write "endpoint": "/${name}s".`,
    );
    return undefined;
  }
  if ([...TAKEN, ...types.map((type) => type.endpoint)].some((one) => isSame(one, endpoint))) {
    report(`${place}/endpoint`, `${endpoint} is taken.`, 'Choose another endpoint.');
  }
  if (schema === undefined) return undefined;
  reportUnfitCore(schema, place, report);
  return { name, endpoint, description, schema };
}

function reportUnfitCore(schema: Schema, place: string, report: Report): void {
  if (standardSchemas.includes(schema)) {
    report(`${place}/schema`, `${schema.id} belongs to a type of this server.`, 'Define a schema of its own for the type.');
  }
  // In an extension such a name stands under its URN; here it would mean two things.
  for (const { name } of schema.attributes.filter((attribute) => findAttribute(commonAttributes, attribute.name))) {
    report(
      `${place}/schema`,
      `"${name}" of ${schema.id} is an attribute of every resource (RFC 7643 §3.1).`,
      'Leave it out of the schema.',
    );
  }
}

function reportRedefinition(value: JsonObject, standard: ResourceType, place: string, report: Report): void {
  for (const [key, held] of [
    ['endpoint', standard.endpoint],
    ['schema', standard.schema.id],
  ] as const) {
    const given = value[key] ?? held;
    if (typeof given === 'string' && isSame(given, held)) continue;
    report(
      `${place}/${key}`,
      `The ${key} of ${standard.name} is ${held} on this server.`,
      'Leave it out: only extensions can be added to it.',
    );
  }
}

function extended(type: ResourceType, { extensions, requiredExtensions }: Extensions): ResourceType {
  const added = extensions.filter((schema) => !type.extensions.includes(schema));
  return { ...type, extensions: [...type.extensions, ...added], requiredExtensions };
}

function reportUnused(schemas: readonly Placed<Schema>[], types: readonly ResourceType[], report: Report): void {
  const used = new Set(types.flatMap(({ schema, extensions }) => [schema, ...extensions]));
  for (const { place, value } of schemas.filter((one) => !used.has(one.value))) {
    report(
      place,
      `No resource type uses ${value.id}.`,
      `For users, say in "resourceTypes": { "name": "User", "schemaExtensions": [ { "schema": "${value.id}", "required": false } ] }.`,
    );
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from './error.ts';
import { commonAttributes, attribute as define, findAttribute, findExtension, type ResourceType } from './schema.ts';
import { type Tolerances, tolerate } from './tolerance.ts';
import { readValue } from './value.ts';

/**
 * Reads the body of a POST or PUT into a resource in canonical spelling: without `schemas`, `id`, `meta` and whatever else only the
 * service provider writes (RFC 7644 §3.3: read-only attributes are ignored). Throws ScimError.
 */
export function readResource(body: Json, type: ResourceType, tolerances: Tolerances): JsonObject {
  if (!isJsonObject(body)) {
    throw new ScimError(400, 'invalidSyntax', `The body must be a JSON object: a ${type.name} resource (RFC 7644 §3.3).`);
  }
  const resource = readAttributes(body, type, tolerances);
  readSchemas(body, resource, type, tolerances);
  for (const attribute of type.schema.attributes) {
    if (attribute.required && isBlank(resource[attribute.name])) {
      throw new ScimError(400, 'invalidValue', `${attribute.name} is required (RFC 7643 §4) and is missing or empty.`);
    }
  }
  return resource;
}

/** The URNs for the `schemas` of a resource: its own and those of the extensions it has values in. */
export function schemasOf(resource: JsonObject, type: ResourceType): readonly string[] {
  return [type.schema, ...type.extensions.filter((extension) => extension.id in resource)].map((schema) => schema.id);
}

function readAttributes(body: JsonObject, type: ResourceType, tolerances: Tolerances): JsonObject {
  const read: [string, Json][] = [];
  for (const [key, value] of Object.entries(body)) {
    const extension = findExtension(type, key);
    // In a body an extension is an object under its URN: for reading, a complex attribute of that name.
    const attribute = extension
      ? define(extension.id, extension.description, { type: 'complex', subAttributes: extension.attributes })
      : findAttribute([...type.schema.attributes, ...commonAttributes], key);
    if (attribute === undefined) {
      tolerate(tolerances, 'unknown-attributes-ignored', 'invalidSyntax', `"${key}" is defined by no schema of ${type.name}.`);
    } else if (attribute.mutability !== 'readOnly' && attribute.name !== 'schemas') {
      const canonical = readValue(attribute, value, attribute.name, tolerances);
      if (canonical !== undefined) read.push([attribute.name, canonical]);
    }
  }
  return Object.fromEntries(read);
}

function readSchemas(body: JsonObject, resource: JsonObject, type: ResourceType, tolerances: Tolerances): void {
  const given = Object.entries(body).find(([key]) => key.toLowerCase() === 'schemas')?.[1] ?? [];
  if (!Array.isArray(given) || !given.every((urn) => typeof urn === 'string')) {
    throw new ScimError(400, 'invalidSyntax', 'schemas must be an array of URNs (RFC 7643 §3).');
  }
  const listed = new Set(given.map((urn: string) => urn.toLowerCase()));
  for (const urn of schemasOf(resource, type)) {
    if (!listed.has(urn.toLowerCase())) {
      tolerate(tolerances, 'missing-schemas', 'invalidSyntax', `schemas must list ${urn}, which the body uses (RFC 7643 §3).`);
    }
  }
  const known = new Set([type.schema, ...type.extensions].map((schema) => schema.id.toLowerCase()));
  const unknown = given.find((urn: string) => !known.has(urn.toLowerCase()));
  if (unknown !== undefined) {
    tolerate(
      tolerances,
      'unknown-attributes-ignored',
      'invalidSyntax',
      `schemas lists ${unknown}, which is no schema of ${type.name}.`,
    );
  }
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

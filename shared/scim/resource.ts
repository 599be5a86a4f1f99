import { closest } from '#shared/kernel/closest.ts';
import { isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { findCoreAttribute } from './attribute-lookup.ts';
import { ScimError } from './error.ts';
import { messageMember } from './message.ts';
import { type Attribute, commonAttributes, attribute as define, findExtension, type ResourceType } from './schema.ts';
import { type Tolerances, tolerate, tolerateUnknown } from './tolerance.ts';
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
  refuseMissing(resource, type);
  return resource;
}

/** Throws ScimError where a resource in canonical spelling lacks what its schemas require (RFC 7643 §2.2). */
export function refuseMissing(resource: JsonObject, type: ResourceType): void {
  for (const attribute of type.schema.attributes) requireIn(resource, attribute, attribute.name);
  for (const { id, attributes } of type.extensions) {
    const held = resource[id];
    if (isJsonObject(held)) {
      for (const attribute of attributes) requireIn(held, attribute, `${id}:${attribute.name}`);
    } else if (type.requiredExtensions.includes(id)) {
      throw new ScimError(
        400,
        'invalidValue',
        `A ${type.name} needs the extension ${id} (RFC 7643 §6), and it is missing or empty.`,
      );
    }
  }
}

function requireIn(home: JsonObject, attribute: Attribute, place: string): void {
  const held = home[attribute.name];
  if (isBlank(held)) {
    if (!attribute.required) return;
    throw new ScimError(400, 'invalidValue', `${place} is required (RFC 7643 §4) and is missing or empty.`);
  }
  const required = attribute.subAttributes.filter((subAttribute) => subAttribute.required);
  if (required.length === 0) return;
  for (const element of Array.isArray(held) ? (held as readonly Json[]) : [held ?? null]) {
    if (isJsonObject(element)) for (const one of required) requireIn(element, one, `${place}.${one.name}`);
  }
}

/**
 * What a PUT makes of a resource (RFC 7644 §3.5.1): what the client gave, and what it may not change or cannot know. Throws ScimError
 * mutability where it gave another value for an immutable attribute.
 */
export function replaceResource(before: JsonObject, given: JsonObject, type: ResourceType): JsonObject {
  const core = [...type.schema.attributes, ...commonAttributes];
  const extensions = type.extensions.flatMap(({ id, attributes }): [string, Json][] => {
    const [held, next] = [before[id] ?? {}, given[id] ?? {}];
    if (!isJsonObject(held) || !isJsonObject(next)) return [];
    const extension = replaceIn(held, next, attributes, `${id}:`);
    return Object.keys(extension).length === 0 ? [] : [[id, extension]];
  });
  return { ...replaceIn(before, given, core, ''), ...Object.fromEntries(extensions) };
}

function replaceIn(before: JsonObject, given: JsonObject, attributes: readonly Attribute[], prefix: string): JsonObject {
  let replaced = given;
  for (const { name, mutability, multiValued, subAttributes } of attributes) {
    const [held, next] = [before[name], given[name]];
    if (held === undefined) continue;
    const isKept = mutability === 'immutable' || mutability === 'writeOnly';
    if (next === undefined) {
      // Nobody who leaves out a value that is never shown means to clear it.
      if (isKept) replaced = { ...replaced, [name]: held };
    } else if (mutability === 'immutable' && !isEqualJson(held, next)) {
      throw immutable(`${prefix}${name}`);
    } else if (!multiValued && isJsonObject(held) && isJsonObject(next)) {
      replaced = { ...replaced, [name]: replaceIn(held, next, subAttributes, `${prefix}${name}.`) };
    }
  }
  return replaced;
}

function immutable(name: string): ScimError {
  return new ScimError(400, 'mutability', `"${name}" is immutable and has another value already (RFC 7644 §3.5.1).`);
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
      : findCoreAttribute(type, key);
    if (attribute === undefined) {
      const fate = tolerateUnknown(tolerances, key, 'invalidSyntax', `"${key}" is defined by no schema of ${type.name}.`);
      if (fate === 'kept' && value !== null) read.push([key, value]);
    } else if (read.some(([name]) => name === attribute.name)) {
      throw new ScimError(400, 'invalidSyntax', `${attribute.name} is given twice; names ignore case (RFC 7643 §2.1).`);
    } else if (attribute.mutability !== 'readOnly' && attribute.name !== 'schemas') {
      const canonical = readValue(attribute, value, attribute.name, tolerances);
      if (canonical !== undefined) read.push([attribute.name, canonical]);
    }
  }
  return Object.fromEntries(read);
}

function readSchemas(body: JsonObject, resource: JsonObject, type: ResourceType, tolerances: Tolerances): void {
  const given = messageMember(body, 'schemas') ?? [];
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
  const malformed = given.find((urn: string) => !known.has(urn.toLowerCase()) && isMalformed(urn));
  if (malformed !== undefined) {
    const near = closest(
      malformed,
      [type.schema, ...type.extensions].map((schema) => schema.id),
    );
    const hint = near === undefined ? '' : ` Did the client mean ${near}?`;
    throw new ScimError(400, 'invalidSyntax', `schemas lists ${malformed}, which can be no schema: ${REGISTERED_FORM}.${hint}`);
  }
  const unknown = given.find((urn: string) => !known.has(urn.toLowerCase()));
  if (unknown !== undefined) {
    tolerateUnknown(tolerances, unknown, 'invalidSyntax', `schemas lists ${unknown}, which is no schema of ${type.name}.`);
  }
}

const REGISTERED_FORM =
  'a URN below urn:ietf:params:scim:schemas: ends in a version, a colon and a name (RFC 7643 §10.2.1, §10.4)';

/** Whether a URN stands in the namespace that IANA registers and has no form that is registered there: it is a misspelled one. */
function isMalformed(urn: string): boolean {
  return /^urn:ietf:params:scim:schemas:/iu.test(urn) && !/:\d+(?:\.\d+)*:[^:]+$/u.test(urn);
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

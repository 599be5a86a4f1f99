import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { type AttributeLocation, findCoreAttribute, locateAttribute } from './attribute-lookup.ts';
import { ScimError } from './error.ts';
import type { Filter } from './filter.ts';
import { compileElementFilter } from './filter-match.ts';
import { messageMember, PATCH_OP_URN } from './message.ts';
import { type PatchPath, parsePatchPath } from './patch-path.ts';
import { readReferredId } from './reference.ts';
import { type Attribute, attribute, findAttribute, findExtension, type ResourceType } from './schema.ts';
import { type Tolerances, tolerate, tolerateUnknown } from './tolerance.ts';
import { readElement, readSubValue, readValue } from './value.ts';

/** One change at one attribute: what a PATCH message comes down to once its paths and values are read. */
export interface PatchOperation {
  readonly kind: 'add' | 'replace' | 'remove';
  readonly location: AttributeLocation;
  readonly filter: Filter | null;
  /** The filter, compiled: which elements are meant. Null: no filter. */
  readonly matches: ((element: Json) => boolean) | null;
  /**
   * In canonical spelling: a list for a whole multi-valued attribute, else one value. Undefined only with `remove`; a `remove` with
   * a list takes away the elements with those `value`s.
   */
  readonly value: Json | undefined;
  /** Where it came from, for messages: `Operations[0]`. */
  readonly place: string;
}

/** Reads a PATCH message (RFC 7644 §3.5.2) for a resource type. Operations come out in order. Throws ScimError. */
export function readPatch(body: Json, type: ResourceType, tolerances: Tolerances): readonly PatchOperation[] {
  if (!isJsonObject(body)) throw syntaxError('The body must be a JSON object: a PatchOp message');
  const schemas = messageMember(body, 'schemas') ?? [];
  if (!Array.isArray(schemas) || !schemas.includes(PATCH_OP_URN)) {
    tolerate(tolerances, 'missing-schemas', 'invalidSyntax', `schemas must list ${PATCH_OP_URN} (RFC 7644 §3.5.2).`);
  }
  const operations = messageMember(body, 'Operations');
  if (!Array.isArray(operations)) throw syntaxError('Operations must be an array');
  if (operations.length > OPERATIONS_MAX) {
    throw new ScimError(
      413,
      null,
      `A PATCH may hold ${OPERATIONS_MAX} operations, found ${operations.length}; send several requests, or several values in one operation.`,
    );
  }
  if (operations.length === 0) {
    tolerate(tolerances, 'empty-operations', 'invalidSyntax', 'Operations must hold at least one operation (RFC 7644 §3.5.2).');
  }
  return operations.flatMap((operation: Json, index) =>
    readOperation(operation, { type, tolerances, place: `Operations[${index}]` }),
  );
}

// Each operation may look at every value that the ones before it added.
const OPERATIONS_MAX = 2000;

interface Reading {
  readonly type: ResourceType;
  readonly tolerances: Tolerances;
  readonly place: string;
}

function readOperation(operation: Json, reading: Reading): readonly PatchOperation[] {
  if (!isJsonObject(operation)) throw syntaxError(`${reading.place} must be an object`);
  const kind = readKind(messageMember(operation, 'op') ?? null, reading);
  const path = messageMember(operation, 'path') ?? null;
  const value = messageMember(operation, 'value') ?? null;
  if (typeof path === 'string') return operationsAtPath(kind, path, value, reading);
  if (path !== null) throw new ScimError(400, 'invalidPath', `${reading.place}.path must be a string.`);
  if (kind === 'remove') {
    throw new ScimError(400, 'noTarget', `${reading.place}: remove needs a path (RFC 7644 §3.5.2.2).`);
  }
  if (!isJsonObject(value)) {
    throw syntaxError(`${reading.place}.value must be an object of attributes, for there is no path`);
  }
  return Object.entries(value).flatMap(([key, member]) => operationsAtKey(kind, key, member, reading));
}

function readKind(op: Json, { tolerances, place }: Reading): PatchOperation['kind'] {
  const kinds = ['add', 'replace', 'remove'] as const;
  const exact = kinds.find((kind) => kind === op);
  if (exact !== undefined) return exact;
  const folded = kinds.find((kind) => typeof op === 'string' && kind === op.toLowerCase());
  const detail = `${place}.op must be "add", "replace" or "remove", found ${JSON.stringify(op)} (RFC 7644 §3.5.2).`;
  if (folded === undefined) throw new ScimError(400, 'invalidSyntax', detail);
  tolerate(tolerances, 'op-any-case', 'invalidSyntax', detail);
  return folded;
}

/** A key of the value object of an operation without a path. */
function operationsAtKey(kind: PatchOperation['kind'], key: string, value: Json, reading: Reading): readonly PatchOperation[] {
  const { type, tolerances, place } = reading;
  if (findExtension(type, key) || findCoreAttribute(type, key)) {
    return operationsAtPath(kind, key, value, reading);
  }
  if (/^urn:/iu.test(key)) {
    const detail = `${place}.value: the key "${key}" is a path; an extension is an object under its URN (RFC 7643 §3.3).`;
    tolerate(tolerances, 'urn-keys-in-pathless-value', 'invalidSyntax', detail);
  } else if (/[.[]/u.test(key)) {
    const detail = `${place}.value: the key "${key}" is a path; a sub-attribute belongs in an object of its attribute.`;
    tolerate(tolerances, 'dotted-keys-in-pathless-value', 'invalidSyntax', detail);
  }
  return operationsAtPath(kind, key, value, reading);
}

function operationsAtPath(kind: PatchOperation['kind'], text: string, value: Json, reading: Reading): readonly PatchOperation[] {
  const { type, tolerances, place } = reading;
  const extension = findExtension(type, text);
  if (extension !== undefined) return operationsInExtension(kind, extension.id, value, reading);
  const path = parsePatchPath(withColon(text, reading), tolerances);
  const location = locateAttribute(type, path) ?? locateInExtension(path, text, reading);
  if (location === undefined) {
    const detail = `${place}: no schema of ${type.name} defines "${text}".`;
    const fate = tolerateUnknown(tolerances, path.attribute, 'invalidPath', detail);
    return fate === 'kept' ? operationsAtUnknown(kind, path, value, reading) : [];
  }
  return operationsAt(kind, location, path.filter, value, reading);
}

/** `urn:...:User.department` as `urn:...:User:department`. */
function withColon(text: string, { type, tolerances, place }: Reading): string {
  const extension = type.extensions.find(({ id }) => text.toLowerCase().startsWith(`${id.toLowerCase()}.`));
  if (extension === undefined) return text;
  const detail = `${place}: "${text}" has a dot where a colon divides a URN from its attribute (RFC 7644 §3.10).`;
  tolerate(tolerances, 'extension-path-with-dot', 'invalidPath', detail);
  return `${extension.id}:${text.slice(extension.id.length + 1)}`;
}

/** An attribute that no schema defines has any value; among several, no filter can choose. */
function operationsAtUnknown(
  kind: PatchOperation['kind'],
  { urn, attribute: name, subAttribute, filter }: PatchPath,
  value: Json,
  { place }: Reading,
): readonly PatchOperation[] {
  if (filter !== null) return [];
  const define = (each: string): Attribute => attribute(each, 'Defined by no schema.');
  const location = {
    extensionUrn: urn,
    attribute: define(name),
    subAttribute: subAttribute === null ? null : define(subAttribute),
  };
  const isRemoval = kind === 'remove' || value === null;
  return [
    { kind: isRemoval ? 'remove' : kind, location, filter: null, matches: null, value: isRemoval ? undefined : value, place },
  ];
}

/** `manager` instead of `urn:...:User:manager`. */
function locateInExtension(path: PatchPath, text: string, { type, tolerances, place }: Reading): AttributeLocation | undefined {
  if (path.urn !== null) return undefined;
  for (const { id } of type.extensions) {
    const location = locateAttribute(type, { ...path, urn: id });
    if (location !== undefined) {
      const detail = `${place}: "${text}" is an attribute of ${id} and needs that URN in front (RFC 7644 §3.10).`;
      tolerate(tolerances, 'extension-attributes-without-urn', 'invalidPath', detail);
      return location;
    }
  }
  return undefined;
}

function operationsInExtension(
  kind: PatchOperation['kind'],
  urn: string,
  value: Json,
  reading: Reading,
): readonly PatchOperation[] {
  if (kind === 'remove') return removeExtension(urn, reading);
  if (!isJsonObject(value)) throw syntaxError(`${reading.place}: the value for ${urn} must be an object`);
  return Object.entries(value).flatMap(([key, member]) => operationsAtPath(kind, `${urn}:${key}`, member, reading));
}

/** What an extension requires goes with the extension, if that may go (RFC 7643 §6). */
function removeExtension(urn: string, { type, place }: Reading): readonly PatchOperation[] {
  if (type.requiredExtensions.includes(urn)) {
    throw new ScimError(
      400,
      'mutability',
      `${place}: the extension ${urn} is required and cannot be removed (RFC 7644 §3.5.2.2).`,
    );
  }
  const attributes = findExtension(type, urn)?.attributes.filter(({ mutability }) => mutability !== 'readOnly') ?? [];
  return attributes.map((attribute) => ({
    kind: 'remove',
    location: { extensionUrn: urn, attribute, subAttribute: null },
    filter: null,
    matches: null,
    value: undefined,
    place,
  }));
}

function operationsAt(
  kind: PatchOperation['kind'],
  location: AttributeLocation,
  filter: Filter | null,
  value: Json,
  reading: Reading,
): readonly PatchOperation[] {
  const { attribute, subAttribute } = location;
  const { place, tolerances } = reading;
  // The server writes `schemas` itself, from what the resource holds.
  if (attribute.name === 'schemas') return [];
  refuseUnwritable(location, place);
  if (subAttribute?.name === '$ref') return operationsAtReference(kind, location, filter, value, reading);
  const matches = filter === null ? null : compileElementFilter(filter, attribute, tolerances);
  if (filter !== null && !attribute.multiValued) {
    const detail = `${place}: "${attribute.name}" has one value, so a filter cannot choose among its values (RFC 7644 §3.5.2).`;
    if (attribute.type !== 'complex') throw new ScimError(400, 'invalidPath', detail);
    tolerate(tolerances, 'value-path-on-single-value', 'invalidPath', detail);
  }
  const operation = { location, filter, matches, place };
  if (kind === 'remove') return [{ kind, ...operation, value: readRemoval(location, filter, value, reading) }];
  if (attribute.type === 'complex' && !attribute.multiValued && subAttribute === null && isJsonObject(value)) {
    return operationsInComplex(kind, location, filter, value, reading);
  }
  const read = readNewValue(location, filter, value, reading);
  if (attribute.required && subAttribute === null && (read === undefined || String(read).trim() === '')) {
    throw new ScimError(400, 'invalidValue', `${place}: ${attribute.name} is required and cannot be empty (RFC 7643 §4).`);
  }
  if (
    read !== undefined &&
    attribute.type === 'complex' &&
    !attribute.multiValued &&
    subAttribute === null &&
    isJsonObject(read)
  ) {
    return operationsInComplex(kind, location, filter, read, reading);
  }
  if (read !== undefined) return [{ kind, ...operation, value: read }];
  // Nothing to add changes nothing; replacing with nothing unassigns (RFC 7643 §2.5).
  return kind === 'add' ? [] : [{ kind: 'remove', ...operation, value: undefined }];
}

/** The `$ref` of a reference is another way to say its `value`. */
function operationsAtReference(
  kind: PatchOperation['kind'],
  location: AttributeLocation,
  filter: Filter | null,
  value: Json,
  reading: Reading,
): readonly PatchOperation[] {
  const subAttribute = findAttribute(location.attribute.subAttributes, 'value') ?? null;
  const referredId = kind === 'remove' ? null : readReferredId(value, `${reading.place}: ${location.attribute.name}.$ref`);
  return operationsAt(kind, { ...location, subAttribute }, filter, referredId ?? null, reading);
}

/** Sub-attributes that a complex value does not name stay as they are (RFC 7644 §3.5.2.3), so each that it names is a change of its own. */
function operationsInComplex(
  kind: 'add' | 'replace',
  location: AttributeLocation,
  filter: Filter | null,
  value: JsonObject,
  reading: Reading,
): readonly PatchOperation[] {
  const named = Object.entries(value).map(([key, member]) => ({
    key,
    member,
    subAttribute: findAttribute(location.attribute.subAttributes, key),
  }));
  const hasValue = named.some(({ subAttribute, member }) => subAttribute?.name === 'value' && member !== null);
  return named.flatMap(({ key, member, subAttribute }) => {
    if (subAttribute === undefined) {
      const detail = `${reading.place}: no schema defines "${location.attribute.name}.${key}".`;
      tolerate(reading.tolerances, 'unknown-attributes-ignored', 'invalidSyntax', detail);
      return [];
    }
    if (subAttribute.mutability === 'readOnly') return [];
    // Both say the same; `value` decides.
    if (subAttribute.name === '$ref' && (hasValue || member === null)) return [];
    return operationsAt(kind, { ...location, subAttribute }, filter, member, reading);
  });
}

function readNewValue(location: AttributeLocation, filter: Filter | null, value: Json, reading: Reading): Json | undefined {
  const { attribute, subAttribute } = location;
  const { tolerances } = reading;
  if (subAttribute !== null) {
    const place = `${reading.place}: ${attribute.name}.${subAttribute.name}`;
    return readSubValue(attribute, subAttribute, subAttribute.multiValued ? asList(value) : value, place, tolerances);
  }
  const place = `${reading.place}: ${attribute.name}`;
  if (!attribute.multiValued) return readValue(attribute, value, place, tolerances);
  if (filter !== null) return readElement(attribute, value, place, tolerances);
  return readValue(attribute, asList(value), place, tolerances);
}

/** "a new value is added to the attribute" (RFC 7644 §3.5.2.1): one value need not be wrapped in a list. */
function asList(value: Json): Json {
  return Array.isArray(value) || value === null ? value : [value];
}

/** What a remove names by value: RFC 7644 §3.5.2.2 gives such a value no meaning, and without it every element would go. */
function readRemoval(location: AttributeLocation, filter: Filter | null, value: Json, reading: Reading): Json | undefined {
  const { attribute, subAttribute } = location;
  const required = subAttribute ?? (filter === null ? attribute : null);
  if (required?.required) {
    throw new ScimError(
      400,
      'mutability',
      `${reading.place}: ${required.name} is required and cannot be removed (RFC 7644 §3.5.2.2).`,
    );
  }
  if (value === null || filter !== null || subAttribute !== null || !attribute.multiValued) return undefined;
  const remedy = `name them in the path, as in ${attribute.name}[value eq "..."]`;
  const detail = `${reading.place}: remove takes no value (RFC 7644 §3.5.2.2), and without it all ${attribute.name} would go; ${remedy}.`;
  tolerate(reading.tolerances, 'remove-members-by-value', 'invalidSyntax', detail);
  return readNewValue(location, null, value, reading) ?? [];
}

function refuseUnwritable({ attribute, subAttribute }: AttributeLocation, place: string): void {
  const blocked = [attribute, subAttribute].find((one) => one?.mutability === 'readOnly');
  if (blocked === null || blocked === undefined) return;
  throw new ScimError(400, 'mutability', `${place}: "${blocked.name}" is read-only (RFC 7644 §3.5.2).`);
}

function syntaxError(detail: string): ScimError {
  return new ScimError(400, 'invalidSyntax', `${detail} (RFC 7644 §3.5.2).`);
}

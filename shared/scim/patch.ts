import { canonicalJson, isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { printAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import type { Filter } from './filter.ts';
import type { PatchOperation } from './patch-request.ts';
import { type Tolerances, tolerate } from './tolerance.ts';
import { readElement } from './value.ts';

/**
 * Applies operations in order to a resource in canonical spelling and answers a new one. All or nothing: it throws ScimError at the
 * first operation that cannot be done (RFC 7644 §3.5.2).
 */
export function applyPatch(resource: JsonObject, operations: readonly PatchOperation[], tolerances: Tolerances): JsonObject {
  return operations.reduce((current, operation) => applyOperation(current, operation, tolerances), resource);
}

function applyOperation(resource: JsonObject, operation: PatchOperation, tolerances: Tolerances): JsonObject {
  const { extensionUrn, attribute } = operation.location;
  const home = extensionUrn === null ? resource : (resource[extensionUrn] ?? {});
  if (!isJsonObject(home)) return resource;
  const held = home[attribute.name];
  const next = attribute.multiValued
    ? changeList(Array.isArray(held) ? held : [], operation, tolerances)
    : changeSingle(held, operation, tolerances);
  if (attribute.mutability === 'immutable' && held !== undefined && !isEqualJson(held, next)) {
    throw immutable(operation, attribute.name);
  }
  const changed = withMember(home, attribute.name, next);
  if (extensionUrn === null) return changed;
  return withMember(resource, extensionUrn, Object.keys(changed).length === 0 ? undefined : changed);
}

function changeSingle(held: Json | undefined, operation: PatchOperation, tolerances: Tolerances): Json | undefined {
  const isMeant = operation.matches === null || (held !== undefined && operation.matches(held));
  if (!isMeant) {
    if (operation.kind !== 'remove') throw noTarget(operation);
    tolerateAbsence(operation, tolerances);
    return held;
  }
  return changeValue(held ?? {}, operation);
}

/** Changes one value: a sub-attribute of it, or all of it. Undefined: nothing is left. */
function changeValue(held: Json, operation: PatchOperation): Json | undefined {
  const changed = toChanged(held, operation);
  const fixed = operation.location.attribute.subAttributes.filter(({ mutability }) => mutability === 'immutable');
  for (const { name } of fixed) {
    const before = isJsonObject(held) ? held[name] : undefined;
    // Taking the whole value away is no change of what is in it.
    if (before === undefined || !isJsonObject(changed)) continue;
    if (!isEqualJson(before, changed[name])) throw immutable(operation, name);
  }
  return changed;
}

function toChanged(held: Json, { kind, location, value }: PatchOperation): Json | undefined {
  const next = kind === 'remove' ? undefined : value;
  const { subAttribute } = location;
  if (subAttribute === null) {
    return kind === 'add' && isJsonObject(held) && isJsonObject(next) ? { ...held, ...next } : next;
  }
  const home = isJsonObject(held) ? held : {};
  const before = home[subAttribute.name];
  const isAppended = kind === 'add' && Array.isArray(before) && Array.isArray(next);
  const changed = withMember(home, subAttribute.name, isAppended ? [...before, ...fresh(next, before)] : next);
  return Object.keys(changed).length === 0 ? undefined : changed;
}

/** A client may give an immutable attribute its first value, and no other (RFC 7644 §3.5.2). */
function immutable({ place }: PatchOperation, name: string): ScimError {
  return new ScimError(400, 'mutability', `${place}: "${name}" is immutable and has another value already (RFC 7644 §3.5.2).`);
}

function changeList(list: readonly Json[], operation: PatchOperation, tolerances: Tolerances): Json | undefined {
  const { subAttribute } = operation.location;
  const next =
    operation.matches === null && subAttribute === null
      ? changeWholeList(list, operation)
      : changeElements(list, operation, tolerances);
  return next.length === 0 ? undefined : next;
}

function changeWholeList(list: readonly Json[], { kind, value }: PatchOperation): readonly Json[] {
  const given: readonly Json[] = Array.isArray(value) ? value : [];
  if (kind === 'replace') return given;
  if (kind === 'add') return withOnePrimary([...list, ...fresh(given, list)], list.length);
  if (value === undefined) return [];
  const gone = new Set(given.map(identify));
  return list.filter((element) => !gone.has(identify(element)));
}

/** What is not there yet: a value that is there already is not added again (RFC 7644 §3.5.2.1). */
function fresh(given: readonly Json[], list: readonly Json[]): readonly Json[] {
  const seen = new Set(list.map(canonicalJson));
  return given.filter((one) => {
    const text = canonicalJson(one);
    return !seen.has(text) && seen.add(text);
  });
}

function changeElements(list: readonly Json[], operation: PatchOperation, tolerances: Tolerances): readonly Json[] {
  const matches = operation.matches ?? (() => true);
  const isMeant = list.map((element) => matches(element));
  if (isMeant.includes(true)) {
    const changed = list.map((element, index) => (isMeant[index] ? changeValue(element, operation) : element));
    const touched = isMeant.indexOf(true);
    return withOnePrimary(
      changed.map((element) => element ?? null),
      touched,
    ).filter((element) => element !== null);
  }
  if (operation.kind !== 'remove') return withOnePrimary([...list, createElement(operation, tolerances)], list.length);
  if (operation.matches !== null) tolerateAbsence(operation, tolerances);
  return list;
}

/** An element that satisfies the filter of a path which found none: `emails[type eq "work"].value` makes a work address. */
function createElement(operation: PatchOperation, tolerances: Tolerances): Json {
  const { filter, location, value = null, place } = operation;
  const error = noTarget(operation);
  tolerate(tolerances, 'create-on-missing-value-path', 'noTarget', error.message);
  const template = filter === null ? {} : toTemplate(filter);
  const read = template && readElement(location.attribute, template, place, tolerances);
  if (template === undefined || (filter !== null && !isJsonObject(read))) throw error;
  const given = location.subAttribute === null ? value : { [location.subAttribute.name]: value };
  return isJsonObject(given) ? { ...(isJsonObject(read) ? read : {}), ...given } : given;
}

/** The values that equality terms joined by `and` ask for; undefined for any other filter, which asks for no one element. */
function toTemplate(filter: Filter): JsonObject | undefined {
  if (filter.kind === 'and') {
    const [left, right] = [toTemplate(filter.left), toTemplate(filter.right)];
    return left && right && { ...left, ...right };
  }
  if (filter.kind !== 'comparison' || filter.operator !== 'eq') return undefined;
  return { [filter.path.attribute]: filter.value };
}

/** Setting `primary` on one element takes it from the others (RFC 7644 §3.5.2). `newest` is the index of the element that wins. */
function withOnePrimary(list: readonly Json[], newest: number): readonly Json[] {
  const winner = list.findIndex((element, index) => index >= newest && isPrimary(element));
  if (winner === -1) return list;
  return list.map((element, index) => (index !== winner && isPrimary(element) ? { ...element, primary: false } : element));
}

function isPrimary(element: Json): element is JsonObject {
  return isJsonObject(element) && element['primary'] === true;
}

/** What tells one value of a list from the others, as text. */
function identify(element: Json): string {
  return canonicalJson(isJsonObject(element) ? (element['value'] ?? element) : element);
}

function tolerateAbsence(operation: PatchOperation, tolerances: Tolerances): void {
  tolerate(tolerances, 'remove-of-absent-value', 'noTarget', noTarget(operation).message);
}

function noTarget({ location, filter, place }: PatchOperation): ScimError {
  const name = printAttributePath({
    urn: location.extensionUrn,
    attribute: location.attribute.name,
    subAttribute: null,
  });
  const detail = filter === null ? `${name} has no value to change` : `no value of ${name} matches the filter of the path`;
  return new ScimError(400, 'noTarget', `${place}: ${detail} (RFC 7644 §3.5.2).`);
}

function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _gone, ...rest } = object;
  return rest;
}

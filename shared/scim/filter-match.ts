import { assertNever } from '#shared/kernel/assert.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { locateAttribute, readValues } from './attribute-lookup.ts';
import { type AttributePath, printAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import type { ComparisonOperator, ComparisonValue, Filter } from './filter.ts';
import { comparisonOf, toComparisonValue } from './filter-comparison.ts';
import { type Attribute, attribute as define, findAttribute, findExtension, type ResourceType } from './schema.ts';
import type { Tolerances } from './tolerance.ts';

type Predicate<T> = (value: T) => boolean;

/**
 * A filter as a predicate over resources in canonical spelling. An attribute that no schema defines has no value
 * (RFC 7644 §3.4.2.2). Throws ScimError invalidFilter for a comparison that the attribute's type does not know.
 */
export function compileFilter(filter: Filter, type: ResourceType, tolerances: Tolerances): Predicate<JsonObject> {
  const find = (path: AttributePath): Found<JsonObject> | undefined => {
    const location = locateAttribute(type, path);
    if (location === undefined) return findWholeExtension(type, path);
    refuseUnreadable(location.subAttribute ?? location.attribute, path);
    return {
      definition: location.subAttribute ?? location.attribute,
      read: (resource) => readValues(resource, location),
    };
  };
  return compile(filter, find, tolerances);
}

/** A value filter (`type eq "work"`) as a predicate over the elements of one attribute. */
export function compileElementFilter(filter: Filter, attribute: Attribute, tolerances: Tolerances): Predicate<Json> {
  // The elements of a simple multi-valued attribute answer to the name `value` (RFC 7643 §2.4).
  const known = attribute.type === 'complex' ? attribute.subAttributes : [{ ...attribute, name: 'value', multiValued: false }];
  const find = (path: AttributePath): Found<Json> | undefined => {
    const definition = path.urn === null && path.subAttribute === null ? findAttribute(known, path.attribute) : undefined;
    if (definition === undefined) return undefined;
    refuseUnreadable(definition, path);
    return { definition, read: (element) => readElement(element, definition.name) };
  };
  return compile(filter, find, tolerances);
}

interface Found<T> {
  readonly definition: Attribute;
  readonly read: (value: T) => readonly Json[];
}
type Find<T> = (path: AttributePath) => Found<T> | undefined;

/** `urn:...:enterprise:2.0:User pr`: the URN of an extension reads like a path whose last part is an attribute. */
function findWholeExtension(type: ResourceType, path: AttributePath): Found<JsonObject> | undefined {
  const extension = path.urn === null ? undefined : findExtension(type, printAttributePath(path));
  if (extension === undefined) return undefined;
  const { id, description, attributes } = extension;
  return {
    definition: define(id, description, { type: 'complex', subAttributes: attributes }),
    read: (resource) => (resource[id] === undefined ? [] : [resource[id]]),
  };
}

/** A filter would tell, guess by guess, what is never returned (RFC 7643 §7, `returned` and `mutability`). */
function refuseUnreadable(definition: Attribute, path: AttributePath): void {
  if (definition.returned !== 'never' && definition.mutability !== 'writeOnly') return;
  const detail = `"${printAttributePath(path)}" is never returned, and a filter cannot ask for it (RFC 7643 §7).`;
  throw new ScimError(400, 'invalidFilter', detail);
}

function readElement(element: Json, name: string): readonly Json[] {
  const value = isJsonObject(element) ? (element[name] ?? null) : name === 'value' ? element : null;
  return value === null ? [] : [value];
}

function compile<T>(filter: Filter, find: Find<T>, tolerances: Tolerances): Predicate<T> {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = compile(filter.left, find, tolerances);
      const right = compile(filter.right, find, tolerances);
      return filter.kind === 'and' ? (value) => left(value) && right(value) : (value) => left(value) || right(value);
    }
    case 'not': {
      const operand = compile(filter.operand, find, tolerances);
      return (value) => !operand(value);
    }
    case 'present': {
      const found = find(filter.path);
      return (value) => found?.read(value).some(isPresent) ?? false;
    }
    case 'value-path': {
      const found = find(filter.path);
      const matches = compileElementFilter(filter.filter, found?.definition ?? unknownAttribute, tolerances);
      return (value) => found?.read(value).some(matches) ?? false;
    }
    case 'comparison':
      return compileComparison(filter, find, tolerances);
    default:
      return assertNever(filter);
  }
}

const unknownAttribute = define('unknown', 'An attribute that no schema defines.', { type: 'complex' });

/** "Has value": not empty, and of a complex attribute at least one part is not (RFC 7644 §3.4.2.2, table 3). */
function isPresent(value: Json): boolean {
  return isJsonObject(value) ? Object.values(value).some((part) => part !== null && isPresent(part)) : value !== '';
}

function compileComparison<T>(filter: Filter & { kind: 'comparison' }, find: Find<T>, tolerances: Tolerances): Predicate<T> {
  const { operator, value } = filter;
  const found = withValueSubAttribute(find, filter);
  if (found === undefined) return () => isTrueOfNothing(operator, value);
  const wanted = toComparisonValue(found.definition, filter, tolerances);
  const holds = comparisonOf(found.definition, operator, wanted);
  const holdsOfNothing = isTrueOfNothing(operator, wanted);
  return (resource) => {
    const held = found.read(resource);
    return held.length === 0 ? holdsOfNothing : held.some(holds);
  };
}

/** `emails co "x"` means the values of the e-mail addresses (RFC 7644 §3.4.2.2, its example of a multi-valued attribute). */
function withValueSubAttribute<T>(find: Find<T>, { path, value }: Filter & { kind: 'comparison' }): Found<T> | undefined {
  const found = find(path);
  // Whether there is any value at all can be asked of every attribute.
  if (found?.definition.type !== 'complex' || value === null) return found;
  const subAttribute = findAttribute(found.definition.subAttributes, 'value');
  if (subAttribute === undefined || path.subAttribute !== null) {
    const name = printAttributePath(path);
    const [first] = found.definition.subAttributes;
    // Behind the URN of an extension an attribute follows a colon, behind an attribute a sub-attribute follows a dot.
    const separator = found.definition.name.startsWith('urn:') ? ':' : '.';
    const example = `${name}${separator}${first?.name ?? 'value'}`;
    const detail = `"${name}" has sub-attributes; name the one to compare, as in "${example}" (RFC 7644 §3.4.2.2).`;
    throw new ScimError(400, 'invalidFilter', detail);
  }
  return { definition: subAttribute, read: (held) => found.read(held).flatMap((element) => readElement(element, 'value')) };
}

/** No value differs from every value, and equals null: unassigned and null are one (RFC 7643 §2.5). */
function isTrueOfNothing(operator: ComparisonOperator, wanted: ComparisonValue): boolean {
  return wanted === null ? operator === 'eq' : operator === 'ne';
}

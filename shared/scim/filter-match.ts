import { assertNever } from '#shared/kernel/assert.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { locateAttribute, readValues } from './attribute-lookup.ts';
import { type AttributePath, printAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import type { ComparisonOperator, ComparisonValue, Filter } from './filter.ts';
import { type Attribute, attribute as define, findAttribute, type ResourceType } from './schema.ts';
import { type Tolerances, tolerate } from './tolerance.ts';

type Predicate<T> = (value: T) => boolean;

/**
 * A filter as a predicate over resources in canonical spelling. An attribute that no schema defines has no value
 * (RFC 7644 §3.4.2.2). Throws ScimError invalidFilter for a comparison that the attribute's type does not know.
 */
export function compileFilter(filter: Filter, type: ResourceType, tolerances: Tolerances): Predicate<JsonObject> {
  const find = (path: AttributePath): Found<JsonObject> | undefined => {
    const location = locateAttribute(type, path);
    return (
      location && {
        definition: location.subAttribute ?? location.attribute,
        read: (resource) => readValues(resource, location),
      }
    );
  };
  return compile(filter, find, tolerances);
}

/** A value filter (`type eq "work"`) as a predicate over the elements of one attribute. */
export function compileElementFilter(filter: Filter, attribute: Attribute, tolerances: Tolerances): Predicate<Json> {
  // The elements of a simple multi-valued attribute answer to the name `value` (RFC 7643 §2.4).
  const known = attribute.type === 'complex' ? attribute.subAttributes : [{ ...attribute, name: 'value', multiValued: false }];
  const find = (path: AttributePath): Found<Json> | undefined => {
    const definition = path.urn === null && path.subAttribute === null ? findAttribute(known, path.attribute) : undefined;
    return definition && { definition, read: (element) => readElement(element, definition.name) };
  };
  return compile(filter, find, tolerances);
}

interface Found<T> {
  readonly definition: Attribute;
  readonly read: (value: T) => readonly Json[];
}
type Find<T> = (path: AttributePath) => Found<T> | undefined;

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

function isPresent(value: Json): boolean {
  return value !== '' && !(isJsonObject(value) && Object.keys(value).length === 0);
}

function compileComparison<T>(filter: Filter & { kind: 'comparison' }, find: Find<T>, tolerances: Tolerances): Predicate<T> {
  const { path, operator } = filter;
  const found = withValueSubAttribute(find, path);
  if (found === undefined) return () => isTrueOfNothing(operator, filter.value);
  const wanted = toComparable(found.definition, filter, tolerances);
  return (value) => {
    const held = found.read(value);
    if (held.length === 0) return isTrueOfNothing(operator, wanted);
    return held.some((one) => compare(fold(found.definition, operator, one), operator, fold(found.definition, operator, wanted)));
  };
}

/** `emails co "x"` means the values of the e-mail addresses (RFC 7644 §3.4.2.2, its example of a multi-valued attribute). */
function withValueSubAttribute<T>(find: Find<T>, path: AttributePath): Found<T> | undefined {
  const found = find(path);
  if (found?.definition.type !== 'complex') return found;
  const value = findAttribute(found.definition.subAttributes, 'value');
  if (value === undefined || path.subAttribute !== null) {
    const name = printAttributePath(path);
    throw new ScimError(
      400,
      'invalidFilter',
      `"${name}" has sub-attributes; name the one to compare, as in "${name}.formatted".`,
    );
  }
  return { definition: value, read: (held) => found.read(held).flatMap((element) => readElement(element, 'value')) };
}

/** No value differs from every value, and equals null. */
function isTrueOfNothing(operator: ComparisonOperator, wanted: ComparisonValue): boolean {
  return wanted === null ? operator === 'eq' : operator === 'ne';
}

/** The filter's value in the attribute's type, or a refusal. */
function toComparable(definition: Attribute, filter: Filter & { kind: 'comparison' }, tolerances: Tolerances): ComparisonValue {
  const { operator, value } = filter;
  const name = printAttributePath(filter.path);
  const refuse = (detail: string): ScimError => new ScimError(400, 'invalidFilter', `${detail} (RFC 7644 §3.4.2.2).`);
  if (value === null) {
    if (operator === 'eq' || operator === 'ne') return null;
    throw refuse(`"${name} ${operator} null" has no meaning: null can only be compared with eq and ne`);
  }
  const isEquality = operator === 'eq' || operator === 'ne';
  if (!isEquality && (definition.type === 'boolean' || definition.type === 'binary')) {
    throw refuse(`"${name}" is ${definition.type}, which "${operator}" cannot compare; use eq or ne`);
  }
  if (definition.type === 'boolean') return toBoolean(name, value, tolerances);
  if (definition.type === 'integer' || definition.type === 'decimal') {
    if (typeof value === 'number') return value;
    throw refuse(`"${name}" is a number and cannot be compared with ${JSON.stringify(value)}`);
  }
  if (typeof value === 'string') return value;
  tolerate(
    tolerances,
    'unquoted-filter-values',
    'invalidFilter',
    `"${name}" is a ${definition.type} and cannot be compared with ${String(value)}: its value belongs in quotation marks.`,
  );
  return String(value);
}

function toBoolean(name: string, value: string | number | boolean, tolerances: Tolerances): boolean {
  if (typeof value === 'boolean') return value;
  const word = String(value).toLowerCase();
  const detail = `"${name}" is true or false and cannot be compared with ${JSON.stringify(value)}.`;
  if (word !== 'true' && word !== 'false') throw new ScimError(400, 'invalidFilter', detail);
  tolerate(tolerances, 'string-booleans', 'invalidFilter', detail);
  return word === 'true';
}

/** Brings a value into the form its type is compared in: case folded unless exact; dates as instants, but for text operators. */
function fold(definition: Attribute, operator: ComparisonOperator, value: Json): Json {
  if (typeof value !== 'string') return value;
  if (definition.type === 'dateTime' && !['co', 'sw', 'ew'].includes(operator)) {
    const instant = Date.parse(value);
    return Number.isNaN(instant) ? value : instant;
  }
  return definition.caseExact ? value : value.toLowerCase();
}

function compare(held: Json, operator: ComparisonOperator, wanted: Json): boolean {
  switch (operator) {
    case 'eq':
      return held === wanted;
    case 'ne':
      return held !== wanted;
    case 'co':
      return isText(held, wanted, (one, other) => one.includes(other));
    case 'sw':
      return isText(held, wanted, (one, other) => one.startsWith(other));
    case 'ew':
      return isText(held, wanted, (one, other) => one.endsWith(other));
    case 'gt':
      return isOrdered(held, wanted, (sign) => sign > 0);
    case 'ge':
      return isOrdered(held, wanted, (sign) => sign >= 0);
    case 'lt':
      return isOrdered(held, wanted, (sign) => sign < 0);
    case 'le':
      return isOrdered(held, wanted, (sign) => sign <= 0);
    default:
      return assertNever(operator);
  }
}

function isText(held: Json, wanted: Json, test: (held: string, wanted: string) => boolean): boolean {
  return typeof held === 'string' && typeof wanted === 'string' && test(held, wanted);
}

function isOrdered(held: Json, wanted: Json, test: (sign: number) => boolean): boolean {
  if (typeof held === 'number' && typeof wanted === 'number') return test(held - wanted);
  if (typeof held === 'string' && typeof wanted === 'string') return test(held < wanted ? -1 : held > wanted ? 1 : 0);
  return false;
}

import { assertNever } from '#shared/kernel/assert.ts';
import type { Json } from '#shared/kernel/json.ts';
import { parseDateTime } from './attribute-date-time.ts';
import { printAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import type { ComparisonOperator, ComparisonValue, Filter } from './filter.ts';
import type { Attribute } from './schema.ts';
import { type Tolerances, tolerate } from './tolerance.ts';

/** Whether one held value, never null, stands in the relation to the wanted one, which `toComparisonValue` read. */
export function comparisonOf(
  definition: Attribute,
  operator: ComparisonOperator,
  wanted: ComparisonValue,
): (held: Json) => boolean {
  // Held values are never null: of those, each differs from null.
  if (wanted === null) return () => operator === 'ne';
  const other = fold(definition, operator, wanted);
  switch (operator) {
    case 'eq':
      return (held) => fold(definition, operator, held) === other;
    case 'ne':
      return (held) => fold(definition, operator, held) !== other;
    case 'co':
      return textual(definition, operator, other, (one, text) => one.includes(text));
    case 'sw':
      return textual(definition, operator, other, (one, text) => one.startsWith(text));
    case 'ew':
      return textual(definition, operator, other, (one, text) => one.endsWith(text));
    case 'gt':
      return ordered(definition, operator, other, (sign) => sign > 0);
    case 'ge':
      return ordered(definition, operator, other, (sign) => sign >= 0);
    case 'lt':
      return ordered(definition, operator, other, (sign) => sign < 0);
    case 'le':
      return ordered(definition, operator, other, (sign) => sign <= 0);
    default:
      return assertNever(operator);
  }
}

/** The filter's value in the attribute's type, or a refusal: ScimError invalidFilter. */
export function toComparisonValue(
  definition: Attribute,
  filter: Filter & { kind: 'comparison' },
  tolerances: Tolerances,
): ComparisonValue {
  const { operator, value } = filter;
  const name = printAttributePath(filter.path);
  if (value === null) {
    if (operator === 'eq' || operator === 'ne') return null;
    throw refusal(`"${name} ${operator} null" has no meaning: null can only be compared with eq and ne`);
  }
  refuseOperator(definition, operator, name);
  switch (definition.type) {
    case 'boolean':
      return toBoolean(name, value, tolerances);
    case 'integer':
    case 'decimal':
      if (typeof value === 'number') return value;
      throw refusal(`"${name}" is a number and cannot be compared with ${JSON.stringify(value)}`);
    case 'dateTime':
      if (isTextual(operator) || (typeof value === 'string' && parseDateTime(value) !== undefined)) break;
      throw refusal(
        `"${name}" is a date and time and cannot be compared with ${JSON.stringify(value)}; write it as "2026-01-05T08:00:00Z"`,
      );
    default:
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

/** Booleans and binaries have no order (RFC 7644 §3.4.2.2, table 3), and only text has parts. */
function refuseOperator({ type }: Attribute, operator: ComparisonOperator, name: string): void {
  if (operator === 'eq' || operator === 'ne') return;
  if (type === 'boolean' || type === 'binary') {
    throw refusal(`"${name}" is ${type}, which "${operator}" cannot compare; use eq or ne`);
  }
  if ((type === 'integer' || type === 'decimal') && isTextual(operator)) {
    throw refusal(`"${name}" is a number, which "${operator}" cannot compare; use eq, ne, gt, ge, lt or le`);
  }
}

function toBoolean(name: string, value: string | number | boolean, tolerances: Tolerances): boolean {
  if (typeof value === 'boolean') return value;
  const word = String(value).toLowerCase();
  const detail = `"${name}" is true or false and cannot be compared with ${JSON.stringify(value)}.`;
  if (word !== 'true' && word !== 'false') throw new ScimError(400, 'invalidFilter', detail);
  tolerate(tolerances, 'string-booleans', 'invalidFilter', detail);
  return word === 'true';
}

function refusal(detail: string): ScimError {
  return new ScimError(400, 'invalidFilter', `${detail} (RFC 7644 §3.4.2.2).`);
}

/** Brings a value into the form its type is compared in: case folded unless exact; dates as instants, but for text operators. */
function fold(definition: Attribute, operator: ComparisonOperator, value: Json): Json {
  if (typeof value !== 'string') return value;
  if (definition.type === 'dateTime' && !isTextual(operator)) return parseDateTime(value) ?? value;
  return definition.caseExact ? value : value.toLowerCase();
}

function isTextual(operator: ComparisonOperator): boolean {
  return operator === 'co' || operator === 'sw' || operator === 'ew';
}

function textual(
  definition: Attribute,
  operator: ComparisonOperator,
  wanted: Json,
  test: (held: string, wanted: string) => boolean,
): (held: Json) => boolean {
  return (held) => {
    const text = fold(definition, operator, held);
    return typeof text === 'string' && typeof wanted === 'string' && test(text, wanted);
  };
}

/** Numbers and instants by size, text by its code units. */
function ordered(
  definition: Attribute,
  operator: ComparisonOperator,
  wanted: Json,
  test: (sign: number) => boolean,
): (held: Json) => boolean {
  return (held) => {
    const one = fold(definition, operator, held);
    if (typeof one === 'number' && typeof wanted === 'number') return test(one - wanted);
    if (typeof one === 'string' && typeof wanted === 'string') return test(one < wanted ? -1 : one > wanted ? 1 : 0);
    return false;
  };
}

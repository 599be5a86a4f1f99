import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { parseDateTime } from './attribute-date-time.ts';
import { ScimError } from './error.ts';
import { isReference, readReferredId } from './reference.ts';
import { type Attribute, findAttribute } from './schema.ts';
import { type Tolerances, tolerate, tolerateUnknown } from './tolerance.ts';

/**
 * Reads what a client gives for an attribute: canonical names, the attribute's own types, nothing that only the service provider
 * may write. Undefined means unassigned: null, an empty list, an object without anything in it (RFC 7643 §2.5).
 * `place` is what messages call the value. Throws ScimError.
 */
export function readValue(attribute: Attribute, value: Json, place: string, tolerances: Tolerances): Json | undefined {
  if (value === null) return undefined;
  if (!attribute.multiValued) return readSingle(attribute, value, place, tolerances);
  if (!Array.isArray(value)) {
    throw new ScimError(400, 'invalidValue', `${place} must be a JSON array: the attribute has many values (RFC 7643 §2.4).`);
  }
  const isEmptyRefused = isReference(attribute) && !tolerances.has('empty-string-unassigns');
  const elements = (value as readonly Json[])
    .map((element, index) => {
      const read = readElement(attribute, element, `${place}[${index}]`, tolerances);
      if (read === undefined && element !== null && isEmptyRefused) throw pointsNowhere(`${place}[${index}]`);
      return read;
    })
    .filter((element) => element !== undefined);
  refuseSecondPrimary(elements, place);
  return elements.length === 0 ? undefined : elements;
}

/** One element of a multi-valued attribute. */
export function readElement(attribute: Attribute, value: Json, place: string, tolerances: Tolerances): Json | undefined {
  return value === null ? undefined : readOne(attribute, value, place, tolerances);
}

/** What a client gives for a sub-attribute of `attribute`. */
export function readSubValue(
  attribute: Attribute,
  subAttribute: Attribute,
  value: Json,
  place: string,
  tolerances: Tolerances,
): Json | undefined {
  // A plain string may be empty; the id of a resource never is.
  if (value === '' && subAttribute.name === 'value' && isReference(attribute)) {
    tolerate(
      tolerances,
      'empty-string-unassigns',
      'invalidValue',
      `${place} must be the id of a resource, found an empty string.`,
    );
  }
  return readValue(subAttribute, value, place, tolerances);
}

function readSingle(attribute: Attribute, value: Json, place: string, tolerances: Tolerances): Json | undefined {
  if (!Array.isArray(value)) return readOne(attribute, value, place, tolerances);
  const [only = null, second] = value as readonly Json[];
  const detail = `${place} has one value, not a list of ${value.length}.`;
  if (second !== undefined) throw new ScimError(400, 'invalidValue', detail);
  tolerate(tolerances, 'single-value-in-array', 'invalidValue', detail);
  return only === null ? undefined : readOne(attribute, only, place, tolerances);
}

function readOne(attribute: Attribute, value: Json, place: string, tolerances: Tolerances): Json | undefined {
  switch (attribute.type) {
    case 'complex':
      return readComplex(attribute, value, place, tolerances);
    case 'boolean':
      return readBoolean(value, place, tolerances);
    case 'integer':
    case 'decimal':
      return readNumber(attribute.type, value, place, tolerances);
    default:
      return readText(attribute, value, place, tolerances);
  }
}

function readNumber(type: 'integer' | 'decimal', value: Json, place: string, tolerances: Tolerances): number | undefined {
  const error = wrongType(place, `a number (${type})`, value);
  if (value === '' && tolerances.has('empty-string-unassigns')) return undefined;
  const isText = typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/u.test(value);
  const read = isText ? Number(value) : value;
  if (typeof read !== 'number' || (type === 'integer' && !Number.isInteger(read))) throw error;
  if (isText) tolerate(tolerances, 'string-numbers', 'invalidValue', error.message);
  return read;
}

function readText(attribute: Attribute, value: Json, place: string, tolerances: Tolerances): string | undefined {
  if (typeof value !== 'string') throw wrongType(place, 'a string', value);
  if (value === '' && tolerances.has('empty-string-unassigns')) return undefined;
  if (attribute.type === 'dateTime' && parseDateTime(value) === undefined) throw wrongType(place, 'a date and time', value);
  // RFC 7643 §2.3.6; both alphabets of RFC 4648 are in use.
  if (attribute.type === 'binary' && !/^[\w+/-]*={0,2}$/u.test(value)) throw wrongType(place, 'base64', value);
  return value;
}

function readBoolean(value: Json, place: string, tolerances: Tolerances): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === '' && tolerances.has('empty-string-unassigns')) return undefined;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  const error = wrongType(place, 'true or false', value);
  if (word !== 'true' && word !== 'false') throw error;
  tolerate(tolerances, 'string-booleans', 'invalidValue', error.message);
  return word === 'true';
}

function readComplex(attribute: Attribute, value: Json, place: string, tolerances: Tolerances): JsonObject | undefined {
  if (isJsonObject(value)) return readMembers(attribute, value, place, tolerances);
  // A single reference, such as `manager`, given as the id it refers to.
  if (typeof value === 'string' && !attribute.multiValued && isReference(attribute)) {
    tolerate(
      tolerances,
      'manager-as-string',
      'invalidValue',
      `${place} must be an object such as {"value": "..."}, found a string.`,
    );
    return readMembers(attribute, { value }, place, tolerances);
  }
  throw wrongType(place, 'an object', value);
}

function readMembers(attribute: Attribute, value: JsonObject, place: string, tolerances: Tolerances): JsonObject | undefined {
  const members: [string, Json][] = [];
  let referredId: string | undefined;
  for (const [key, member] of Object.entries(value)) {
    const memberPlace = `${place}.${key}`;
    const definition = findAttribute(attribute.subAttributes, key);
    if (definition === undefined) {
      const fate = tolerateUnknown(tolerances, key, 'invalidSyntax', `${memberPlace} is defined by no schema.`);
      if (fate === 'kept') members.push([key, member]);
      continue;
    }
    if (definition.mutability === 'readOnly') continue;
    if (definition.name === '$ref') {
      referredId = readReferredId(member, memberPlace);
      continue;
    }
    if (members.some(([name]) => name === definition.name)) {
      throw new ScimError(400, 'invalidSyntax', `${memberPlace} is given twice; names ignore case (RFC 7643 §2.1).`);
    }
    const read = readSubValue(attribute, definition, member, memberPlace, tolerances);
    if (read !== undefined) members.push([definition.name, read]);
  }
  // `$ref` and `value` say the same. Where a client gives both, `value` decides, and the server answers the `$ref` that follows.
  if (referredId !== undefined && !members.some(([name]) => name === 'value')) members.push(['value', referredId]);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** What is left out would pass for a success: nobody joins a group by a name alone. */
function pointsNowhere(place: string): ScimError {
  return new ScimError(400, 'invalidValue', `${place} must have the id of a resource as its value (RFC 7643 §2.4).`);
}

function refuseSecondPrimary(elements: readonly Json[], place: string): void {
  const primaryCount = elements.filter((element) => isJsonObject(element) && element['primary'] === true).length;
  if (primaryCount < 2) return;
  throw new ScimError(400, 'invalidValue', `${place} has ${primaryCount} primary values; at most one may be (RFC 7643 §2.4).`);
}

function wrongType(place: string, wanted: string, found: Json): ScimError {
  const shown = JSON.stringify(found);
  const clipped = shown.length > 80 ? `${shown.slice(0, 80)}...` : shown;
  return new ScimError(400, 'invalidValue', `${place} must be ${wanted}, found ${clipped}.`);
}

import { closest } from '#shared/kernel/closest.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { type Attribute, attribute as define } from './schema.ts';

/** Collects what is wrong, so that a person mends a whole document at once. */
export type Report = (place: string, message: string, remedy: string) => void;

/** A list of attribute definitions (RFC 7643 §7). What cannot be read is reported and left out. `place` is a JSON pointer. */
export function readAttributes(value: Json | undefined, place: string, report: Report): readonly Attribute[] {
  if (!Array.isArray(value)) {
    report(place, 'A schema lists its attributes in an array (RFC 7643 §7).', 'Write "attributes": [ ... ].');
    return [];
  }
  const read = (value as readonly Json[]).flatMap(
    (one, index) => readAttribute(one, `${place}/${index}`, report, 'attribute') ?? [],
  );
  reportTwice(read, place, report);
  return read;
}

/** What is collected, as problems. */
export function openReport(): { readonly problems: Problem[]; readonly report: Report } {
  const problems: Problem[] = [];
  return { problems, report: (place, message, remedy) => problems.push({ place, message, remedy }) };
}

const KEYS = [
  ...['name', 'type', 'multiValued', 'description', 'required', 'caseExact', 'mutability', 'returned', 'uniqueness'],
  ...['subAttributes', 'canonicalValues', 'referenceTypes'],
];
const TYPES = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary', 'complex'] as const;
const MUTABILITIES = ['readWrite', 'readOnly', 'immutable', 'writeOnly'] as const;
const RETURNED = ['default', 'always', 'never', 'request'] as const;
const UNIQUENESS = ['none', 'server', 'global'] as const;

function readAttribute(value: Json, place: string, report: Report, level: 'attribute' | 'sub-attribute'): Attribute | undefined {
  if (!isJsonObject(value)) {
    report(place, 'An attribute is defined by an object (RFC 7643 §7).', 'Write { "name": "...", "type": "string" }.');
    return undefined;
  }
  reportUnknownKeys(value, KEYS, place, report);
  const name = readName(value, place, report);
  const type = oneOf(value, 'type', TYPES, 'string', place, report);
  // Binary values and references are case exact by their nature (RFC 7643 §2.3.6, §2.3.7).
  const caseExact = flag(value, 'caseExact', type === 'binary' || type === 'reference', place, report);
  const canonicalValues = texts(value, 'canonicalValues', place, report);
  const referenceTypes = texts(value, 'referenceTypes', place, report);
  const attribute = define(name ?? '', text(value, 'description', place, report) ?? '', {
    type,
    multiValued: flag(value, 'multiValued', false, place, report),
    required: flag(value, 'required', false, place, report),
    caseExact,
    mutability: oneOf(value, 'mutability', MUTABILITIES, 'readWrite', place, report),
    returned: oneOf(value, 'returned', RETURNED, value['mutability'] === 'writeOnly' ? 'never' : 'default', place, report),
    uniqueness: oneOf(value, 'uniqueness', UNIQUENESS, 'none', place, report),
    subAttributes: readSubAttributes(value, type, place, report, level),
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
    ...(referenceTypes === undefined ? {} : { referenceTypes }),
  });
  reportContradictions(attribute, place, report);
  return name === undefined ? undefined : attribute;
}

function readName(value: JsonObject, place: string, report: Report): string | undefined {
  const name = value['name'];
  if (typeof name !== 'string' || !/^(?:\$ref|[A-Za-z][\w-]*)$/u.test(name)) {
    report(
      `${place}/name`,
      `An attribute needs a name of letters, digits, "-" and "_" that begins with a letter, found ${JSON.stringify(name ?? null)} (RFC 7643 §2.1).`,
      'Give it such a name, as in "badgeNumber".',
    );
    return undefined;
  }
  // Resources are plain objects here: these names already mean something on every object.
  if (name in {}) {
    report(`${place}/name`, `"${name}" cannot name an attribute on this server.`, 'Choose another name.');
    return undefined;
  }
  return name;
}

function readSubAttributes(
  value: JsonObject,
  type: Attribute['type'],
  place: string,
  report: Report,
  level: 'attribute' | 'sub-attribute',
): readonly Attribute[] {
  const given = value['subAttributes'];
  const at = `${place}/subAttributes`;
  if (type !== 'complex') {
    if (given !== undefined && !(Array.isArray(given) && given.length === 0)) {
      report(
        at,
        `Only a complex attribute has sub-attributes; this one is ${type} (RFC 7643 §7).`,
        'Say "type": "complex", or take them away.',
      );
    }
    return [];
  }
  if (level === 'sub-attribute') {
    report(`${place}/type`, 'A sub-attribute cannot be complex (RFC 7643 §2.3.8).', 'Move its parts up into the attribute.');
    return [];
  }
  if (!Array.isArray(given) || given.length === 0) {
    report(at, 'A complex attribute needs at least one sub-attribute (RFC 7643 §2.3.8).', 'List them in "subAttributes".');
    return [];
  }
  const read = (given as readonly Json[]).flatMap(
    (one, index) => readAttribute(one, `${at}/${index}`, report, 'sub-attribute') ?? [],
  );
  reportTwice(read, at, report);
  return read;
}

function reportContradictions(
  { name, type, mutability, returned, required, uniqueness }: Attribute,
  place: string,
  report: Report,
): void {
  if (mutability === 'writeOnly' && returned !== 'never') {
    report(
      `${place}/returned`,
      `"${name}" is writeOnly and so is never returned, but says "${returned}" (RFC 7643 §7).`,
      'Say "returned": "never".',
    );
  }
  if (mutability === 'readOnly' && required) {
    report(
      `${place}/required`,
      `"${name}" is required and readOnly: no client may write it, and this server gives it no value.`,
      'Take one of the two away.',
    );
  }
  if (uniqueness !== 'none' && (type === 'complex' || type === 'boolean')) {
    report(
      `${place}/uniqueness`,
      `"${name}" is ${type}, which cannot be unique.`,
      type === 'complex' ? 'Say it of a sub-attribute, such as "value".' : 'Say "uniqueness": "none".',
    );
  }
}

function reportTwice(attributes: readonly Attribute[], place: string, report: Report): void {
  const names = attributes.map(({ name }) => name.toLowerCase());
  attributes.forEach(({ name }, index) => {
    if (names.indexOf(name.toLowerCase()) === index) return;
    report(place, `"${name}" is defined twice; names ignore case (RFC 7643 §2.1).`, 'Keep one of them.');
  });
}

/** A key that nobody reads is most often a misspelled one. */
export function reportUnknownKeys(value: JsonObject, known: readonly string[], place: string, report: Report): void {
  for (const key of Object.keys(value).filter((one) => !known.includes(one))) {
    const near = closest(key, known);
    const remedy = near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${near}"?`;
    report(`${place}/${key}`, `"${key}" has no meaning here (RFC 7643 §6, §7).`, remedy);
  }
}

export function text(value: JsonObject, key: string, place: string, report: Report): string | undefined {
  const found = value[key];
  if (found === undefined || typeof found === 'string') return found;
  report(`${place}/${key}`, `${key} is a string, found ${JSON.stringify(found)}.`, `Write "${key}": "...".`);
  return undefined;
}

export function flag(value: JsonObject, key: string, standard: boolean, place: string, report: Report): boolean {
  const found = value[key] ?? standard;
  if (typeof found === 'boolean') return found;
  report(`${place}/${key}`, `${key} is true or false, found ${JSON.stringify(found)}.`, `Write "${key}": true or false.`);
  return standard;
}

function oneOf<T extends string>(
  value: JsonObject,
  key: string,
  choices: readonly T[],
  standard: T,
  place: string,
  report: Report,
): T {
  const found = value[key] ?? standard;
  const choice = choices.find((one) => one === found);
  if (choice !== undefined) return choice;
  const near = typeof found === 'string' ? closest(found, choices) : undefined;
  report(
    `${place}/${key}`,
    `${key} is one of ${choices.join(', ')}, found ${JSON.stringify(found)} (RFC 7643 §7).`,
    near === undefined ? `Choose one of them, or leave it out for "${standard}".` : `Did you mean "${near}"?`,
  );
  return standard;
}

function texts(value: JsonObject, key: string, place: string, report: Report): readonly string[] | undefined {
  const found = value[key];
  if (found === undefined) return undefined;
  if (Array.isArray(found) && found.every((one) => typeof one === 'string')) return found;
  report(`${place}/${key}`, `${key} is a list of strings.`, `Write "${key}": ["..."].`);
  return undefined;
}

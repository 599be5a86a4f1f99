import { closest } from '#shared/kernel/closest.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { FaultField } from './fault-catalogue.ts';

/** Ids of rules and profiles: they stand in addresses, on command lines and in file names. */
export const idField: FaultField = { type: 'text', sentence: 'Small letters, digits and hyphens.' };
const ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/u;

/** The value of a field, or its default; undefined where it is left out and may be, or where a problem was noted. */
export function readField(field: FaultField, value: Json | undefined, place: string, problems: Problem[]): Json | undefined {
  if (value === undefined) {
    if ('default' in field && field.default !== undefined) return field.default;
    if (field.type === 'text' && field.isOptional === true) return undefined;
    problems.push({ place, message: 'It is missing.', remedy: `Give it: ${wanted(field)}.` });
    return undefined;
  }
  if (isOf(field, value)) return value;
  problems.push({ place, message: `${shown(value)} is no value for it.`, remedy: `Give ${wanted(field)}.` });
  return undefined;
}

export function unknownKeys(value: JsonObject, known: readonly string[], place: string, problems: Problem[]): void {
  for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
    const near = closest(key, known);
    problems.push({
      place: `${place}.${key}`,
      message: `"${key}" is not known here.`,
      remedy: near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${near}"?`,
    });
  }
}

export function listOf(value: Json, place: string, problems: Problem[]): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  problems.push({ place, message: `${shown(value)} is no list.`, remedy: 'Write a list in brackets.' });
  return [];
}

function isOf(field: FaultField, value: Json): boolean {
  switch (field.type) {
    case 'integer':
    case 'number': {
      const isNumber = typeof value === 'number' && (field.type === 'number' || Number.isInteger(value));
      return isNumber && value >= field.min && value <= field.max;
    }
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value);
    case 'text':
      return typeof value === 'string' && (field === idField ? ID.test(value) : isSendable(value));
    case 'texts':
      return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && isSendable(one));
  }
}

/** Texts end up in headers and bodies: no control characters but tabs and line feeds, and no more than a page of them. */
function isSendable(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.length <= 100_000 && !/[\u0000-\u0008\u000b-\u001f\u007f]/u.test(text);
}

function wanted(field: FaultField): string {
  if (field === idField) return 'up to 64 small letters, digits and hyphens';
  switch (field.type) {
    case 'integer':
      return `a whole number from ${field.min} to ${field.max}`;
    case 'number':
      return `a number from ${field.min} to ${field.max}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${field.choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
    case 'text':
      return 'a text';
    case 'texts':
      return 'a list of texts';
  }
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

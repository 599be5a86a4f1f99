import { z } from 'zod';
import { closest } from '#shared/kernel/closest.ts';
import type { DocumentPath } from './read-document.ts';

/** What is wrong at a path, said for the person who wrote the file. */
export interface Finding {
  readonly path: DocumentPath;
  readonly message: string;
  readonly remedy: string;
}

/** The refusals of a schema as sentences; what a key means is said in the words of the schema's own description. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], schema: z.ZodType, input: unknown): readonly Finding[] {
  const misspelt = new Set(issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => path.join('/')));
  return (
    issues
      // Where a key is misspelt, a rule about the keys that are missing says nothing more.
      .filter(({ code, path }) => code !== 'custom' || !misspelt.has(path.join('/')))
      .flatMap((issue) => describeIssue(issue, schema, input))
  );
}

function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType, input: unknown): readonly Finding[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
  const value = valueAt(input, path);
  const here = schemaAt(schema, path, input);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key, keysOf(here)));
    case 'invalid_union':
      return nearestBranch(issue, path, here, value);
    case 'invalid_key':
      return [
        {
          path,
          message: `"${String(path.at(-1))}" is no usable name here.`,
          remedy: issue.issues[0]?.message ?? descriptionOf(here),
        },
      ];
    case 'invalid_type':
      return [
        value === undefined
          ? { path, message: `"${String(path.at(-1))}" is missing.`, remedy: descriptionOf(here) }
          : {
              path,
              message: `Expected ${nameOfType(issue.expected)}, found ${describeValue(value)}.`,
              remedy: issue.expected === 'string' ? quoteRemedy(value, here) : descriptionOf(here),
            },
      ];
    case 'invalid_value':
      return [
        {
          path,
          message: `Expected ${issue.values.map((known) => JSON.stringify(known)).join(' or ')}, found ${describeValue(value)}.`,
          remedy: descriptionOf(here),
        },
      ];
    default:
      return [{ path, message: sentence(issue.message), remedy: descriptionOf(here) }];
  }
}

// Microsoft Graph's names of what Entra's mappings, and so our files, call otherwise.
const namesByGraphName: Readonly<Record<string, string>> = {
  id: 'objectId',
  mobilePhone: 'mobile',
  businessPhones: 'telephoneNumber',
  faxNumber: 'facsimileTelephoneNumber',
  officeLocation: 'physicalDeliveryOfficeName',
  onPremisesImmutableId: 'immutableId',
};

function unknownKey(path: DocumentPath, key: string, known: readonly string[]): Finding {
  const graphName = Object.hasOwn(namesByGraphName, key) ? namesByGraphName[key] : undefined;
  const near = graphName !== undefined && known.includes(graphName) ? graphName : closest(key, known);
  const all = known.length === 0 ? 'Remove it.' : `Known keys: ${known.join(', ')}.`;
  return { path, message: `"${key}" is not a key of this place.`, remedy: near === undefined ? all : `Did you mean "${near}"?` };
}

/** Of the branches of a union, the one that fails deepest is the one that was meant. */
function nearestBranch(
  issue: z.core.$ZodIssueInvalidUnion,
  path: DocumentPath,
  here: z.ZodType | undefined,
  value: unknown,
): readonly Finding[] {
  const union = unwrapped(here);
  const branches = union instanceof z.ZodUnion ? union.options : [];
  for (const [index, errors] of issue.errors.entries()) {
    const branch = branches[index];
    const isAboutContent = errors.every(
      (error) => error.path.length > 0 || !['invalid_type', 'invalid_value'].includes(error.code),
    );
    if (!isAboutContent || branch === undefined) continue;
    const findings = describeIssues(errors, branch as z.ZodType, value);
    return findings.map((finding) => ({ ...finding, path: [...path, ...finding.path] }));
  }
  return [{ path, message: `${capital(describeValue(value))} cannot stand here.`, remedy: descriptionOf(here) }];
}

function quoteRemedy(value: unknown, here: z.ZodType | undefined): string {
  return typeof value === 'number' || typeof value === 'boolean' ? `Put it in quotes: "${value}".` : descriptionOf(here);
}

function descriptionOf(schema: z.ZodType | undefined): string {
  return sentence(schema?.description ?? unwrapped(schema)?.description ?? 'See the schema named in the first line of the file');
}

function keysOf(schema: z.ZodType | undefined): readonly string[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => keysOf(option as z.ZodType));
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** The part of a schema that a path leads to. */
function schemaAt(schema: z.ZodType, path: DocumentPath, input: unknown): z.ZodType | undefined {
  let here: z.ZodType | undefined = schema;
  for (const step of path) {
    const inner = unwrapped(here);
    if (inner instanceof z.ZodObject) here = inner.shape[String(step)] as z.ZodType | undefined;
    else if (inner instanceof z.ZodArray) here = inner.element as z.ZodType;
    else if (inner instanceof z.ZodRecord) here = inner.valueType as z.ZodType;
    else return undefined;
  }
  return input === undefined ? undefined : here;
}

function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  let here = schema;
  while (here instanceof z.ZodOptional || here instanceof z.ZodDefault || here instanceof z.ZodNullable) {
    here = here.def.innerType as z.ZodType;
  }
  return here;
}

function valueAt(input: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    input,
  );
}

function nameOfType(expected: string): string {
  const names: Record<string, string> = {
    string: 'text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping of keys to values',
    record: 'a mapping of keys to values',
    null: 'null',
  };
  return names[expected] ?? expected;
}

function describeValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text "${value}"` : `the ${typeof value} ${String(value)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

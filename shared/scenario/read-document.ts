import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { closest } from '#shared/kernel/closest.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { describeIssues } from './issue-sentences.ts';

export type DocumentPath = readonly (string | number)[];

export interface ReadDocument<T> {
  readonly value: T;
  /** `file:line:column` of a value, or of the key that names it. */
  locate(path: DocumentPath): string;
}

const ALIAS_COUNT_MAX = 100;

/**
 * YAML text to a value of a schema. Every refusal names file, line and column. `version` is looked at first: a file of another
 * version would only be refused for what changed in between, in words that help nobody.
 */
export function readDocument<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  format: { readonly name: string; readonly version: number },
): Parsed<ReadDocument<T>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  const placeAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const syntaxProblems = document.errors.map((error) => ({
    place: placeAt(error.pos[0]),
    message: `This is not valid YAML: ${error.message.replace(/\.?$/, '.')}`,
    remedy: 'Correct the line, or the indentation of the lines around it.',
  }));
  if (syntaxProblems.length > 0) return refused(...syntaxProblems);

  const locate = (path: DocumentPath): string => placeAt(offsetOf(document, path));
  const input = toPlainValue(document);
  if (!input.ok) return refused({ ...input.problem, place: `${file}:1:1` });
  const versionProblem = checkVersion(input.value, format);
  if (versionProblem !== undefined) return refused({ ...versionProblem, place: locate(['version']) });

  const parsed = schema.safeParse(input.value);
  if (parsed.success) return accepted({ value: parsed.data, locate });
  const findings = describeIssues(parsed.error.issues, schema, input.value);
  return refused(
    ...findings
      .map(({ path, message, remedy }) => ({ offset: offsetOf(document, path), message, remedy }))
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, message, remedy }) => ({ place: placeAt(offset), message, remedy })),
  );
}

/** Says that a name which a file uses is defined nowhere, and which one may be meant. */
export function unknownNameProblem(place: string, name: string, kind: string, known: readonly string[]): Problem {
  const near = closest(name, known);
  return {
    place,
    message: `There is no ${kind} "${name}".`,
    remedy: near === undefined ? `Define it in the tenant file, or use one that is there.` : `Did you mean "${near}"?`,
  };
}

/** An alias bomb is refused by the library with a throw; so is nothing else here. */
function toPlainValue(
  document: Document,
):
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: { message: string; remedy: string } } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: ALIAS_COUNT_MAX }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      problem: { message: `This YAML cannot be expanded: ${reason}.`, remedy: 'Write the values out instead.' },
    };
  }
}

function checkVersion(
  value: unknown,
  format: { readonly name: string; readonly version: number },
): { readonly message: string; readonly remedy: string } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      message: `A ${format.name} is a mapping of keys to values; this file is ${value === null ? 'empty' : 'something else'}.`,
      remedy: `Begin it with "version: ${format.version}".`,
    };
  }
  const version = (value as Record<string, unknown>)['version'];
  if (version === format.version) return undefined;
  if (version === undefined) {
    return { message: `The ${format.name} names no version.`, remedy: `Begin it with "version: ${format.version}".` };
  }
  if (typeof version === 'number' && version > format.version) {
    return {
      message: `The ${format.name} is of version ${version}; this program reads version ${format.version}.`,
      remedy: 'Use a newer SCIM Rehearsal, or write the file in the older version.',
    };
  }
  return {
    message: `${JSON.stringify(version)} is no version of a ${format.name}.`,
    remedy: `Write "version: ${format.version}".`,
  };
}

/** Where a path stands in the text: its key where it has one, its value in a list, else the nearest thing above it. */
function offsetOf(document: Document, path: DocumentPath): number {
  const last = path.at(-1);
  if (last === undefined) return startOf(document.contents);
  const parent = document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(last));
    if (pair !== undefined) return startOf(pair.key);
  }
  const node = document.getIn(path, true);
  return isNode(node) ? startOf(node) : offsetOf(document, path.slice(0, -1));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

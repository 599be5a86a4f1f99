import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { readJson } from '#shared/entra/schema-document/read-json.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

/** The entries of a batch; `-` is standard input. Refused only where the file cannot be read, is no JSON or no list. */
export async function readBatch(file: string, input: () => NodeJS.ReadableStream): Promise<Parsed<readonly Json[]>> {
  let content: string;
  try {
    content = file === '-' ? await text(input()) : readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The file cannot be read: ${reason}.`;
    return refused({ place: file, message, remedy: 'Check its name, and that you may read it.' });
  }
  return parseBatch(content.replace(/^\uFEFF/, ''), file);
}

function parseBatch(content: string, file: string): Parsed<readonly Json[]> {
  const parsed = parseJsonText(content, file);
  if (!parsed.ok) return parsed;
  if (Array.isArray(parsed.value)) return accepted(parsed.value as readonly Json[]);
  const remedy = 'Write [{ "id": "1", "expression": "ToLower([mail])", "source": { "mail": "A@larkfield.test" } }].';
  return refused({ place: file, message: 'A batch is a JSON list of entries.', remedy });
}

function parseJsonText(content: string, file: string): Parsed<Json> {
  if (content.trim() === '') return refused({ place: file, message: 'The file is empty.', remedy: 'Write [] for no entries.' });
  try {
    // Only where a number may need it: the reviver is slow.
    return accepted(/\d{16}/.test(content) ? JSON.parse(content, exactNumber) : JSON.parse(content));
  } catch (error) {
    const remedy = 'Correct the file, and check that it was saved as UTF-8.';
    // It says where, which the runtime does not always do.
    const located = readJson(content);
    const [problem] = located.ok ? [] : located.problems;
    if (problem !== undefined)
      return refused({ place: `${file}:${problem.place}`, message: `This is no JSON. ${problem.message}`, remedy });
    const reason = error instanceof Error ? error.message : String(error);
    return refused({ place: file, message: `This is no JSON that can be read: ${reason}.`, remedy });
  }
}

/** A number that a double cannot hold keeps its digits, as text: 9223372036854775807 is the accountExpires of "never". */
function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const digits = context?.source ?? '';
  return /^-?\d+$/.test(digits) ? digits : value;
}

/** `givenName=Ada`: an attribute that is set more than once has several values, one with nothing behind the sign is empty. */
export function parseAssignments(assignments: readonly string[]): Parsed<JsonObject> {
  const valuesByName = new Map<string, string[]>();
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    if (at < 1) {
      const message = `"${assignment}" sets no attribute.`;
      return refused({ place: '--set', message, remedy: 'Write it as --set givenName=Ada.' });
    }
    const name = assignment.slice(0, at);
    valuesByName.set(name, [...(valuesByName.get(name) ?? []), assignment.slice(at + 1)]);
  }
  return accepted(
    Object.fromEntries([...valuesByName].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? null)])),
  );
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** A date of ISO 8601, with or without a time; in UTC where it names no offset. */
export function parseInstant(given: string, place: string): Parsed<Instant> {
  const [, year, month, day, offset] = INSTANT.exec(given) ?? [];
  const hasTime = given.length > 10;
  const instant = Date.parse(hasTime && offset === undefined ? `${given.replace(' ', 'T')}Z` : given.replace(' ', 'T'));
  // Date.parse takes February 30 for March 2.
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (year !== undefined && isDay && !Number.isNaN(instant)) return accepted(instant);
  return refused({ place, message: `"${given}" is no date.`, remedy: 'Write it as 2026-01-05T09:00:00Z.' });
}

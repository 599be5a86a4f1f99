import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { readJson } from '#shared/entra/schema-document/read-json.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

/**
 * The entries of a batch; `-` is standard input. Refused only where the file cannot be read, is no JSON or no list. `example`: how
 * one entry reads.
 */
export async function readBatch(
  file: string,
  { input, example }: { readonly input: () => NodeJS.ReadableStream; readonly example: string },
): Promise<Parsed<readonly Json[]>> {
  let content: string;
  try {
    content = file === '-' ? await text(input()) : readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The file cannot be read: ${reason}.`;
    return refused({ place: file, message, remedy: 'Check its name, and that you may read it.' });
  }
  return parseBatch(content.replace(/^\uFEFF/, ''), file, example);
}

function parseBatch(content: string, file: string, example: string): Parsed<readonly Json[]> {
  const parsed = parseJsonText(content, file);
  if (!parsed.ok) return parsed;
  if (Array.isArray(parsed.value)) return accepted(parsed.value as readonly Json[]);
  const remedy = `Write [${example}].`;
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

/** The id of an entry; null where it has none to find it again by. */
export function entryIdOf(entry: Json): Json {
  const id = isJsonObject(entry) && Object.hasOwn(entry, 'id') ? entry['id'] : null;
  return typeof id === 'object' || id === undefined ? null : id;
}

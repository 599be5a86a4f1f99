import type { Json } from '#shared/kernel/json.ts';
import { readResourceTypes } from '#shared/scim/read-schema.ts';
import { standardTypes } from '#shared/scim/resource-types.ts';
import type { ResourceType } from '#shared/scim/schema.ts';

/** A schema document as a directory keeps it; the empty text stands for none. Throws with a sentence for each thing wrong with it. */
export function writeSchemas(document: Json): string {
  if (document === null) return '';
  const read = readResourceTypes(document);
  if (read.ok) return JSON.stringify(document);
  const sentences = read.problems.map(
    ({ place, message, remedy }) => `${place === '' ? 'The document' : place}: ${message} ${remedy}`,
  );
  throw new Error(`The schemas of the directory cannot be used. ${sentences.join(' ')}`);
}

const KEPT_MAX = 16;
const kept = new Map<string, readonly ResourceType[]>([['', standardTypes]]);

/** The resource types of a directory, from what `writeSchemas` wrote: asked for with each request, read once. */
export function resourceTypesOf(text: string): readonly ResourceType[] {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const read = readResourceTypes(JSON.parse(text) as Json);
  if (!read.ok) throw new Error(`Broken promise: schemas were read before they were kept (${read.problems[0]?.message})`);
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(text, read.value).set('', standardTypes);
  return read.value;
}

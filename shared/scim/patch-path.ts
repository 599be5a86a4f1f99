import { type AttributePath, parseAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import { type Filter, openCursor, parseBracketed } from './filter.ts';
import { readFilterTokens } from './filter-tokens.ts';
import type { Tolerances } from './tolerance.ts';

/** The `path` of a PATCH operation: an attribute path, or a value path with an optional sub-attribute (RFC 7644 §3.5.2). */
export interface PatchPath extends AttributePath {
  readonly filter: Filter | null;
}

/** Throws ScimError: invalidPath for the path, invalidFilter for what is between its brackets. */
export function parsePatchPath(text: string, tolerances: Tolerances): PatchPath {
  const plain = parseAttributePath(text.trim());
  if (plain !== undefined) return { ...plain, filter: null };
  if (!text.includes('[')) throw malformed(text);
  const cursor = openCursor(readFilterTokens(text), tolerances);
  const first = cursor.take();
  const path = first.kind === 'word' ? parseAttributePath(first.text) : undefined;
  if (path === undefined || path.subAttribute !== null) throw malformed(text);
  const filter = parseBracketed(cursor);
  const next = cursor.take();
  if (next.kind === 'end') return { ...path, filter };
  const subAttribute = next.text.startsWith('.') ? parseAttributePath(next.text.slice(1)) : undefined;
  if (next.kind !== 'word' || subAttribute === undefined || cursor.take().kind !== 'end') throw malformed(text);
  return { ...path, filter, subAttribute: subAttribute.attribute };
}

function malformed(text: string): ScimError {
  return new ScimError(
    400,
    'invalidPath',
    `"${text}" is no path. A path is an attribute, attribute.subAttribute, attribute[filter] or attribute[filter].subAttribute, each with or without its schema's URN in front (RFC 7644 §3.5.2).`,
  );
}

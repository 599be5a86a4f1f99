import type { SchemaCheckView } from '#shared/api/receiver-views.ts';
import type { Json } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { readResourceTypes } from '#shared/scim/read-schema.ts';
import type { ResourceType } from '#shared/scim/schema.ts';

interface SchemaText {
  readonly document: Json;
  readonly types: readonly ResourceType[];
}

/** The text of a document with schemas and resource types of a directory's own. */
export function readSchemaText(text: string): Parsed<SchemaText> {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused({
      place: 'Schemas',
      message: `The text is no JSON: ${reason}.`,
      remedy: 'Write { "schemas": [ ... ], "resourceTypes": [ ... ] } as RFC 7643 §6 and §7 word them.',
    });
  }
  const types = readResourceTypes(document);
  return types.ok ? accepted({ document, types: types.value }) : types;
}

/** The same for somebody who is still writing it. */
export function checkSchemas(text: string): SchemaCheckView {
  const read = readSchemaText(text);
  if (!read.ok) return { resourceTypes: [], problems: read.problems };
  return {
    resourceTypes: read.value.types.map(({ name, endpoint, extensions }) => ({
      name,
      endpoint,
      extensions: extensions.map(({ id }) => id),
    })),
    problems: [],
  };
}

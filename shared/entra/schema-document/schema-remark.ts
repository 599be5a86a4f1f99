import type { Json } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';

/**
 * What an import says of a document. `refused`: nothing is imported while it stands; `left-out`: kept in the document, but not
 * rehearsed; `note`: rehearsed, and worth knowing.
 */
export interface SchemaRemark extends Problem {
  readonly severity: 'refused' | 'left-out' | 'note';
}

/** A JSON pointer below a place: `pointer('/directories', 0, 'name')` (RFC 6901). */
export function pointer(place: string, ...steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`, place);
}

const VALUE_LENGTH_MAX = 60;

/** A value of another type than Microsoft Graph gives it. `expected` goes on from "where … belongs". */
export function wrongType(place: string, found: Json | undefined, expected: string): SchemaRemark {
  return {
    severity: 'refused',
    place,
    message: `Here stands ${described(found)} where ${expected} belongs.`,
    remedy: 'Download the schema again, or mend the value as Microsoft Graph (synchronizationSchema) has it.',
  };
}

/** How a sentence calls a value of a document: its type, and a short one as it is. */
export function described(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  const shown = text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
  return `the ${typeof value} ${shown}`;
}

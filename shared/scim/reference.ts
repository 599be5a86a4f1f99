import type { Json } from '#shared/kernel/json.ts';
import { ScimError } from './error.ts';
import { type Attribute, findAttribute } from './schema.ts';

/** Whether the attribute points at a resource: it has a `$ref` beside its `value` (RFC 7643 §2.4). */
export function isReference(attribute: Attribute): boolean {
  return findAttribute(attribute.subAttributes, '$ref') !== undefined;
}

/**
 * Id of the resource that a client's `$ref` names: the last segment of its address, absolute or relative (RFC 7643 §2.3.7).
 * Undefined for null and for an empty text. Throws ScimError where it is no text, or ends in no segment.
 */
export function readReferredId($ref: Json, place: string): string | undefined {
  if ($ref === null || $ref === '') return undefined;
  const segment = typeof $ref === 'string' ? /([^/?#]+)\/?(?:[?#].*)?$/u.exec($ref)?.[1] : undefined;
  const id = segment === undefined ? undefined : decoded(segment);
  if (id !== undefined) return id;
  const detail = `${place} must be the address of a resource, such as "../Users/2819c223", found ${JSON.stringify($ref)}.`;
  throw new ScimError(400, 'invalidValue', detail);
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { ObjectMapping } from './job-configuration.ts';
import { GROUP_URN, member, parseTargetAttribute, type TargetAttribute, USER_URN } from './target-attribute.ts';

/** Attributes of every resource, which no schema lists (RFC 7643 §3.1). */
const COMMON: ReadonlySet<string> = new Set(['id', 'externalid', 'meta', 'schemas']);

/**
 * The schemas of an answer to GET /Schemas (RFC 7644 §4): of a list response, of a bare array or of one schema alone; null for
 * anything that holds none.
 */
export function schemasIn(body: Json | undefined): readonly JsonObject[] | null {
  const list = isJsonObject(body) ? (member(body, 'Resources') ?? [body]) : body;
  const schemas = Array.isArray(list) ? list.filter(isJsonObject).filter(isSchema) : [];
  return schemas.length === 0 ? null : schemas;
}

function isSchema(value: JsonObject): boolean {
  return typeof value['id'] === 'string' && Array.isArray(value['attributes']);
}

/**
 * Mapped attributes that the target's schemas do not name, or do not let be written. Ours, not Entra's: a custom application's
 * schemas are never read there, and the attribute is sent all the same.
 */
export function unknownTargetAttributes(mapping: ObjectMapping, schemas: readonly JsonObject[]): readonly Problem[] {
  return mapping.attributeMappings.flatMap(({ targetAttributeName }) => {
    const target = parseTargetAttribute(targetAttributeName);
    const problem = target === null ? null : problemOf(target, mapping.sourceObjectName, schemas);
    return problem === null ? [] : [{ place: targetAttributeName, ...problem }];
  });
}

type Found = Omit<Problem, 'place'>;

const REMEDY = 'Delete the row, or have the target support it: it may ignore the attribute, or refuse the whole request.';

function problemOf(target: TargetAttribute, type: 'User' | 'Group', schemas: readonly JsonObject[]): Found | null {
  const { extensionUrn, attribute, subAttribute } = target;
  if (extensionUrn === null && COMMON.has(attribute.toLowerCase())) return null;
  const urn = extensionUrn ?? (type === 'User' ? USER_URN : GROUP_URN);
  const schema = schemas.find(({ id }) => String(id).toLowerCase() === urn.toLowerCase());
  if (schema === undefined) return { message: `The target has no schema ${urn}.`, remedy: REMEDY };
  const found = named(schema['attributes'], attribute);
  if (found === undefined) return { message: `The schema ${urn} of the target has no attribute ${attribute}.`, remedy: REMEDY };
  const sub = subAttribute === null ? found : named(found['subAttributes'], subAttribute);
  if (sub === undefined) {
    return { message: `The attribute ${attribute} of the target has no sub-attribute ${subAttribute}.`, remedy: REMEDY };
  }
  const readOnly = [found, sub].find(({ mutability }) => mutability === 'readOnly');
  return readOnly === undefined
    ? null
    : { message: `The target declares ${String(readOnly['name'])} as read-only.`, remedy: REMEDY };
}

/** Names ignore case (RFC 7643 §2.1). */
function named(attributes: Json | undefined, name: string): JsonObject | undefined {
  if (!Array.isArray(attributes)) return undefined;
  const wanted = name.toLowerCase();
  return attributes.filter(isJsonObject).find((attribute) => String(attribute['name'] ?? '').toLowerCase() === wanted);
}

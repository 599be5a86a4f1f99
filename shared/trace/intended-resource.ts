import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { applyPatch } from '#shared/scim/patch.ts';
import { readPatch } from '#shared/scim/patch-request.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { ToleranceId } from '#shared/scim/tolerance.ts';

interface Intended {
  /** Null: a read intends nothing, and what cannot be read says nothing. */
  readonly resource: JsonObject | null;
  readonly notes: readonly string[];
}

/** The resource as a target would hold it that takes a request the way its sender means it, every liberty of Entra's included. */
export function intendedResource(request: ScimRequest, before: JsonObject | null): Intended {
  const { method, target, body } = request;
  switch (method) {
    case 'GET':
      return { resource: null, notes: [] };
    case 'DELETE':
      return { resource: {}, notes: [] };
    case 'POST':
    case 'PUT':
      return isJsonObject(body) ? { resource: body, notes: [] } : { resource: null, notes: [UNREADABLE] };
    case 'PATCH':
      return patched(body, before ?? {}, /^\/Groups\b/i.test(target));
  }
}

const UNREADABLE = 'The recorded body is no whole JSON document, so that what was intended is not known.';

function patched(body: Json, before: JsonObject, isGroup: boolean): Intended {
  if (!isJsonObject(body)) return { resource: null, notes: [UNREADABLE] };
  const type = isGroup ? groupType : userType;
  const operations = body['Operations'];
  const unknown = Array.isArray(operations) ? unknownValues(operations, isGroup) : {};
  try {
    return {
      resource: { ...applyPatch(before, readPatch(body, type, everyTolerance), everyTolerance), ...unknown },
      notes: [],
    };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return { resource: null, notes: [`What was intended cannot be told: ${error.message}`] };
  }
}

/** What paths name that no schema here knows is put down under the path as written. */
function unknownValues(operations: readonly Json[], isGroup: boolean): JsonObject {
  const type = isGroup ? groupType : userType;
  const values: Record<string, Json> = {};
  for (const operation of operations) {
    if (!isJsonObject(operation)) continue;
    const { path, value = null } = operation;
    if (typeof path !== 'string' || String(operation['op']).toLowerCase() === 'remove') continue;
    const urn = /^(urn:.+):[^:]+$/i.exec(path)?.[1]?.toLowerCase();
    const known = [type.schema, ...type.extensions].map(({ id }) => id.toLowerCase());
    if (urn !== undefined && !known.includes(urn)) values[path] = value;
  }
  return values;
}

const everyTolerance: ReadonlySet<ToleranceId> = new Set<ToleranceId>([
  'op-any-case',
  'string-booleans',
  'remove-members-by-value',
  'remove-of-absent-value',
  'replace-adds-members',
  'dotted-keys-in-pathless-value',
  'urn-keys-in-pathless-value',
  'create-on-missing-value-path',
  'manager-as-string',
  'single-value-in-array',
  'value-path-on-single-value',
  'extension-attributes-without-urn',
  'empty-string-unassigns',
  'unknown-attributes-ignored',
  'missing-schemas',
  'empty-operations',
  'unquoted-filter-values',
  'sub-attribute-after-value-filter',
]);

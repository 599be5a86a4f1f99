import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import { exportSchemaDocument } from './export-schema-document.ts';
import { checkSchemaDocument } from './import-schema-document.ts';
import type { SchemaRemark } from './schema-remark.ts';

// For tests: the default configuration as Graph writes it, changed at one place.

export const ids = { jobId: 'scim.test' };
export const fresh = defaultJobConfiguration();
export const base = exportSchemaDocument(fresh, ids);
export const USERS = '/synchronizationRules/0/objectMappings/1';
export const ACTIVE = `${USERS}/attributeMappings/1`;

/** A copy of the default document in which what stands at a pointer is another; undefined takes it away. */
export function withChange(place: string, value: Json | undefined): JsonObject {
  const copy = JSON.parse(JSON.stringify(base)) as Record<string, Json>;
  const steps = place.split('/').slice(1);
  const last = steps.pop() ?? '';
  let at = copy as Record<string, never>;
  for (const step of steps) at = at[step] as never;
  if (value === undefined) delete at[last];
  else at[last] = value as never;
  return copy;
}

export function remarksOf(document: Json): readonly SchemaRemark[] {
  return checkSchemaDocument(JSON.stringify(document)).remarks;
}

import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import type { Database } from './database.ts';

/** Attributes without a column of their own by which clients match: one row for each value, in lower case. */
export type IndexedAttribute = 'emails.value' | 'employeeNumber';

export interface IndexedValues {
  /** Keys of resources that hold the value, in whatever case; in order of creation. */
  keysOf(directoryId: string, type: string, attribute: IndexedAttribute, value: string): readonly number[];
  /** Brings the rows of a resource from what it held to what it holds; null: nothing. */
  change(directoryId: string, type: string, key: number, before: JsonObject | null, after: JsonObject | null): void;
}

export function openIndexedValues(database: Database): IndexedValues {
  return {
    keysOf: (directoryId, type, attribute, value) =>
      database
        .all<{ resource_key: number }>(
          `SELECT resource_key FROM indexed_value WHERE directory_id = ? AND type = ? AND attribute = ? AND value = ?
            ORDER BY resource_key`,
          ...[directoryId, type, attribute, value.toLowerCase()],
        )
        .map((row) => row.resource_key),
    change: (directoryId, type, key, before, after) => {
      const [gone, come] = [indexedValuesOf(before), indexedValuesOf(after)];
      const write = (sql: string, values: Values, others: Values): void => {
        for (const [name, [attribute, value]] of values) {
          if (!others.has(name)) database.run(sql, directoryId, type, attribute, value, key);
        }
      };
      write(
        'DELETE FROM indexed_value WHERE directory_id = ? AND type = ? AND attribute = ? AND value = ? AND resource_key = ?',
        gone,
        come,
      );
      write('INSERT OR IGNORE INTO indexed_value VALUES (?, ?, ?, ?, ?)', come, gone);
    },
  };
}

type Values = ReadonlyMap<string, readonly [IndexedAttribute, string]>;

function indexedValuesOf(body: JsonObject | null): Values {
  const values: (readonly [IndexedAttribute, Json | undefined])[] = [];
  const emails = body?.['emails'];
  for (const email of Array.isArray(emails) ? (emails as readonly Json[]) : []) {
    if (isJsonObject(email)) values.push(['emails.value', email['value']]);
  }
  const enterprise = body?.[enterpriseUserSchema.id];
  if (isJsonObject(enterprise)) values.push(['employeeNumber', enterprise['employeeNumber']]);
  return new Map(
    values.flatMap(([attribute, value]) => {
      if (typeof value !== 'string') return [];
      const folded = value.toLowerCase();
      return [[`${attribute} ${folded}`, [attribute, folded] as const] as const];
    }),
  );
}

import { isEqualJson, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { type MappedValue, toTypedValue } from './mapping.ts';
import { parseTargetAttribute, readTargetAttribute } from './target-attribute.ts';
import { targetTypeOf } from './target-catalogue.ts';

/** One attribute that the target holds differently from what the mapping says. */
export interface AttributeDifference {
  readonly targetAttributeName: string;
  readonly kind: 'add' | 'replace';
  /** The mapping's text, `"False"` for a boolean. */
  readonly value: string | readonly string[];
  /** What the target answered; null where it held nothing. */
  readonly oldValue: Json;
}

/**
 * What an update has to send: Add where the target holds nothing (or an empty text), Replace where it holds something else.
 * A row without a value is never sent, so nothing is ever cleared (known-issues: null attributes are skipped), and a row that
 * flows only at creation is left out. Evidence: documented (learn 1373350) and captured (laravel-scim-server issue 34).
 */
export function attributeDifferences(values: readonly MappedValue[], resource: JsonObject): readonly AttributeDifference[] {
  return values.flatMap(({ mapping: { targetAttributeName, flowType }, value }): readonly AttributeDifference[] => {
    const target = parseTargetAttribute(targetAttributeName);
    if (value === null || flowType === 'ObjectAddOnly' || target === null) return [];
    const oldValue = readTargetAttribute(resource, target) ?? null;
    if (oldValue === null || oldValue === '') return [{ targetAttributeName, kind: 'add', value, oldValue: null }];
    return isSame(targetAttributeName, value, oldValue) ? [] : [{ targetAttributeName, kind: 'replace', value, oldValue }];
  });
}

function isSame(targetAttributeName: string, value: string | readonly string[], held: Json): boolean {
  if (targetTypeOf(targetAttributeName) === 'Boolean') return String(held).toLowerCase() === String(value).toLowerCase();
  return isEqualJson(toTypedValue(targetAttributeName, value), typeof held === 'number' ? String(held) : held);
}

import { isEqualJson, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { type MappedValue, toTypedValue } from './mapping.ts';
import { heldValueOf, type RoleValues, roleValuesOf } from './role-values.ts';
import { parseTargetAttribute, readTargetAttribute } from './target-attribute.ts';
import { targetTypeOf } from './target-catalogue.ts';

/** One attribute that the target holds differently from what the mapping says. */
export interface AttributeDifference {
  readonly targetAttributeName: string;
  readonly kind: 'add' | 'replace';
  /** The mapping's text, `"False"` for a boolean; of a list, the values to be sent. */
  readonly value: string | readonly string[];
  /** What the target answered; null where it held nothing. */
  readonly oldValue: Json;
  /** The roles behind `value`, where a complex role function feeds the row. */
  readonly roles: RoleValues | null;
}

/**
 * What an update has to send: Add where the target holds nothing (or an empty text), Replace where it holds something else.
 * A row without a value is never sent, so nothing is ever cleared (known-issues: null attributes are skipped), and a row that
 * flows only at creation is left out. Evidence: documented (learn 1373350) and captured (laravel-scim-server issue 34).
 */
export function attributeDifferences(values: readonly MappedValue[], resource: JsonObject): readonly AttributeDifference[] {
  return values.flatMap((mapped): readonly AttributeDifference[] => {
    const { targetAttributeName, flowType } = mapped.mapping;
    const { value } = mapped;
    const target = parseTargetAttribute(targetAttributeName);
    if (flowType === 'ObjectAddOnly' || target === null) return [];
    const oldValue = readTargetAttribute(resource, target) ?? null;
    const roles = roleValuesOf(mapped.mapping, value);
    if (roles !== null) return roleDifference(targetAttributeName, roles, oldValue);
    if (value === null) return [];
    if (typeof value !== 'string') return listDifference(targetAttributeName, value, oldValue);
    const difference = { targetAttributeName, value, oldValue, roles };
    if (oldValue === null || oldValue === '') return [{ ...difference, kind: 'add', oldValue: null }];
    return isSame(targetAttributeName, value, oldValue) ? [] : [{ ...difference, kind: 'replace' }];
  });
}

function isSame(targetAttributeName: string, value: string, held: Json): boolean {
  if (targetTypeOf(targetAttributeName) === 'Boolean') return String(held).toLowerCase() === value.toLowerCase();
  return isEqualJson(toTypedValue(targetAttributeName, value), typeof held === 'number' ? String(held) : held);
}

/** A list only grows: what the target lacks is added, what it has too many stays (learn 1693075). */
function listDifference(targetAttributeName: string, wanted: readonly string[], oldValue: Json): readonly AttributeDifference[] {
  const held = heldValuesOf(oldValue);
  const value = [...new Set(wanted)].filter((text) => !held.has(text));
  return value.length === 0 ? [] : [{ targetAttributeName, kind: 'add', value, oldValue, roles: null }];
}

/** Complex roles only grow as well; assertive ones are replaced as a whole where the two lists differ. */
function roleDifference(
  targetAttributeName: string,
  { kind, roles }: RoleValues,
  oldValue: Json,
): readonly AttributeDifference[] {
  const held = heldValuesOf(oldValue);
  const missing = roles.filter(({ value }) => !held.has(value));
  const sent = kind === 'complex' ? missing : roles;
  const isDue = missing.length > 0 || (kind === 'assertive' && held.size !== new Set(roles.map(({ value }) => value)).size);
  if (!isDue) return [];
  return [
    {
      targetAttributeName,
      kind: kind === 'complex' ? 'add' : 'replace',
      value: sent.map(({ value }) => value),
      oldValue,
      roles: { kind, roles: sent },
    },
  ];
}

function heldValuesOf(held: Json): ReadonlySet<string> {
  if (held === null || held === '') return new Set();
  return new Set((Array.isArray(held) ? held : [held]).map(heldValueOf));
}

import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { MappedValue } from './mapping.ts';
import { isRedactedSource } from './redaction.ts';
import { heldValueOf, type RoleValues, roleValuesOf } from './role-values.ts';
import { parseTargetAttribute, readTargetAttribute } from './target-attribute.ts';
import { type CaseComparison, isCaseIgnored, isHeldValue } from './target-attribute-value.ts';
import { unlistedDefinition } from './target-catalogue.ts';
import type { TargetDefinition, TargetType } from './target-definition.ts';

/** One attribute that the target holds differently from what the mapping says. */
export interface AttributeDifference {
  readonly targetAttributeName: string;
  readonly type: TargetType;
  readonly kind: 'add' | 'replace';
  /** The mapping's text, `"False"` for a boolean; of a list, the values to be sent. */
  readonly value: string | readonly string[];
  /** What the target answered; null where it held nothing. */
  readonly oldValue: Json;
  /** The roles behind `value`, where a complex role function feeds the row. */
  readonly roles: RoleValues | null;
  /** Logs show `[Redact]` in place of the values. */
  readonly isRedacted: boolean;
}

/**
 * What an update has to send: Add where the target holds nothing (or an empty text), Replace where it holds something else.
 * A row without a value is never sent, so nothing is ever cleared (known-issues: null attributes are skipped), and a row that
 * flows only at creation is left out. Evidence: documented (learn 1373350) and captured (laravel-scim-server issue 34).
 */
export function attributeDifferences(
  values: readonly MappedValue[],
  resource: JsonObject,
  comparison: CaseComparison = 'by-attribute',
): readonly AttributeDifference[] {
  const found: AttributeDifference[] = [];
  for (const mapped of values) {
    const difference = differenceOf(mapped, resource, comparison);
    if (difference !== null) {
      const { targetAttributeName, source } = mapped.mapping;
      const { type } = mapped.definition ?? unlistedDefinition(targetAttributeName);
      found.push({ targetAttributeName, type, isRedacted: isRedactedSource(source), ...difference });
    }
  }
  return found;
}

type Difference = Pick<AttributeDifference, 'kind' | 'value' | 'oldValue' | 'roles'>;

function differenceOf(mapped: MappedValue, resource: JsonObject, comparison: CaseComparison): Difference | null {
  const { mapping, problem, ignored } = mapped;
  const target = parseTargetAttribute(mapping.targetAttributeName);
  if (mapping.flowType === 'ObjectAddOnly' || target === null || problem !== null || ignored !== undefined) return null;
  const oldValue = readTargetAttribute(resource, target) ?? null;
  if (isForEmptyOnly(mapped) && !isEmpty(oldValue)) return null;
  const value = flowingValueOf(mapped);
  const roles = roleValuesOf(mapping, value);
  if (roles !== null) return roleDifference(roles, oldValue, isAddOnly(mapped));
  if (value === null) return null;
  const definition = mapped.definition ?? unlistedDefinition(mapping.targetAttributeName);
  if (typeof value !== 'string' || definition.isMultivalued) {
    return listDifference(typeof value === 'string' ? [value] : value, oldValue, isCaseIgnored(definition, comparison));
  }
  return valueDifference(definition, value, oldValue, comparison);
}

/** *None* leaves the target alone, but fills an empty one with its default value (Microsoft: customize-application-attributes). */
function flowingValueOf({ mapping, value }: MappedValue): MappedValue['value'] {
  return mapping.source.type === 'None' && mapping.defaultValue !== '' ? mapping.defaultValue : value;
}

function isForEmptyOnly({ mapping }: MappedValue): boolean {
  return mapping.flowType === 'AttributeAddOnly' || mapping.source.type === 'None';
}

/** Once set, a value is never removed (Microsoft Graph: attributeFlowType). */
function isAddOnly({ mapping }: MappedValue): boolean {
  return mapping.flowType === 'ValueAddOnly' || mapping.flowType === 'MultiValueAddOnly';
}

function isEmpty(held: Json): boolean {
  return held === null || held === '' || (Array.isArray(held) && held.length === 0);
}

function valueDifference(
  definition: TargetDefinition,
  value: string,
  oldValue: Json,
  comparison: CaseComparison,
): Difference | null {
  if (oldValue === null || oldValue === '') return { kind: 'add', value, oldValue: null, roles: null };
  return isHeldValue(definition, value, oldValue, comparison) ? null : { kind: 'replace', value, oldValue, roles: null };
}

/** A list only grows: what the target lacks is added, what it has too many stays (learn 1693075). */
function listDifference(wanted: readonly string[], oldValue: Json, ignoresCase: boolean): Difference | null {
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const held = new Set([...heldValuesOf(oldValue)].map(fold));
  const value = [...new Set(wanted)].filter((text) => !held.has(fold(text)));
  return value.length === 0 ? null : { kind: 'add', value, oldValue, roles: null };
}

/** Complex roles only grow as well; assertive ones are replaced as a whole where the two lists differ. */
function roleDifference({ kind, roles }: RoleValues, oldValue: Json, isAddOnlyRow: boolean): Difference | null {
  const held = heldValuesOf(oldValue);
  const missing = roles.filter(({ value }) => !held.has(value));
  const onlyGrows = kind === 'complex' || isAddOnlyRow;
  const sent = onlyGrows ? missing : roles;
  const isDue = missing.length > 0 || (!onlyGrows && held.size !== new Set(roles.map(({ value }) => value)).size);
  if (!isDue) return null;
  return {
    kind: onlyGrows ? 'add' : 'replace',
    value: sent.map(({ value }) => value),
    oldValue,
    roles: { kind, roles: sent },
  };
}

function heldValuesOf(held: Json): ReadonlySet<string> {
  if (held === null || held === '') return new Set();
  return new Set((Array.isArray(held) ? held : [held]).map(heldValueOf));
}

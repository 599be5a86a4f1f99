import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { attributeDifferences } from './attribute-difference.ts';
import type { AttributeMapping, MappingSource, ObjectMapping } from './job-configuration.ts';
import { type MappedValue, type MappingContext, sourceValueOf } from './mapping.ts';
import { resourceLeaves } from './resource-leaves.ts';
import { parseTargetAttribute, readTargetAttribute } from './target-attribute.ts';
import type { CaseComparison } from './target-attribute-value.ts';
import { definitionIn } from './target-catalogue.ts';
import type { TenantObject } from './tenant.ts';

/** `unknown`: the target was not asked, or does not answer this attribute. */
export type SideVerdict = 'equal' | 'equal-other-type' | 'differs' | 'missing' | 'only-here' | 'not-mapped' | 'unknown';

/** One attribute on the three sides. */
export interface SideRow {
  readonly key: string;
  /**
   * Tenant attribute, of an expression with one too; else the constant or the expression. Empty where no mapping leads to the target
   * attribute.
   */
  readonly source: string;
  /** Null where the value flows as it is. */
  readonly expression: string | null;
  /** What the tenant object holds; null: nothing, or not one attribute. */
  readonly sourceValue: string | null;
  /** Empty where the tenant attribute is not mapped. */
  readonly targetAttributeName: string;
  readonly mappedValue: Json;
  readonly storedValue: Json;
  readonly verdict: SideVerdict;
  /** What the values alone do not show; sentences. */
  readonly notes: readonly string[];
}

/** An object that the mappings refer to: a manager, or a member. */
interface Reference {
  readonly name: string;
  /** Its resource in the target; null while it has none that is known. */
  readonly targetId: string | null;
}

export interface Sides {
  readonly object: TenantObject;
  readonly mapping: ObjectMapping;
  /** Of every row but references. */
  readonly values: readonly MappedValue[];
  readonly context: Pick<MappingContext, 'isSoftDeleted'>;
  readonly references: { readonly manager: Reference | null; readonly members: readonly Reference[] };
  /** As the target answered it last; null where no answer is known. */
  readonly resource: JsonObject | null;
  readonly comparison: CaseComparison;
}

/** Mapped attributes in the order of the mapping, then what only the target has, then what no mapping uses. */
export function compareSides(sides: Sides): readonly SideRow[] {
  const differing = new Set(
    sides.resource === null
      ? []
      : attributeDifferences(sides.values.map(asAlways), sides.resource, sides.comparison).map(
          (each) => each.targetAttributeName,
        ),
  );
  const mapped = sides.mapping.attributeMappings.map((row) =>
    definitionIn(sides.mapping.targetAttributes, row.targetAttributeName).type === 'Reference'
      ? referenceRow(sides, row)
      : valueRow(sides, row, differing),
  );
  return [...mapped, ...onlyInTarget(sides), ...notMapped(sides)];
}

/** Rows that no update carries are compared as well: that they are not sent again is said, not hidden. */
function asAlways(value: MappedValue): MappedValue {
  if (!onceOnly.has(value.mapping.flowType)) return value;
  return { ...value, mapping: { ...value.mapping, flowType: 'Always' } };
}

const onceOnly: ReadonlySet<string> = new Set(['ObjectAddOnly', 'AttributeAddOnly']);

function valueRow(sides: Sides, row: AttributeMapping, differing: ReadonlySet<string>): SideRow {
  const { targetAttributeName: name } = row;
  const mapped = sides.values.find(({ mapping }) => mapping === row);
  const mappedValue = mapped?.value ?? null;
  const storedValue = storedAt(sides.resource, name);
  const isSent = mappedValue !== null || (row.source.type === 'None' && (row.defaultValue ?? '') !== '' && isEmpty(storedValue));
  return {
    ...sourceOf(sides, row.source),
    key: `mapped ${name}`,
    targetAttributeName: name,
    mappedValue,
    storedValue,
    verdict: verdictOf({ isKnown: sides.resource !== null, isSent, isDiffering: differing.has(name), mappedValue, storedValue }),
    notes: notesOf(row, mapped, storedValue),
  };
}

function verdictOf(given: {
  readonly isKnown: boolean;
  readonly isSent: boolean;
  readonly isDiffering: boolean;
  readonly mappedValue: Json;
  readonly storedValue: Json;
}): SideVerdict {
  const { isKnown, isSent, isDiffering, mappedValue, storedValue } = given;
  if (!isKnown) return 'unknown';
  if (!isSent) return isEmpty(storedValue) ? 'equal' : 'only-here';
  if (isDiffering) return isEmpty(storedValue) ? 'missing' : 'differs';
  return typeof mappedValue === 'string' && typeof storedValue !== 'string' && !isEmpty(storedValue)
    ? 'equal-other-type'
    : 'equal';
}

function notesOf(row: AttributeMapping, mapped: MappedValue | undefined, storedValue: Json): readonly string[] {
  const { value = null, problem = null, notes = [], ignored } = mapped ?? {};
  const isCleared = value === null && problem === null && row.source.type !== 'None' && !isEmpty(storedValue);
  return [
    ...(problem === null ? [] : [problem]),
    ...notes,
    ...(ignored === undefined ? [] : [`The expression leaves the ${ignored} out of the flow.`]),
    ...(isCleared ? ['A value that is gone in Entra ID is not cleared in the target.'] : []),
    ...(row.flowType === 'ObjectAddOnly' ? ['Written at creation only.'] : []),
    ...(row.flowType === 'AttributeAddOnly' ? ['Written only where the target has none.'] : []),
    ...(value === null && (row.defaultValue ?? '') !== '' ? [`Default value: ${row.defaultValue}.`] : []),
  ];
}

/** A reference is compared by the target's id of what it refers to. */
function referenceRow(sides: Sides, row: AttributeMapping): SideRow {
  const { manager, members } = sides.references;
  const isMembers = row.source.type === 'Attribute' && row.source.name === 'members';
  const storedValue = storedAt(sides.resource, row.targetAttributeName);
  const common = {
    ...sourceOf(sides, row.source),
    key: `mapped ${row.targetAttributeName}`,
    targetAttributeName: row.targetAttributeName,
  };
  if (isMembers) return { ...common, ...membersSide(members, storedValue, sides.resource !== null) };
  const stored = isJsonObject(storedValue) ? (storedValue['value'] ?? null) : storedValue;
  const mappedValue = manager?.targetId ?? null;
  const isKnown = sides.resource !== null;
  return {
    ...common,
    sourceValue: manager?.name ?? null,
    mappedValue,
    storedValue: stored,
    verdict: verdictOf({
      isKnown,
      isSent: mappedValue !== null,
      isDiffering: mappedValue !== stored,
      mappedValue,
      storedValue: stored,
    }),
    notes:
      manager !== null && manager.targetId === null
        ? ['Not in the target, so that the reference is not sent.']
        : manager === null && !isEmpty(stored)
          ? ['A manager who is gone in Entra ID is not cleared in the target by default.']
          : [],
  };
}

function membersSide(
  members: readonly Reference[],
  stored: Json,
  isKnown: boolean,
): Pick<SideRow, 'sourceValue' | 'mappedValue' | 'storedValue' | 'verdict' | 'notes'> {
  const wanted = members.flatMap(({ targetId }) => targetId ?? []);
  const held = Array.isArray(stored) ? stored.flatMap((each) => (isJsonObject(each) ? (each['value'] ?? []) : [])) : null;
  const missing = held === null ? [] : wanted.filter((id) => !held.includes(id));
  const surplusCount = held === null ? 0 : held.length - (wanted.length - missing.length);
  const leftOutCount = members.length - wanted.length;
  const isEqual = missing.length === 0 && surplusCount === 0;
  return {
    sourceValue: members.length === 1 ? '1 member' : `${members.length} members`,
    mappedValue: wanted.length,
    storedValue: held === null ? null : held.length,
    verdict: !isKnown || held === null ? 'unknown' : isEqual ? 'equal' : missing.length > 0 ? 'missing' : 'differs',
    notes: [
      ...(isKnown && held === null
        ? ['Entra ID reads groups without their members, so that the answer does not show them.']
        : []),
      ...(leftOutCount === 0 ? [] : [`${leftOutCount} of them ${leftOutCount === 1 ? 'is' : 'are'} not in the target.`]),
      ...(missing.length === 0 ? [] : [`${missing.length} missing in the target.`]),
      ...(surplusCount <= 0 ? [] : [`${surplusCount} in the target only.`]),
    ],
  };
}

function sourceOf({ object, context }: Sides, source: MappingSource): Pick<SideRow, 'source' | 'expression' | 'sourceValue'> {
  switch (source.type) {
    case 'Attribute':
      return { source: source.name, expression: null, sourceValue: textOf(sourceValueOf(object, source.name, context)) };
    case 'Constant':
      return { source: `"${source.value}"`, expression: null, sourceValue: null };
    case 'None':
      return { source: '', expression: null, sourceValue: null };
    case 'Function': {
      const names = [...new Set([...source.expression.matchAll(/\[([^\][]+)\]/g)].map(([, name = '']) => name))];
      const [only] = names;
      const { expression } = source;
      if (names.length !== 1 || only === undefined) return { source: expression, expression, sourceValue: null };
      return { source: only, expression, sourceValue: textOf(sourceValueOf(object, only, context)) };
    }
  }
}

function onlyInTarget({ resource, mapping }: Sides): readonly SideRow[] {
  if (resource === null) return [];
  return resourceLeaves(resource, mapping).map(
    ({ name, value }): SideRow => ({
      key: `target ${name}`,
      source: '',
      expression: null,
      sourceValue: null,
      targetAttributeName: name,
      mappedValue: null,
      storedValue: value,
      verdict: 'only-here',
      notes: [],
    }),
  );
}

function notMapped({ object, mapping }: Sides): readonly SideRow[] {
  const used = mapping.attributeMappings
    .map(({ source }) => (source.type === 'Attribute' ? `[${source.name}]` : source.type === 'Function' ? source.expression : ''))
    .join('\n');
  return Object.entries(object.attributes)
    .filter(([name, value]) => value !== '' && name !== 'accountEnabled' && !used.includes(`[${name}]`))
    .map(
      ([name, value]): SideRow => ({
        key: `tenant ${name}`,
        source: name,
        expression: null,
        sourceValue: typeof value === 'boolean' ? (value ? 'True' : 'False') : textOf(value),
        targetAttributeName: '',
        mappedValue: null,
        storedValue: null,
        verdict: 'not-mapped',
        notes: [],
      }),
    );
}

function storedAt(resource: JsonObject | null, name: string): Json {
  const path = parseTargetAttribute(name);
  return resource === null || path === null ? null : (readTargetAttribute(resource, path) ?? null);
}

function textOf(value: string | readonly string[] | null): string | null {
  return value === null || typeof value === 'string' ? value : value.join(', ');
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

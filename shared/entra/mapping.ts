import type { Json } from '#shared/kernel/json.ts';
import { evaluateExpression } from './evaluate.ts';
import { type Expression, parseExpression } from './expression.ts';
import type { ExpressionValue } from './expression-functions.ts';
import type { AttributeMapping, MappingSource, ObjectMapping } from './job-configuration.ts';
import type { Role } from './role-values.ts';
import { targetTypeOf } from './target-catalogue.ts';
import type { TenantObject } from './tenant.ts';

/** What is computed for an object rather than stored on it. */
export interface MappingContext {
  /** Unassigned, out of scope, soft-deleted or blocked (Microsoft: how-provisioning-works). */
  readonly isSoftDeleted: boolean;
  /** App roles of the object's assignments, which only the role functions see. */
  readonly roles: readonly Role[];
}

export interface MappedValue {
  readonly mapping: AttributeMapping;
  /** The mapping's text (`"True"` for a boolean), values of a multi-valued one, or null: nothing to send. */
  readonly value: ExpressionValue;
  readonly problem: string | null;
}

/** The rows by which an object finds its target, lowest priority number first (customize-application-attributes). */
export function matchingRowsOf(mapping: ObjectMapping): readonly AttributeMapping[] {
  return mapping.attributeMappings
    .filter(({ matchingPriority }) => matchingPriority > 0)
    .toSorted((a, b) => a.matchingPriority - b.matchingPriority);
}

/** Evaluates every row but references (`manager`, `members`), which need the target's ids and go out on their own. */
export function evaluateMappings(mapping: ObjectMapping, object: TenantObject, context: MappingContext): readonly MappedValue[] {
  return mapping.attributeMappings
    .filter((row) => targetTypeOf(row.targetAttributeName) !== 'Reference')
    .map((row) => evaluateMapping(row, object, context));
}

export function evaluateMapping(mapping: AttributeMapping, object: TenantObject, context: MappingContext): MappedValue {
  const { value, problem } = evaluateSource(mapping.source, object, context);
  return { mapping, value: value === '' ? null : value, problem };
}

function evaluateSource(
  source: MappingSource,
  object: TenantObject,
  context: MappingContext,
): { readonly value: ExpressionValue; readonly problem: string | null } {
  switch (source.type) {
    case 'Attribute':
      return { value: sourceValueOf(object, source.name, context), problem: null };
    case 'Constant':
      return { value: source.value, problem: null };
    case 'None':
      return { value: null, problem: null };
    case 'Function': {
      const expression = parsedExpression(source.expression);
      if (typeof expression === 'string') return { value: null, problem: expression };
      const result = evaluateExpression(expression, {
        attribute: (name) => sourceValueOf(object, name, context),
        roles: context.roles,
      });
      return result.kind === 'value' ? { value: result.value, problem: null } : { value: null, problem: result.message };
    }
  }
}

// One mapping is evaluated for every object of a tenant: its text is parsed once. Bounded, for a person edits many.
const PARSED_COUNT_MAX = 500;
const parsedByText = new Map<string, Expression | string>();

function parsedExpression(text: string): Expression | string {
  const known = parsedByText.get(text);
  if (known !== undefined) return known;
  if (parsedByText.size >= PARSED_COUNT_MAX) parsedByText.clear();
  const parsed = parseExpression(text);
  const result = parsed.ok ? parsed.value : (parsed.problems[0]?.message ?? 'The expression could not be read.');
  parsedByText.set(text, result);
  return result;
}

/** A source attribute as the mappings see it; null where the object has none. Names are exact. */
function sourceValueOf(object: TenantObject, name: string, context: MappingContext): ExpressionValue {
  switch (name) {
    case 'objectId':
      return object.objectId;
    case 'IsSoftDeleted':
      return context.isSoftDeleted ? 'True' : 'False';
    case 'userPrincipalName':
      return withoutGuestPart(textOf(object, name));
    case 'originalUserPrincipalName':
      return textOf(object, 'userPrincipalName');
    default: {
      const value = object.attributes[name];
      if (value === undefined || value === '') return null;
      if (typeof value === 'boolean') return value ? 'True' : 'False';
      return value;
    }
  }
}

function textOf(object: TenantObject, name: string): string | null {
  const value = object.attributes[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A guest's `ada_fabrikam.test#EXT#@larkfield.test` flows as `ada@fabrikam.test` (Microsoft: how-provisioning-works, B2B). */
function withoutGuestPart(userPrincipalName: string | null): string | null {
  const guest = /^(.+)_([^_]+)#EXT#@/i.exec(userPrincipalName ?? '');
  return guest ? `${guest[1]}@${guest[2]}` : userPrincipalName;
}

/** A mapped value as JSON of its target's type: `"True"` becomes true for a boolean (POST, and PATCH with the compliance flag). */
export function toTypedValue(targetAttributeName: string, value: string | readonly string[]): Json {
  if (targetTypeOf(targetAttributeName) !== 'Boolean' || typeof value !== 'string') return value;
  const word = value.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : value;
}

import type { Instant } from '#shared/kernel/clock.ts';
import { type Random, seededRandom } from '#shared/kernel/random.ts';
import { evaluateExpression } from './expressions/evaluate-expression.ts';
import type { EvaluationContext, LanguageOptions, PatternHost } from './expressions/evaluation-context.ts';
import type { ExpressionValue } from './expressions/expression-value.ts';
import { readExpression } from './expressions/parse-expression.ts';
import type { AttributeMapping, ObjectMapping } from './job-configuration.ts';
import type { Role } from './role-values.ts';
import { definitionIn } from './target-catalogue.ts';
import type { TargetDefinition } from './target-definition.ts';
import type { TenantObject } from './tenant.ts';

/** What the expressions of one job ask for that is neither the object's nor the change's. */
export interface ExpressionWorld {
  /** The tenant's default verified domain; null: it has none. May be worked out when it is first asked for. */
  readonly defaultDomain: string | null;
  /** Takes the patterns that the linear-time engine cannot; null: there is none, as in a page. */
  readonly patternHost: PatternHost | null;
}

/** What the mappings of one object see beside its attributes. */
export interface MappingContext {
  /** Unassigned, out of scope, soft-deleted or blocked (Microsoft: how-provisioning-works). */
  readonly isSoftDeleted: boolean;
  /** App roles of the object's assignments, which only the role functions see. */
  readonly roles: readonly Role[];
  /** What `Now` answers. */
  readonly now: Instant;
  /** Chance of `Guid` and `RandomString`: drawn for each object and row from it, so that the order of work changes no value. */
  readonly seed: string;
  readonly world: ExpressionWorld;
  readonly options: LanguageOptions;
}

/** What one row gives for one object. */
export interface MappedValue {
  readonly mapping: AttributeMapping;
  /** Of the target attribute in the mapping's own list; absent where a row was evaluated without its mapping. */
  readonly definition?: TargetDefinition | undefined;
  /** The mapping's text (`"True"` for a boolean), values of a multi-valued one, or null: nothing to send. */
  readonly value: ExpressionValue;
  readonly problem: string | null;
  /** What should be known of the value: warnings, and that it is approximate; absent: nothing. */
  readonly notes?: readonly string[] | undefined;
  /** The expression leaves the attribute, or the whole object, out of this flow; absent: it does not. */
  readonly ignored?: 'attribute' | 'object' | undefined;
}

/** The rows by which an object finds its target, lowest priority number first (customize-application-attributes). */
export function matchingRowsOf(mapping: ObjectMapping): readonly AttributeMapping[] {
  return mapping.attributeMappings
    .filter(({ matchingPriority }) => matchingPriority > 0)
    .toSorted((a, b) => a.matchingPriority - b.matchingPriority);
}

/** Evaluates every row but references (`manager`, `members`), which need the target's ids and go out on their own. */
export function evaluateMappings(mapping: ObjectMapping, object: TenantObject, context: MappingContext): readonly MappedValue[] {
  const rows = evaluatedRowsOf(mapping);
  const values: MappedValue[] = [];
  for (const { row, definition } of rows) values.push(evaluateRow(row, definition, object, context));
  return values;
}

/** One row, as `evaluateMappings` does. */
export function evaluateMapping(row: AttributeMapping, object: TenantObject, context: MappingContext): MappedValue {
  return evaluateRow(row, undefined, object, context);
}

interface EvaluatedRow {
  readonly row: AttributeMapping;
  readonly definition: TargetDefinition;
}

const rowsByMapping = new WeakMap<ObjectMapping, readonly EvaluatedRow[]>();

/** Remembered by the mapping, which is replaced and never changed: it is asked for with every object. */
function evaluatedRowsOf(mapping: ObjectMapping): readonly EvaluatedRow[] {
  const known = rowsByMapping.get(mapping);
  if (known !== undefined) return known;
  const rows = mapping.attributeMappings
    .map((row) => ({ row, definition: definitionIn(mapping.targetAttributes, row.targetAttributeName) }))
    .filter(({ definition }) => definition.type !== 'Reference');
  rowsByMapping.set(mapping, rows);
  return rows;
}

function evaluateRow(
  row: AttributeMapping,
  definition: TargetDefinition | undefined,
  object: TenantObject,
  context: MappingContext,
): MappedValue {
  const { source } = row;
  switch (source.type) {
    case 'Attribute':
      return mappedValue(row, definition, sourceValueOf(object, source.name, context));
    case 'Constant':
      return mappedValue(row, definition, source.value === '' ? null : source.value);
    case 'None':
      return mappedValue(row, definition, null);
    case 'Function':
      return evaluateFunction(row, source.expression, definition, object, context);
  }
}

function mappedValue(row: AttributeMapping, definition: TargetDefinition | undefined, value: ExpressionValue): MappedValue {
  return { mapping: row, definition, value, problem: null, notes: undefined, ignored: undefined };
}

function evaluateFunction(
  row: AttributeMapping,
  text: string,
  definition: TargetDefinition | undefined,
  object: TenantObject,
  context: MappingContext,
): MappedValue {
  const nothing = mappedValue(row, definition, null);
  const read = readExpression(text, context.options);
  if (!read.ok) return { ...nothing, problem: read.error.message };
  const result = evaluateExpression(read.value, expressionContext(object, context, row.targetAttributeName));
  switch (result.kind) {
    case 'value': {
      const value = mappedValue(row, definition, result.value === '' ? null : result.value);
      const notes = result.isApproximate ? [...result.warnings, APPROXIMATE] : result.warnings;
      return notes.length === 0 ? value : { ...value, notes };
    }
    case 'ignored':
      return { ...nothing, ignored: result.scope, notes: result.warnings };
    case 'error':
      return { ...nothing, problem: result.error.message };
  }
}

const APPROXIMATE = 'Approximate: a pattern was run by another engine than Entra has.';

/** What an expression of one row may look at; also what a preview evaluates a single expression in. */
export function expressionContext(object: TenantObject, context: MappingContext, rowName: string): EvaluationContext {
  return new RowContext(object, context, rowName);
}

class RowContext implements EvaluationContext {
  readonly roles: EvaluationContext['roles'];
  readonly patternHost: EvaluationContext['patternHost'];
  readonly options: LanguageOptions;
  readonly #object: TenantObject;
  readonly #context: MappingContext;
  readonly #rowName: string;
  #random: Random | undefined;

  constructor(object: TenantObject, context: MappingContext, rowName: string) {
    this.roles = context.roles;
    this.patternHost = context.world.patternHost;
    this.options = context.options;
    this.#object = object;
    this.#context = context;
    this.#rowName = rowName;
  }
  attribute(name: string): ExpressionValue {
    return sourceValueOf(this.#object, name, this.#context);
  }
  now(): number {
    return this.#context.now;
  }
  get random(): Random {
    this.#random ??= seededRandom(this.#context.seed, this.#object.objectId, this.#rowName);
    return this.#random;
  }
  get defaultDomain(): string | null {
    return this.#context.world.defaultDomain;
  }
  /** Nothing is known of the target's other values here: saving refuses `SelectUniqueValue` for a SCIM application. */
  isTaken(): boolean {
    return false;
  }
}

/**
 * A source attribute as mappings and scoping filters see it; null where the object has none. Names are exact. Outside the role
 * functions `appRoleAssignments` are the names of the roles; a scoping filter, which may not ask for them, is given none.
 */
export function sourceValueOf(
  object: TenantObject,
  name: string,
  context: Pick<MappingContext, 'isSoftDeleted'> & Partial<Pick<MappingContext, 'roles'>>,
): ExpressionValue {
  switch (name) {
    case 'appRoleAssignments':
      return rolesText(context.roles ?? []);
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

function rolesText(roles: readonly Role[]): ExpressionValue {
  return roles.length === 0 ? null : roles.map(({ value }) => value);
}

function textOf(object: TenantObject, name: string): string | null {
  const value = object.attributes[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A guest's `ada_fabrikam.test#EXT#@larkfield.test` flows as `ada@fabrikam.test` (Microsoft: how-provisioning-works, B2B). */
function withoutGuestPart(userPrincipalName: string | null): string | null {
  if (userPrincipalName === null || !userPrincipalName.includes('#')) return userPrincipalName;
  const guest = /^(.+)_([^_]+)#EXT#@/i.exec(userPrincipalName);
  return guest ? `${guest[1]}@${guest[2]}` : userPrincipalName;
}

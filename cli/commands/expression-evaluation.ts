import { evaluateExpression } from '#shared/entra/expressions/evaluate-expression.ts';
import type { EvaluationContext, LanguageOptions, PatternHost } from '#shared/entra/expressions/evaluation-context.ts';
import type { Expression } from '#shared/entra/expressions/expression.ts';
import type { ExpressionValue } from '#shared/entra/expressions/expression-value.ts';
import { readExpression } from '#shared/entra/expressions/parse-expression.ts';
import {
  type ExpressionOutcome,
  type ExpressionStep,
  outcomeOf,
  traceExpression,
} from '#shared/entra/expressions/trace-expression.ts';
import { type Role, toRoleObject } from '#shared/entra/role-values.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { isJsonObject, type Json, parseJson } from '#shared/kernel/json.ts';
import { type Random, seededRandom } from '#shared/kernel/random.ts';
import type { ExpressionSource } from './expression-source.ts';

/** One expression for one object. */
export interface GivenExpression {
  readonly text: string;
  readonly source: ExpressionSource;
  readonly now: Instant;
  /** What the target holds already. */
  readonly takenValues: ReadonlySet<string>;
  /** Chance is drawn for it by this name, so that the order of work changes no value. */
  readonly name: string;
  readonly options: LanguageOptions;
  /** Whether each call is told. */
  readonly isTraced: boolean;
}

/** What is the same for all expressions of one command. */
export interface ExpressionHost {
  readonly seed: number;
  readonly patternHost: PatternHost;
}

/** An evaluation as plain data: role functions give objects. */
export interface GivenEvaluation {
  readonly outcome: ExpressionOutcome;
  /** False where the text could not be read as an expression. */
  readonly isRead: boolean;
  readonly isApproximate: boolean;
  readonly warnings: readonly string[];
  readonly hasUsedChance: boolean;
  readonly steps: readonly ExpressionStep[];
}

/** Reads and evaluates. Never throws: an error is an outcome. */
export function evaluateGiven(given: GivenExpression, host: ExpressionHost): GivenEvaluation {
  const nothing = { isApproximate: false, warnings: [], hasUsedChance: false, steps: [] };
  const reading = readExpression(given.text, given.options);
  if (!reading.ok) return { ...nothing, outcome: outcomeOf({ kind: 'error', error: reading.error }), isRead: false };
  const expression = reading.value;
  const chance = new Chance(host.seed, given.name);
  const context = contextOf(given, chance, host);
  const { evaluation, steps } = given.isTraced
    ? traceExpression(expression, context)
    : { evaluation: evaluateExpression(expression, context), steps: [] };
  return {
    outcome:
      evaluation.kind === 'value' ? { kind: 'value', value: shownValue(expression, evaluation.value) } : outcomeOf(evaluation),
    isRead: true,
    isApproximate: evaluation.kind === 'value' && evaluation.isApproximate,
    warnings: evaluation.kind === 'error' ? [] : evaluation.warnings,
    hasUsedChance: chance.isUsed,
    steps,
  };
}

function contextOf(given: GivenExpression, random: Random, { patternHost }: ExpressionHost): EvaluationContext {
  const { source, now, takenValues, options } = given;
  return {
    attribute: source.attribute,
    roles: source.roles,
    now: () => now,
    random,
    defaultDomain: source.defaultDomain,
    isTaken: (value) => takenValues.has(value),
    patternHost,
    options,
  };
}

/** A stream that is begun when it is first drawn from, and knows whether it was. */
class Chance implements Random {
  readonly #begin: () => Random;
  #stream: Random | null = null;
  constructor(seed: number, name: string) {
    this.#begin = () => seededRandom(seed, 'expression', name);
  }
  get isUsed(): boolean {
    return this.#stream !== null;
  }
  next(): number {
    this.#stream ??= this.#begin();
    return this.#stream.next();
  }
}

/** A list that the complex role functions made, as objects the way a create sends them; anything else as it is. */
function shownValue(expression: Expression, value: ExpressionValue): Json {
  const kind = value === null || typeof value === 'string' ? null : roleKindIn(expression);
  if (kind === null || value === null || typeof value === 'string') return value;
  const roles = value.map(roleOf);
  const known = roles.filter((role) => role !== null);
  return known.length === roles.length ? known.map((role) => toRoleObject(role, kind)) : value;
}

function roleKindIn(expression: Expression): 'complex' | 'assertive' | null {
  if (expression.kind !== 'Function') return null;
  if (expression.name === 'AppRoleAssignmentsComplex') return 'complex';
  if (expression.name === 'AssertiveAppRoleAssignmentsComplex') return 'assertive';
  for (const argument of expression.arguments) {
    const kind = roleKindIn(argument);
    if (kind !== null) return kind;
  }
  return null;
}

/** A role as the functions write it into a text; null for any other text. */
function roleOf(text: string): Role | null {
  const role = parseJson(text);
  if (!isJsonObject(role)) return null;
  const { id, value, displayName } = role;
  const isRole = typeof id === 'string' && typeof value === 'string' && typeof displayName === 'string';
  return isRole ? { id, value, displayName } : null;
}

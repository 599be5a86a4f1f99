import type { Json } from '#shared/kernel/json.ts';
import { type Evaluation, emptyRun, endedBy, evaluateRun } from './evaluate-expression.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type Expression, placeOf } from './expression.ts';
import type { CallStep } from './function-call.ts';

/** An evaluation as plain data, to be shown. */
export type ExpressionOutcome =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'ignored'; readonly scope: 'attribute' | 'object' }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      readonly remedy: string;
      readonly column: number | null;
    };

export interface ExpressionStep {
  /** Nesting, 0 for the whole. */
  readonly depth: number;
  /** Where the call begins in the text, from 1, and how long it is; 0 for a call that was not read from a text. */
  readonly column: number;
  readonly length: number;
  readonly name: string;
  /** Null argument: omitted, without a value, or a branch that was not taken. */
  readonly arguments: readonly Json[];
  readonly outcome: ExpressionOutcome;
}

/** Evaluates and tells each call, in the order in which it ended; the last is the whole expression. */
export function traceExpression(
  expression: Expression,
  context: EvaluationContext,
): { readonly evaluation: Evaluation; readonly steps: readonly ExpressionStep[] } {
  const steps: CallStep[] = [];
  const evaluation = evaluateRun(expression, emptyRun(context, steps));
  return { evaluation, steps: steps.map(toStep) };
}

export function outcomeOf(evaluation: Evaluation): ExpressionOutcome {
  switch (evaluation.kind) {
    case 'value':
      return { kind: 'value', value: evaluation.value };
    case 'ignored':
      return { kind: 'ignored', scope: evaluation.scope };
    case 'error': {
      const { code, message, remedy, column } = evaluation.error;
      return { kind: 'error', code, message, remedy, column };
    }
  }
}

function toStep({ expression, depth, arguments: given, end }: CallStep): ExpressionStep {
  const place = placeOf(expression) ?? { column: 0, length: 0 };
  const outcome: ExpressionOutcome =
    end.kind === 'value' ? { kind: 'value', value: end.value } : outcomeOf(endedBy(end.thrown, []));
  return { depth, ...place, name: expression.name, arguments: given, outcome };
}

import { seededRandom } from '#shared/kernel/random.ts';
import { type Evaluation, evaluateExpression } from './evaluate-expression.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import type { Expression } from './expression.ts';
import type { ExpressionValue } from './expression-value.ts';
import { languageOptionsOf } from './language-options.ts';
import { readExpression } from './parse-expression.ts';
import { type ExpressionOutcome, outcomeOf } from './trace-expression.ts';

/** What a test says of the object and the job; everything else is nothing, at 1970-01-01. */
export interface TestContext {
  readonly source?: Readonly<Record<string, ExpressionValue>>;
  readonly habits?: Readonly<Record<string, string>>;
}

export function testContext({ source = {}, habits = {} }: TestContext = {}): EvaluationContext {
  return {
    attribute: (name) => source[name] ?? null,
    roles: [],
    now: () => 0,
    random: seededRandom('test'),
    defaultDomain: null,
    isTaken: () => false,
    patternHost: null,
    options: languageOptionsOf({ habitSettings: habits }),
  };
}

/** An expression that a test knows to be right. */
export function expressionOf(text: string): Expression {
  const reading = readExpression(text, { ignoresFunctionCase: false, hasCloudSyncFunctions: true });
  if (!reading.ok) throw reading.error;
  return reading.value;
}

export function evaluationOf(text: string, context?: TestContext): Evaluation {
  return evaluateExpression(expressionOf(text), testContext(context));
}

/** The value, or what came in place of one. */
export function resultOf(text: string, context?: TestContext): ExpressionValue | Exclude<ExpressionOutcome, { kind: 'value' }> {
  const evaluation = evaluationOf(text, context);
  if (evaluation.kind === 'value') return evaluation.value;
  return outcomeOf(evaluation) as Exclude<ExpressionOutcome, { kind: 'value' }>;
}

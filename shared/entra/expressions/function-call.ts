import type { EvaluationContext } from './evaluation-context.ts';
import { type Expression, type FunctionExpression, placeOf } from './expression.ts';
import { ExpressionError, type ExpressionErrorCode, type ExpressionValue } from './expression-value.ts';
import type { FunctionCall } from './function-definition.ts';

/** What one evaluation gathers, and the limits it is under. */
export interface EvaluationRun {
  readonly context: EvaluationContext;
  /** Evaluates an argument of a call that is `depth` deep. */
  readonly evaluate: (expression: Expression, run: EvaluationRun, depth: number) => ExpressionValue;
  /** Null: nobody looks at the steps. */
  readonly steps: CallStep[] | null;
  stepCount: number;
  madeCount: number;
  isApproximate: boolean;
  warnings: string[] | null;
}

/** One call that has ended, with its arguments as far as they were evaluated. */
export interface CallStep {
  readonly expression: FunctionExpression;
  readonly depth: number;
  readonly arguments: readonly ExpressionValue[];
  readonly end:
    | { readonly kind: 'value'; readonly value: ExpressionValue }
    | { readonly kind: 'thrown'; readonly thrown: unknown };
}

/** Thrown where a value is left out of the flow; caught where the evaluation began. */
export class IgnoredFlow {
  readonly scope: 'attribute' | 'object';
  constructor(scope: 'attribute' | 'object') {
    this.scope = scope;
  }
}

export const ignoredAttribute = new IgnoredFlow('attribute');
export const ignoredObject = new IgnoredFlow('object');

/** Of all texts that one evaluation makes together: nested Replace doubles its text at each level. Ours, not Entra's. */
const MADE_LENGTH_MAX = 1_000_000;

const omitted: Expression = { kind: 'Omitted' };

/** One call while it is evaluated. Each argument is evaluated once, so that `Guid()` is the same however often it is asked for. */
export class EvaluatedCall implements FunctionCall {
  readonly #expression: FunctionExpression;
  readonly #run: EvaluationRun;
  readonly #depth: number;
  #known: (ExpressionValue | undefined)[] | null = null;
  #madeCount = 0;

  constructor(expression: FunctionExpression, run: EvaluationRun, depth: number) {
    this.#expression = expression;
    this.#run = run;
    this.#depth = depth;
  }

  get context(): EvaluationContext {
    return this.#run.context;
  }

  get count(): number {
    return this.#expression.arguments.length;
  }

  argument(index: number): Expression {
    return this.#expression.arguments[index] ?? omitted;
  }

  isOmitted(index: number): boolean {
    return this.argument(index).kind === 'Omitted';
  }

  value(index: number): ExpressionValue {
    const expression = this.argument(index);
    // A constant need not be remembered, which spares a list for most calls; a trace shows all of them.
    if (expression.kind === 'Text' && this.#run.steps === null) return expression.value;
    const before = this.#known?.[index];
    if (before !== undefined) return before;
    const value = this.#run.evaluate(expression, this.#run, this.#depth + 1);
    if (expression.kind === 'Function' || expression.kind === 'Comparison' || this.#run.steps !== null) {
      this.#known ??= [];
      this.#known[index] = value;
    }
    return value;
  }

  text(index: number): string {
    const value = this.value(index);
    return value === null ? '' : typeof value === 'string' ? value : value.join(',');
  }

  integer(index: number): number {
    const text = this.text(index).trim();
    const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(number)) return number;
    const found = text === '' ? 'it has no value' : `it is "${shortened(text)}"`;
    return this.fail(
      'invalid-argument',
      `argument ${index + 1} must be a whole number, but ${found}`,
      'Give a number such as 1.',
    );
  }

  rest(index: number): readonly ExpressionValue[] {
    const values: ExpressionValue[] = [];
    for (let at = index; at < this.count; at += 1) values.push(this.value(at));
    return values;
  }

  made(text: string): string {
    this.#madeCount += text.length;
    this.#count(text.length);
    return text;
  }

  /** Counts a result that was made and not passed on, as far as the function has not counted it itself. */
  countResult(value: ExpressionValue): void {
    if (value === null) return;
    const length = typeof value === 'string' ? value.length : value.reduce((sum, part) => sum + part.length, 0);
    if (length > this.#madeCount) this.#count(length - this.#madeCount);
  }

  #count(length: number): void {
    this.#run.madeCount += length;
    if (this.#run.madeCount <= MADE_LENGTH_MAX) return;
    const message = `the expression makes more than ${MADE_LENGTH_MAX} characters of text`;
    this.fail('output-limit', message, 'Shorten a source with Left or Mid, or nest fewer calls.');
  }

  fail(code: ExpressionErrorCode, message: string, remedy: string): never {
    const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
    const column = placeOf(this.#expression)?.column ?? null;
    throw new ExpressionError(code, `${this.#expression.name}: ${sentence}`, remedy, column);
  }

  warn(sentence: string): void {
    this.#run.warnings ??= [];
    if (!this.#run.warnings.includes(sentence)) this.#run.warnings.push(sentence);
  }

  approximate(): void {
    this.#run.isApproximate = true;
  }

  ignoreFlow(scope: 'attribute' | 'object'): never {
    throw scope === 'attribute' ? ignoredAttribute : ignoredObject;
  }

  /** For the trace: arguments as far as they were asked for, null for the others. */
  evaluatedArguments(): readonly ExpressionValue[] {
    return this.#expression.arguments.map((_argument, index) => this.#known?.[index] ?? null);
  }
}

function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

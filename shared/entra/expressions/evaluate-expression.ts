import { compareValues } from './compare-values.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type Expression, type FunctionExpression, placeOf } from './expression.ts';
import { ExpressionError, type ExpressionValue } from './expression-value.ts';
import { EvaluatedCall, type EvaluationRun, IgnoredFlow, ignoredAttribute, ignoredObject } from './function-call.ts';
import { functionNamed } from './functions.ts';

/** What an expression gives for one object. */
export type Evaluation =
  | {
      readonly kind: 'value';
      readonly value: ExpressionValue;
      /** Near to Entra's value only: another engine ran a pattern. */
      readonly isApproximate: boolean;
      readonly warnings: readonly string[];
    }
  /** The attribute, or the whole object, is left out of this flow. */
  | { readonly kind: 'ignored'; readonly scope: 'attribute' | 'object'; readonly warnings: readonly string[] }
  | { readonly kind: 'error'; readonly error: ExpressionError };

/** Evaluates for one object. Never throws: an error is an answer. The same context gives the same answer. */
export function evaluateExpression(expression: Expression, context: EvaluationContext): Evaluation {
  return evaluateRun(expression, emptyRun(context, null));
}

/** A run that nothing was gathered in. */
export function emptyRun(context: EvaluationContext, steps: EvaluationRun['steps']): EvaluationRun {
  return { context, evaluate, steps, stepCount: 0, madeCount: 0, isApproximate: false, warnings: null };
}

export function evaluateRun(expression: Expression, run: EvaluationRun): Evaluation {
  try {
    const value = evaluate(expression, run, 0);
    return { kind: 'value', value, isApproximate: run.isApproximate, warnings: run.warnings ?? noWarnings };
  } catch (thrown) {
    return endedBy(thrown, run.warnings ?? noWarnings);
  }
}

/** The answer that a thrown thing stands for. */
export function endedBy(thrown: unknown, warnings: readonly string[]): Exclude<Evaluation, { readonly kind: 'value' }> {
  if (thrown instanceof IgnoredFlow) return { kind: 'ignored', scope: thrown.scope, warnings };
  if (thrown instanceof ExpressionError) return { kind: 'error', error: thrown };
  // The runtime's own limits: a text longer than it can hold, a tree built deeper than its stack.
  if (thrown instanceof RangeError) {
    const message = `The expression is too large to evaluate: ${thrown.message}.`;
    return { kind: 'error', error: new ExpressionError('output-limit', message, 'Nest fewer calls, or make less text.') };
  }
  const message = `The expression could not be evaluated: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  return {
    kind: 'error',
    error: new ExpressionError('unsupported', message, 'This is a fault of the program: please report it.'),
  };
}

const noWarnings: readonly string[] = [];

/** An expression of 10,000 characters takes fewer; a tree that was read from a document may take more. Ours, not Entra's. */
const STEP_COUNT_MAX = 10_000;

function evaluate(expression: Expression, run: EvaluationRun, depth: number): ExpressionValue {
  run.stepCount += 1;
  if (run.stepCount > STEP_COUNT_MAX) throw tooManySteps();
  switch (expression.kind) {
    case 'Function':
      return run.steps === null ? calledValue(expression, run, depth) : tracedValue(expression, run, depth);
    case 'Attribute':
      return run.context.attribute(expression.name);
    case 'Text':
      return expression.value;
    case 'Comparison': {
      const left = evaluate(expression.left, run, depth);
      const right = evaluate(expression.right, run, depth);
      return compareValues(left, expression.operator, right, run.context.options) ? 'True' : 'False';
    }
    case 'Number':
      return numberText(expression.text);
    case 'Keyword':
      return keywordValue(expression.name);
    case 'Omitted':
      return null;
  }
}

function calledValue(expression: FunctionExpression, run: EvaluationRun, depth: number): ExpressionValue {
  return resultOf(expression, new EvaluatedCall(expression, run, depth), run);
}

function resultOf(expression: FunctionExpression, call: EvaluatedCall, run: EvaluationRun): ExpressionValue {
  const definition = functionNamed(expression.name, run.context.options);
  if (definition === undefined) throw unknownHere(expression);
  const value = definition.evaluate(call);
  // Logic and lists pass on what an argument made.
  if (definition.group !== 'logic' && definition.group !== 'values') call.countResult(value);
  return value;
}

function tracedValue(expression: FunctionExpression, run: EvaluationRun, depth: number): ExpressionValue {
  const call = new EvaluatedCall(expression, run, depth);
  try {
    const value = resultOf(expression, call, run);
    run.steps?.push({ expression, depth, arguments: call.evaluatedArguments(), end: { kind: 'value', value } });
    return value;
  } catch (thrown) {
    run.steps?.push({ expression, depth, arguments: call.evaluatedArguments(), end: { kind: 'thrown', thrown } });
    throw thrown;
  }
}

/** A number as written, a hexadecimal one (`&HF7`) as the decimal it is. */
function numberText(text: string): string {
  return text.startsWith('&H') ? BigInt(`0x${text.slice(2)}`).toString() : text;
}

function keywordValue(name: string): string {
  if (name === 'IgnoreAttributeFlow') throw ignoredAttribute;
  if (name === 'IgnoreObjectFlow') throw ignoredObject;
  return name;
}

function unknownHere(expression: FunctionExpression): ExpressionError {
  return new ExpressionError(
    'unknown-function',
    `There is no function "${expression.name}" as the language is set.`,
    'Write a function of the reference, or look at the habits function-case and cloud-sync-functions.',
    placeOf(expression)?.column ?? null,
  );
}

function tooManySteps(): ExpressionError {
  const message = `The expression takes more than ${STEP_COUNT_MAX} steps.`;
  return new ExpressionError('step-limit', message, 'Take it apart: nest fewer calls.');
}

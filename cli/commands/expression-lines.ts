import type { ExpressionOutcome, ExpressionStep } from '#shared/entra/expressions/trace-expression.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { ExpressionAnswer } from './expression-entries.ts';
import type { GivenEvaluation } from './expression-evaluation.ts';

type ErrorOutcome = Extract<ExpressionOutcome, { readonly kind: 'error' }>;

const APPROXIMATE = 'approximate: a pattern was run by another engine than Entra has';

/** One evaluation as lines: a value for standard output as it is, one line each where there are several; and what is to be known of it. */
export function resultLines({ outcome, isApproximate, warnings }: GivenEvaluation): {
  readonly results: readonly string[];
  readonly notes: readonly string[];
} {
  const notes = [...warnings.map((sentence) => `warning: ${sentence}`), ...(isApproximate ? [APPROXIMATE] : [])];
  switch (outcome.kind) {
    case 'value': {
      const { value } = outcome;
      if (value === null) return { results: [], notes: ['no value (null): a mapping sends nothing', ...notes] };
      if (value === '') return { results: [''], notes: ['an empty text: a mapping sends nothing', ...notes] };
      const values: readonly Json[] = Array.isArray(value) ? value : [value];
      if (values.length === 0) return { results: [], notes: ['no values: an empty list', ...notes] };
      return { results: values.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))), notes };
    }
    case 'ignored':
      return { results: [], notes: [ignoredSentence(outcome.scope), ...notes] };
    case 'error':
      return { results: [], notes };
  }
}

/** One evaluation as JSON: the answer of a batch without its id, with warnings, remedy, steps and seed. */
export function evaluationJson({ outcome, isApproximate, warnings, steps }: GivenEvaluation, seed: number | null): JsonObject {
  return {
    ...outcomeJson(outcome),
    ...(isApproximate ? { approximate: true } : {}),
    warnings,
    ...(seed === null ? {} : { seed }),
    ...(steps.length === 0 ? {} : { steps: steps.map(stepJson) }),
  };
}

function outcomeJson(outcome: ExpressionOutcome): JsonObject {
  switch (outcome.kind) {
    case 'value':
      return { value: outcome.value };
    case 'ignored':
      return { ignoreFlow: true, scope: outcome.scope };
    case 'error': {
      const { code, message, remedy, column } = outcome;
      return { error: { code, message, remedy, ...(column === null ? {} : { column }) } };
    }
  }
}

function stepJson({ depth, column, length, name, arguments: given, outcome }: ExpressionStep): JsonObject {
  return { depth, column, length, name, arguments: given, ...outcomeJson(outcome) };
}

/** One call: what it was given and what came of it. A null argument was left out, has no value, or was not taken. */
export function stepLines({ depth, column, name, arguments: given, outcome }: ExpressionStep): readonly string[] {
  const call = `${name}(${given.map((value) => JSON.stringify(value)).join(', ')})`;
  return [`${'  '.repeat(depth)}${call} = ${outcomeText(outcome)}  (column ${column})`];
}

/** One answer of a batch. */
export function answerLines(answer: ExpressionAnswer): readonly string[] {
  const id = typeof answer.id === 'string' ? answer.id : JSON.stringify(answer.id);
  if ('error' in answer) return [`${id}: ${answer.error.code}. ${answer.error.message}`];
  if ('ignoreFlow' in answer) return [`${id}: ${ignoredSentence(answer.scope)}`];
  return [`${id}: ${JSON.stringify(answer.value)}${answer.approximate === true ? ` (${APPROXIMATE})` : ''}`];
}

/** The expression with a caret below the place of the error, then what is wrong and what to do about it. */
export function errorLines(expression: string, { code, message, remedy, column }: ErrorOutcome): readonly string[] {
  const pointed = column === null || expression.trim() === '' ? [] : pointedLines(expression, column);
  return [...pointed, `${code}: ${message}`, ...(remedy === '' ? [] : [`  ${remedy}`])];
}

const WIDTH_MAX = 100;
const BEFORE_CARET = 60;

/** The line of the text that a column is in, cut where it is long. */
function pointedLines(expression: string, column: number): readonly string[] {
  const start = Math.max(expression.lastIndexOf('\n', column - 2) + 1, 0);
  const [line = ''] = expression.slice(start).split('\n');
  const from = Math.max(column - 1 - start - BEFORE_CARET, 0);
  const head = from > 0 ? '…' : '';
  const tail = line.length > from + WIDTH_MAX ? '…' : '';
  const before = Array.from(line.slice(from, column - 1 - start));
  return [`${head}${plainText(line.slice(from, from + WIDTH_MAX))}${tail}`, `${' '.repeat(head.length + before.length)}^`];
}

/** Control characters as blanks, so that they neither move the caret nor command the terminal. */
function plainText(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

function outcomeText(outcome: ExpressionOutcome): string {
  switch (outcome.kind) {
    case 'value':
      return JSON.stringify(outcome.value);
    case 'ignored':
      return ignoredSentence(outcome.scope);
    case 'error':
      return `${outcome.code}. ${outcome.message}`;
  }
}

function ignoredSentence(scope: 'attribute' | 'object'): string {
  return `the ${scope} is left out of this flow`;
}

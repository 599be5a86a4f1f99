import { randomInt } from 'node:crypto';
import { systemClock } from '#harness/adapters/system-clock.ts';
import type { LanguageOptions } from '#shared/entra/expressions/evaluation-context.ts';
import { languageOptionsOf } from '#shared/entra/expressions/language-options.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { readBatch } from '../batch-file.ts';
import { createBatchPatternHost } from '../batch-pattern-host.ts';
import { ExitCode } from '../exit-codes.ts';
import { parseInstant } from '../instant.ts';
import { noteProblems, type Output } from '../output.ts';
import { parseAssignments } from '../set-option.ts';
import { answerExpressionEntry, type BatchDefaults } from './expression-entries.ts';
import { evaluateGiven, type GivenEvaluation, type GivenExpression } from './expression-evaluation.ts';
import { answerLines, errorLines, evaluationJson, resultLines, stepLines } from './expression-lines.ts';
import { DEFAULT_DOMAIN, parseExpressionSource } from './expression-source.ts';
import { parseOverrides } from './run-options.ts';

export interface ExpressionOptions {
  readonly set?: readonly string[];
  readonly now?: string;
  readonly tenantDomain?: string;
  readonly taken?: readonly string[];
  readonly strict?: boolean;
  readonly habit?: readonly string[];
  readonly seed?: number;
  readonly trace?: boolean;
  readonly batch?: string;
  readonly json?: boolean;
}

interface Terminal {
  readonly input: () => NodeJS.ReadableStream;
  readonly output: Output;
}

/** Evaluates an expression of the mapping language: one for attributes as a person types them, or a whole file of them. */
export async function evaluateExpressions(
  expression: string | undefined,
  options: ExpressionOptions,
  { input, output }: Terminal,
): Promise<ExitCode> {
  const settings = parseSettings(options);
  if (!settings.ok) return refuse(output, settings);
  if (options.batch === undefined) return evaluateOne(expression, options, settings.value, output);
  const mixed = problemOfMixing(expression, options);
  if (mixed !== undefined) return refuse(output, mixed);
  const entries = await readBatch(options.batch, { input, example: EXAMPLE });
  if (!entries.ok) return refuse(output, entries);
  const answered = entries.value.map((entry) => answerExpressionEntry(entry, settings.value));
  const answers = answered.map(({ answer }) => answer);
  if (options.json) output.result(JSON.stringify(answers));
  else for (const line of answers.flatMap(answerLines)) output.result(line);
  if (answered.some(({ hasUsedChance }) => hasUsedChance)) noteSeed(output, options, settings.value);
  return ExitCode.passed;
}

const EXAMPLE = '{ "id": "1", "expression": "ToLower([mail])", "source": { "mail": "A@larkfield.test" } }';

function parseSettings({ now, strict, habit, seed = randomInt(2 ** 32) }: ExpressionOptions): Parsed<BatchDefaults> {
  const habits = parseOverrides(habit === undefined ? {} : { habit });
  if (!habits.ok) return habits;
  const instant: Parsed<Instant> = now === undefined ? accepted(systemClock.now()) : parseInstant(now, '--now');
  if (!instant.ok) return instant;
  const ofHabits = languageOptionsOf({ habitSettings: habits.value.habits ?? {} });
  const options: LanguageOptions = strict === true ? { ...ofHabits, isStrict: true } : ofHabits;
  return accepted({ now: instant.value, options, seed, patternHost: createBatchPatternHost() });
}

/** Undefined where a batch is given nothing that belongs to one expression. */
function problemOfMixing(expression: string | undefined, options: ExpressionOptions): Parsed<never> | undefined {
  const { set, taken, tenantDomain, trace } = options;
  const mixed = [
    ...(expression === undefined ? [] : ['expression']),
    ...(set === undefined ? [] : ['--set']),
    ...(taken === undefined ? [] : ['--taken']),
    ...(tenantDomain === undefined ? [] : ['--tenant-domain']),
    ...(trace === undefined ? [] : ['--trace']),
  ];
  if (mixed.length === 0) return undefined;
  const message = `A file of expressions takes no ${mixed.join(', no ')}.`;
  return refused({ place: '--batch', message, remedy: 'Each entry of the file says it for itself; or leave --batch out.' });
}

function evaluateOne(
  expression: string | undefined,
  options: ExpressionOptions,
  settings: BatchDefaults,
  output: Output,
): ExitCode {
  const given = parseGiven(expression, options, settings);
  if (!given.ok) return refuse(output, given);
  const evaluation = evaluateGiven(given.value, settings);
  if (options.json) output.result(JSON.stringify(evaluationJson(evaluation, evaluation.hasUsedChance ? settings.seed : null)));
  else printEvaluation(given.value.text, evaluation, output);
  if (evaluation.hasUsedChance) noteSeed(output, options, settings);
  if (evaluation.outcome.kind !== 'error') return ExitCode.passed;
  return evaluation.isRead ? ExitCode.failed : ExitCode.badInput;
}

function parseGiven(
  text: string | undefined,
  { set = [], taken = [], tenantDomain, trace = false }: ExpressionOptions,
  { now, options }: BatchDefaults,
): Parsed<GivenExpression> {
  if (text === undefined) {
    const remedy = `Write it as: rehearse expression 'Join(" ", [givenName], [surname])' --set givenName=Ada --set surname=Lovelace`;
    return refused({ place: 'rehearse expression', message: 'There is no expression to evaluate.', remedy });
  }
  const assigned = parseAssignments(set);
  if (!assigned.ok) return assigned;
  const ofTenant = tenantDomain === undefined ? {} : { [DEFAULT_DOMAIN]: tenantDomain };
  const source = parseExpressionSource({ ...assigned.value, ...ofTenant });
  if (!source.ok) return source;
  return accepted({ text, source: source.value, now, takenValues: new Set(taken), name: '', options, isTraced: trace });
}

function printEvaluation(text: string, evaluation: GivenEvaluation, output: Output): void {
  for (const line of evaluation.steps.flatMap(stepLines)) output.result(line);
  const { results, notes } = resultLines(evaluation);
  for (const line of results) output.result(line);
  for (const line of evaluation.outcome.kind === 'error' ? errorLines(text, evaluation.outcome) : notes) output.note(line);
}

/** What a person needs in order to have the same again. */
function noteSeed(output: Output, options: ExpressionOptions, { seed }: BatchDefaults): void {
  if (options.seed === undefined) output.note(`Chance had a part in it: --seed ${seed} gives the same again.`);
}

function refuse(output: Output, parsed: Parsed<unknown>): ExitCode {
  if (!parsed.ok) noteProblems(output, parsed.problems);
  return ExitCode.badInput;
}

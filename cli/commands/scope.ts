import type { ScopingClause } from '#shared/entra/scoping-filter.ts';
import { evaluateScopingFilter, type ScopingOptions, scopingOptionsOf } from '#shared/entra/scoping-filter-evaluation.ts';
import { parseScopingClause } from '#shared/entra/scoping-filter-text.ts';
import type { Json } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { readBatch } from '../batch-file.ts';
import { createBatchPatternHost } from '../batch-pattern-host.ts';
import { ExitCode } from '../exit-codes.ts';
import { noteProblems, type Output } from '../output.ts';
import { parseAssignments } from '../set-option.ts';
import { parseOverrides } from './run-options.ts';
import { answerScopeEntry, type ScopeAnswer, sourceLookup, toScopeAnswer } from './scope-entries.ts';

export interface ScopeOptions {
  readonly batch?: string;
  readonly set?: readonly string[];
  readonly habit?: readonly string[];
  readonly json?: boolean;
}

/** Says whether an object would pass a scoping filter: clauses as a person types them, or a whole file of filters and objects. */
export async function evaluateScope(
  clauses: readonly string[],
  options: ScopeOptions,
  { input, output }: { readonly input: () => NodeJS.ReadableStream; readonly output: Output },
): Promise<ExitCode> {
  const habits = parseOverrides(options.habit === undefined ? {} : { habit: options.habit });
  if (!habits.ok) return refuse(output, habits);
  const scoping = scopingOptionsOf({ habitSettings: habits.value.habits ?? {} }, createBatchPatternHost());
  if (options.batch === undefined) return evaluateClauses(clauses, scoping, { options, output });
  if (clauses.length > 0 || options.set !== undefined) {
    const message = 'A file of filters and objects takes no clause and no --set.';
    return refuse(output, refused({ place: '--batch', message, remedy: 'Put them into the file, or leave --batch out.' }));
  }
  const entries = await readBatch(options.batch, { input, example: EXAMPLE });
  if (!entries.ok) return refuse(output, entries);
  const answers = entries.value.map((entry) => answerScopeEntry(entry, scoping));
  if (options.json) output.result(JSON.stringify(answers));
  else for (const line of answers.flatMap((answer) => linesOf(answer, `${wordOf(answer.id)}: `))) output.result(line);
  return ExitCode.passed;
}

const EXAMPLE =
  '{ "id": "1", "clause": { "attribute": "department", "operator": "EQUALS", "value": "Sales" }, "source": { "department": "Sales" } }';

function evaluateClauses(
  texts: readonly string[],
  scoping: ScopingOptions,
  { options, output }: { readonly options: ScopeOptions; readonly output: Output },
): ExitCode {
  const clauses = parseClauses(texts);
  const source = parseAssignments(options.set ?? []);
  if (!clauses.ok) return refuse(output, clauses);
  if (!source.ok) return refuse(output, source);
  const filter = { groups: [{ name: '', clauses: clauses.value }], inputFilterGroups: [], categoryFilterGroups: [] };
  const evaluation = evaluateScopingFilter(filter, sourceLookup(source.value), scoping);
  const answer = toScopeAnswer(null, evaluation);
  const problems = evaluation.errors.map(({ clause, message, remedy }) => ({ place: clause, message, remedy }));
  if (options.json) output.result(JSON.stringify({ ...answer, id: undefined }));
  else if (problems.length > 0) return refuse(output, refused(...problems));
  else for (const line of linesOf(answer, '')) output.result(line);
  return problems.length > 0 ? ExitCode.badInput : ExitCode.passed;
}

function parseClauses(texts: readonly string[]): Parsed<readonly ScopingClause[]> {
  if (texts.length === 0) {
    const remedy = "Write it as: rehearse scope 'department EQUALS Sales' --set department=Sales, or give a file with --batch.";
    return refused({ place: 'rehearse scope', message: 'There is no clause to evaluate.', remedy });
  }
  const parsed = texts.map(parseScopingClause);
  const problems = parsed.flatMap((each, index) =>
    each.ok ? [] : each.problems.map((problem) => ({ ...problem, place: `clause ${index + 1}` })),
  );
  return problems.length > 0 ? refused(...problems) : accepted(parsed.flatMap((each) => (each.ok ? [each.value] : [])));
}

function linesOf(answer: ScopeAnswer, head: string): readonly string[] {
  if ('error' in answer) return [`${head}${answer.error.code}. ${answer.error.message}`];
  const verdict = answer.inScope ? 'in scope' : 'not in scope';
  const approximate = answer.approximate === true ? ' (approximate: a pattern was run by another engine than Entra has)' : '';
  return [
    `${head}${verdict}${approximate}`,
    ...answer.clauses.map(({ sentence, holds }) => `  ${holds ? 'true ' : 'false'}  ${sentence}`),
  ];
}

function wordOf(id: Json): string {
  return typeof id === 'string' ? id : JSON.stringify(id);
}

function refuse(output: Output, parsed: Parsed<unknown>): ExitCode {
  if (!parsed.ok) noteProblems(output, parsed.problems);
  return ExitCode.badInput;
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ProvisioningErrorDefinition } from '#shared/entra/provisioning-error-row.ts';
import { levelNouns, nextWords } from '#shared/entra/provisioning-error-words.ts';
import { PASTED_LENGTH_MAX, type PastedError, type PastedFinding, recognizePastedError } from '#shared/trace/pasted-error.ts';
import { ExitCode } from '../exit-codes.ts';
import type { Output } from '../output.ts';

export interface ExplainErrorOptions {
  readonly json?: boolean;
}

interface Terminal {
  readonly input: () => NodeJS.ReadableStream;
  readonly output: Output;
}

/** Says what a text from a provisioning log, a job's status or the portal is about. Without words, standard input is read. */
export async function explainError(
  words: readonly string[],
  options: ExplainErrorOptions,
  root: URL,
  { input, output }: Terminal,
): Promise<ExitCode> {
  const text = words.length > 0 && words.join(' ') !== '-' ? words.join(' ') : await readAll(input());
  if (text.trim() === '') {
    output.note('There is no text: give it as an argument, or on standard input.');
    return ExitCode.badInput;
  }
  const error = recognizePastedError(text);
  if (options.json) output.result(JSON.stringify(reportOf(error)));
  else if (error.findings.length === 0) noteNothing(output, error);
  else for (const line of linesOf(error, root)) output.result(line);
  return error.findings.length === 0 ? ExitCode.failed : ExitCode.passed;
}

/** No more is kept than is looked at. */
async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of input) if (text.length <= PASTED_LENGTH_MAX) text += String(chunk);
  return text;
}

function noteNothing(output: Output, { facts }: PastedError): void {
  output.result('Nothing in it is known: no code, no sentence and no status.');
  if (facts.answer !== null) output.result(`What the endpoint itself said: ${facts.answer}`);
  output.note('Paste the whole entry, with its error code. docs/guides/errors.md lists what is recognised.');
}

function linesOf({ findings, facts }: PastedError, root: URL): readonly string[] {
  const particulars = Object.entries({
    'The endpoint said': facts.answer,
    'The request was': facts.resource === null ? null : `${facts.operation ?? 'GET'} ${facts.resource}`,
    'Retried so far': facts.retriedCount === null ? null : String(facts.retriedCount),
    'Next attempt': facts.nextAttemptAt,
    'Attribute without a value': facts.attribute,
  }).flatMap(([what, value]) => (value === null ? [] : [`${what}: ${value}`]));
  return [
    ...particulars,
    ...(particulars.length === 0 ? [] : ['']),
    ...findings.flatMap((finding) => findingLines(finding, root)),
  ];
}

function findingLines({ definition, storyId }: PastedFinding, root: URL): readonly string[] {
  const { code, level, meaning, causes, remedy, next, habitId, evidence, source, shownAs } = definition;
  return [
    `${code}  (${levelNouns[level]})`,
    `  ${meaning}`,
    `  Causes     ${causes}`,
    `  Next       ${nextWords[next]}`,
    `  Fix        ${remedy}`,
    `  Known      ${evidence}: ${source}`,
    ...(habitId === null ? [] : [`  Habit      ${habitId}; see rehearse habits`]),
    ...(shownAs === null ? [] : [`  Here       shown as ${shownAs}`]),
    ...(storyId === null
      ? ['  See it     no scenario shows it']
      : [`  See it     rehearse run ${storyFile(storyId, root)}`, `             ${storyName(storyId, root)}`]),
    '',
  ];
}

/** Below the folder of the program, as its guides write it. */
function storyFile(storyId: string, root: URL): string {
  return fileURLToPath(new URL(`fixtures/scenarios/stories/${storyId}.scenario.yaml`, root));
}

function storyName(storyId: string, root: URL): string {
  const text = readFileSync(storyFile(storyId, root), 'utf8');
  return /^name: "?(.*?)"?$/m.exec(text)?.[1] ?? '';
}

function reportOf({ findings, facts }: PastedError) {
  return {
    version: 1,
    facts,
    findings: findings.map(({ definition, ...finding }) => ({ ...finding, ...shownOf(definition) })),
  };
}

function shownOf({ storyId: _, ...definition }: ProvisioningErrorDefinition) {
  return { ...definition, nextSentence: nextWords[definition.next] };
}

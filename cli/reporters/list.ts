import { createColors } from 'picocolors';
import type { ScenarioReport, StepReport } from '#shared/scenario/run-report.ts';
import type { Output } from '../output.ts';
import type { Reporter } from './reporter.ts';

const REASONS_PER_STEP_MAX = 5;
const NAMES_PER_REASON_MAX = 3;
const PLANNED_SHOWN_MAX = 20;
const TEXT_LENGTH_MAX = 240;

/** A readable account, line by line as the run goes on. */
export function listReporter(output: Output): Reporter {
  const colors = createColors(output.isColored);
  const marks = { passed: colors.green('ok     '), failed: colors.red('failed '), skipped: colors.dim('skipped') };
  return {
    scenarioStarted: ({ name, target }) => {
      output.result(colors.bold(name));
      output.result(colors.dim(`  against ${target}`));
    },
    stepEnded: (step) => {
      output.result(`  ${marks[step.status]} ${pad(step.number)}  ${step.sentence}`);
      for (const line of whatHappened(step)) output.result(colors.dim(`              ${line}`));
      for (const line of [...jobLines(step), ...plannedLines(step), ...cardLines(step)]) output.result(`              ${line}`);
      for (const line of details(step)) output.result(`              ${line}`);
    },
    scenarioEnded: (report) => {
      const word = report.outcome === 'passed' ? colors.green('passed') : colors.red(outcomeWords[report.outcome]);
      output.result(`  ${word}, ${countOf(report.requests, 'request')}\n`);
    },
    runEnded: ({ totals }) => {
      const failed = totals.failed === 0 ? '0 failed' : colors.red(`${totals.failed} failed`);
      output.result(
        `${countOf(totals.scenarios, 'scenario')}: ${totals.passed} passed, ${failed}, ${countOf(totals.requests, 'request')} sent`,
      );
    },
  };
}

const outcomeWords: Readonly<Record<ScenarioReport['outcome'], string>> = {
  passed: 'passed',
  failed: 'failed',
  unreachable: 'the target could not be reached',
  'credentials-refused': 'the target refused the credentials',
  interrupted: 'interrupted',
};

function whatHappened({ requests, changes }: StepReport): readonly string[] {
  const objects = changes.map(({ action, status, count }) => `${count} ${wordsFor(action, status)}`);
  const kinds = Object.entries(requests).map(([kind, count]) => `${count} ${kind}`);
  return [objects.join(', '), kinds.join(', ')].filter((line) => line !== '');
}

/** Each request that would be sent, and why; a long plan is shown by its counts and its beginning. */
function plannedLines({ planned }: StepReport): readonly string[] {
  if (planned === undefined) return [];
  if (planned.totalCount === 0) return ['would send nothing'];
  const { requests, totalCount } = planned;
  const counts = Object.entries(planned.requestCounts).map(([kind, count]) => `${count} ${kind}`);
  const shown = requests.slice(0, PLANNED_SHOWN_MAX);
  return [
    `would send ${counts.join(', ')}`,
    ...shown.map(({ method, target, reason }) => `  ${method} ${target}  ${reason}`),
    ...(totalCount > shown.length ? [`  and ${totalCount - shown.length} more`] : []),
  ];
}

/** A job in quarantine, disabled, or with deletions held back: how it stands, and the steps that lead out. */
function jobLines({ job }: StepReport): readonly string[] {
  return job === undefined ? [] : [job];
}

/** The cards of Provision on demand, one a line. */
function cardLines({ cards = [] }: StepReport): readonly string[] {
  return cards.map(({ title, status, summary }) => `${title}: ${status}${summary === '' ? '' : `, ${flat(summary)}`}`);
}

const doneWords: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  disable: 'disabled',
  delete: 'deleted',
  stageddelete: 'held back',
  other: 'done',
};

function wordsFor(action: string, status: string): string {
  if (status === 'success' || action === 'stageddelete') return doneWords[action] ?? action;
  const verb = action === 'other' ? '' : ` (${action})`;
  return status === 'failure' ? `failed${verb}` : `${status}${verb}`;
}

function details({ place, problems, failures }: StepReport): readonly string[] {
  const reasons = byReason(failures);
  const shown = reasons.slice(0, REASONS_PER_STEP_MAX);
  return [
    ...problems.flatMap(({ message, remedy }) => [`${place}: ${flat(message)}`, ...(remedy === '' ? [] : [`  ${remedy}`])]),
    ...shown.map(({ words, objects }) => `${namesOf(objects)}: ${words}`),
    ...(reasons.length > shown.length ? [`and ${reasons.length - shown.length} more reasons`] : []),
  ];
}

type Failure = StepReport['failures'][number];

/** One target refuses many objects for one reason: it is said once. */
function byReason(failures: readonly Failure[]): readonly { readonly words: string; readonly objects: readonly string[] }[] {
  const objectsByReason = new Map<string, string[]>();
  for (const failure of failures) {
    const words = `${failure.action} failed, ${gist(failure)}`;
    objectsByReason.set(words, [...(objectsByReason.get(words) ?? []), failure.object]);
  }
  return [...objectsByReason].map(([words, objects]) => ({ words, objects }));
}

/** Entra wraps the target's answer in sentences that are always the same; what the target said is behind them. */
function gist({ code, reason }: Failure): string {
  const status = /^StatusCode: (\w+)/.exec(reason)?.[1];
  const answer = /Web Response:\s*([\s\S]*)/.exec(reason)?.[1];
  if (status === undefined || answer === undefined) return `${code}: ${flat(reason)}`;
  const detail = /"detail"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(answer)?.[1];
  return `${status}: ${flat(detail === undefined ? answer : String(JSON.parse(detail)))}`;
}

function namesOf(objects: readonly string[]): string {
  const others = objects.length - NAMES_PER_REASON_MAX;
  const named = objects.slice(0, NAMES_PER_REASON_MAX).join(', ');
  return others > 0 ? `${named} and ${others} more` : named;
}

/** A text may run over several lines and quote a whole page: one line of it is enough here, the trace has the rest. */
function flat(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > TEXT_LENGTH_MAX ? `${line.slice(0, TEXT_LENGTH_MAX)}...` : line;
}

function pad(number: number): string {
  return String(number).padStart(2);
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

// The tables of docs/guides/errors.md, made from the catalogue of error codes and the traces of the stories that show them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario } from '#harness/headless.ts';
import { habits } from '#shared/entra/habits.ts';
import { provisioningErrors } from '#shared/entra/provisioning-error.ts';
import type { ProvisioningErrorDefinition } from '#shared/entra/provisioning-error-row.ts';
import { codeOfStatus, type RequestKind, refusals, SCIM_PREFIX, statusName } from '#shared/entra/provisioning-error-status.ts';
import { levelWords, nextWords } from '#shared/entra/provisioning-error-words.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import { storyFolder, traceFolder } from './story-traces.ts';

const root = join(import.meta.dirname, '..');
const guidePath = join(root, 'docs/guides/errors.md');

/** The guide with its tables as the code has them now. Throws where the guide lost one of its markers. */
export function withErrorTables(guide: string): string {
  const tables = { statuses: statusLines(), codes: codeLines(), elsewhere: elsewhereLines() };
  return Object.entries(tables).reduce((text, [name, lines]) => withTable(text, name, lines), guide);
}

/** Codes and skip reasons that the trace of a story has. */
export function codesShownBy(storyId: string): readonly string[] {
  return eventsOf(storyId).flatMap((event) => {
    switch (event.kind) {
      case 'change-finished':
        return [event.error?.code, event.skipReason].filter((code) => code != null);
      case 'cycle-failed':
        return [event.error.code];
      default:
        return [];
    }
  });
}

function withTable(guide: string, name: string, lines: readonly string[]): string {
  const begin = `<!-- ${name}: written by node scripts/errors-guide.ts -->`;
  const end = `<!-- ${name}: end -->`;
  const from = guide.indexOf(begin);
  const to = guide.indexOf(end);
  if (from < 0 || to < from) throw new Error(`A table goes between "${begin}" and "${end}"; the guide lacks them.`);
  return `${guide.slice(0, from)}${[begin, '', ...lines, ...(lines.at(-1) === '' ? [''] : ['', ''])].join('\n')}${guide.slice(to)}`;
}

const kinds: readonly (readonly [RequestKind, string])[] = [
  ['look-up', 'a look-up by filter'],
  ['create', 'a creation'],
  ['read', 'a read by id'],
  ['write', 'an update, a disable, a reference'],
  ['delete', 'a deletion'],
];

/** Statuses that are told apart by nothing share a row. */
function statusLines(): readonly string[] {
  const rows = new Map<string, { readonly statuses: number[]; readonly on: string; readonly code: string }>();
  for (const status of refusals) {
    for (const [code, on] of codesOf(status)) {
      const key = `${on} ${code}`;
      const row = rows.get(key) ?? { statuses: [], on, code };
      row.statuses.push(status);
      rows.set(key, row);
    }
  }
  return table(
    ['Status', 'In answer to', 'Code'],
    [...rows.values()].map(({ statuses, on, code }) => [
      statuses.map((status) => `${status} ${statusName(status)}`).join(', '),
      on,
      code,
    ]),
  );
}

/** The codes of a status, each with the requests to which it applies. */
function codesOf(status: number): readonly (readonly [code: string, on: string])[] {
  const wordsByCode = new Map<string, string[]>();
  for (const [kind, words] of kinds) {
    const code = codeOfStatus(status, kind);
    const shownCode = code === null ? 'counts as done' : codeLink(code);
    wordsByCode.set(shownCode, [...(wordsByCode.get(shownCode) ?? []), words]);
  }
  return [...wordsByCode].map(([code, words]) => [code, words.length === kinds.length ? 'any request' : words.join('; ')]);
}

function codeLines(): readonly string[] {
  return (['object', 'skip', 'job', 'quarantine'] as const).flatMap((level) => [
    `### ${levelWords[level]}`,
    '',
    ...shown.filter((definition) => definition.level === level).flatMap(sectionOf),
  ]);
}

const shown = provisioningErrors.filter(({ storyId }) => storyId !== null);
const others = provisioningErrors.filter(({ storyId }) => storyId === null);

function sectionOf(definition: ProvisioningErrorDefinition): readonly string[] {
  const { code, level, meaning, causes, remedy, next, habitId, evidence, source, storyId } = definition;
  const sample = storyId === null ? null : sampleOf(code, storyId);
  return [
    `#### <a id="${anchorOf(code, level)}"></a>\`${code}\``,
    '',
    meaning,
    '',
    `- **Causes:** ${causes}`,
    `- **What Entra does next:** ${nextWords[next]}`,
    `- **How to fix it:** ${remedy}`,
    ...(habitId === null
      ? []
      : [`- **Decided by:** the habit [\`${habitId}\`](../FIDELITY.md#${habitId})${switchText(habitId)}`]),
    `- **Known from:** ${evidence}; ${source}`,
    ...(storyId === null ? [] : [`- **See it happen:** \`rehearse run ${storyPath(storyId)}\`: ${nameOf(storyId)}`]),
    '',
    ...(sample === null ? [] : ['```text', ...sample, '```', '']),
  ];
}

function switchText(id: string): string {
  const settings = habits.find((habit) => habit.id === id)?.settings ?? [];
  return settings.length === 0 ? '' : `, which can be ${settings.map(({ value }) => `\`${value}\``).join(' or ')}`;
}

function elsewhereLines(): readonly string[] {
  return table(
    ['Code', 'Means', 'How to fix it', 'Here', 'Known from'],
    others.map(({ code, meaning, remedy, shownAs, evidence, source }) => [
      `\`${code}\``,
      meaning,
      remedy,
      shownAs === null ? 'no scenario' : `shown as ${codeLink(shownAs)}`,
      `${evidence}; ${source}`,
    ]),
  );
}

/** How the log of the story puts it, without the line ends of Windows. */
function sampleOf(code: string, storyId: string): readonly string[] | null {
  for (const event of eventsOf(storyId)) {
    const error = event.kind === 'change-finished' || event.kind === 'cycle-failed' ? event.error : null;
    if (error?.code === code) return error.reason.split(/\r?\n/).map((line) => line.trimEnd());
    if (event.kind === 'step-taken' && event.details['SkipReason'] === code) return [event.description];
  }
  return null;
}

function eventsOf(storyId: string): readonly TraceEvent[] {
  const path = join(traceFolder, `${storyId}.trace.jsonl`);
  if (!existsSync(path)) throw new Error(`There is no trace of the story "${storyId}" that a code names.`);
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.slice(1).map((line) => JSON.parse(line) as TraceEvent);
}

function nameOf(storyId: string): string {
  const read = readScenario(join(storyFolder, `${storyId}.scenario.yaml`));
  if (!read.ok) throw new Error(`The story "${storyId}" cannot be read.`);
  return read.value.scenario.name;
}

function storyPath(storyId: string): string {
  return `fixtures/scenarios/stories/${storyId}.scenario.yaml`;
}

function codeLink(code: string): string {
  const known = shown.find((definition) => definition.code === code);
  return known === undefined ? `\`${code}\`` : `[${code.replace(SCIM_PREFIX, '…')}](#${anchorOf(code, known.level)})`;
}

function anchorOf(code: string, level: ProvisioningErrorDefinition['level']): string {
  return `${level}-${code.toLowerCase()}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(line)];
}

if (import.meta.main) {
  writeFileSync(guidePath, withErrorTables(readFileSync(guidePath, 'utf8')));
  console.log('wrote docs/guides/errors.md');
}

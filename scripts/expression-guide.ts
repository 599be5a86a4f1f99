// The reference of functions in docs/guides/expressions.md, made from their definitions and from the examples that a test runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from '#shared/entra/expressions/function-definition.ts';
import { signatureOf } from '#shared/entra/expressions/function-signature.ts';
import { functionDefinitions } from '#shared/entra/expressions/functions.ts';
import { habits } from '#shared/entra/habits.ts';
import type { Json } from '#shared/kernel/json.ts';

/** One function in fixtures/expressions/examples.json. */
interface FunctionExamples {
  readonly function: string;
  /** `documented` or `inferred`, and what of it is otherwise. */
  readonly evidence: string;
  /** What it does where its source has no value; absent where it has no source. */
  readonly noValue?: string;
  readonly note?: string;
  /** Switches of docs/FIDELITY.md that change it. */
  readonly habits?: readonly string[];
  readonly examples: readonly ExpressionExample[];
}

/** An entry of a batch without its id, and what is answered: the code alone of an error. */
interface ExpressionExample {
  readonly expression: string;
  readonly source: Readonly<Record<string, Json>>;
  readonly now?: string;
  readonly existingTargetValues?: readonly string[];
  readonly strict?: boolean;
  readonly value?: Json;
  /** What a value of chance looks like; `value` is one of them. */
  readonly pattern?: string;
  readonly approximate?: true;
  readonly error?: string;
  readonly scope?: 'attribute' | 'object';
  readonly ignoreFlow?: true;
}

const root = join(import.meta.dirname, '..');
const BEGIN = '<!-- functions: written by node scripts/expression-guide.ts -->';
const END = '<!-- functions: end -->';

/** The examples as they are stored. */
export function readExamples(): readonly FunctionExamples[] {
  return JSON.parse(readFileSync(join(root, 'fixtures/expressions/examples.json'), 'utf8'));
}

/** The guide with its reference as code and examples have it now. Throws where the guide lost its two markers. */
export function withFunctionReference(guide: string, examples: readonly FunctionExamples[]): string {
  const from = guide.indexOf(BEGIN);
  const to = guide.indexOf(END);
  if (from < 0 || to < from) throw new Error(`The reference goes between "${BEGIN}" and "${END}"; the guide lacks them.`);
  return `${guide.slice(0, from)}${[BEGIN, '', ...referenceLines(examples), ''].join('\n')}${guide.slice(to)}`;
}

const groups: readonly (readonly [FunctionDefinition['group'], string])[] = [
  ['text', 'Text'],
  ['patterns', 'Replacing'],
  ['logic', 'Decisions, tests and conversions'],
  ['values', 'Several values'],
  ['dates', 'Dates'],
  ['identity', 'Made values and encodings'],
  ['roles', 'App roles'],
];

function referenceLines(examples: readonly FunctionExamples[]): readonly string[] {
  const byName = new Map(examples.map((each) => [each.function, each]));
  const sections = groups.map(([group, title]) => ({
    title,
    definitions: functionDefinitions.filter((definition) => definition.family === 'application' && definition.group === group),
  }));
  const siblings = functionDefinitions.filter(({ family }) => family === 'cloud-sync');
  return [
    '## Switches',
    '',
    'What can be read in two ways, and how it is read unless a job is set otherwise:',
    '',
    '| Switch | Default | What is open |',
    '|---|---|---|',
    ...switches.map(
      ({ id, defaultSetting, sentence }) => `| ${[switchLink(id), code(defaultSetting), sentence].map(cell).join(' | ')} |`,
    ),
    '',
    '## Functions',
    '',
    '| Group | Functions |',
    '|---|---|',
    ...[...sections, { title: CLOUD_SYNC, definitions: siblings }].map(
      ({ title, definitions }) => `| ${title} | ${definitions.map(({ name }) => linkTo(name)).join(', ')} |`,
    ),
    ...sections.flatMap(({ title, definitions }) => sectionLines(title, [], definitions, byName)),
    ...sectionLines(CLOUD_SYNC, [CLOUD_SYNC_SENTENCE], siblings, byName),
  ];
}

const switches = habits.filter(({ area, settings }) => area === 'expression' && settings.length > 0);

const CLOUD_SYNC = 'Cloud sync only';
const CLOUD_SYNC_SENTENCE = `Unknown functions here, as in Entra, unless ${switchLink('cloud-sync-functions')} is \`on\`.`;

function linkTo(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}

function sectionLines(
  title: string,
  sentences: readonly string[],
  definitions: readonly FunctionDefinition[],
  byName: ReadonlyMap<string, FunctionExamples>,
): readonly string[] {
  const introduction = sentences.flatMap((sentence) => ['', sentence]);
  return ['', `### ${title}`, ...introduction, ...definitions.flatMap((definition) => functionLines(definition, byName))];
}

function functionLines(definition: FunctionDefinition, byName: ReadonlyMap<string, FunctionExamples>): readonly string[] {
  const { name, summary, parameters } = definition;
  const found = byName.get(name);
  if (found === undefined) throw new Error(`fixtures/expressions/examples.json has no examples of ${name}.`);
  const optional = parameters
    .filter(({ isRequired, isRepeated }) => !isRequired && !isRepeated)
    .map((parameter) => code(parameter.name));
  return [
    '',
    `#### ${name}`,
    '',
    code(signatureOf(definition)),
    '',
    `${summary}${found.note === undefined ? '' : ` ${found.note}`}`,
    '',
    ...(optional.length === 0 ? [] : [`- May be left out: ${optional.join(', ')}.`]),
    ...(found.noValue === undefined ? [] : [`- Without a value: ${uncapitalized(found.noValue)}`]),
    ...switchLines(found.habits ?? []),
    `- Evidence: ${found.evidence}.`,
    '',
    '| Expression | Where | Gives |',
    '|---|---|---|',
    ...found.examples.map(
      (example) => `| ${[code(example.expression), whereText(example), resultText(example)].map(cell).join(' | ')} |`,
    ),
  ];
}

function switchLines(ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`- Switch: ${ids.map(switchLink).join(', ')}.`];
}

function switchLink(id: string): string {
  if (!switches.some((habit) => habit.id === id)) throw new Error(`fixtures/expressions/examples.json names no switch: ${id}.`);
  return `[${code(id)}](../FIDELITY.md#switch-${id})`;
}

function whereText({ expression, source, now, existingTargetValues, strict }: ExpressionExample): string {
  const given = Object.entries(source).map(([name, value]) => `${code(name)} is ${code(JSON.stringify(value))}`);
  const attributes = new Set([...expression.matchAll(/\[([a-z]\w*)\]/gi)].map(([, name = '']) => name));
  const missing = [...attributes].filter((name) => !Object.hasOwn(source, name)).map((name) => `${code(name)} has no value`);
  return [
    ...given,
    ...missing,
    ...(now === undefined ? [] : [`the time is ${code(now)}`]),
    ...(existingTargetValues === undefined ? [] : [`the target holds ${existingTargetValues.map(code).join(', ')}`]),
    ...(strict === true ? ['`--strict`'] : []),
  ].join('; ');
}

function resultText({ value, pattern, approximate, error, scope }: ExpressionExample): string {
  if (error !== undefined) return `error ${code(error)}`;
  if (scope !== undefined) return `the ${scope} is left out`;
  if (value === null) return 'no value';
  return `${code(JSON.stringify(value))}${pattern === undefined ? '' : ', for one'}${approximate === true ? ', approximate' : ''}`;
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function uncapitalized(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

if (import.meta.main) {
  const path = join(root, 'docs/guides/expressions.md');
  writeFileSync(path, withFunctionReference(readFileSync(path, 'utf8'), readExamples()));
  console.log('wrote docs/guides/expressions.md');
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'rehearse-answers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a command prints, as data. */
async function answer(words: readonly string[], input: unknown = ''): Promise<unknown> {
  const result: string[] = [];
  const output = { result: (line: string) => result.push(line), note: () => {}, isColored: false };
  await run([...words, '--json'], pathToFileURL(`${root}/`), output, () => Readable.from([JSON.stringify(input)]));
  return JSON.parse(result.join('\n'));
}

/** What a published schema finds wrong with an answer. */
function problemsOf(name: string, given: unknown): readonly string[] {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(root, 'docs/schemas', `${name}.v1.json`), 'utf8')));
  const parsed = schema.safeParse(given);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const roles = '[{ "id": "1", "value": "Admin", "displayName": "Admin" }]';
const expressions = [
  'Join(" ", [a], [b])',
  'Split([a], ",")',
  'ToLower([none])',
  'AppRoleAssignmentsComplex([appRoleAssignments])',
  'AssertiveAppRoleAssignmentsComplex([appRoleAssignments])',
  'Replace([a], , "x(?=y)", , "", , )',
  'IgnoreFlowIfNullOrEmpty([none])',
  'IIF([a]="xy", IgnoreObjectFlow, "y")',
  'IIF(IsPresent([a]), "x", "y")',
  'Guid()',
  'Item([a], 5)',
  'ToLowr([a])',
  '',
];

test.each(expressions)('expression %j', async (expression) => {
  const words = ['expression', expression, '--set', 'a=xy', '--set', 'appRoleAssignments=Admin'];
  expect(problemsOf('expression', await answer(words))).toEqual([]);
  expect(problemsOf('expression', await answer([...words, '--trace']))).toEqual([]);
});

test('a batch of expressions, with entries that are none', async () => {
  const source = { a: 'xy', appRoleAssignments: JSON.parse(roles) };
  const entries = [...expressions.map((expression, id) => ({ id, expression, source })), null, {}, { id: {} }, { id: true }];
  const answers = await answer(['expression', '--batch', '-'], entries);
  expect(problemsOf('expression-batch', answers)).toEqual([]);
  expect(answers).toHaveLength(entries.length);
});

test.each([['department EQUALS Sales'], ['mail REGEX MATCH ^(?!x)'], ['manager IS NULL']])('scope %j', async (clause) => {
  expect(problemsOf('scope', await answer(['scope', clause, '--set', 'mail=a', '--set', 'department=Sales']))).toEqual([]);
});

test('a batch of filters, with entries that are none', async () => {
  const clause = { attribute: 'mail', operator: 'REGEX MATCH', value: '^(?!x)' };
  const entries = [
    { id: 'a', clause, source: { mail: 'y' } },
    { id: 2, filter: { groups: [[clause], []] }, source: {} },
    { id: ['no', 'id'], clause: { ...clause, operator: 'IsMemberOf' }, source: {} },
    { id: null, clause: 5 },
    7,
  ];
  const answers = await answer(['scope', '--batch', '-'], entries);
  expect(problemsOf('scope-batch', answers)).toEqual([]);
  expect(answers).toHaveLength(entries.length);
});

test('a schema that is taken, one that is taken in part, one that is refused and one that is cut off', async () => {
  const scim = join(root, 'fixtures/graph/schema/synchronizationSchema-scim-COMPOSED.json');
  const text = readFileSync(scim, 'utf8');
  const written = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const files = [
    scim,
    join(root, 'fixtures/graph/schema/synchronizationSchema-REAL-salesforce-2017.json'),
    written('refused.json', text.replace('Join(\\" \\", [givenName]', 'Jion(\\" \\", [givenName]')),
    written('half.json', text.slice(0, 2_000)),
  ];
  const verdicts: unknown[] = [];
  for (const file of files) {
    const check = await answer(['schema', 'check', file]);
    expect(problemsOf('schema-check', check)).toEqual([]);
    verdicts.push((check as { isAccepted: boolean }).isAccepted);
  }
  expect(verdicts).toEqual([true, true, false, false]);
  const diff = await answer(['schema', 'diff', scim, written('changed.json', text.replace('"Sales"', '"Harbour"'))]);
  expect(problemsOf('schema-diff', diff)).toEqual([]);
});

test('what a schema does not know is found', () => {
  expect(problemsOf('expression-batch', [{ id: 1, value: 5 }])).not.toEqual([]);
  expect(problemsOf('expression-batch', [{ id: 1, value: 'x', surplus: true }])).not.toEqual([]);
  expect(problemsOf('scope-batch', [{ id: 1, inScope: 'True', clauses: [] }])).not.toEqual([]);
  expect(problemsOf('schema-check', { version: 2, file: 'a', isAccepted: true, problems: [] })).not.toEqual([]);
});

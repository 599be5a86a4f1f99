import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'rehearse-scope-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One command as a person types it: exit code, and the lines of both outputs. */
async function scope(words: readonly string[], input = '') {
  const result: string[] = [];
  const notes: string[] = [];
  const output = { result: (line: string) => result.push(line), note: (line: string) => notes.push(line), isColored: false };
  const exitCode = await run(['scope', ...words], pathToFileURL(`${root}/`), output, () => Readable.from([input]));
  return { exitCode, result: result.join('\n'), notes: notes.join('\n') };
}

/** What a batch answers, from standard input. */
async function batch(entries: unknown, ...words: readonly string[]) {
  const { exitCode, result, notes } = await scope(['--batch', '-', '--json', ...words], JSON.stringify(entries));
  expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: '' });
  return JSON.parse(result);
}

const sales = { attribute: 'department', operator: 'EQUALS', value: 'Sales' };

test('a clause as a person types it', async () => {
  expect(await scope(['department EQUALS Sales', 'jobTitle IS NULL', '--set', 'department=Sales'])).toEqual({
    exitCode: 0,
    result: "in scope\n  true   department EQUALS 'Sales'\n  true   jobTitle IS NULL",
    notes: '',
  });
  expect(await scope(['department equals sales', '--set', 'department=Sales=HR', '--json'])).toEqual({
    exitCode: 0,
    result: `{"inScope":false,"clauses":[{"sentence":"department EQUALS 'sales'","holds":false}]}`,
    notes: '',
  });
});

test('a habit decides an open point', async () => {
  const words = ['mail ENDS_WITH @contoso.com', '--set', 'mail=a@CONTOSO.com'];
  expect((await scope(words)).result).toContain('not in scope');
  expect((await scope([...words, '--habit', 'filter-ends-with-case=ignored'])).result).toMatch(/^in scope/);
});

test.each([
  [['department CONTAINS Sales'], 'clause 1: "CONTAINS" is no operator of a scoping filter'],
  [['manager IS NULL'], 'manager IS NULL: A clause on "manager" is not possible.'],
  [['mail IS NULL', '--set', 'mail'], '--set: "mail" sets no attribute.'],
  [['mail IS NULL', '--habit', 'filter-regx=whole'], '--habit: There is no habit "filter-regx".'],
  [[], 'rehearse scope: There is no clause to evaluate.'],
  [['mail IS NULL', '--batch', 'x.json'], '--batch: A file of filters and objects takes no clause'],
  [['--batch', join('no', 'such.json')], `${join('no', 'such.json')}: The file cannot be read: ENOENT`],
])('%j is refused', async (words, note) => {
  const { exitCode, result, notes } = await scope(words);
  expect({ exitCode, result }).toEqual({ exitCode: 2, result: '' });
  expect(notes).toContain(note);
});

test('a batch is answered in its order, errors among the answers, and unknown keys are left alone', async () => {
  const answers = await batch([
    { id: 'b', clause: sales, source: { department: 'Sales' }, attributeType: 'String', note: 'x' },
    { id: 'a', clause: { ...sales, operator: 'not_equals' }, source: { department: 'Sales' } },
    { id: 7, clause: { attribute: 'manager', operator: 'EQUALS', value: 'x' }, source: { manager: 'x' } },
    { id: 'c', clause: { attribute: '(any)', operator: 'IsMemberOf', value: 'x' }, source: {} },
    {
      id: 'd',
      filter: { groups: [[sales, { attribute: 'mail', operator: 'is null', value: null }], { name: 'T', clauses: [] }] },
    },
    { id: 'e', filter: null },
  ]);
  expect(answers).toEqual([
    { id: 'b', inScope: true, clauses: [{ sentence: "department EQUALS 'Sales'", holds: true }] },
    { id: 'a', inScope: false, clauses: [{ sentence: "department NOT EQUALS 'Sales'", holds: false }] },
    { id: 7, error: { code: 'unsupported-attribute', message: expect.stringContaining('"manager"') } },
    { id: 'c', error: { code: 'unsupported-operator', message: expect.stringContaining('IsMemberOf') } },
    {
      id: 'd',
      inScope: true,
      clauses: [
        { sentence: "department EQUALS 'Sales'", holds: false },
        { sentence: 'mail IS NULL', holds: true },
      ],
    },
    { id: 'e', inScope: true, clauses: [] },
  ]);
});

test('values of every kind are read as Entra writes them', async () => {
  const clause = (operator: string, value: unknown) => ({ attribute: 'a', operator, value });
  const answers = await batch([
    { id: 1, clause: clause('Greater_Than', 9), source: { a: 10 } },
    { id: 2, clause: clause('EQUALS', true), source: { a: true } },
    { id: 3, clause: clause('EQUALS', 'true'), source: { a: 'True' }, attributeType: 'boolean' },
    { id: 4, clause: { sourceOperandName: 'a', operatorName: 'EQUALS', targetOperand: { values: ['x'] } }, source: { a: 'x' } },
    { id: 5, clause: 'constructor IS NULL', source: null },
    { id: 6, filter: { groups: [], inputFilterGroups: [{ name: 'Early', clauses: [clause('EQUALS', 'x')] }] }, source: {} },
  ]);
  expect(answers.map(({ inScope }: { inScope: boolean }) => inScope)).toEqual([true, true, true, true, true, false]);
});

test('a pattern that takes another engine is answered by the host of patterns, and marked', async () => {
  const clause = { attribute: 'a', operator: 'REGEX MATCH', value: '^(?!x)' };
  expect(await batch([{ id: 1, clause, source: { a: 'y' } }])).toEqual([
    { id: 1, inScope: true, clauses: [{ sentence: "a REGEX MATCH '^(?!x)'", holds: true }], approximate: true },
  ]);
});

test('an entry that is none is an answer of its own', async () => {
  const answers = await batch([
    null,
    {},
    { id: 1, clause: 5 },
    { id: 2, clause: { attribute: 'a' } },
    { id: 3, filter: { groups: [{ clauses: 'x' }] } },
    { id: 4, clause: sales, source: [] },
    { id: 5, clause: { ...sales, value: {} }, source: {} },
    { id: 6, clause: { ...sales, value: null }, source: {} },
  ]);
  const codes = answers.map(({ id, error }: { id: unknown; error: { code: string } }) => [id, error.code]);
  expect(codes).toEqual([
    [null, 'invalid-input'],
    [null, 'invalid-input'],
    [1, 'invalid-input'],
    [2, 'invalid-input'],
    [3, 'invalid-input'],
    [4, 'invalid-input'],
    [5, 'invalid-input'],
    [6, 'missing-value'],
  ]);
  expect(answers[4].error.message).toBe(
    'filter.groups[0]: A group is a list of clauses, or an object with such a list as "clauses".',
  );
});

test.each([
  ['truncated', '[{ "id": 1,\n "clause"', /^b\.json:2:10: This is no JSON\. The document ends here/],
  ['empty', '', /^b\.json: The file is empty\./],
  ['something else', '{ "id": 1 }', /^b\.json: A batch is a JSON list of entries\./],
])('a file that is %s is refused', async (_sentence, text, note) => {
  const file = join(folder, 'b.json');
  writeFileSync(file, text);
  const { exitCode, result, notes } = await scope(['--batch', file, '--json']);
  expect({ exitCode, result }).toEqual({ exitCode: 2, result: '' });
  expect(notes.replace(`${folder}/`, '')).toMatch(note);
});

test('without --json the answers are a list', async () => {
  const file = join(folder, 'vectors.json');
  const vectors = readFileSync(join(root, 'fixtures/expressions/scoping-vectors.json'), 'utf8');
  writeFileSync(file, `\uFEFF${vectors}`);
  const { exitCode, result } = await scope(['--batch', file]);
  expect(exitCode).toBe(0);
  expect(result).toMatch(/^equals-01: in scope\n {2}true {3}department EQUALS 'Sales'\n/);
  expect(result).toContain('equals-11: unsupported-attribute. A clause on "manager" is not possible.');
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'rehearse-expression-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function expression(words: readonly string[], input = '') {
  const result: string[] = [];
  const notes: string[] = [];
  const output = { result: (line: string) => result.push(line), note: (line: string) => notes.push(line), isColored: false };
  const exitCode = await run(['expression', ...words], pathToFileURL(`${root}/`), output, () => Readable.from([input]));
  return { exitCode, result: result.join('\n'), notes: notes.join('\n') };
}

/** What a batch answers, from standard input. A text is passed on as it is. */
async function batch(entries: unknown, ...words: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const input = typeof entries === 'string' ? entries : JSON.stringify(entries);
  const { exitCode, result } = await expression(['--batch', '-', '--json', ...words], input);
  expect(exitCode).toBe(0);
  return JSON.parse(result);
}

test('a batch is answered in its order, errors among the answers, and unknown keys are left alone', async () => {
  const answers = await batch([
    { id: 'b', expression: 'Join(" ", [a], [b])', source: { a: 'Ada', b: 'Lovelace' }, expected: 'x', confidence: 'doc' },
    { id: 'a', expression: 'Item([a], 2)', source: { a: 'x' } },
    { id: 7, expression: 'ToLowr([a])', source: { a: 'x' } },
    { id: 'b', expression: 'IgnoreFlowIfNullOrEmpty([a])', source: { a: '' } },
    { id: 'c', expression: 'IIF([a]="x", IgnoreObjectFlow, "y")', source: { a: 'x' } },
    { id: 'd', expression: 'Replace([a], , "a(?=b)", , "-", , )', source: { a: 'ab' } },
    { id: 'e', expression: 'Replace([a], , "a(?=b)", , "-", , )', source: { a: ['ab', 'ac'] } },
    { id: 'f', expression: 'ToLower([a])', source: {} },
  ]);
  expect(answers).toEqual([
    { id: 'b', value: 'Ada Lovelace' },
    {
      id: 'a',
      error: {
        code: 'out-of-range',
        column: 1,
        message:
          'Item: there is one value, and the index is 2. Indexes begin with 1. Ask Count first, as in IIF(Count([a]) > 1, Item([a], 2), "").',
      },
    },
    {
      id: 7,
      error: { code: 'unknown-function', column: 1, message: 'There is no function "ToLowr" (column 1). Did you mean ToLower?' },
    },
    { id: 'b', ignoreFlow: true, scope: 'attribute' },
    { id: 'c', ignoreFlow: true, scope: 'object' },
    { id: 'd', value: '-b', approximate: true },
    { id: 'e', value: ['-b', 'ac'], approximate: true },
    { id: 'f', value: null },
  ]);
});

test('values of every kind are read as Entra writes them', async () => {
  const value = async (source: string, text = 'Join("|", [a])') => {
    const [answer] = await batch(`[{ "id": 1, "expression": ${JSON.stringify(text)}, "source": ${source} }]`);
    return answer?.['value'];
  };
  expect(await value('{ "a": true }')).toBe('True');
  expect(await value('{ "a": false }')).toBe('False');
  expect(await value('{ "a": 5 }')).toBe('5');
  expect(await value('{ "a": -0.5 }')).toBe('-0.5');
  expect(await value('{ "a": 9223372036854775807 }')).toBe('9223372036854775807');
  expect(await value('{ "a": ["x", 5, null, true] }')).toBe('x|5|True');
  expect(await value('{ "a": null }', 'IsNull([a])')).toBe('True');
  expect(await value('{ "a": "" }', 'IsNull([a])')).toBe('False');
  expect(await value('{ "a": ["x", "y"] }', 'ToUpper([a])')).toEqual(['X', 'Y']);
  expect(await value('{ "__proto__": "p", "constructor": "c" }', 'Join("|", [__proto__], [constructor], [toString])')).toBe(
    'p|c',
  );
});

test('the tenant, the clock and the target are said by each entry', async () => {
  const answers = await batch(
    [
      { id: 1, expression: 'DefaultDomain()', source: { '$tenant.defaultDomain': 'larkfield.test' } },
      { id: 2, expression: 'IsNull([$tenant.defaultDomain])', source: { '$tenant.defaultDomain': 'larkfield.test' } },
      { id: 3, expression: 'DefaultDomain()', source: { '$tenant.defaultDomain': null } },
      { id: 4, expression: 'Now()', source: {}, now: '2025-07-30T00:00:00Z' },
      { id: 5, expression: 'Now()', source: {}, now: '2025-07-30T02:00:00+02:00' },
      { id: 6, expression: 'Now()', source: {}, now: null },
      { id: 7, expression: 'SelectUniqueValue([a], "b")', source: { a: 'a' }, existingTargetValues: ['a', 'A'] },
      { id: 8, expression: 'SelectUniqueValue([a], "b")', source: { a: 'a' }, existingTargetValues: [] },
      { id: 9, expression: 'SelectUniqueValue([a], "b")', source: { a: 'a' }, existingTargetValues: ['a', 'b'] },
      { id: 10, expression: 'IIF(IsNull([a]), "x", "y")', source: {} },
      { id: 11, expression: 'IIF(IsNull([a]), "x", "y")', source: {}, strict: true },
    ],
    '--now',
    '2026-01-05',
  );
  const outcomes = answers.map(({ value, error }) => value ?? (error as { code: string }).code);
  expect(outcomes).toEqual([
    'larkfield.test',
    'True',
    'no-default-domain',
    '7/30/2025 12:00:00 AM',
    '7/30/2025 12:00:00 AM',
    '1/5/2026 12:00:00 AM',
    'b',
    'a',
    'no-unique-value',
    'x',
    'unsupported',
  ]);
});

test('--strict holds for every entry that does not say otherwise', async () => {
  const entry = { expression: 'IIF(IsNull([a]), "x", "y")', source: {} };
  const answers = await batch(
    [
      { id: 1, ...entry },
      { id: 2, ...entry, strict: false },
    ],
    '--strict',
  );
  expect(answers).toEqual([
    { id: 1, error: expect.objectContaining({ code: 'unsupported' }) },
    { id: 2, value: 'x' },
  ]);
});

test('roles are given as objects or names, and come out as the objects of a create', async () => {
  const role = { id: '06b07648-ecfe-589f-9d2f-6325724a46ee', value: 'admin', displayName: 'Administrator' };
  const type = 'WindowsAzureActiveDirectoryRole';
  const value = async (text: string, appRoleAssignments: unknown) => {
    const [answer] = await batch([{ id: 1, expression: text, source: { appRoleAssignments } }]);
    return answer?.['value'];
  };
  expect(await value('SingleAppRoleAssignment([appRoleAssignments])', [role])).toBe('admin');
  expect(await value('AppRoleAssignments([appRoleAssignments])', [role, 'User'])).toEqual(['admin', 'User']);
  const complex = { primary: false, type, displayName: 'Administrator', value: 'admin' };
  expect(await value('AppRoleAssignmentsComplex([appRoleAssignments])', [role])).toEqual([complex]);
  expect(await value('IgnoreFlowIfNullOrEmpty(AppRoleAssignmentsComplex([appRoleAssignments]))', [role])).toEqual([complex]);
  expect(await value('AssertiveAppRoleAssignmentsComplex([appRoleAssignments])', ['User'])).toEqual([
    { primary: false, type, display: 'User', value: 'User' },
  ]);
  expect(await value('AppRoleAssignmentsComplex([appRoleAssignments])', null)).toEqual([]);
  expect(await value('Count(AppRoleAssignmentsComplex([appRoleAssignments]))', [role])).toBe('1');
});

test('an entry that is none is an answer of its own', async () => {
  const answers = await batch([
    null,
    'x',
    [],
    {},
    { expression: 'Now()', source: {} },
    { id: { a: 1 }, expression: 'Now()', source: {} },
    { id: 'no expression', source: {} },
    { id: 'a number', expression: 5, source: {} },
    { id: 'no source', expression: 'Now()' },
    { id: 'a list', expression: 'Now()', source: [] },
    { id: 'nested', expression: 'Now()', source: { manager: { id: '1' } } },
    { id: 'no date', expression: 'Now()', source: {}, now: '2026-02-30' },
    { id: 'no text', expression: 'Now()', source: {}, now: 5 },
    { id: 'taken', expression: 'Now()', source: {}, existingTargetValues: {} },
    { id: 'strict', expression: 'Now()', source: {}, strict: 'yes' },
    { id: 'roles', expression: 'Now()', source: { appRoleAssignments: [5] } },
    { id: 'domains', expression: 'Now()', source: { '$tenant.defaultDomain': ['a', 'b'] } },
  ]);
  const outcomes = answers.map(({ id, error }) => {
    const { code, message } = error as { code: string; message: string };
    return [id, code, message.slice(0, message.indexOf(':'))];
  });
  expect(outcomes).toEqual(
    [
      [null, 'entry'],
      [null, 'entry'],
      [null, 'entry'],
      [null, 'id'],
      [null, 'id'],
      [null, 'id'],
      ['no expression', 'expression'],
      ['a number', 'expression'],
      ['no source', 'source'],
      ['a list', 'source'],
      ['nested', 'source.manager'],
      ['no date', 'now'],
      ['no text', 'now'],
      ['taken', 'existingTargetValues'],
      ['strict', 'strict'],
      ['roles', 'source.appRoleAssignments'],
      ['domains', 'source.$tenant.defaultDomain'],
    ].map(([id, place]) => [id, 'invalid-input', place]),
  );
});

test('chance depends on the seed and the id, not on the order', async () => {
  const entries = ['a', 'b'].map((id) => ({ id, expression: 'Guid()', source: {} }));
  const answers = await batch(entries, '--seed', '5');
  expect(new Set(answers.map(({ value }) => value)).size).toBe(2);
  expect(await batch(entries.toReversed(), '--seed', '5')).toEqual(answers.toReversed());
  const { notes } = await expression(['--batch', '-', '--json'], JSON.stringify(entries));
  expect(notes).toMatch(/^Chance had a part in it: --seed \d+ gives the same again\.$/);
});

test('thousands of entries, each with another expression', async () => {
  const ids = Array.from({ length: 3_000 }, (_, index) => index);
  const answers = await batch(ids.map((id) => ({ id, expression: `Append([a], "${id}")`, source: { a: 'x' } })));
  expect(answers).toEqual(ids.map((id) => ({ id, value: `x${id}` })));
});

test.each([
  ['truncated', '[{ "id": 1,\n "expression"', /^b\.json:2:14: This is no JSON\. The document ends here/],
  ['in disorder', '[\n{ "id": }]', /^b\.json:2:9: This is no JSON\. Here stands "}" where a value belongs\./],
  ['empty', ' \n', /^b\.json: The file is empty\./],
  ['something else', '{ "id": 1 }', /^b\.json: A batch is a JSON list of entries\./],
  [
    'nested too deep',
    `${'['.repeat(20_000)}1111111111111111${']'.repeat(20_000)}`,
    /^b\.json:1:\d+: This is no JSON\. .* levels deep/,
  ],
])('a file that is %s is refused', async (_sentence, text, note) => {
  const file = join(folder, 'b.json');
  writeFileSync(file, text);
  const { exitCode, result, notes } = await expression(['--batch', file, '--json']);
  expect({ exitCode, result }).toEqual({ exitCode: 2, result: '' });
  expect(notes.replace(`${folder}/`, '')).toMatch(note);
});

test('a file that is not there is refused, a folder is none, and an empty list has no answers', async () => {
  const missing = await expression(['--batch', join(folder, 'none.json'), '--json']);
  expect({ ...missing, notes: '' }).toEqual({ exitCode: 2, result: '', notes: '' });
  expect(missing.notes).toContain('none.json: The file cannot be read: ');
  expect((await expression(['--batch', folder])).exitCode).toBe(2);
  expect(await batch('\uFEFF[]')).toEqual([]);
});

test('without --json the answers are a list', async () => {
  const entries = [
    { id: 'a', expression: 'Split([a], ",")', source: { a: 'x,\u001b' } },
    { id: 2, expression: 'IgnoreFlowIfNullOrEmpty([a])', source: {} },
    { id: 3, expression: 'Left([a])', source: {} },
    { id: 4, expression: 'Replace("ab", , "a(?=b)", , "-", , )', source: {} },
  ];
  expect(await expression(['--batch', '-'], JSON.stringify(entries))).toEqual({
    exitCode: 0,
    notes: '',
    result: [
      'a: ["x","\\u001b"]',
      '2: the attribute is left out of this flow',
      '3: argument-count. Left takes 2 arguments, but got 1 (column 1). Write Left(string, numChars).',
      '4: "-b" (approximate: a pattern was run by another engine than Entra has)',
    ].join('\n'),
  });
});

interface Vector {
  readonly id: string;
  readonly confidence: string;
  readonly placeholder?: boolean;
  readonly pattern?: string;
  readonly expected: unknown;
}

describe('every vector through one batch', async () => {
  const file = join(root, 'fixtures/expressions/expression-vectors.json');
  const vectors: readonly Vector[] = JSON.parse(readFileSync(file, 'utf8'));
  const answers = JSON.parse((await expression(['--batch', file, '--json'])).result) as readonly Record<string, unknown>[];
  const siblings = JSON.parse((await expression(['--batch', file, '--json', '--habit', 'cloud-sync-functions=on'])).result);

  test('each has one answer, in the order of the file', () => {
    expect(vectors.length).toBeGreaterThan(300);
    expect(answers.map(({ id }) => id)).toEqual(vectors.map(({ id }) => id));
  });

  test.each(vectors.filter(({ placeholder }) => placeholder !== true).map((vector) => [vector.id, vector] as const))(
    '%s',
    (_id, vector) => {
      const index = vectors.indexOf(vector);
      const answer = vector.confidence === 'other-engine' ? siblings[index] : answers[index];
      expect(answer).toEqual(answerOf(vector));
    },
  );
});

/** The answer that the command gives where it gives what a vector expects. */
function answerOf({ id, expected, pattern }: Vector): unknown {
  if (expected === 'nondeterministic') return { id, value: expect.stringMatching(new RegExp(pattern ?? '', 'u')) };
  if (typeof expected === 'object' && expected !== null) {
    if ('error' in expected)
      return { id, error: expect.objectContaining({ code: expect.any(String), message: expect.any(String) }) };
    if ('ignoreFlow' in expected) {
      return { id, ignoreFlow: true, scope: expected.ignoreFlow === 'IgnoreAttributeFlow' ? 'attribute' : 'object' };
    }
  }
  return { id, value: expected };
}

import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');

/** One command as a person types it: exit code, and the lines of both outputs. */
async function expression(...words: readonly string[]) {
  const result: string[] = [];
  const notes: string[] = [];
  const output = { result: (line: string) => result.push(line), note: (line: string) => notes.push(line), isColored: false };
  const exitCode = await run(['expression', ...words], pathToFileURL(`${root}/`), output, () => Readable.from(['']));
  return { exitCode, result, notes };
}

const passed = (...result: readonly string[]) => ({ exitCode: 0, result, notes: [] });

test.each([
  [
    'a value',
    ['Join(" ", [givenName], [surname])', '--set', 'givenName=Ada', '--set', 'surname=Lovelace'],
    passed('Ada Lovelace'),
  ],
  ['a value as JSON', ['ToUpper([a])', '--set', 'a=x', '--json'], passed('{"value":"X","warnings":[]}')],
  ['an attribute that is set twice has two values', ['Count([a])', '--set', 'a=x', '--set', 'a=y'], passed('2')],
  ['several values are a line each', ['Split([a], ",")', '--set', 'a=x,y'], passed('x', 'y')],
  ['what stands behind the first sign is the value', ['ToLower([a])', '--set', 'a=B=C'], passed('b=c')],
  ['nothing behind the sign is an empty text', ['IsNull([a])', '--set', 'a='], passed('False')],
  ['an attribute that is not set has no value', ['IsNull([constructor])'], passed('True')],
  ['an attribute may have any name', ['ToLower([__proto__])', '--set', '__proto__=X'], passed('x')],
  ['the clock', ['Now()', '--now', '2026-01-05T21:30:00Z'], passed('1/5/2026 9:30:00 PM')],
  ['a time without an offset is UTC', ['Now()', '--now', '2026-01-05T21:30'], passed('1/5/2026 9:30:00 PM')],
  ['a day', ['Now()', '--now', '2026-01-05'], passed('1/5/2026 12:00:00 AM')],
  ['the domain of the tenant', ['DefaultDomain()', '--tenant-domain', 'larkfield.test'], passed('larkfield.test')],
  ['values that the target holds', ['SelectUniqueValue("a", "b", "c")', '--taken', 'a', '--taken', 'b'], passed('c')],
  ['names of functions in any case', ['tolower("X")', '--habit', 'function-case=ignored'], passed('x')],
  ['functions of cloud sync', ['Trim(" x ")', '--habit', 'cloud-sync-functions=on'], passed('x')],
  [
    'roles by their names',
    ['AppRoleAssignmentsComplex([appRoleAssignments])', '--set', 'appRoleAssignments=Admin'],
    passed('{"primary":false,"type":"WindowsAzureActiveDirectoryRole","displayName":"Admin","value":"Admin"}'),
  ],
  [
    'each call is told, the inner ones first',
    ['Append(ToLower([a]), "x")', '--set', 'a=B', '--trace'],
    passed('  ToLower("B") = "b"  (column 8)', 'Append("b", "x") = "bx"  (column 1)', 'bx'),
  ],
])('%s', async (_sentence, words, outcome) => {
  expect(await expression(...words)).toEqual(outcome);
});

test.each([
  ['no value', ['ToLower([a])'], [], ['no value (null): a mapping sends nothing']],
  ['an empty text', ['Append([a], "")'], [''], ['an empty text: a mapping sends nothing']],
  ['a value that is left out', ['IgnoreFlowIfNullOrEmpty([a])'], [], ['the attribute is left out of this flow']],
  ['an object that is left out', ['Switch("x", "", "x", IgnoreObjectFlow)'], [], ['the object is left out of this flow']],
  ['a list without values', ['AppRoleAssignments([appRoleAssignments])'], [], ['no values: an empty list']],
  [
    'what the reference does not support',
    ['IIF(IsPresent([a]), "x", "y")'],
    ['y'],
    ["warning: Microsoft's reference does not support IsPresent as the condition of IIF."],
  ],
  [
    'a pattern that takes another engine',
    ['Replace("ab", , "a(?=b)", , "-", , )'],
    ['-b'],
    ['approximate: a pattern was run by another engine than Entra has'],
  ],
])('%s is said beside the value', async (_sentence, words, result, notes) => {
  expect(await expression(...words)).toEqual({ exitCode: 0, result, notes });
});

test.each([
  [
    'a word without quotes',
    ['Join(" ", [givenName], surname)'],
    2,
    [
      'Join(" ", [givenName], surname)',
      '                       ^',
      'syntax: "surname" is neither a function, nor an [attribute], nor "text" (column 24).',
      '  Write [surname] for an attribute, "surname" for text.',
    ],
  ],
  [
    'a misspelt function in the second line',
    ['Join("-",\n\tToLowr([a]))'],
    2,
    [' ToLowr([a]))', ' ^', 'unknown-function: There is no function "ToLowr" (column 12).', '  Did you mean ToLower?'],
  ],
  [
    'a call that fails',
    ['Append("x", Item([a], 3))', '--set', 'a=1'],
    1,
    [
      'Append("x", Item([a], 3))',
      '            ^',
      'out-of-range: Item: there is one value, and the index is 3.',
      '  Indexes begin with 1. Ask Count first, as in IIF(Count([a]) > 1, Item([a], 2), "").',
    ],
  ],
  [
    'what the reference does not support, where it is refused',
    ['IIF(IsPresent([a]), "x", "y")', '--strict'],
    1,
    [
      'IIF(IsPresent([a]), "x", "y")',
      '^',
      "unsupported: IIF: Microsoft's reference does not support IsPresent as the condition of IIF.",
      '  Write Switch or Coalesce, or set the habit iif-on-null to evaluate.',
    ],
  ],
  [
    'a pattern that takes too long',
    ['Replace([a], , "(?=a)(a+)+$", , "", , )', '--set', `a=${'a'.repeat(40)}!`],
    1,
    [
      'Replace([a], , "(?=a)(a+)+$", , "", , )',
      '^',
      'pattern: Replace: the pattern "(?=a)(a+)+$" takes too long on this text: it goes back and tries again too often.',
      '  Repeat nothing that repeats itself, as (a+)+ does.',
    ],
  ],
  [
    'nothing at all',
    [' '],
    2,
    [
      'syntax: Expected a function, but the expression ends (column 2).',
      '  Write one, such as Join(" ", [givenName], [surname]).',
    ],
  ],
])('%s is shown where it stands', async (_sentence, words, exitCode, notes) => {
  const outcome = await expression(...words);
  expect({ exitCode: outcome.exitCode, notes: outcome.notes }).toEqual({ exitCode, notes });
});

test('a long expression is cut around its error', async () => {
  const { notes } = await expression(`Join(" "${', [attribute]'.repeat(50)}, wrong${', [attribute]'.repeat(50)})`);
  const [line = '', caret = ''] = notes;
  expect(line.length).toBe(102);
  expect(line.slice(caret.indexOf('^'))).toMatch(/^wrong, /);
});

test('what a text holds commands no terminal', async () => {
  const { notes } = await expression('Join("\u001b[31m\u0007", oops)');
  expect(notes.slice(0, 2)).toEqual(['Join(" [31m ", oops)', '               ^']);
});

test('an error as JSON is the one answer', async () => {
  expect(await expression('Left([a])', '--json')).toEqual({
    exitCode: 2,
    result: [
      '{"error":{"code":"argument-count","message":"Left takes 2 arguments, but got 1 (column 1).","remedy":"Write Left(string, numChars).","column":1},"warnings":[]}',
    ],
    notes: [],
  });
});

test('a trace as JSON', async () => {
  const { result } = await expression('IIF("1"="1", ToUpper("a"), Guid())', '--trace', '--json');
  expect(JSON.parse(result.join())).toEqual({
    value: 'A',
    warnings: [],
    steps: [
      { depth: 1, column: 14, length: 12, name: 'ToUpper', arguments: ['a'], value: 'A' },
      { depth: 0, column: 1, length: 34, name: 'IIF', arguments: ['True', 'A', null], value: 'A' },
    ],
  });
});

test('a seed gives the same again, and is named where none was given', async () => {
  const first = await expression('Guid()');
  const [, seed = ''] = /^Chance had a part in it: --seed (\d+) gives the same again\.$/.exec(first.notes.join('\n')) ?? [];
  expect(await expression('Guid()', '--seed', seed)).toEqual(passed(...first.result));
  expect((await expression('Guid()', '--seed', `${seed}1`)).result).not.toEqual(first.result);
  expect((await expression('ToLower("A")')).notes).toEqual([]);
});

test.each([
  ['no expression', [], 'rehearse expression: There is no expression to evaluate.'],
  ['an attribute without a sign', ['Now()', '--set', 'mail'], '--set: "mail" sets no attribute.'],
  ['a day that no month has', ['Now()', '--now', '2026-02-30'], '--now: "2026-02-30" is no date.'],
  ['a date in words', ['Now()', '--now', 'tomorrow'], '--now: "tomorrow" is no date.'],
  ['an unknown habit', ['Now()', '--habit', 'function-cas=ignored'], '--habit: There is no habit "function-cas".'],
  ['a seed that is no number', ['Guid()', '--seed', 'x'], 'It is a whole number.'],
  ['a batch and an expression', ['Now()', '--batch', 'x.json'], '--batch: A file of expressions takes no expression.'],
  [
    'a batch and what belongs to one expression',
    ['--batch', 'x.json', '--set', 'a=b', '--trace'],
    '--batch: A file of expressions takes no --set, no --trace.',
  ],
])('%s is refused', async (_sentence, words, note) => {
  const { exitCode, result, notes } = await expression(...words);
  expect({ exitCode, result }).toEqual({ exitCode: 2, result: [] });
  expect(notes.join('\n')).toContain(note);
});

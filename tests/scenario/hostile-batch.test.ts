import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');

/** What a batch answers from standard input: each a value, an ignored flow or the code of an error. */
async function outcomes(command: 'expression' | 'scope', entries: readonly object[]): Promise<readonly unknown[]> {
  const result: string[] = [];
  const notes: string[] = [];
  const output = { result: (line: string) => result.push(line), note: (line: string) => notes.push(line), isColored: false };
  const input = () => Readable.from([JSON.stringify(entries)]);
  const exitCode = await run([command, '--batch', '-', '--json'], pathToFileURL(`${root}/`), output, input);
  expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: [] });
  const answers: readonly Answer[] = JSON.parse(result.join('\n'));
  expect(answers.map(({ id }) => id)).toEqual(entries.map((_entry, index) => index));
  return answers.map(({ value, inScope, error }) => error?.code ?? inScope ?? value);
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly inScope?: boolean;
  readonly error?: { readonly code: string };
}

const ENDLESS = `${'a'.repeat(40)}!`;
const replace = (pattern: string) => `Replace([a], , "${pattern}", , "-", , )`;
const nested = (count: number, head: string, tail: string) => `${head.repeat(count)}"A"${tail.repeat(count)}`;

/** Expressions that were made to hold a program up, and what comes of each. */
const hostile: readonly (readonly [expression: string, outcome: unknown])[] = [
  [replace('(a+)+$'), ENDLESS],
  [replace('(a|aa)+$'), ENDLESS],
  [replace('(a*)*b'), ENDLESS],
  [replace('([a-z]+)*!$'), '-'],
  [replace('(?=x)'), ENDLESS],
  [replace('(?!a)!'), '-'.padStart(41, 'a')],
  [replace('(?=a)(a+)+$'), 'pattern'],
  [replace('(a+)+\\1$'), 'pattern'],
  [replace('(?<!b)(a|aa)+$'), 'pattern'],
  [replace('(a{1,1000}){1,1000}'), expect.anything()],
  [replace('('), 'pattern'],
  [replace(`${'(a|'.repeat(500)}b${')'.repeat(500)}`), 'pattern'],
  [replace('x'.repeat(9_900)), ENDLESS],
  [nested(200, 'ToLower(', ')'), 'a'],
  [nested(250, 'ToUpper(', ')'), 'A'],
  [nested(300, 'ToLower(', ')'), 'too-deep'],
  [nested(1_000, 'ToLower(', ')'), 'too-deep'],
  [nested(200, 'IIF("1"="1", ', ', "x")'), 'A'],
  [nested(7, 'Replace(', ', "A", , , "AAAAAAAAAA", , )'), 'output-limit'],
  [nested(200, 'Append(', ', [a])'), `A${ENDLESS.repeat(200)}`],
  ['('.repeat(10_000), 'syntax'],
  ['['.repeat(10_000), 'syntax'],
  ['"'.repeat(9_999), 'syntax'],
  [`ToLower("${'\\\\'.repeat(4_990)}`, 'syntax'],
  [`ToLower(${' '.repeat(9_980)})`, 'argument-count'],
  [`ToLower(${','.repeat(9_980)})`, 'argument-count'],
  ['x'.repeat(10_000), 'syntax'],
  [`${'x'.repeat(9_990)}(`, 'unknown-function'],
  ['x'.repeat(10_001), 'too-long'],
  [`Join(",", ${'[a], '.repeat(1_400)}"A")`, `${`${ENDLESS},`.repeat(1_400)}A`],
  [`Append("${'A'.repeat(9_900)}", "A")`, 'A'.repeat(9_901)],
  [`Split("${','.repeat(9_900)}", ",")`, expect.anything()],
  [`Word("${'a '.repeat(4_900)}", 4900, " ")`, 'a'],
  [`Mid("${'A'.repeat(9_000)}", 1, 999999999999)`, 'A'.repeat(9_000)],
  [`Left("A", ${'9'.repeat(9_000)})`, expect.anything()],
  [`BitAnd(&H${'F'.repeat(9_000)}, &H1)`, expect.anything()],
  ['RandomString(999999999, 0, 0, 0, 0)', expect.anything()],
  ['PadLeft([a], 999999999, "A")', expect.anything()],
  [`FormatDateTime("1/1/2020", , "M/d/yyyy", "${'yyyy'.repeat(2_400)}")`, expect.anything()],
  ['DateAdd("yyyy", 999999999, "1/1/2020")', expect.anything()],
  [`Switch([a], "A"${', "b", "c"'.repeat(900)})`, 'A'],
  [`StripSpaces("${' '.repeat(9_900)}")`, ''],
  [`NormalizeDiacritics("${'\u0308'.repeat(9_900)}")`, expect.anything()],
  [`Coalesce(${'"", '.repeat(2_400)}"A")`, 'A'],
  ['', 'syntax'],
];

test('every hostile expression is answered', async () => {
  const entries = hostile.map(([expression], id) => ({ id, expression, source: { a: ENDLESS } }));
  const found = await outcomes('expression', entries);
  const shown = (outcomeOf: (index: number) => unknown) =>
    hostile.map(([expression], index) => [expression.slice(0, 60), outcomeOf(index)]);
  expect(shown((index) => found[index])).toEqual(shown((index) => hostile[index]?.[1]));
});

test('a pattern without an end is tried once on a text, and others are answered after many of them', async () => {
  const again = Array.from({ length: 400 }, () => replace('(?=a)(a+)+$'));
  const others = Array.from({ length: 40 }, (_each, index) => replace(`(?=a)(a+)+${index}$`));
  const expressions = [...again, ...others, replace('(?=!)')];
  const found = await outcomes(
    'expression',
    expressions.map((expression, id) => ({ id, expression, source: { a: ENDLESS } })),
  );
  expect(found).toEqual([...Array.from({ length: 440 }, () => 'pattern'), `${'a'.repeat(40)}-!`]);
});

test('every hostile filter is answered', async () => {
  const patterns = ['(a+)+$', '(?=x)', '(?=a)(a+)+$', '(', `${'(a|'.repeat(500)}b${')'.repeat(500)}`, 'x'.repeat(100_000)];
  const clauses = patterns.map((value) => ({ attribute: 'mail', operator: 'REGEX MATCH', value }));
  const many = Array.from({ length: 2_000 }, (_each, index) => ({ attribute: 'mail', operator: 'EQUALS', value: String(index) }));
  const entries = [
    ...clauses.map((clause, id) => ({ id, clause, source: { mail: ENDLESS } })),
    { id: clauses.length, filter: { groups: many.map((clause) => ({ clauses: [clause] })) }, source: { mail: '1999' } },
  ];
  expect(await outcomes('scope', entries)).toEqual([false, false, 'pattern', 'pattern', 'pattern', 'pattern', true]);
});

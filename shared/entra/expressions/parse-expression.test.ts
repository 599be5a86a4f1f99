import { expect, test } from 'vitest';
import { type Expression, placeOf } from './expression.ts';
import { parseExpression, readExpression } from './parse-expression.ts';
import { printExpression } from './print-expression.ts';

const attribute = (name: string): Expression => ({ kind: 'Attribute', name });
const text = (value: string): Expression => ({ kind: 'Text', value });
const number = (written: string): Expression => ({ kind: 'Number', text: written });
const omitted: Expression = { kind: 'Omitted' };
const call = (name: string, ...given: readonly Expression[]): Expression => ({ kind: 'Function', name, arguments: given });

test.each<[string, string, Expression]>([
  [
    'attributes, also with dots and blanks in the name',
    'Append([employeeOrgData.division], [Last Day])',
    call('Append', attribute('employeeOrgData.division'), attribute('Last Day')),
  ],
  ['an empty argument in the middle', 'Switch([a], , "x", "y")', call('Switch', attribute('a'), omitted, text('x'), text('y'))],
  [
    'empty arguments at the end',
    'Replace([a], "-", , , "_", , )',
    call('Replace', attribute('a'), text('-'), omitted, omitted, text('_'), omitted, omitted),
  ],
  [
    'two escapes, a quote and a backslash',
    String.raw`Append("say \"hi\"", "a\\b")`,
    call('Append', text('say "hi"'), text(String.raw`a\b`)),
  ],
  [
    'any other backslash as it is',
    String.raw`Append("\d\+", "\n")`,
    call('Append', text(String.raw`\d\+`), text(String.raw`\n`)),
  ],
  ['line breaks inside a text', 'Append("a\nb", "")', call('Append', text('a\nb'), text(''))],
  ['blanks between all tokens', ' \tAppend\n (\r\n [a] ,\u00a0"b" )  ', call('Append', attribute('a'), text('b'))],
  [
    'numbers as written',
    'Join(-10, 42568.75, 007, 1)',
    call('Join', number('-10'), number('42568.75'), number('007'), number('1')),
  ],
  ['hexadecimal numbers', 'BitAnd(&HF, &Hf7)', call('BitAnd', number('&HF'), number('&Hf7'))],
  ['a quoted number as text', 'Left([a], "1")', call('Left', attribute('a'), text('1'))],
  [
    'keywords',
    'InStr("a", "b", 1, vbTextCompare)',
    call('InStr', text('a'), text('b'), number('1'), { kind: 'Keyword', name: 'vbTextCompare' }),
  ],
  [
    'a comparison in any argument',
    'Append([a]<>"b", Len([c]) >= 5)',
    call(
      'Append',
      { kind: 'Comparison', operator: '<>', left: attribute('a'), right: text('b') },
      { kind: 'Comparison', operator: '>=', left: call('Len', attribute('c')), right: number('5') },
    ),
  ],
  ['a call without arguments', 'Now( )', call('Now')],
])('reads %s', (_sentence, written, expression) => {
  expect(readExpression(written)).toEqual({ ok: true, value: expression });
  expect(readExpression(printExpression(expression))).toEqual({ ok: true, value: expression });
});

test.each<[string, string, string, number, string, string]>([
  ['an empty text', '', 'syntax', 1, 'Expected a function, but the expression ends', 'Write one, such as Join('],
  ['an attribute alone', ' [mail]', 'not-a-function', 2, 'not an attribute alone', 'Direct'],
  ['a text alone', '"x"', 'not-a-function', 1, 'not a constant alone', 'Constant'],
  ['a comparison alone', '[a] = "x"', 'not-a-function', 1, 'not a comparison', 'IIF or CBool'],
  ['a second expression', 'Now() Now()', 'syntax', 7, 'Expected the end of the expression, but found "Now"', 'one function'],
  [
    'an unknown function with a near one',
    'Joni(" ", [a])',
    'unknown-function',
    1,
    'There is no function "Joni"',
    'Did you mean Join?',
  ],
  [
    'a name in the wrong case',
    'Append(tolower([a]), "x")',
    'unknown-function',
    8,
    'There is no function "tolower"',
    'Did you mean ToLower? Names are exact.',
  ],
  [
    'an unknown function that is like none',
    'Frobnicatory([a])',
    'unknown-function',
    1,
    'There is no function',
    'The functions are AppRoleAssignments, ',
  ],
  [
    'a function of another language',
    'Concat([a], [b])',
    'unknown-function',
    1,
    'There is no function "Concat"',
    'Write Join or Append.',
  ],
  ['a function of the sibling engine', 'Trim([a])', 'unknown-function', 1, 'There is no function "Trim"', 'cloud-sync-functions'],
  [
    'too few arguments',
    'Not(Mid([a], 1))',
    'argument-count',
    5,
    'Mid takes 3 arguments, but got 2',
    'Write Mid(source, start, length).',
  ],
  ['no argument', 'Not()', 'argument-count', 1, 'Not takes one argument, but got none', 'Write Not(source).'],
  ['too many arguments', 'Now(1)', 'argument-count', 1, 'Now takes no arguments, but got 1', 'Write Now().'],
  ['an odd Switch', 'Switch([a], "d", "k")', 'argument-count', 1, 'an even number, but got 3', 'key1, value1'],
  [
    'one rule for SelectUniqueValue',
    'SelectUniqueValue([a])',
    'argument-count',
    1,
    'SelectUniqueValue takes',
    'Write SelectUniqueValue(',
  ],
  [
    'SelectUniqueValue inside',
    'Append(SelectUniqueValue([a], [b]), "x")',
    'unsupported',
    8,
    'must be the outermost function',
    'outermost',
  ],
  ['an open text', 'Append([mail], "x)', 'syntax', 16, 'A text is not closed', 'Close it with a double quote'],
  [
    'an open bracket',
    'Append([mail, "x")',
    'syntax',
    8,
    'The bracket of an [attribute] is not closed',
    'Close it after the name',
  ],
  [
    'an open bracket before another one',
    'Append([mail, [b])',
    'syntax',
    8,
    'The bracket of an [attribute] is not closed',
    'Close it after the name',
  ],
  ['empty brackets', 'Append([], "x")', 'syntax', 8, 'name no attribute', 'Write [mail]'],
  [
    'an open parenthesis',
    'Append([a], Not([b])',
    'syntax',
    21,
    'but the expression ends',
    'Close the parenthesis that opens at column 7.',
  ],
  ['a parenthesis too many', 'Not([a]))', 'syntax', 9, 'found ")"', 'It closes nothing'],
  ['a function without parentheses', 'Append(Now, "x")', 'syntax', 11, 'Expected "(" after Now, but found ","', 'Write Now().'],
  ['single quotes', "Append([a], 'x')", 'syntax', 13, 'found "\'"', 'single quotes'],
  ['typographic quotes', 'Append([a], “x”)', 'syntax', 13, 'found "“"', 'typographic'],
  ['a doubled quote', 'Append("a""b", "c")', 'syntax', 11, 'found a text', 'A double quote inside a text is written as \\"'],
  ['joining by a sign', 'Not([a] & [b])', 'syntax', 9, 'found "&"', 'Append or Join'],
  ['arithmetic', 'Not([a] + 1)', 'syntax', 9, 'found "+"', 'no arithmetic'],
  ['a logical operator', 'IIF([a]="x" AND [b]="y", "1", "2")', 'syntax', 13, 'found "AND"', 'nest IIF'],
  ['a logical operator of another language', 'IIF([a]="x" || [b]="y", "1", "2")', 'syntax', 13, 'found "|"', 'nest IIF'],
  ['a mark of no width', 'Not([a]\u200b)', 'syntax', 8, 'not seen, U+200B', 'Delete it'],
  ['a word that is called', 'Not(IgnoreAttributeFlow())', 'unknown-function', 5, 'no function', 'without parentheses'],
  ['a path of another language', 'Not(user.mail)', 'syntax', 5, '"user.mail" is neither', 'Write [user.mail]'],
  ['a comparison of another language', 'IIF([a]=="x", "1", "2")', 'syntax', 8, 'found "="', 'The comparisons are'],
  ['a chain of comparisons', 'IIF([a]="x"="y", "1", "2")', 'syntax', 12, 'found "="', 'commas'],
  ['semicolons', 'Append([a]; "x")', 'syntax', 11, 'found ";"', 'commas'],
  ['a bare word', 'Append(mail, "x")', 'syntax', 8, '"mail" is neither', 'Write [mail] for an attribute, "mail" for text.'],
  ['a bare boolean', 'Append(true, "x")', 'syntax', 8, '"true" is neither', 'write "True"'],
  [
    'a keyword in the wrong case',
    'InStr([a], "b", 1, vbtextcompare)',
    'syntax',
    20,
    '"vbtextcompare" is neither',
    'Did you mean vbTextCompare?',
  ],
  ['a bare null', 'Append(null, "x")', 'syntax', 8, '"null" is neither', 'There is no literal for it'],
  ['an encoding, which is a word of the sibling engine', 'Not(UTF8)', 'syntax', 5, '"UTF8" is neither', 'Write [UTF8]'],
  ['a character beyond the basic plane', 'Not(😀)', 'syntax', 5, 'found "😀"', 'double quotes'],
])('refuses %s', (_sentence, written, code, column, message, remedy) => {
  const reading = readExpression(written);
  expect(reading.ok ? reading.value : { ...reading.error, message: reading.error.message }).toEqual({
    code,
    column,
    message: expect.stringContaining(message),
    remedy: expect.stringContaining(remedy),
  });
});

test('an expression has at most 10,000 characters', () => {
  const written = (length: number) => `Not("${'x'.repeat(length - 'Not("")'.length)}")`;
  expect(parseExpression(written(10_000)).ok).toBe(true);
  expect(parseExpression(written(10_001))).toEqual({
    ok: false,
    problems: [
      {
        place: 'column 10001',
        message: 'The expression has 10001 characters; Entra takes at most 10000 (column 10001).',
        remedy: 'Shorten it, or compute the value in a directory extension.',
      },
    ],
  });
});

test('calls nest 250 deep', () => {
  const nested = (depth: number) => `${'Not('.repeat(depth)}"x"${')'.repeat(depth)}`;
  expect(readExpression(nested(250)).ok).toBe(true);
  const reading = readExpression(nested(260));
  expect(reading.ok ? null : [reading.error.code, reading.error.column]).toEqual(['too-deep', 1005]);
});

test('names are found in any case where that is switched on, and kept as the reference writes them', () => {
  const options = { ignoresFunctionCase: true, hasCloudSyncFunctions: false };
  expect(readExpression('tolower([a])', options)).toEqual({ ok: true, value: call('ToLower', attribute('a')) });
  expect(readExpression('tolower([a])').ok).toBe(false);
});

test('functions and words of cloud sync are known where they are switched on', () => {
  const options = { ignoresFunctionCase: false, hasCloudSyncFunctions: true };
  expect(readExpression('ConvertFromBase64([a], UTF8)', options)).toEqual({
    ok: true,
    value: call('ConvertFromBase64', attribute('a'), { kind: 'Keyword', name: 'UTF8' }),
  });
});

test('a call remembers where it stands', () => {
  const reading = readExpression('  Not( Append([a], "b") )');
  const whole = reading.ok ? reading.value : omitted;
  expect(placeOf(whole)).toEqual({ column: 3, length: 23 });
  expect(whole.kind === 'Function' && whole.arguments[0] && placeOf(whole.arguments[0])).toEqual({ column: 8, length: 16 });
  expect(placeOf(call('Not', omitted))).toBe(null);
});

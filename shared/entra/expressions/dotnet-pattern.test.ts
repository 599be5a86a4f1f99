// biome-ignore-all lint/suspicious/noTemplateCurlyInString: .NET writes the text of a group as ${name}.
import { expect, test } from 'vitest';
import { extractGroup, matchesPattern, replaceGroup, replaceMatches } from './dotnet-pattern.ts';
import type { PatternHost } from './evaluation-context.ts';

/** JavaScript's engine without a limit of time, which these patterns do not need. */
const host: PatternHost = {
  run({ pattern, flags, text, what }) {
    const expression = new RegExp(pattern, flags);
    if (what.kind === 'replace') return { kind: 'replaced', text: text.replace(expression, what.replacement) };
    const match = expression.exec(text);
    const entries = Object.entries(match ?? []).filter(([key, value]) => /^\d+$/.test(key) && value !== undefined);
    return { kind: 'first', groups: match && Object.fromEntries(entries), index: match?.index ?? -1 };
  },
};

/** What .NET answers for them; without a host. */
test.each([
  ['b', 'abc', true],
  ['B', 'abc', false],
  ['^b', 'abc', false],
  ['^abc$', 'abc', true],
  ['^abc$', 'abc\n', true],
  ['^abc\\z', 'abc\n', false],
  ['^abc\\Z', 'abc\n', true],
  ['^abc$', 'abc\n\n', false],
  ['a$\\nb', 'a\nb', false],
  ['(?m)a$\\n^b', 'a\nb', true],
  ['a.b', 'a\nb', false],
  ['(?s)a.b', 'a\nb', true],
  ['a.b', 'a\rb', true],
  ['^.$', '😀', false],
  ['^..$', '😀', true],
  ['^😀+$', '😀', true],
  ['^[\\ud800-\\udfff]{2}$', '😀', true],
  ['^\\d+$', '٣4', true],
  ['^\\w+$', 'Zoë_7', true],
  ['^\\w+$', 'a-b', false],
  ['^\\W$', 'é', false],
  ['\\s', 'a\u00a0b', true],
  ['^\\S\\D\\W$', 'ab-', true],
  ['^[^\\W_]+$', 'Ada7', true],
  ['^[^\\W_]+$', 'Ada_7', false],
  ['^[\\D5]+$', 'a5', true],
  ['^[\\S\\n]+$', 'a\nb', true],
  ['^[^\\n]$', '\n', false],
  ['^\\p{Lu}\\P{Lu}$', 'Äb', true],
  ['^\\p{IsGreek}\\P{IsGreek}$', 'λl', true],
  ['^[\\p{Cc}\\p{Co}]{2}$', '\n\ue000', true],
  ['^\\p{Co}$', '\ud800', false],
  ['^[a-z-[aeiou]]+$', 'xyz', true],
  ['^[a-z-[aeiou]]+$', 'xaz', false],
  ['^[^a-z-[0-9]]+$', '-', true],
  ['^[^a-z-[0-9]]+$', '5', false],
  ['^[]a]+$', 'a]', true],
  ['^[a-]+$', '-a', true],
  ['^[\\b]$', '\b', true],
  ['^\\x41\\u0042\\101\\e\\cI\\07$', 'ABA\x1b\t\x07', true],
  ['(?i)STRASSE', 'Hauptstrasse', true],
  ['a(?i)b', 'aB', true],
  ['a(?i:b)c', 'aBC', false],
  ['(?:(?i)a|b)c', 'Bc', true],
  ['(?i)[a-c]\\.É', 'B.é', true],
  ['(?i-i)a', 'A', false],
  ['(?x) a b # and a comment\n c', 'abc', true],
  ['(?x) a\\ b [ ] c', 'a b c', true],
  ['a(?#never)b', 'ab', true],
  ['a{,2}', 'a{,2}', true],
  ['^a{2}{', 'aa{', true],
  ['x{1001}', 'x'.repeat(1001), 'host'],
  ['\\bAda\\b', 'an Ada.', true],
  ['\\BAda', 'an Ada.', false],
  ['\\bé', 'é', 'host'],
  ['(?=a)a', 'a', 'host'],
  ['(?!a)b', 'b', 'host'],
  ['(?<=a)b', 'ab', 'host'],
  ['(?<!a)b', 'b', 'host'],
  ['(a)\\1', 'aa', 'host'],
  ['(?>a+)b', 'aab', 'host'],
  ["(?'n'a)\\k<n>\\k'n'", 'aaa', 'host'],
  ['(?m)^a$\\n\\Z', 'a\n', 'host'],
] as const)('%s on %j: %s', (pattern, text, expected) => {
  const verdict = matchesPattern(pattern, text, null);
  if (expected !== 'host') return expect(verdict).toEqual({ kind: expected ? 'matched' : 'unmatched', isApproximate: false });
  expect(verdict).toMatchObject({ kind: 'error', error: { code: 'needs-host' } });
  expect(matchesPattern(pattern, text, host)).toEqual({ kind: 'matched', isApproximate: true });
});

test.each([
  ['[a', 'at character 1: the class has no closing "]"'],
  ['(a', 'at character 1: the "(" has no closing ")"'],
  ['a)', 'at character 2: there is a ")" that nothing opens'],
  ['*a', 'at character 1: there is nothing to repeat'],
  ['a**', 'at character 3: "*" repeats a repetition'],
  ['a{2}{3}', 'at character 5: "{" repeats a repetition'],
  ['a{3,2}', 'at character 2: it is repeated at least 3 and at most 2 times'],
  ['[z-a]', 'at character 2: the range "z-a" is in reverse order'],
  ['[a-\\d]', 'at character 6: a range cannot end with a class'],
  ['\\', 'at its end: a backslash is the last character'],
  ['\\y', 'at character 1: "\\y" is no escape that .NET knows'],
  ['\\p{Klingon}', 'at its end: "Klingon" is no category or block of Unicode that is known here'],
  ['\\p{constructor}', 'at its end: "constructor" is no category or block of Unicode that is known here'],
  ['(a)\\2', 'at its end: there is no group 2 to refer back to'],
  ['\\k<n>', 'at its end: there is no group "n" to refer back to'],
  ['(?P<n>a)', 'at character 1: this is no group that .NET knows'],
  ['(?<1n>a)', 'at character 1: "1n" is no name of a group'],
  ['(?#a', 'at character 1: the comment has no closing ")"'],
  ['(?<n-m>a)', 'at character 1: a balancing group is not supported'],
  ['(a)(?(1)b|c)', 'at character 4: a condition, (?(…)…|…), is not supported'],
  ['\\Ga', 'at character 2: \\G, the end of the match before, is not supported'],
  ['('.repeat(300) + ')'.repeat(300), 'at character 202: it is nested deeper than 200 levels'],
])('%s is refused, with its place', (pattern, message) => {
  expect(matchesPattern(pattern, 'a', host)).toMatchObject({
    kind: 'error',
    error: { code: 'pattern', message: expect.stringContaining(message) },
  });
});

test.each([
  ['[a-zA-Z_]*', 'john_doe72', '-', '--7-2-'],
  ['', 'ab', '-', '-a-b-'],
  ['.', 'a😀\n', 'x', 'xxx\n'],
  ['\\n', 'a\nb\n', '|', 'a|b|'],
  ['$', 'a\n', '!', 'a!\n!'],
  ['[^a]$', 'b\nb\n', '-', 'b\n--'],
  ['(?<id>.*)@(?<domain>.*)', 'ada@example.test', '${domain}/${id}', 'example.test/ada'],
  ['(?<n>a)(b)(?<7>c)', 'abc', '$1|$2|$7|$+|${n}|${7}', 'b|a|c|c|a|c'],
  ['(a)', 'xay', "[$&][$0][$`][$'][$_][$$]", 'x[a][a][x][y][xay][$]y'],
  ['(a)', 'a', '$2 $10 ${none} $ ${ $x', '$2 $10 ${none} $ ${ $x'],
  ['(?<n>a)|(?<n>b)', 'ab', '<${n}>', '<a><b>'],
  ['(?<n>a)(?<n>b)?', 'aab', '<${n}>', '<a><b>'],
  ['(a)|b', 'b', '[$1]', '[]'],
  ['(?n)(a)(?<n>b)', 'ab', '$1', 'b'],
  ['(?:a|ab)(?:c|bcd)(d*)', 'abcd', '[$1]', '[]'],
])('matches of %s in %j become %j', (pattern, text, replacement, expected) => {
  expect(replaceMatches(pattern, text, replacement, null)).toEqual({ value: expected, isApproximate: false });
});

test.each([
  ['(?!b)', 'abc', '-', '-ab-c-'],
  ['(?<=(a))b(c)', 'abc-abc', '$2$1', 'aca-aca'],
  ['(?<d>\\d)\\k<d>', '1123', '<${d}>', '<1>23'],
  ['(?<n>a)(?=b)|(?<n>c)', 'abc', '<${n}>', '<a>b<c>'],
  ['(?i)(é)\\1', 'Éé', '$1', 'É'],
  ['(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10\\11', 'abcdefghijj\t', '$10', 'j'],
])('where the host is needed, matches of %s in %j become %j', (pattern, text, replacement, expected) => {
  expect(replaceMatches(pattern, text, replacement, host)).toEqual({ value: expected, isApproximate: true });
});

test.each([
  ['(?<streetNumber>^\\d*)', 'streetNumber', '545 Tremont Street', '888 Tremont Street', false],
  ['(?<a>x)(?<b>y)', 'b', 'xyxy', 'x888x888', false],
  ['(?<b>y)?x', 'b', 'xyx', 'x888x', false],
  ['(x)(y)', '2', '😀xy', '😀x888', false],
  ['(?<b>y)(?=z)', 'b', 'yzy', '888zy', true],
  ['x(?<b>y)?(?!z)', 'b', 'xy xyz x', 'x888 xyz x', true],
])('of %s only group %s is replaced in %j', (pattern, group, text, value, isApproximate) => {
  expect(replaceGroup(pattern, group, text, '888', host)).toEqual({ value, isApproximate });
});

test.each([
  ['(?<n>\\d+)', 'n', 'a12b3', '12', false],
  ['(?<n>\\d+)', 'n', 'none', null, false],
  ['a(?<n>\\d+)?', 'n', 'a', '', false],
  ['(?<n>\\d+)(?=b)', 'n', '1a2b', '2', true],
])('%s gives group %s of %j', (pattern, group, text, value, isApproximate) => {
  expect(extractGroup(pattern, group, text, host)).toEqual({ value, isApproximate });
});

test('a group that the pattern does not name is an error that says which it names', () => {
  expect(() => extractGroup('(?<id>a)', 'ID', 'a', null)).toThrow(
    expect.objectContaining({ code: 'pattern', message: 'the pattern has no group "ID".', remedy: 'The pattern names id.' }),
  );
});

test('what makes a backtracking engine try for ever is answered at once', () => {
  expect(matchesPattern('(a+)+$', `${'a'.repeat(5000)}b`, null)).toEqual({ kind: 'unmatched', isApproximate: false });
});

test('hundreds of groups are counted with the characters, and end in a typed error too', () => {
  const many = (count: number) => () => replaceMatches('(a)'.repeat(count), `${'a'.repeat(5000)}b`, '$1', null).value.length;
  expect(many(99)()).toBe(101);
  expect(many(2000)).toThrow(expect.objectContaining({ code: 'step-limit' }));
});

test('matches that each look to the end of a long text are counted, and end in a typed error', () => {
  expect(() => replaceMatches('a.*z|a', 'a'.repeat(40_000), 'b', null)).toThrow(expect.objectContaining({ code: 'step-limit' }));
});

test('a short text by a long replacement ends in a typed error before it is made', () => {
  expect(() => replaceMatches('a', 'a'.repeat(5000), 'b'.repeat(5000), null)).toThrow(
    expect.objectContaining({ code: 'output-limit' }),
  );
});

test('a host that does not come to an end, or that refuses, is an error of the pattern', () => {
  const verdictOf = (run: PatternHost['run']) => matchesPattern('(?=a)', 'a', { run });
  expect(verdictOf(() => ({ kind: 'timed-out' }))).toMatchObject({
    kind: 'error',
    error: { code: 'pattern', message: expect.stringContaining('takes too long') },
  });
  expect(verdictOf(() => ({ kind: 'given-up' }))).toMatchObject({
    kind: 'error',
    error: { code: 'pattern', message: expect.stringContaining('not run again before the next') },
  });
  expect(verdictOf(() => ({ kind: 'invalid', message: 'no reason' }))).toMatchObject({
    kind: 'error',
    error: { code: 'pattern', message: expect.stringContaining('no reason') },
  });
});

test('a pattern is remembered, and a great many push each other out without harm', () => {
  for (let number = 0; number < 500; number += 1)
    expect(matchesPattern(`^${number}$`, String(number), null).kind).toBe('matched');
  expect(matchesPattern('^0$', '0', null).kind).toBe('matched');
});

import { expect, test } from 'vitest';
import { matchesPattern, replaceGroup, replaceMatches } from '#shared/entra/expressions/dotnet-pattern.ts';
import { createPatternHost } from './pattern-host.ts';

const host = createPatternHost();

test.each([
  ['(?<=a)b', 'abcb', '[$&]', 'a[b]cb'],
  ['(a)(?!b)', 'abac', '$1$01$$', 'abaa$c'],
  ['(?<name>\\w+)@', 'ada@example.test', '<$<name>>', '<ada>example.test'],
  ['(\\w)\\1', 'aabcc', '-', '-b-'],
  ['z(?=y)', 'ada', '-', 'ada'],
])('every match of %s in %s is replaced by %s', (pattern, text, replacement, expected) => {
  expect(host.run({ pattern, flags: 'g', text, what: { kind: 'replace', replacement } })).toEqual({
    kind: 'replaced',
    text: expected,
  });
});

test('the groups of the first match are given by number and by name, as far as they took part', () => {
  const job = { pattern: '(?<one>a)|(?<other>b)(?=c)', flags: '', text: 'xbc', what: { kind: 'first' } } as const;
  expect(host.run(job)).toEqual({ kind: 'first', groups: { '0': 'b', '2': 'b', other: 'b' }, index: 1 });
  expect(host.run({ ...job, text: 'xyz' })).toEqual({ kind: 'first', groups: null, index: -1 });
});

test('a search that goes back and tries again without end is stopped, and the next one runs as before', () => {
  const job = { pattern: '(a+)+$', flags: '', text: `${'a'.repeat(60)}b`, what: { kind: 'first' } } as const;
  const impatient = createPatternHost(5);
  expect(impatient.run(job)).toEqual({ kind: 'timed-out' });
  expect(impatient.run({ ...job, flags: 'g', what: { kind: 'replace', replacement: '' } })).toEqual({ kind: 'timed-out' });
  expect(host.run({ ...job, text: 'aa' })).toEqual({ kind: 'first', groups: { '0': 'aa', '1': 'aa' }, index: 0 });
});

test('a run that was kept waiting for a processor is repeated; one that worked until the limit is not', () => {
  const job = { pattern: '(a+)+$', flags: '', text: `${'a'.repeat(60)}b`, what: { kind: 'first' } } as const;
  // Read before and after each run: the first two took half a millisecond of work, the third took it all.
  const readings = [0, 0.5, 0.5, 1, 1, 6];
  expect(createPatternHost(5, () => readings.shift() ?? Number.NaN).run(job)).toEqual({ kind: 'timed-out' });
  expect(readings).toEqual([]);
});

test('what is no pattern is said, and so is what would make more text than there is room for', () => {
  const job = { pattern: '(', flags: '', text: '', what: { kind: 'first' } } as const;
  expect(host.run(job)).toMatchObject({ kind: 'invalid', message: expect.stringContaining('Unterminated group') });
  const long = {
    pattern: 'a',
    flags: 'g',
    text: 'a'.repeat(3000),
    what: { kind: 'replace', replacement: 'b'.repeat(1000) },
  } as const;
  expect(host.run(long)).toEqual({ kind: 'invalid', message: 'it makes too much text' });
});

test('pattern, text and replacement are data: nothing in them is run, nothing is left behind', () => {
  const hostile = '"}); globalThis.job = process.exit(1); //';
  const job = { pattern: '(.)$', flags: '', text: hostile, what: { kind: 'replace', replacement: '`process`' } } as const;
  expect(host.run(job)).toEqual({ kind: 'replaced', text: `${hostile.slice(0, -1)}\`process\`` });
  expect(host.run({ ...job, text: '\u2028\u0000"\\' })).toEqual({ kind: 'replaced', text: '\u2028\u0000"`process`' });
});

test('it runs what an expression asks of it', () => {
  expect(matchesPattern('^(?!admin)\\w+$', 'ada', host)).toEqual({ kind: 'matched', isApproximate: true });
  expect(matchesPattern('(?=(a+)+$)a*c', `${'a'.repeat(60)}b`, host)).toMatchObject({
    kind: 'error',
    error: { code: 'pattern' },
  });
  expect(replaceMatches('(?<first>\\w)\\w*(?= )', 'Ada Lovelace', '$1.', host).value).toBe('A. Lovelace');
  expect(replaceGroup('(?<=@)(?<domain>[^.]+)', 'domain', 'ada@one.test', 'two', host).value).toBe('ada@two.test');
});

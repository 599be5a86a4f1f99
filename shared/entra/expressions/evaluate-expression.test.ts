import { expect, test } from 'vitest';
import { evaluateExpression } from './evaluate-expression.ts';
import { type Expression, isRedacted } from './expression.ts';
import { evaluationOf, expressionOf, resultOf, testContext } from './testing.ts';
import { outcomeOf, traceExpression } from './trace-expression.ts';

const source = { givenName: 'Ada', level: '7', mails: ['a', 'b'] };

test.each([
  ['[level] = 7', 'True'],
  ['[level] = "7.0"', 'True'],
  ['"10" > "9"', 'True'],
  ['"10" > "9a"', 'False'],
  ['-1 < 0', 'True'],
  ['"b" >= "a"', 'True'],
  ['"a" <= "B"', 'False'],
  ['"a" = "A"', 'False'],
  ['[absent] = ""', 'True'],
  ['[absent] <> [givenName]', 'True'],
  ['[mails] = "a,b"', 'True'],
  ['BitAnd(512, 2) = "0"', 'True'],
  ['&HFF = 255', 'True'],
  // Two file times that one double stands for.
  ['133835135990000001 > 133835135990000000', 'True'],
])('%s compares as %s', (comparison, value) => {
  expect(resultOf(`CBool(${comparison})`, { source })).toBe(value);
});

test('an argument is evaluated once, however often a function asks for it', () => {
  const { evaluation, steps } = traceExpression(expressionOf('CStr(Guid())'), testContext());
  expect(steps.map(({ name }) => name)).toEqual(['Guid', 'CStr']);
  expect(steps[0]?.outcome).toEqual(outcomeOf(evaluation));
});

test('nested Replace that doubles its text ends in a typed error before the text grows too long', () => {
  const doubled = (depth: number): string => (depth === 0 ? '"aa"' : `Replace(${doubled(depth - 1)}, "a", , , "aa", , )`);
  expect(resultOf(`Len(${doubled(10)})`)).toBe('2048');
  expect(resultOf(`Len(${doubled(60)})`)).toMatchObject({
    kind: 'error',
    code: 'output-limit',
    message: 'Replace: the expression makes more than 1000000 characters of text.',
  });
});

test('what is passed on is not text that was made', () => {
  const long = 'x'.repeat(90_000);
  const nested = `${'Redact('.repeat(40)}[long]${')'.repeat(40)}`;
  expect(resultOf(nested, { source: { long } })).toBe(long);
});

test('a tree of more steps than a text can hold ends in a typed error', () => {
  const call = (name: string, given: readonly Expression[]): Expression => ({ kind: 'Function', name, arguments: given });
  const wide = call('Coalesce', Array(10_001).fill({ kind: 'Omitted' }));
  expect(evaluateExpression(wide, testContext())).toMatchObject({ kind: 'error', error: { code: 'step-limit' } });
  let deep: Expression = { kind: 'Text', value: 'x' };
  for (let depth = 0; depth < 200_000; depth += 1) deep = call('Not', [deep]);
  expect(evaluateExpression(deep, testContext())).toMatchObject({
    kind: 'error',
    error: { code: expect.stringMatching(/^(?:step|output)-limit$/) },
  });
});

test('a tree with a name that the language does not have, as it is set, ends in a typed error', () => {
  expect(evaluationOf('Trim(" a ")', { habits: { 'cloud-sync-functions': 'on' } })).toMatchObject({ value: 'a' });
  expect(evaluationOf('Trim(" a ")')).toMatchObject({ kind: 'error', error: { code: 'unknown-function', column: 1 } });
});

test('nothing that a context throws leaves the evaluation', () => {
  const context = {
    ...testContext(),
    attribute: () => {
      throw new TypeError('no attribute today');
    },
  };
  expect(evaluateExpression(expressionOf('Not([a])'), context)).toMatchObject({
    kind: 'error',
    error: { code: 'unsupported', message: 'The expression could not be evaluated: no attribute today' },
  });
});

test('a trace tells each call in the order in which it ended, and no branch that was not taken', () => {
  const text = 'IIF(Count([mails]) > 1, Item([mails], 2), CStr([givenName]))';
  const value = (of: string) => ({ kind: 'value', value: of });
  expect(traceExpression(expressionOf(text), testContext({ source }))).toEqual({
    evaluation: { kind: 'value', value: 'b', isApproximate: false, warnings: [] },
    steps: [
      { depth: 1, column: 5, length: 14, name: 'Count', arguments: [['a', 'b']], outcome: value('2') },
      { depth: 1, column: 25, length: 16, name: 'Item', arguments: [['a', 'b'], '2'], outcome: value('b') },
      { depth: 0, column: 1, length: text.length, name: 'IIF', arguments: ['True', 'b', null], outcome: value('b') },
    ],
  });
});

test('a trace tells where an error or an ignored flow came from', () => {
  const error = { kind: 'error', code: 'out-of-range', column: 5 };
  expect(traceExpression(expressionOf('Not(Item([absent], 1))'), testContext()).steps).toMatchObject([
    { name: 'Item', depth: 1, arguments: [null, '1'], outcome: error },
    { name: 'Not', depth: 0, arguments: [null], outcome: error },
  ]);
  expect(traceExpression(expressionOf('Not(IgnoreFlowIfNullOrEmpty([absent]))'), testContext()).steps).toMatchObject([
    { name: 'IgnoreFlowIfNullOrEmpty', outcome: { kind: 'ignored', scope: 'attribute' } },
    { name: 'Not', outcome: { kind: 'ignored', scope: 'attribute' } },
  ]);
});

test.each([
  ['Redact([mail])', true],
  ['Append("x", Redact([mail]))', true],
  ['IIF(Redact([mail]) = "x", "1", "2")', true],
  ['Append("Redact(", [Redact])', false],
])('%s is redacted: %s', (text, isHidden) => {
  expect(isRedacted(expressionOf(text))).toBe(isHidden);
});

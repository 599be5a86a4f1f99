import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Evaluation, evaluateExpression } from '#shared/entra/expressions/evaluate-expression.ts';
import type { EvaluationContext } from '#shared/entra/expressions/evaluation-context.ts';
import type { ComparisonOperator, Expression, FunctionExpression } from '#shared/entra/expressions/expression.ts';
import type { ExpressionValue } from '#shared/entra/expressions/expression-value.ts';
import type { FunctionDefinition } from '#shared/entra/expressions/function-definition.ts';
import { countProblemOf } from '#shared/entra/expressions/function-signature.ts';
import { functionDefinitions } from '#shared/entra/expressions/functions.ts';
import { languageOptionsOf } from '#shared/entra/expressions/language-options.ts';
import { parseExpression, readExpression } from '#shared/entra/expressions/parse-expression.ts';
import { printExpression } from '#shared/entra/expressions/print-expression.ts';
import { traceExpression } from '#shared/entra/expressions/trace-expression.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { anyTexts } from './resource-arbitraries.ts';

/** Everything is known: the functions of the sibling engine too. */
const options = languageOptionsOf({ habitSettings: { 'cloud-sync-functions': 'on' } });

const attributes: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('Attribute' as const),
  name: fc.constantFrom('mail', 'displayName', 'proxyAddresses', 'IsSoftDeleted', 'extension.one-2', 'Last Day'),
});
const texts: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('Text' as const),
  value: fc.oneof(
    anyTexts,
    fc.constantFrom(
      '',
      'True',
      '7',
      '"',
      '\\',
      '\\"',
      '@',
      'a',
      'd',
      '2025-07-30',
      'yyyy-MM-dd',
      '(?<a>.)',
      '(a+)+$',
      '\u0024{a}',
    ),
  ),
});
const numbers: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('Number' as const),
  text: fc.constantFrom('0', '1', '3', '-10', '42568.75', '&HF7', '99999999999999999999'),
});
const keywords: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('Keyword' as const),
  name: fc.constantFrom('vbTextCompare', 'vbBinaryCompare', 'IgnoreAttributeFlow', 'IgnoreObjectFlow', 'UTF8'),
});

const expressions: fc.Arbitrary<FunctionExpression> = fc.letrec<{
  nested: FunctionExpression;
  argument: Expression;
  operand: Expression;
  comparison: Expression;
}>((tie) => {
  // SelectUniqueValue is the outermost function or none.
  const inner = functionDefinitions.filter(({ name }) => name !== 'SelectUniqueValue');
  return {
    nested: fc.constantFrom(...inner).chain((definition) => callOf(definition, tie('argument'))),
    operand: fc.oneof({ maxDepth: 4, withCrossShrink: true }, texts, attributes, numbers, keywords, tie('nested')),
    comparison: fc.record({
      kind: fc.constant('Comparison' as const),
      operator: fc.constantFrom<ComparisonOperator>('=', '<>', '<', '<=', '>', '>='),
      left: tie('operand'),
      right: tie('operand'),
    }),
    argument: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: tie('operand'), weight: 6 },
      { arbitrary: tie('comparison'), weight: 1 },
      { arbitrary: fc.constant<Expression>({ kind: 'Omitted' }), weight: 1 },
    ),
  };
}).nested;

function callOf(definition: FunctionDefinition, argument: fc.Arbitrary<Expression>): fc.Arbitrary<FunctionExpression> {
  const counts = [0, 1, 2, 3, 4, 5, 6, 7].filter((count) => countProblemOf(definition, count) === null);
  return (
    fc
      .constantFrom(...counts)
      .chain((count) => fc.array(argument, { minLength: count, maxLength: count }))
      // A single argument that is left out cannot be written: `Now()` has none.
      .filter((given) => given.length !== 1 || given[0]?.kind !== 'Omitted')
      .map((given) => call(definition.name, ...given))
  );
}

const values: fc.Arbitrary<ExpressionValue> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('True', '12', null, '7/30/2025 3:33:38 PM', '2025-07-30'),
  fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
);

const contexts: fc.Arbitrary<() => EvaluationContext> = fc
  .tuple(fc.func(values), fc.array(fc.constantFrom('Admin', 'Default Access'), { maxLength: 2 }), fc.boolean())
  .map(([attribute, names, isStrict]) => () => ({
    attribute,
    roles: names.map((name) => ({ id: name, value: name, displayName: name })),
    now: () => 1_753_833_600_000,
    random: seededRandom('property'),
    defaultDomain: names.length === 0 ? null : 'example.test',
    isTaken: (value) => value.length % 2 === 0,
    patternHost: null,
    options: { ...options, isStrict },
  }));

test('every function can be written', () => {
  for (const definition of functionDefinitions) {
    expect(fc.sample(callOf(definition, texts), 1)[0]?.name).toBe(definition.name);
  }
});

test('an expression that is printed is read as the same expression', () => {
  fc.assert(
    fc.property(expressions, (expression) => {
      const reading = readExpression(printExpression(expression), options);
      expect(reading.ok ? reading.value : reading.error).toEqual(expression);
    }),
    { numRuns: 500 },
  );
});

test('blanks between tokens change nothing', () => {
  fc.assert(
    fc.property(expressions, fc.constantFrom('', ' ', '\n  ', '\t'), (expression, gap) => {
      expect(readExpression(spaced(expression, gap), options)).toEqual({ ok: true, value: expression });
    }),
    { numRuns: 200 },
  );
});

test('any text is an expression or a refusal that names one column and a remedy', () => {
  const pieces = fc.constantFrom(
    ...['(', ')', '[', ']', '"', '\\', ',', '=', '<>', ' ', '7', '-', '&H', "'", '“', 'é', '\u0000', '😀'],
    ...['Join', 'not', 'Switch', 'vbTextCompare', 'true', '[mail]', '"a"'],
  );
  const soups = fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join(''));
  const cut = fc.tuple(expressions, fc.nat()).map(([expression, at]) => {
    const text = printExpression(expression);
    return text.slice(0, at % (text.length + 1));
  });
  const nested = fc.nat(4000).map((depth) => 'Not('.repeat(depth));
  fc.assert(
    fc.property(fc.oneof(soups, cut, nested, anyTexts), (text) => {
      const parsed = parseExpression(text);
      if (parsed.ok) return;
      expect(parsed.problems).toEqual([
        { place: expect.stringMatching(/^column \d+$/), message: expect.stringMatching(/./), remedy: expect.stringMatching(/./) },
      ]);
      const column = Number(parsed.problems[0]?.place.slice('column '.length));
      expect(column).toBeGreaterThanOrEqual(1);
      expect(column).toBeLessThanOrEqual(text.length + 1);
    }),
    { numRuns: 500 },
  );
});

test('an expression gives a value, a typed error, or is left out, for any object, the same each time', () => {
  fc.assert(
    fc.property(expressions, contexts, (expression, context) => {
      const evaluation = evaluateExpression(expression, context());
      expect(['value', 'ignored', 'error']).toContain(evaluation.kind);
      // A fault of a function that was caught at the edge is a fault all the same.
      if (evaluation.kind === 'error') expect(evaluation.error.message).not.toMatch(/could not be evaluated/);
      if (evaluation.kind === 'value') expect(lengthOf(evaluation.value)).toBeLessThanOrEqual(1_000_000);
      expect(evaluateExpression(expression, context())).toEqual(evaluation);
    }),
    { numRuns: 400 },
  );
});

test('a trace ends in the whole expression and in the same value as an evaluation without it', () => {
  fc.assert(
    fc.property(expressions, contexts, (expression, context) => {
      const { evaluation, steps } = traceExpression(expression, context());
      expect(evaluation).toEqual(evaluateExpression(expression, context()));
      expect(steps.at(-1)).toMatchObject({ name: expression.name, depth: 0, outcome: { kind: evaluation.kind } });
    }),
    { numRuns: 300 },
  );
});

test('IIF, Switch and Coalesce give what the branch gives that they take, whatever the other one is', () => {
  // Always an error, so that a branch that was taken by mistake is seen.
  const bomb = call('Item', text('x'), text('0'));
  fc.assert(
    fc.property(expressions, contexts, (taken, context) => {
      const evaluate = (expression: Expression): Evaluation => evaluateExpression(expression, context());
      const expected = evaluate(taken);
      expect(evaluate(call('IIF', text('True'), taken, bomb))).toEqual(expected);
      expect(evaluate(call('IIF', text('False'), bomb, taken))).toEqual(expected);
      expect(evaluate(call('Switch', text('a'), bomb, text('b'), bomb, text('a'), taken))).toEqual(expected);
      expect(evaluate(call('Switch', text('c'), taken, text('a'), bomb))).toEqual(expected);
      const isEmpty = expected.kind === 'value' && (expected.value === null || expected.value.length === 0);
      if (!isEmpty) expect(evaluate(call('Coalesce', { kind: 'Omitted' }, taken, bomb))).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

function text(value: string): Expression {
  return { kind: 'Text', value };
}

function call(name: string, ...given: readonly Expression[]): FunctionExpression {
  return { kind: 'Function', name, arguments: given };
}

function lengthOf(value: ExpressionValue): number {
  return value === null ? 0 : typeof value === 'string' ? value.length : value.join('').length;
}

function spaced(expression: Expression, gap: string): string {
  switch (expression.kind) {
    case 'Comparison':
      return `${spaced(expression.left, gap)}${gap}${expression.operator}${gap}${spaced(expression.right, gap)}`;
    case 'Function': {
      const given = expression.arguments.map((argument) => `${gap}${spaced(argument, gap)}${gap}`);
      return `${gap}${expression.name}${gap}(${given.join(',')}${gap})${gap}`;
    }
    default:
      return printExpression(expression);
  }
}

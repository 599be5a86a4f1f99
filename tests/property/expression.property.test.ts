import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateExpression } from '#shared/entra/evaluate.ts';
import { type ComparisonOperator, type Expression, parseExpression } from '#shared/entra/expression.ts';
import type { ExpressionValue } from '#shared/entra/expression-functions.ts';
import { anyTexts } from './resource-arbitraries.ts';

type Call = Expression & { readonly kind: 'Function' };

const attributes: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('Attribute' as const),
  name: fc.constantFrom('mail', 'displayName', 'proxyAddresses', 'IsSoftDeleted', 'extension.one-2'),
});
const texts: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('Text' as const),
  value: fc.oneof(anyTexts, fc.constantFrom('', 'True', 'False', '7', '"', '\\', '@', 'a')),
});

const expressions: fc.Arbitrary<Expression> = fc.letrec<{
  call: Call;
  argument: Expression;
  comparison: Expression;
  operand: Expression;
}>((tie) => {
  const call = (name: string, least: number, most: number): fc.Arbitrary<Call> =>
    // A single argument that is left out cannot be written: `Not()` has none.
    fc
      .array(tie('argument'), { minLength: least, maxLength: most })
      .filter(([first, second]) => first?.kind !== 'Omitted' || second !== undefined)
      .map((parameters) => ({ kind: 'Function', name, arguments: parameters }));
  return {
    operand: fc.oneof({ maxDepth: 4, withCrossShrink: true }, texts, attributes, tie('call')),
    comparison: fc.record({
      kind: fc.constant('Comparison' as const),
      operator: fc.constantFrom<ComparisonOperator>('=', '<>', '<', '<=', '>', '>='),
      left: tie('operand'),
      right: tie('operand'),
    }),
    argument: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: tie('operand'), weight: 4 },
      { arbitrary: tie('comparison'), weight: 1 },
      { arbitrary: fc.constant<Expression>({ kind: 'Omitted' }), weight: 1 },
    ),
    call: fc.oneof(
      ...[call('Append', 2, 2), call('Coalesce', 1, 3), call('IIF', 3, 3), call('Join', 2, 4), call('Not', 1, 1)],
      ...[call('Replace', 2, 7), call('SingleAppRoleAssignment', 1, 1), call('ToLower', 1, 2), call('ToUpper', 1, 2)],
      fc.constantFrom(4, 6).chain((count) => call('Switch', count, count)),
    ),
  };
}).operand;

const values: fc.Arbitrary<ExpressionValue> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('True', '12', null),
  fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
);

test('an expression that is printed is read as the same expression', () => {
  fc.assert(
    fc.property(expressions, fc.constantFrom('', ' ', '\n  '), (expression, gap) => {
      expect(parseExpression(print(expression, gap))).toEqual({ ok: true, value: expression });
    }),
    { numRuns: 300 },
  );
});

test('any text is an expression or a refusal that names one place and a remedy', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '"',
    '\\',
    ',',
    '=',
    '<>',
    ' ',
    '7',
    '-',
    'Join',
    'not',
    'Switch',
    '[mail]',
    '"a"',
    'é',
    '\u0000',
  );
  const soups = fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join(''));
  const cut = fc.tuple(expressions, fc.nat()).map(([expression, at]) => {
    const text = print(expression, '');
    return text.slice(0, at % (text.length + 1));
  });
  const nested = fc.nat(4000).map((depth) => 'Not('.repeat(depth));
  fc.assert(
    fc.property(fc.oneof(soups, cut, nested, anyTexts), (text) => {
      const parsed = parseExpression(text);
      if (parsed.ok) return;
      expect(parsed.problems).toHaveLength(1);
      expect(parsed.problems[0]).toEqual({
        place: expect.any(String),
        message: expect.stringMatching(/./),
        remedy: expect.stringMatching(/./),
      });
    }),
    { numRuns: 500 },
  );
});

test('an expression gives a value or a refusal for any object, the same each time', () => {
  fc.assert(
    fc.property(
      expressions,
      fc.func(values),
      fc.array(fc.constantFrom('Admin', 'Default Access'), { maxLength: 2 }),
      (expression, attribute, names) => {
        const roles = names.map((name) => ({ id: name, value: name, displayName: name }));
        const evaluate = () => evaluateExpression(expression, { attribute, roles });
        const result = evaluate();
        expect(['value', 'refusal']).toContain(result.kind);
        expect(evaluate()).toEqual(result);
      },
    ),
    { numRuns: 300 },
  );
});

test('IIF, Switch and Coalesce give what the branch gives that they take, whatever the other one is', () => {
  // A pattern is not simulated: to evaluate it is a refusal, so that a branch that was taken by mistake is seen.
  const refused = call('Replace', { kind: 'Attribute', name: 'mail' }, omitted, text('.'), omitted, text('b'));
  fc.assert(
    fc.property(expressions, fc.func(values), (taken, attribute) => {
      const evaluate = (expression: Expression) => evaluateExpression(expression, { attribute, roles: [] });
      const expected = evaluate(taken);
      expect(evaluate(call('IIF', text('True'), taken, refused))).toEqual(expected);
      expect(evaluate(call('IIF', text('False'), refused, taken))).toEqual(expected);
      expect(evaluate(call('Switch', text('a'), refused, text('b'), refused, text('a'), taken))).toEqual(expected);
      expect(evaluate(call('Switch', text('c'), taken, text('a'), refused))).toEqual(expected);
      const isEmpty = expected.kind === 'value' && (expected.value === null || expected.value.length === 0);
      if (!isEmpty) expect(evaluate(call('Coalesce', omitted, taken, refused))).toEqual(expected);
    }),
  );
});

const omitted: Expression = { kind: 'Omitted' };

function text(value: string): Expression {
  return { kind: 'Text', value };
}

function call(name: string, ...parameters: readonly Expression[]): Call {
  return { kind: 'Function', name, arguments: parameters };
}

function print(expression: Expression, gap: string): string {
  switch (expression.kind) {
    case 'Text':
      return `"${expression.value.replace(/["\\]/g, '\\$&')}"`;
    case 'Attribute':
      return `[${expression.name}]`;
    case 'Comparison':
      return `${print(expression.left, gap)}${gap}${expression.operator}${gap}${print(expression.right, gap)}`;
    case 'Function':
      return `${gap}${expression.name}(${expression.arguments.map((argument) => print(argument, gap)).join(`${gap},`)}${gap})`;
    case 'Omitted':
      return '';
  }
}

import { describe, expect, test } from 'vitest';
import type { ExpressionValue } from './expression-value.ts';
import { evaluationOf, resultOf } from './testing.ts';

const source = {
  country: 'FR',
  level: '7',
  flag: 'True',
  lowerFlag: 'true',
  empty: '',
  mails: ['a@example.test', 'b@example.test'],
  none: [],
};
/** Always an error: indexes begin with 1. What is not evaluated does not raise it. */
const BOMB = 'Item("x", 0)';

function check(expression: string, value: ExpressionValue): void {
  expect(resultOf(expression, { source })).toEqual(value);
}

describe('IIF', () => {
  test.each([
    [`IIF([country]="FR", "yes", ${BOMB})`, 'yes'],
    [`IIF([country]="fr", ${BOMB}, "no")`, 'no'],
    [`IIF([flag], "yes", ${BOMB})`, 'yes'],
    [`IIF([lowerFlag], "yes", ${BOMB})`, 'yes'],
    [`IIF([level], "yes", ${BOMB})`, 'yes'],
    [`IIF(0, ${BOMB}, "no")`, 'no'],
    [`IIF("anything", ${BOMB}, "no")`, 'no'],
    [`IIF([mails], ${BOMB}, "no")`, 'no'],
    ['IIF([country]="FR", [mails], "")', ['a@example.test', 'b@example.test']],
    ['IIF([country]="FR", , "no")', null],
  ] as const)('%s', check);

  test.each([
    ['IIF([absent]="x", "yes", "no")', 'no', /null or empty, as \[absent\] is here/],
    ['IIF([empty]<>"x", "yes", "no")', 'yes', /null or empty, as \[empty\] is here/],
    ['IIF("x"=[none], "yes", "no")', 'no', /null or empty, as \[none\] is here/],
    ['IIF([absent], "yes", "no")', 'no', /null or empty/],
    ['IIF([country]="", "yes", "no")', 'no', /comparison with ""/],
    ['IIF(IsPresent([absent]), "yes", "no")', 'no', /does not support IsPresent as the condition/],
    ['IIF(IsNull([absent]), "yes", "no")', 'yes', /does not support IsNull as the condition/],
    ['IIF(IsNullOrEmpty([empty])="True", "yes", "no")', 'yes', /does not support IsNullOrEmpty/],
    ['IIF(Not(IsPresent([absent])), "yes", "no")', 'yes', /does not support IsPresent/],
    ['IIF(IgnoreFlowIfNullOrEmpty([country])="FR", "yes", "no")', 'yes', /around the whole IIF/],
  ] as const)('%s warns, and is refused where the language is strict', (expression, value, warning) => {
    expect(evaluationOf(expression, { source })).toEqual({
      kind: 'value',
      value,
      isApproximate: false,
      warnings: [expect.stringMatching(warning)],
    });
    expect(resultOf(expression, { source, habits: { 'iif-on-null': 'refuse' } })).toEqual({
      kind: 'error',
      code: 'unsupported',
      message: expect.stringMatching(/^IIF: Microsoft's reference /),
      remedy: expect.stringContaining('iif-on-null'),
      column: 1,
    });
  });

  test.each([
    'IIF([country]="FR", IsPresent([absent]), "")',
    'IIF(Count([absent])=0, [absent], "")',
    'IIF([country]<>[level], "", [empty])',
  ])('%s warns of nothing, for only the condition matters', (expression) => {
    expect(evaluationOf(expression, { source })).toMatchObject({ kind: 'value', warnings: [] });
    expect(evaluationOf(expression, { source, habits: { 'iif-on-null': 'refuse' } }).kind).toBe('value');
  });
});

describe('Switch', () => {
  test.each([
    [`Switch([country], ${BOMB}, "DE", ${BOMB}, "FR", "yes", ${BOMB}, ${BOMB})`, 'yes'],
    [`Switch([country], "default", "DE", ${BOMB}, "fr", ${BOMB})`, 'default'],
    ['Switch([country], , "DE", "x")', null],
    ['Switch([country], "", "DE", "x")', ''],
    ['Switch([absent], "default", "", "none")', 'none'],
    ['Switch([empty], "default", "", "none")', 'none'],
    ['Switch([none], "default", "", "none")', 'none'],
    ['Switch([country], "default", [country], [mails])', ['a@example.test', 'b@example.test']],
    ['Switch([country], "default", "FR", )', null],
    ['Switch([level], "default", "7.0", "number", "7", "text")', 'text'],
    ['Switch(2, "default", "2", "quoted or not")', 'quoted or not'],
  ] as const)('%s', check);

  test('keys are found in any case where that is switched on', () => {
    const habits = { 'comparison-case': 'ignored' };
    expect(resultOf('Switch([flag], "no", "true", "yes")', { source })).toBe('no');
    expect(resultOf('Switch([flag], "no", "true", "yes")', { source, habits })).toBe('yes');
    expect(resultOf('IIF([country]="fr", "yes", "no")', { source, habits })).toBe('yes');
  });

  test('a null test as source warns, and is refused where the language is strict', () => {
    const expression = 'Switch(IsPresent([country]), "d", "True", [country])';
    expect(evaluationOf(expression, { source })).toMatchObject({
      value: 'FR',
      warnings: [expect.stringMatching(/source of Switch/)],
    });
    const strict = { source, habits: { 'iif-on-null': 'refuse' } };
    expect(resultOf(expression, strict)).toMatchObject({ kind: 'error', code: 'unsupported' });
  });
});

describe('Coalesce', () => {
  test.each([
    [`Coalesce([absent], [country], ${BOMB})`, 'FR'],
    ['Coalesce([absent], [empty], [none], "d")', 'd'],
    ['Coalesce([absent], [empty], "")', ''],
    ['Coalesce([absent], [empty])', ''],
    ['Coalesce([empty], [absent])', null],
    ['Coalesce([absent], [mails])', ['a@example.test', 'b@example.test']],
  ] as const)('%s', check);

  test('an empty text is a value where that is switched on', () => {
    expect(resultOf('Coalesce([absent], [empty], "d")', { source, habits: { 'coalesce-empty': 'as-value' } })).toBe('');
  });
});

describe('null tests', () => {
  test.each([
    ['absent', 'True', 'True', 'False', 'False'],
    ['none', 'True', 'True', 'False', 'False'],
    ['empty', 'False', 'True', 'False', 'True'],
    ['country', 'False', 'False', 'True', 'True'],
    ['mails', 'False', 'False', 'True', 'False'],
  ])('[%s]: IsNull %s, IsNullOrEmpty %s, IsPresent %s, IsString %s', (name, isNull, isNullOrEmpty, isPresent, isString) => {
    check(`IsNull([${name}])`, isNull);
    check(`IsNothing([${name}])`, isNull);
    check(`IsNullOrEmpty([${name}])`, isNullOrEmpty);
    check(`IsPresent([${name}])`, isPresent);
    check(`IsString([${name}])`, isString);
  });
});

describe('conversions', () => {
  test.each([
    ['Not([flag])', 'False'],
    ['Not([lowerFlag])', 'False'],
    ['Not("False")', 'True'],
    ['Not([absent])', 'True'],
    ['CBool([country]="FR")', 'True'],
    ['CBool([country]="DE")', 'False'],
    ['CBool(5)', 'True'],
    ['CBool(-0.5)', 'True'],
    ['CBool("0.0")', 'False'],
    ['CBool("word")', 'False'],
    ['CBool([absent])', 'False'],
    ['CStr([level])', '7'],
    ['CStr(42568.75)', '42568.75'],
    ['CStr([absent])', null],
    ['CStr([country]="FR")', 'True'],
    ['BitAnd(&HF, &HF7)', '7'],
    ['BitAnd("514", 2)', '2'],
    ['BitAnd(-2147483646, 2)', '2'],
    ['BitAnd(133835135990000000, &HFFFFFFFF)', String(133835135990000000n & 0xffffffffn)],
    ['BitAnd([absent], 2)', null],
    ['Redact([country])', 'FR'],
    ['IgnoreFlowIfNullOrEmpty([country])', 'FR'],
  ] as const)('%s', check);

  test('BitAnd takes whole numbers only', () => {
    expect(resultOf('BitAnd([country], 2)', { source })).toEqual({
      kind: 'error',
      code: 'invalid-argument',
      message: 'BitAnd: argument 1 must be a whole number, not "FR".',
      remedy: 'Give 2 or &H2.',
      column: 1,
    });
  });
});

describe('leaving out', () => {
  test.each([
    ['IgnoreFlowIfNullOrEmpty([absent])', 'attribute'],
    ['IgnoreFlowIfNullOrEmpty([empty])', 'attribute'],
    ['IgnoreFlowIfNullOrEmpty([none])', 'attribute'],
    ['Not(IgnoreFlowIfNullOrEmpty([empty]))', 'attribute'],
    ['IIF([country]="FR", IgnoreAttributeFlow, "x")', 'attribute'],
    ['Switch([country], IgnoreObjectFlow, "DE", "x")', 'object'],
  ])('%s', (expression, scope) => {
    expect(resultOf(expression, { source })).toEqual({ kind: 'ignored', scope });
  });

  test('a branch that is not taken leaves nothing out', () => {
    check('IIF([country]="DE", IgnoreObjectFlow, "x")', 'x');
  });
});

import { expect, test } from 'vitest';
import { seededRandom } from '#shared/kernel/random.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { expressionOf, resultOf, testContext } from './testing.ts';

const source = { name: 'Zoë 😀', empty: '', list: ['a', 'b'], dn: 'cn=Lovelace\\, Ada, ou=Users,dc=example' };
const habits = { 'cloud-sync-functions': 'on' };

test.each([
  ['ConvertToBase64("Hello world!")', 'SABlAGwAbABvACAAdwBvAHIAbABkACEA'],
  ['ConvertToBase64("a")', 'YQA='],
  ['ConvertToBase64("")', ''],
  ['ConvertToBase64([absent])', null],
  ['ConvertToBase64([list])', ['YQA=', 'YgA=']],
  ['ConvertToUTF8Hex([name])', '5A6FC3AB20F09F9880'],
  ['ConvertToUTF8Hex("€")', 'E282AC'],
  ['ConvertToUTF8Hex([empty])', ''],
  ['ConvertToUTF8Hex([absent])', null],
  ['ConvertFromBase64(ConvertToBase64([name]))', 'Zoë 😀'],
  ['ConvertFromBase64("Wm/DqyDwn5iA", UTF8)', 'Zoë 😀'],
  ['ConvertFromBase64(" YQ A= ")', 'a'],
  ['ConvertFromBase64([absent])', null],
  ['Trim(" \t\u00a0a b\u2003 ")', 'a b'],
  ['Trim([absent])', null],
  ['DNComponent(CRef([dn]), 1)', 'Lovelace, Ada'],
  ['DNComponent([dn], 2)', 'Users'],
  ['DNComponent([absent], 1)', null],
] as const)('%s', (expression, value) => {
  expect(resultOf(expression, { source, habits })).toEqual(value);
});

test.each([
  ['ConvertFromBase64("a")', 'invalid-argument', 'the source is no Base64'],
  ['ConvertFromBase64("////", UTF8)', 'invalid-argument', 'the bytes are no UTF-8'],
  ['ConvertFromBase64("YQA=", ASCII)', 'invalid-argument', 'the encoding "ASCII" is not known'],
  ['DNComponent([dn], 4)', 'out-of-range', 'has no component 4'],
  ['Error("No name.")', 'raised', 'Error: No name.'],
  ['DefaultDomain()', 'no-default-domain', 'the tenant has no default verified domain'],
  ['RandomString(257, 0, 0, 0, 0)', 'invalid-argument', 'the length is 257'],
  ['RandomString(4, 1, 2, 1, 1)', 'invalid-argument', 'the minima add up to 5, more than the length 4'],
  ['RandomString(4, -1, 0, 0, 0)', 'invalid-argument', 'a minimum is negative'],
  ['RandomString(4, 1, 0, 0, 0, "0123456789")', 'invalid-argument', 'all digits are to be avoided, but 1 are wanted'],
])('%s ends in %s', (expression, code, message) => {
  expect(resultOf(expression, { source, habits })).toMatchObject({
    kind: 'error',
    code,
    message: expect.stringContaining(message),
  });
});

test('a GUID comes from the chance of the context: another for another seed, the same for the same', () => {
  const guidOf = (seed: string) => evaluateExpression(expressionOf('Guid()'), { ...testContext(), random: seededRandom(seed) });
  expect(guidOf('one')).toMatchObject({ value: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) });
  expect(guidOf('one')).toEqual(guidOf('one'));
  expect(guidOf('one')).not.toEqual(guidOf('two'));
});

test('a random text has its length and at least its minima, and nothing that is to be avoided', () => {
  const random = seededRandom('texts');
  for (let count = 0; count < 200; count += 1) {
    const evaluation = evaluateExpression(expressionOf('RandomString(12, 2, 3, 1, 4, "?,aO0l")'), { ...testContext(), random });
    const text = evaluation.kind === 'value' ? String(evaluation.value) : '';
    expect(text).toMatch(/^[!-~]{12}$/);
    expect(text).not.toMatch(/[?,aO0l]/);
    expect(text.replace(/[^0-9]/g, '').length).toBeGreaterThanOrEqual(2);
    expect(text.replace(/[0-9A-Za-z]/g, '').length).toBeGreaterThanOrEqual(3);
    expect(text.replace(/[^A-Z]/g, '').length).toBeGreaterThanOrEqual(1);
    expect(text.replace(/[^a-z]/g, '').length).toBeGreaterThanOrEqual(4);
  }
  expect(resultOf('RandomString(0, 0, 0, 0, 0)')).toBe('');
  expect(resultOf('RandomString(6, 3, 0, 0, 3)')).toMatch(/^[0-9a-z]{6}$/);
});

test('the default domain is that of the tenant', () => {
  const context = { ...testContext({ source }), defaultDomain: 'example.test' };
  expect(evaluateExpression(expressionOf('Join("@", "ada", DefaultDomain())'), context)).toMatchObject({
    value: 'ada@example.test',
  });
});

test('of several rules the first is taken whose value the target does not hold; those after it are not evaluated', () => {
  const asked: string[] = [];
  const held = new Set(['ada', 'a']);
  const context = {
    ...testContext({ source: { none: null, list: ['x', 'y'] } }),
    isTaken(value: string) {
      asked.push(value);
      return held.has(value);
    },
  };
  const expression = expressionOf('SelectUniqueValue("ada", [none], "", Left("ada", 1), "ada2", DefaultDomain())');
  expect(evaluateExpression(expression, context)).toMatchObject({ value: 'ada2' });
  expect(asked).toEqual(['ada', 'a', 'ada2']);
});

test('where the target holds the values of all rules, or no rule has one, the object cannot be created', () => {
  const taken = { ...testContext(), isTaken: () => true };
  expect(evaluateExpression(expressionOf('SelectUniqueValue("a", "b")'), taken)).toMatchObject({
    kind: 'error',
    error: { code: 'no-unique-value', message: 'SelectUniqueValue: the target holds every value already: a, b.' },
  });
  expect(resultOf('SelectUniqueValue([absent], "")')).toMatchObject({ code: 'no-unique-value' });
});

test('role functions see the roles of the object, whatever they are given', () => {
  const roles = [
    { id: 'role-admin', value: 'Admin', displayName: 'Administrator' },
    { id: 'role-user', value: 'User', displayName: 'User' },
  ];
  const evaluationOf = (name: string, given = roles) =>
    evaluateExpression(expressionOf(`${name}([appRoleAssignments])`), { ...testContext(), roles: given });
  expect(evaluationOf('SingleAppRoleAssignment')).toMatchObject({ value: 'Admin' });
  expect(evaluationOf('SingleAppRoleAssignment', [])).toMatchObject({ value: null });
  expect(evaluationOf('AppRoleAssignments')).toMatchObject({ value: ['Admin', 'User'] });
  const texts = roles.map((role) => JSON.stringify(role));
  expect(evaluationOf('AppRoleAssignmentsComplex')).toMatchObject({ value: texts });
  expect(evaluationOf('AssertiveAppRoleAssignmentsComplex')).toMatchObject({ value: texts });
});

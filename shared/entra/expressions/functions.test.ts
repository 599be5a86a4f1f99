import { expect, test } from 'vitest';
import { countProblemOf, signatureOf } from './function-signature.ts';
import { functionDefinitions, functionNamed } from './functions.ts';

const exact = { ignoresFunctionCase: false, hasCloudSyncFunctions: false };

/** Microsoft, functions-for-customizing-application-data, April 2026; the last two: customize-application-attributes, and Graph. */
const reference =
  `Append AppRoleAssignmentsComplex BitAnd CBool CDate Coalesce ConvertToBase64 ConvertToUTF8Hex Count CStr DateAdd
  DateDiff DateFromNum DefaultDomain FormatDateTime Guid IgnoreFlowIfNullOrEmpty IIF InStr IsNull IsNullOrEmpty IsPresent
  IsString Item Join Left Len Mid NormalizeDiacritics Not Now NumFromDate PCase RandomString Redact RemoveDuplicates Replace
  SelectUniqueValue SingleAppRoleAssignment Split StripSpaces Switch ToLower ToUpper Word
  AssertiveAppRoleAssignmentsComplex AppRoleAssignments`.split(/\s+/);

test('the language has the 47 functions that Microsoft documents, and two that only Graph lists', () => {
  const names = functionDefinitions.filter(({ family }) => family === 'application').map(({ name }) => name);
  expect(reference).toHaveLength(47);
  expect(names.toSorted()).toEqual([...reference, 'IsNothing', 'Prepend'].toSorted());
});

test('functions of cloud sync are found only where they are switched on', () => {
  const names = functionDefinitions.filter(({ family }) => family === 'cloud-sync').map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Trim', 'Error', 'ConvertFromBase64', 'DNComponent']));
  for (const name of names) {
    expect(functionNamed(name, exact), name).toBe(undefined);
    expect(functionNamed(name, { ...exact, hasCloudSyncFunctions: true })?.name).toBe(name);
  }
});

test('names are exact, unless their case is ignored', () => {
  expect(functionNamed('iif', exact)).toBe(undefined);
  expect(functionNamed('iif', { ...exact, ignoresFunctionCase: true })?.name).toBe('IIF');
  expect(functionNamed('IIF', exact)?.name).toBe('IIF');
});

test('each function is described, and its parameters are in an order that can be written', () => {
  for (const { name, parameters, summary } of functionDefinitions) {
    expect(summary, name).toMatch(/^\S.*[.]$/);
    expect(
      parameters.slice(0, -1).filter(({ isRepeated }) => isRepeated),
      name,
    ).toEqual([]);
  }
  expect(new Set(functionDefinitions.map(({ name }) => name.toLowerCase())).size).toBe(functionDefinitions.length);
});

test.each([
  ['Mid', 'Mid(source, start, length)'],
  ['Now', 'Now()'],
  ['IIF', 'IIF(condition, valueIfTrue, valueIfFalse)'],
  ['Switch', 'Switch(source, defaultValue, key1, value1, key2, value2, …)'],
])('%s is written %s', (name, signature) => {
  const definition = functionNamed(name, exact);
  expect(definition && signatureOf(definition)).toBe(signature);
});

test.each([
  ['Not', 0, 'takes one argument, but got none'],
  ['Not', 1, null],
  ['Not', 2, 'takes one argument, but got 2'],
  ['ToLower', 3, 'takes 1 to 2 arguments, but got 3'],
  ['Now', 1, 'takes no arguments, but got 1'],
  ['Mid', 2, 'takes 3 arguments, but got 2'],
  ['Join', 1, 'takes at least 2 arguments, but got 1'],
  ['Join', 40, null],
  ['Replace', 7, null],
  ['Replace', 8, 'takes 1 to 7 arguments, but got 8'],
  ['Switch', 4, null],
  ['Switch', 2, 'takes a source, a default and pairs of key and value, an even number, but got 2'],
])('%s with %i arguments: %s', (name, count, problem) => {
  const definition = functionNamed(name, exact);
  expect(definition && countProblemOf(definition, count)).toBe(problem);
});

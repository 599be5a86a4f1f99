import { expect, test } from 'vitest';
import { leadingOperator, scopingOperatorNamed, scopingOperators } from './scoping-filter-operators.ts';

test('there are 14 operators, and one that is shown and not supported', () => {
  expect(scopingOperators.filter(({ isSupported }) => isSupported).length).toBe(14);
  expect(scopingOperators.filter(({ isSupported }) => !isSupported).map(({ portalName }) => portalName)).toEqual(['IsMemberOf']);
});

test.each(scopingOperators.map((operator) => [operator.portalName, operator] as const))(
  '%s has many spellings',
  (name, operator) => {
    const spellings = [name, operator.graphName, name.toLowerCase(), name.toUpperCase(), name.replaceAll(' ', '_'), ` ${name} `];
    const apart = name.replaceAll('_', ' ');
    for (const spelling of [...spellings, apart, apart.replaceAll(' ', ''), apart.replaceAll(' ', '  ')]) {
      expect(scopingOperatorNamed(spelling), spelling).toBe(operator);
      expect(leadingOperator(`${spelling.trim()} x`), spelling).toEqual({ operator, rest: ' x' });
    }
  },
);

test.each(['', 'CONTAINS', 'EQUAL', '=', 'NOT', 'GREATER', '&&', 'constructor'])('%j is none', (name) => {
  expect(scopingOperatorNamed(name)).toBeUndefined();
  expect(leadingOperator(`${name} x`)).toBeUndefined();
});

test('an operator ends with a blank or the text', () => {
  expect(leadingOperator('EQUALSales')).toBeUndefined();
  expect(leadingOperator('&Sales')).toBeUndefined();
  expect(leadingOperator('IS NULL')).toEqual({ operator: scopingOperatorNamed('IS NULL'), rest: '' });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScopingFilter, ScopingGroup } from './scoping-filter.ts';
import {
  type AttributeLookup,
  evaluateScopingFilter,
  type ScopingOptions,
  scopingOptionsOf,
} from './scoping-filter-evaluation.ts';
import { scopingOperators } from './scoping-filter-operators.ts';
import { parseScopingClause } from './scoping-filter-text.ts';

const options = scopingOptionsOf({ habitSettings: {} }, null);

function group(name: string, ...texts: readonly string[]): ScopingGroup {
  const clauses = texts.map((text) => {
    const parsed = parseScopingClause(text);
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    return parsed.value;
  });
  return { name, clauses };
}

function filterOf(...groups: readonly ScopingGroup[]): ScopingFilter {
  return { groups, inputFilterGroups: [], categoryFilterGroups: [] };
}

type Source = Readonly<Record<string, ReturnType<AttributeLookup>>>;

function evaluate(filter: ScopingFilter | null, source: Source, given: ScopingOptions = options) {
  return evaluateScopingFilter(filter, (name) => (Object.hasOwn(source, name) ? (source[name] ?? null) : null), given);
}

/** What one clause says of one value of the attribute `a`. */
function outcome(clause: string, value: Source[string], habits: Readonly<Record<string, string>> = {}): boolean | string {
  const given = scopingOptionsOf({ habitSettings: habits }, null);
  const { isInScope, errors } = evaluate(filterOf(group('', `a ${clause}`)), { a: value }, given);
  return errors[0]?.code ?? isInScope;
}

test('without a filter everybody is in scope', () => {
  expect(evaluate(null, {})).toEqual({ isInScope: true, failedSet: null, clauses: [], errors: [], isApproximate: false });
  expect(evaluate(filterOf(), {}).isInScope).toBe(true);
});

describe.each([
  ['null', null],
  ['an empty text', ''],
])('%s', (_sentence, nothing) => {
  test.each(scopingOperators.filter(({ isSupported }) => isSupported).map(({ portalName }) => portalName))('%s', (name) => {
    const clause = /^IS /.test(name) ? name : `${name} 1`;
    expect(outcome(clause, nothing)).toBe(name === 'IS NULL');
  });
});

test.each([
  ['EQUALS Sales', 'Sales', true],
  ['EQUALS Sales', 'sales', false],
  ['EQUALS Sales', 'Sales ', false],
  ['NOT EQUALS Sales', 'sales', true],
  ['EQUALS True', true, true],
  ['EQUALS true', true, true],
  ['EQUALS False', true, false],
  ['NOT EQUALS false', true, true],
  ['EQUALS true', 'True', false],
  ['IS TRUE', true, true],
  ['IS TRUE', 'True', true],
  ['IS TRUE', 'yes', false],
  ['IS FALSE', false, true],
  ['IS FALSE', 'no', false],
  ['IS NULL', false, false],
  ['IS NULL', ' ', false],
  ['IS NOT NULL', false, true],
  ['Greater_Than 9', '10', true],
  ['Greater_Than 9007199254740992', '9007199254740993', true],
  ['Greater_Than 7', '007', false],
  ['Greater_Than_OR_EQUALS 7', '007', true],
  ['Greater_Than 1', '1.5', 'not-an-integer'],
  ['Greater_Than 1', '-5', 'not-an-integer'],
  ['Greater_Than 1', 'E15', 'not-an-integer'],
  ['Greater_Than E1', '15', 'not-an-integer'],
  ['Includes Eng', 'Senior Engineer', true],
  ['Includes eng', 'Senior Engineer', false],
  ['ENDS_WITH @contoso.com', 'a@contoso.com', true],
  ['ENDS_WITH @contoso.com', 'a@CONTOSO.com', false],
  ['& Sales,HR', 'HR', true],
  ['& Sales,HR', 'Sales,HR,IT', false],
  ['!& Sales,HR', 'IT', true],
  ['REGEX MATCH ([1-9][0-9])', '100', true],
  ['REGEX MATCH ^([1-9][0-9])$', '100', false],
  ['REGEX MATCH SALES', 'Sales', false],
  ['REGEX MATCH (', 'Sales', 'pattern'],
  ['NOT REGEX MATCH (', 'Sales', 'pattern'],
  ['REGEX MATCH (?=S)', 'Sales', 'needs-host'],
  ['IsMemberOf crew', 'x', 'unsupported-operator'],
  ['EQUALS x', ['x'], 'unsupported-attribute'],
  ['IS NULL', [], 'unsupported-attribute'],
] as const)('%s of %j: %s', (clause, value, expected) => {
  expect(outcome(clause, value)).toBe(expected);
});

test.each([
  ['filter-not-equals-empty', 'holds', 'NOT EQUALS Sales', null, true],
  ['filter-not-equals-empty', 'holds', 'EQUALS Sales', null, false],
  ['filter-regex', 'whole', 'REGEX MATCH ([1-9][0-9])', '100', false],
  ['filter-regex', 'whole', 'REGEX MATCH 1|100', '100', true],
  ['filter-ends-with-case', 'ignored', 'ENDS_WITH @contoso.com', 'a@CONTOSO.com', true],
  ['filter-ampersand', 'bits', '& 6', '2', true],
  ['filter-ampersand', 'bits', '!& 6', '2', false],
  ['filter-ampersand', 'bits', '& 6', '9', false],
  ['filter-ampersand', 'bits', '& Sales', 'Sales', 'not-an-integer'],
] as const)('with %s set to %s, %s of %j: %s', (habit, setting, clause, value, expected) => {
  expect(outcome(clause, value, { [habit]: setting })).toBe(expected);
});

test.each([
  'manager',
  'members',
  'appRoleAssignments',
  'userType',
  'employeeHireDate',
  'employeeLeaveDateTime',
  'proxyAddresses',
])('%s is not supported, whatever its value', (attribute) => {
  for (const value of [null, 'x']) {
    const { errors, isInScope } = evaluate(filterOf(group('', `${attribute} IS NOT NULL`)), { [attribute]: value });
    expect({ isInScope, code: errors[0]?.code }).toEqual({ isInScope: false, code: 'unsupported-attribute' });
    expect(errors[0]?.message).toMatch(/\(Microsoft: [a-z-]+\)/);
  }
});

test.each([
  ['DateTime', 'unsupported-attribute'],
  ['Reference', 'unsupported-attribute'],
  ['String', undefined],
] as const)('an attribute declared as %s', (type, code) => {
  const given = { ...options, typeOf: () => type };
  expect(evaluate(filterOf(group('', 'a EQUALS x')), { a: 'x' }, given).errors[0]?.code).toBe(code);
});

test('clauses of a group are joined with AND, groups with OR, and all are told', () => {
  const filter = filterOf(group('Sales', 'department EQUALS Sales', 'jobTitle IS NOT NULL'), group('York', 'state EQUALS York'));
  expect(evaluate(filter, { department: 'Sales', state: 'York' })).toEqual({
    isInScope: true,
    failedSet: null,
    clauses: [
      { sentence: "Sales.department EQUALS 'Sales'", holds: true },
      { sentence: 'Sales.jobTitle IS NOT NULL', holds: false },
      { sentence: "York.state EQUALS 'York'", holds: true },
    ],
    errors: [],
    isApproximate: false,
  });
  expect(evaluate(filter, { department: 'Sales' })).toMatchObject({ isInScope: false, failedSet: 'groups' });
});

test('a clause with several values holds where it holds for each', () => {
  const filter = (...values: readonly string[]) =>
    filterOf({ name: '', clauses: [{ attribute: 'a', operator: 'Includes', values }] });
  expect(evaluate(filter('Eng', 'Sen'), { a: 'Senior Engineer' }).isInScope).toBe(true);
  expect(evaluate(filter('Eng', 'Jun'), { a: 'Senior Engineer' }).isInScope).toBe(false);
  expect(evaluate(filter(), { a: 'x' }).errors[0]?.code).toBe('missing-value');
});

test.each([
  [{}, null],
  [{ inputFilterGroups: [group('', 'a EQUALS y')] }, 'inputFilterGroups'],
  [{ inputFilterGroups: [group('', 'a EQUALS y'), group('', 'a EQUALS x')] }, null],
  [{ inputFilterGroups: [group('', 'a EQUALS y')], categoryFilterGroups: [group('', 'a EQUALS y')] }, 'categoryFilterGroups'],
  [{ groups: [group('', 'a EQUALS y')], inputFilterGroups: [group('', 'a EQUALS y')] }, 'inputFilterGroups'],
] as const)('of the sets %j, %s is the one that is not passed', (sets, failedSet) => {
  expect(evaluate({ ...filterOf(), ...sets }, { a: 'x' })).toMatchObject({ failedSet, isInScope: failedSet === null });
});

test('whatever a clause says, it is answered: by a verdict for each clause, or by errors besides', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('', '7', '(', 'a+', 'True', '\\'));
  const clauses = fc.record({
    attribute: fc.constantFrom('a', 'b', 'manager', 'constructor'),
    operator: fc.oneof(fc.constantFrom(...scopingOperators.map(({ graphName }) => graphName)), text),
    values: fc.array(text, { maxLength: 2 }),
  });
  const groups = fc.array(fc.record({ name: text, clauses: fc.array(clauses, { maxLength: 3 }) }), { maxLength: 3 });
  fc.assert(
    fc.property(groups, fc.oneof(text, fc.boolean(), fc.constant(null), fc.array(text)), (given, a) => {
      const result = evaluate(filterOf(...given), { a });
      expect(result.clauses.length).toBe(given.flatMap((each) => each.clauses).length);
      const verdicts = [...result.clauses];
      const held = given.map((each) => each.clauses.map(() => verdicts.shift()?.holds === true).every(Boolean));
      expect(result.isInScope).toBe(held.length === 0 || held.includes(true));
    }),
  );
});

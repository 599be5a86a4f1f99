import fc from 'fast-check';
import { printAttributePath } from '#shared/scim/attribute-path.ts';
import type { ComparisonOperator, Filter } from '#shared/scim/filter.ts';
import { enterpriseUserSchema, userSchema } from '#shared/scim/user-schema.ts';
import { anyTexts } from './resource-arbitraries.ts';

/** How a person might write the same filter: case of the words, blanks between them. */
export interface Style {
  readonly isUpperCase: boolean;
  readonly gap: string;
}

export const styles: fc.Arbitrary<Style> = fc.record({
  isUpperCase: fc.boolean(),
  gap: fc.constantFrom(' ', '   ', '\t', '\n'),
});

export const plain: Style = { isUpperCase: false, gap: ' ' };

/** The same with no more brackets than the order of operations needs: `or` binds least, then `and`, then `not` (RFC 7644 §3.4.2.2). */
export function printTersely(filter: Filter): string {
  const operand = (part: Filter, needsBrackets: boolean): string =>
    needsBrackets ? `(${printTersely(part)})` : printTersely(part);
  switch (filter.kind) {
    case 'or':
      return `${operand(filter.left, false)} or ${operand(filter.right, filter.right.kind === 'or')}`;
    case 'and': {
      const right = filter.right.kind === 'or' || filter.right.kind === 'and';
      return `${operand(filter.left, filter.left.kind === 'or')} and ${operand(filter.right, right)}`;
    }
    case 'not':
      return `not (${printTersely(filter.operand)})`;
    case 'value-path':
      return `${printAttributePath(filter.path)}[${printTersely(filter.filter)}]`;
    default:
      return printFilter(filter, plain);
  }
}

/** A filter as text. Every operand of `and` and `or` stands in parentheses, so that the tree cannot come out another way. */
export function printFilter(filter: Filter, { isUpperCase, gap }: Style): string {
  const word = (text: string): string => (isUpperCase ? text.toUpperCase() : text);
  const print = (part: Filter): string => {
    switch (part.kind) {
      case 'and':
      case 'or':
        return `(${print(part.left)})${gap}${word(part.kind)}${gap}(${print(part.right)})`;
      case 'not':
        return `${word('not')}${gap}(${print(part.operand)})`;
      case 'present':
        return `${printAttributePath(part.path)}${gap}${word('pr')}`;
      case 'comparison':
        return `${printAttributePath(part.path)}${gap}${word(part.operator)}${gap}${JSON.stringify(part.value)}`;
      case 'value-path':
        return `${printAttributePath(part.path)}[${print(part.filter)}]`;
    }
  };
  return print(filter);
}

const operators = fc.constantFrom<ComparisonOperator>('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');

// `not` is the one word that cannot begin a comparison: it begins a negation.
const names = fc.stringMatching(/^[A-Za-z$][\w$-]{0,8}$/).filter((name) => name.toLowerCase() !== 'not');

const paths = fc.record({
  urn: fc.constantFrom(null, userSchema.id, enterpriseUserSchema.id, 'urn:example:one'),
  attribute: names,
  subAttribute: fc.option(names),
});

const values = fc.oneof(
  anyTexts,
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.constantFrom(true, false, null),
);

const anyTerms: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('comparison' as const), path: paths, operator: operators, value: values }),
  fc.record({ kind: fc.constant('present' as const), path: paths }),
);

/** Any filter that the grammar knows, about attributes that mostly no schema defines. No value filter stands inside another one. */
export const anyFilters: fc.Arbitrary<Filter> = treeOf(
  fc.oneof(
    { arbitrary: anyTerms, weight: 3 },
    { arbitrary: fc.record({ kind: fc.constant('value-path' as const), path: paths, filter: treeOf(anyTerms) }), weight: 1 },
  ),
);

/** Few words, so that filters and resources often meet. */
export const words: fc.Arbitrary<string> = fc.constantFrom('a', 'A', 'ab', 'b', 'work', 'home', 'é', '');

const TEXT_ATTRIBUTES = ['title', 'userName', 'externalId', 'displayName', 'name.familyName', 'emails', 'emails.type', 'id'];
const DEPARTMENT = { urn: enterpriseUserSchema.id, attribute: 'department', subAttribute: null };
const EMPLOYEE_NUMBER = { urn: enterpriseUserSchema.id, attribute: 'employeeNumber', subAttribute: null };

const textComparisons = fc.record({
  kind: fc.constant('comparison' as const),
  path: fc.constantFrom(...TEXT_ATTRIBUTES.map(pathOf), pathOf('emails.value'), DEPARTMENT, EMPLOYEE_NUMBER),
  operator: operators,
  value: words,
});

/** Comparisons within one element of `emails`. */
const elementFilters: fc.Arbitrary<Filter> = treeOf(
  fc.oneof(
    fc.record({
      kind: fc.constant('comparison' as const),
      path: fc.constantFrom(pathOf('value'), pathOf('type'), pathOf('display')),
      operator: operators,
      value: words,
    }),
    fc.record({
      kind: fc.constant('comparison' as const),
      path: fc.constant(pathOf('primary')),
      operator: fc.constantFrom<ComparisonOperator>('eq', 'ne'),
      value: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('present' as const), path: fc.constantFrom(pathOf('value'), pathOf('type')) }),
  ),
);

export const emailFilters: fc.Arbitrary<Filter & { kind: 'value-path' }> = elementFilters.map((filter) => ({
  kind: 'value-path',
  path: pathOf('emails'),
  filter,
}));

/** Filters that a directory of users can answer. */
export const userFilters: fc.Arbitrary<Filter> = treeOf(
  fc.oneof(
    { arbitrary: textComparisons, weight: 4 },
    {
      arbitrary: fc.record({ kind: fc.constant('present' as const), path: fc.constantFrom(...TEXT_ATTRIBUTES.map(pathOf)) }),
      weight: 1,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('comparison' as const),
        path: fc.constant(pathOf('active')),
        operator: fc.constantFrom<ComparisonOperator>('eq', 'ne'),
        value: fc.constantFrom(true, false, null),
      }),
      weight: 1,
    },
    { arbitrary: emailFilters, weight: 1 },
  ),
);

/** `a.b` as a path without a URN. */
export function pathOf(name: string): { urn: null; attribute: string; subAttribute: string | null } {
  const [attribute = '', subAttribute = null] = name.split('.');
  return { urn: null, attribute, subAttribute };
}

function treeOf(leaves: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  return fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: leaves, weight: 3 },
      {
        arbitrary: fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
        weight: 2,
      },
      { arbitrary: fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }), weight: 1 },
    ),
  })).tree;
}

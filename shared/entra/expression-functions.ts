import type { Role } from './role-values.ts';

/** What an expression evaluates to. Null: no value, which is never sent. */
export type ExpressionValue = string | readonly string[] | null;

/** Arguments are given as thunks, so that Switch and IIF evaluate only the branch they take. An omitted one is null. */
type Lazy = () => ExpressionValue;

/** A function of the language: Microsoft, functions-for-customizing-application-data. */
export interface ExpressionFunction {
  readonly signature: string;
  arityProblem(count: number): string | null;
  evaluate(parameters: readonly Lazy[], roles: readonly Role[]): ExpressionValue;
}

export const functionsByName: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ['Append', fixed('Append(source, suffix)', 2, 2, ([source, suffix]) => textOf(source) + textOf(suffix))],
  [
    'Coalesce',
    fixed('Coalesce(source1, source2, …, defaultValue)', 1, Infinity, (sources) => {
      for (const source of sources) {
        const value = source();
        if (!isEmpty(value)) return value;
      }
      return null;
    }),
  ],
  ['IIF', fixed('IIF(condition, valueIfTrue, valueIfFalse)', 3, 3, ([test, yes, no]) => (isTrue(test) ? call(yes) : call(no)))],
  [
    'Join',
    // Empty and absent sources are left out together with their separator; a multi-valued source is flattened.
    fixed('Join(separator, source1, source2, …)', 2, Infinity, ([separator, ...sources]) =>
      sources
        .flatMap((source) => source() ?? [])
        .filter((part) => part !== '')
        .join(textOf(separator)),
    ),
  ],
  ['Not', fixed('Not(source)', 1, 1, ([source]) => (isTrue(source) ? 'False' : 'True'))],
  [
    'Replace',
    fixed(
      'Replace(source, oldValue, regexPattern, regexGroupName, replacementValue, replacementAttributeName, template)',
      2,
      7,
      replaceText,
    ),
  ],
  // Which role is taken where there are several is undefined (Microsoft: customize-application-attributes): here the first.
  ['SingleAppRoleAssignment', ofRoles('SingleAppRoleAssignment', (roles) => roles[0]?.value ?? null)],
  // Gone from Microsoft's reference, but Graph still lists it.
  ['AppRoleAssignments', ofRoles('AppRoleAssignments', (roles) => roles.map(({ value }) => value))],
  ['AppRoleAssignmentsComplex', ofRoles('AppRoleAssignmentsComplex', roleTexts)],
  ['AssertiveAppRoleAssignmentsComplex', ofRoles('AssertiveAppRoleAssignmentsComplex', roleTexts)],
  [
    'Switch',
    {
      signature: 'Switch(source, defaultValue, key1, value1, key2, value2, …)',
      arityProblem: (count) =>
        count < 4 || count % 2 === 1 ? `takes a source, a default and pairs of key and value, but got ${count} arguments` : null,
      evaluate: ([source, otherwise, ...pairs]) => {
        const key = textOf(source);
        for (let index = 0; index + 1 < pairs.length; index += 2) if (textOf(pairs[index]) === key) return call(pairs[index + 1]);
        return call(otherwise);
      },
    },
  ],
  ['ToLower', fixed('ToLower(source, culture)', 1, 2, ([source]) => mapText(call(source), (text) => text.toLowerCase()))],
  ['ToUpper', fixed('ToUpper(source, culture)', 1, 2, ([source]) => mapText(call(source), (text) => text.toUpperCase()))],
]);

/** The argument is always `[appRoleAssignments]`, and never looked at: only these functions see roles. */
function ofRoles(name: string, evaluate: (roles: readonly Role[]) => ExpressionValue): ExpressionFunction {
  return {
    signature: `${name}([appRoleAssignments])`,
    arityProblem: (count) => arityProblem(count, 1, 1),
    evaluate: (_parameters, roles) => evaluate(roles),
  };
}

/** One role as JSON each, which `roleValuesOf` reads again. */
function roleTexts(roles: readonly Role[]): readonly string[] {
  return roles.map(({ id, value, displayName }) => JSON.stringify({ id, value, displayName }));
}

function fixed(
  signature: string,
  least: number,
  most: number,
  evaluate: (parameters: readonly Lazy[]) => ExpressionValue,
): ExpressionFunction {
  return { signature, arityProblem: (count) => arityProblem(count, least, most), evaluate };
}

function arityProblem(count: number, least: number, most: number): string | null {
  if (count >= least && count <= most) return null;
  const wanted = most === Infinity ? `at least ${least}` : least === most ? `${least}` : `${least} to ${most}`;
  return `takes ${wanted} arguments, but got ${count}`;
}

/** The literal forms only: oldValue with replacementValue, and oldValue with a template. Patterns are refused, never guessed. */
function replaceText([source, oldValue, pattern, groupName, replacement, attribute, template]: readonly Lazy[]): ExpressionValue {
  if (!isEmpty(call(pattern)) || !isEmpty(call(groupName)) || !isEmpty(call(attribute))) {
    throw new ExpressionRefusal(
      'Replace with a regular expression is not simulated yet: only oldValue with replacementValue or template.',
    );
  }
  const text = call(source);
  const old = textOf(oldValue);
  if (text === null || old === '') return text;
  if (!isEmpty(call(template))) return textOf(template).replaceAll(old, () => textOf(source));
  return mapText(text, (value) => value.replaceAll(old, () => textOf(replacement)));
}

/** A valid expression that this build cannot evaluate for an object: said, never thrown further than the evaluator. */
export class ExpressionRefusal extends Error {}

function call(lazy: Lazy | undefined): ExpressionValue {
  return lazy === undefined ? null : lazy();
}

function textOf(lazy: Lazy | undefined): string {
  const value = call(lazy);
  return value === null ? '' : typeof value === 'string' ? value : value.join(',');
}

function isTrue(lazy: Lazy | undefined): boolean {
  return textOf(lazy).toLowerCase() === 'true';
}

function isEmpty(value: ExpressionValue): boolean {
  return value === null || value.length === 0;
}

function mapText(value: ExpressionValue, change: (text: string) => string): ExpressionValue {
  return value === null ? null : typeof value === 'string' ? change(value) : value.map(change);
}

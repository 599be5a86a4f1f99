import type { TargetType } from './target-definition.ts';

type ScopingOperatorId =
  | 'equals'
  | 'not-equals'
  | 'is-true'
  | 'is-false'
  | 'is-null'
  | 'is-not-null'
  | 'regex-match'
  | 'not-regex-match'
  | 'greater-than'
  | 'greater-than-or-equals'
  | 'includes'
  | 'ends-with'
  | 'occurs-in'
  | 'occurs-not-in'
  | 'is-member-of';

/** What a clause may ask of an attribute. Microsoft Graph: filterOperatorSchema. */
export interface ScopingOperator {
  readonly id: ScopingOperatorId;
  /** As the portal's list spells it. */
  readonly portalName: string;
  /** As documents spell it. Beyond the eight that Graph lists, the spelling is assumed. */
  readonly graphName: string;
  /** Unary: the clause has no value. */
  readonly arity: 'Unary' | 'Binary';
  readonly attributeTypes: readonly TargetType[];
  /** False: the portal shows it, and does not take it. */
  readonly isSupported: boolean;
  /** When it holds, in one sentence. */
  readonly summary: string;
}

const TEXT: readonly TargetType[] = ['Integer', 'String'];
// Graph lists Integer and String for EQUALS, and shows it on dirSyncEnabled with the value "True" (scopingFilter, 2017).
const COMPARED: readonly TargetType[] = ['Integer', 'String', 'Boolean'];
const ANY: readonly TargetType[] = ['Integer', 'String', 'Binary', 'Boolean'];
const FLAG: readonly TargetType[] = ['Boolean'];

/**
 * The operators of the portal, in its order. Sources: Microsoft, define-conditional-rules-for-provisioning-user-accounts (names
 * and meaning); Graph, `schema/filterOperators` (arity and types of the eight that it lists).
 */
export const scopingOperators: readonly ScopingOperator[] = [
  operator('occurs-in', '&', 'Binary', TEXT, 'The attribute occurs in the value.'),
  operator('occurs-not-in', '!&', 'Binary', TEXT, 'The attribute does not occur in the value.'),
  operator('ends-with', 'ENDS_WITH', 'Binary', TEXT, 'The attribute ends with the value.'),
  operator('equals', 'EQUALS', 'Binary', COMPARED, 'The attribute is the value, in the same case.'),
  operator('greater-than', 'Greater_Than', 'Binary', TEXT, 'Both are whole numbers, and the attribute is the greater.'),
  operator(
    'greater-than-or-equals',
    'Greater_Than_OR_EQUALS',
    'Binary',
    TEXT,
    'Both are whole numbers, and the attribute is not the lesser.',
  ),
  operator('includes', 'Includes', 'Binary', TEXT, 'The attribute contains the value, in the same case.'),
  operator('is-false', 'IS FALSE', 'Unary', FLAG, 'The attribute is false.'),
  operator('is-not-null', 'IS NOT NULL', 'Unary', ANY, 'The attribute has a value.'),
  operator('is-null', 'IS NULL', 'Unary', ANY, 'The attribute is empty.'),
  operator('is-true', 'IS TRUE', 'Unary', FLAG, 'The attribute is true.'),
  operator('not-equals', 'NOT EQUALS', 'Binary', COMPARED, 'The attribute has a value other than this one.'),
  operator('not-regex-match', 'NOT REGEX MATCH', 'Binary', TEXT, 'The attribute has a value, and the pattern is not in it.'),
  operator('regex-match', 'REGEX MATCH', 'Binary', TEXT, 'The .NET regular expression matches the attribute.'),
  { ...operator('is-member-of', 'IsMemberOf', 'Binary', ANY, 'Shown by the portal, and not supported.'), isSupported: false },
];

function operator(
  id: ScopingOperatorId,
  portalName: string,
  arity: ScopingOperator['arity'],
  attributeTypes: readonly TargetType[],
  summary: string,
): ScopingOperator {
  const graphName = id === 'is-member-of' ? portalName : portalName.toUpperCase();
  return { id, portalName, graphName, arity, attributeTypes, isSupported: true, summary };
}

const byKey = new Map(scopingOperators.map((each) => [keyOf(each.portalName), each]));

/** In the portal's or Graph's spelling, whatever the case, words apart, joined or with `_`; undefined where there is none. */
export function scopingOperatorNamed(name: string): ScopingOperator | undefined {
  return byKey.get(keyOf(name));
}

const leading = scopingOperators
  .map((each) => ({ operator: each, pattern: new RegExp(`^${wordsOf(each.portalName).join('[\\s_]*')}(?=\\s|$)`, 'i') }))
  // The longest first, so that `Greater_Than` does not take what `Greater_Than_OR_EQUALS` begins with.
  .toSorted((a, b) => b.operator.portalName.length - a.operator.portalName.length);

/** The operator that a text begins with, and what follows it. */
export function leadingOperator(text: string): { readonly operator: ScopingOperator; readonly rest: string } | undefined {
  for (const { operator: found, pattern } of leading) {
    const [match] = pattern.exec(text) ?? [];
    if (match !== undefined) return { operator: found, rest: text.slice(match.length) };
  }
  return undefined;
}

/** The names a person can choose from. */
export const supportedOperatorNames: readonly string[] = scopingOperators
  .filter(({ isSupported }) => isSupported)
  .map(({ portalName }) => portalName);

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[\s_]+/g, '');
}

/** `Greater_Than` is two words, `IsMemberOf` three. */
function wordsOf(portalName: string): readonly string[] {
  return portalName.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[\s_]+/);
}

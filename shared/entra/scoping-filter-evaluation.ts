import { matchesPattern } from './expressions/dotnet-pattern.ts';
import type { PatternHost } from './expressions/evaluation-context.ts';
import type { ExpressionErrorCode, ExpressionValue } from './expressions/expression-value.ts';
import { type HabitSettings, habitSetting } from './habits.ts';
import type { ScopingClause, ScopingFilter, ScopingGroup } from './scoping-filter.ts';
import { severalValuesReason, unsupportedAttributeReason } from './scoping-filter-attributes.ts';
import { type ScopingOperator, scopingOperatorNamed } from './scoping-filter-operators.ts';
import { clauseSentence, missingValueRemedy, operatorRemedy } from './scoping-filter-text.ts';
import type { TargetType } from './target-definition.ts';

/** Why a clause says nothing of an object. Stable: the command line and the window tell them apart. */
export interface ScopingError {
  readonly code: 'unsupported-attribute' | 'unsupported-operator' | 'missing-value' | 'not-an-integer' | ExpressionErrorCode;
  /** The clause, as the log writes it. */
  readonly clause: string;
  readonly message: string;
  readonly remedy: string;
}

export interface ScopeEvaluation {
  readonly isInScope: boolean;
  /** The first set of groups that it does not pass, in the order in which they are asked; null: it passes all. */
  readonly failedSet: keyof ScopingFilter | null;
  /** Every clause, `groups` first, also those that no longer decide anything. */
  readonly clauses: readonly { readonly sentence: string; readonly holds: boolean }[];
  /** Clauses that could not be evaluated; they count as not holding. */
  readonly errors: readonly ScopingError[];
  /** A pattern was run by another engine than .NET's kind. */
  readonly isApproximate: boolean;
}

/** Open points of scoping filters, each a switch of docs/FIDELITY.md, and what takes the patterns of another engine. */
export interface ScopingOptions {
  readonly patternHost: PatternHost | null;
  readonly isPatternWhole: boolean;
  readonly ignoresCaseAtEnd: boolean;
  readonly isAmpersandBitTest: boolean;
  readonly isEmptyUnequal: boolean;
  /** The declared type of an attribute, where somebody declares it. */
  readonly typeOf?: (attribute: string) => TargetType | null;
}

export function scopingOptionsOf(configuration: HabitSettings, patternHost: PatternHost | null): ScopingOptions {
  return {
    patternHost,
    isPatternWhole: habitSetting(configuration, 'filter-regex') === 'whole',
    ignoresCaseAtEnd: habitSetting(configuration, 'filter-ends-with-case') === 'ignored',
    isAmpersandBitTest: habitSetting(configuration, 'filter-ampersand') === 'bits',
    isEmptyUnequal: habitSetting(configuration, 'filter-not-equals-empty') === 'holds',
  };
}

/** A source attribute of the object; null where it has none. */
export type AttributeLookup = (attribute: string) => ExpressionValue | boolean;

/**
 * Whether an object passes: in each set, one of the groups with all of its clauses; a set without groups passes everybody
 * (Microsoft Graph: filter). Whether it belongs here at all is asked first, what leaves it alone second.
 */
export function evaluateScopingFilter(
  filter: ScopingFilter | null,
  lookup: AttributeLookup,
  options: ScopingOptions,
): ScopeEvaluation {
  if (filter === null) return everybody;
  const asked = { clauses: [] as { sentence: string; holds: boolean }[], errors: [] as ScopingError[], isApproximate: false };
  const passes = (groups: readonly ScopingGroup[]): boolean => {
    const verdicts = groups.map(({ name, clauses }) => {
      const answers = clauses.map((clause) => {
        const sentence = clauseSentence(clause, name);
        const answer = evaluateClause(clause, lookup, options);
        if (answer.kind === 'error') asked.errors.push({ clause: sentence, ...answer.error });
        const holds = answer.kind === 'answer' && answer.holds;
        if (answer.kind === 'answer' && answer.isApproximate) asked.isApproximate = true;
        asked.clauses.push({ sentence, holds });
        return holds;
      });
      return answers.every(Boolean);
    });
    return verdicts.length === 0 || verdicts.some(Boolean);
  };
  const passed = {
    groups: passes(filter.groups),
    inputFilterGroups: passes(filter.inputFilterGroups),
    categoryFilterGroups: passes(filter.categoryFilterGroups),
  };
  const failedSet = (['categoryFilterGroups', 'inputFilterGroups', 'groups'] as const).find((set) => !passed[set]) ?? null;
  return { isInScope: failedSet === null, failedSet, ...asked };
}

const everybody: ScopeEvaluation = { isInScope: true, failedSet: null, clauses: [], errors: [], isApproximate: false };

type ClauseError = Omit<ScopingError, 'clause'>;
type ClauseAnswer =
  | { readonly kind: 'answer'; readonly holds: boolean; readonly isApproximate: boolean }
  | { readonly kind: 'error'; readonly error: ClauseError };

function evaluateClause(clause: ScopingClause, lookup: AttributeLookup, options: ScopingOptions): ClauseAnswer {
  const operator = scopingOperatorNamed(clause.operator);
  if (operator === undefined || !operator.isSupported) return unsupportedOperator(clause.operator);
  const unsupported = unsupportedAttributeReason(clause.attribute, options.typeOf?.(clause.attribute) ?? null);
  if (unsupported !== null) return unsupportedAttribute(clause.attribute, unsupported);
  const found = lookup(clause.attribute);
  if (typeof found === 'object' && found !== null) return unsupportedAttribute(clause.attribute, severalValuesReason);
  const text = typeof found === 'boolean' ? (found ? 'True' : 'False') : found;
  if (operator.arity === 'Binary' && clause.values.length === 0) {
    const message = `${operator.portalName} compares "${clause.attribute}" with a value, and there is none.`;
    return error('missing-value', message, missingValueRemedy(operator, clause.attribute));
  }
  if (text === null || text === '') return answer(operator.id === 'is-null' || isUnequalToAny(operator, options));
  // Graph's filterOperators compare with all values (`multivaluedComparisonType`); the portal writes one.
  const isFlag = typeof found === 'boolean' || options.typeOf?.(clause.attribute) === 'Boolean';
  const answers = (operator.arity === 'Unary' ? [''] : clause.values).map((value) =>
    compare(operator, { text, isFlag, value }, options),
  );
  const refused = answers.find(({ kind }) => kind === 'error');
  if (refused !== undefined) return refused;
  return {
    kind: 'answer',
    holds: answers.every((each) => each.kind === 'answer' && each.holds),
    isApproximate: answers.some((each) => each.kind === 'answer' && each.isApproximate),
  };
}

interface Comparison {
  /** The attribute's value, which is not empty. */
  readonly text: string;
  readonly isFlag: boolean;
  readonly value: string;
}

function compare(operator: ScopingOperator, comparison: Comparison, options: ScopingOptions): ClauseAnswer {
  const { text, value } = comparison;
  switch (operator.id) {
    case 'equals':
      return answer(isEqual(comparison));
    case 'not-equals':
      return answer(!isEqual(comparison));
    case 'is-true':
      return answer(text.toLowerCase() === 'true');
    case 'is-false':
      return answer(text.toLowerCase() === 'false');
    case 'is-null':
      return answer(false);
    case 'is-not-null':
      return answer(true);
    case 'regex-match':
      return matchPattern(comparison, options);
    case 'not-regex-match':
      return negated(matchPattern(comparison, options));
    case 'greater-than':
      return compareIntegers(operator, comparison, (a, b) => a > b);
    case 'greater-than-or-equals':
      return compareIntegers(operator, comparison, (a, b) => a >= b);
    case 'includes':
      return answer(text.includes(value));
    case 'ends-with':
      return answer(options.ignoresCaseAtEnd ? text.toLowerCase().endsWith(value.toLowerCase()) : text.endsWith(value));
    case 'occurs-in':
      return occursIn(operator, comparison, options);
    case 'occurs-not-in':
      return negated(occursIn(operator, comparison, options));
    case 'is-member-of':
      return unsupportedOperator(operator.portalName);
  }
}

/** Values travel as text, those of Booleans too; of a Boolean the word is read, whatever its case. */
function isEqual({ text, isFlag, value }: Comparison): boolean {
  return isFlag ? text.toLowerCase() === value.toLowerCase() : text === value;
}

function matchPattern({ text, value }: Comparison, { isPatternWhole, patternHost }: ScopingOptions): ClauseAnswer {
  const match = matchesPattern(isPatternWhole ? `\\A(?:${value})\\z` : value, text, patternHost);
  if (match.kind !== 'error') return { kind: 'answer', holds: match.kind === 'matched', isApproximate: match.isApproximate };
  return error(match.error.code, match.error.message, match.error.remedy);
}

function compareIntegers(
  operator: ScopingOperator,
  { text, value }: Comparison,
  holds: (attribute: bigint, value: bigint) => boolean,
): ClauseAnswer {
  const [left, right] = [integerOf(text), integerOf(value)];
  if (left !== null && right !== null) return answer(holds(left, right));
  const what = right === null ? `The value "${value}"` : `The attribute's value "${text}"`;
  const message = `${what} is no whole number (0, 1, 2, …), which makes a rule with ${operator.portalName} invalid.`;
  return error('not-an-integer', message, 'Compare whole numbers on both sides, or use REGEX MATCH.');
}

function occursIn(operator: ScopingOperator, comparison: Comparison, { isAmpersandBitTest }: ScopingOptions): ClauseAnswer {
  if (!isAmpersandBitTest) return answer(comparison.value.includes(comparison.text));
  return compareIntegers(operator, comparison, (attribute, value) => (attribute & value) !== 0n);
}

function integerOf(text: string): bigint | null {
  return /^\d{1,1000}$/.test(text) ? BigInt(text) : null;
}

function isUnequalToAny({ id }: ScopingOperator, { isEmptyUnequal }: ScopingOptions): boolean {
  return id === 'not-equals' && isEmptyUnequal;
}

function answer(holds: boolean): ClauseAnswer {
  return { kind: 'answer', holds, isApproximate: false };
}

function negated(given: ClauseAnswer): ClauseAnswer {
  return given.kind === 'answer' ? { ...given, holds: !given.holds } : given;
}

function unsupportedOperator(name: string): ClauseAnswer {
  const known = scopingOperatorNamed(name);
  if (known === undefined)
    return error('unsupported-operator', `"${name}" is no operator of a scoping filter.`, operatorRemedy(name));
  const message = `${known.portalName} is shown by the portal, and is not supported (Microsoft: define-conditional-rules-for-provisioning-user-accounts).`;
  return error('unsupported-operator', message, 'Assign the group to the application instead.');
}

function unsupportedAttribute(attribute: string, reason: string): ClauseAnswer {
  return error('unsupported-attribute', `A clause on "${attribute}" is not possible. ${reason}.`, ATTRIBUTE_REMEDY);
}

const ATTRIBUTE_REMEDY = 'Filter on another attribute, such as department or an extensionAttribute.';

function error(code: ScopingError['code'], message: string, remedy: string): ClauseAnswer {
  return { kind: 'error', error: { code, message, remedy } };
}

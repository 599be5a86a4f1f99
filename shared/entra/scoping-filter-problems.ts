import { closest } from '#shared/kernel/closest.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { ScopingClause, ScopingFilter } from './scoping-filter.ts';
import { filteredTypeOf, unsupportedAttributeReason } from './scoping-filter-attributes.ts';
import { evaluateScopingFilter, type ScopingError, type ScopingOptions } from './scoping-filter-evaluation.ts';
import { type ScopingOperator, scopingOperatorNamed } from './scoping-filter-operators.ts';
import { sourceAttributeNames } from './source-catalogue.ts';

const SET_WORDS = {
  groups: 'Scoping filter',
  inputFilterGroups: 'Input filter',
  categoryFilterGroups: 'Category filter',
} as const;

/**
 * Everything Entra does not save in the filters of a mapping. Places read `Scoping filter "Sales", clause 2`. `declared` are source
 * attributes of an imported document that may be named beside those of the editor.
 */
export function scopingProblems(
  filter: ScopingFilter | null,
  type: 'User' | 'Group',
  declared: ReadonlySet<string> = nothingDeclared,
): readonly Problem[] {
  if (filter === null) return [];
  return (['groups', 'inputFilterGroups', 'categoryFilterGroups'] as const).flatMap((set) =>
    filter[set].flatMap(({ name, clauses }, index) => {
      const place = `${SET_WORDS[set]} ${name === '' ? index + 1 : `"${name}"`}`;
      if (clauses.length === 0) {
        const message = 'It has no clause, so that it would let everybody pass.';
        return [{ place, message, remedy: 'Add a clause, or delete the filter.' }];
      }
      return clauses.flatMap((clause, at) => clauseProblems(clause, type, `${place}, clause ${at + 1}`, declared));
    }),
  );
}

const nothingDeclared: ReadonlySet<string> = new Set();

/** What is wrong with one clause by itself. */
export function clauseProblems(
  clause: ScopingClause,
  type: 'User' | 'Group',
  place: string,
  declared: ReadonlySet<string> = nothingDeclared,
): readonly Problem[] {
  const unknown = declared.has(clause.attribute) ? null : unknownAttributeProblem(clause.attribute, type);
  // A value that is right for every operator, so that only what the clause itself says can be wrong.
  const { errors } = evaluateScopingFilter(alone(clause), () => '0', plainOptions);
  const found = errors.filter(isAboutClause);
  if (found.length > 0) return found.map(({ message, remedy }) => ({ place, message, remedy }));
  if (unknown !== null) return [{ place, ...unknown }];
  const operator = scopingOperatorNamed(clause.operator);
  const mismatch = operator === undefined ? null : typeProblem(operator, clause.attribute);
  return mismatch === null ? [] : [{ place, ...mismatch }];
}

function alone(clause: ScopingClause): ScopingFilter {
  return { groups: [{ name: '', clauses: [clause] }], inputFilterGroups: [], categoryFilterGroups: [] };
}

const plainOptions: ScopingOptions = {
  patternHost: null,
  isPatternWhole: false,
  ignoresCaseAtEnd: false,
  isAmpersandBitTest: false,
  isEmptyUnequal: false,
};

/** A pattern that only asks for a host is fine where there is one. */
function isAboutClause({ code }: ScopingError): boolean {
  return code !== 'needs-host';
}

const extensionName = /^extension_[0-9a-f]{32}_\w+$/i;

function unknownAttributeProblem(attribute: string, type: 'User' | 'Group'): Omit<Problem, 'place'> | null {
  const known = sourceAttributeNames(type).filter((name) => unsupportedAttributeReason(name, null) === null);
  if (known.includes(attribute) || extensionName.test(attribute)) return null;
  const near = closest(attribute, known);
  const remedy = near === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${near}"?`;
  return { message: `A ${type.toLowerCase()} has no attribute "${attribute}" to filter on.`, remedy };
}

function typeProblem(operator: ScopingOperator, attribute: string): Omit<Problem, 'place'> | null {
  const type = filteredTypeOf(attribute);
  if (operator.attributeTypes.includes(type)) return null;
  const other = type === 'Boolean' ? 'IS TRUE, IS FALSE, IS NULL or IS NOT NULL' : 'EQUALS, REGEX MATCH or IS NOT NULL';
  return {
    message: `${operator.portalName} does not go with "${attribute}", which is of type ${type}.`,
    remedy: `Use ${other}.`,
  };
}

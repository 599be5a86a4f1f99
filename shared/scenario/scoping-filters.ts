import type { ScopingClause, ScopingFilter } from '#shared/entra/scoping-filter.ts';
import { scopingOperatorNamed } from '#shared/entra/scoping-filter-operators.ts';
import { parseScopingClause } from '#shared/entra/scoping-filter-text.ts';
import { assert } from '#shared/kernel/assert.ts';
import { accepted, type Parsed } from '#shared/kernel/parsed.ts';
import type { ScopingFiltersContent } from './configuration-schema.ts';
import type { ScopingFilters } from './scenario.ts';

/** Scoping filters as a scenario writes them; their clauses have been checked. */
export function toScopingFilters({ user, group }: ScopingFiltersContent = {}): ScopingFilters {
  return { user: toFilter(user), group: toFilter(group) };
}

type FilterListContent = NonNullable<ScopingFiltersContent['user']>;

function toFilter(list: FilterListContent | undefined): ScopingFilter | null | undefined {
  if (list === undefined) return undefined;
  if (list.length === 0) return null;
  const groups = list.map(({ name, clauses }) => ({ name, clauses: clauses.map(checkedClause) }));
  return { groups, inputFilterGroups: [], categoryFilterGroups: [] };
}

type ClauseContent = FilterListContent[number]['clauses'][number];

function checkedClause(content: ClauseContent): ScopingClause {
  const clause = toClause(content);
  assert(clause.ok, 'clauses are checked when a scenario is read');
  return clause.value;
}

/** A clause in either spelling; problems have no place. */
export function toClause(content: ClauseContent): Parsed<ScopingClause> {
  if (typeof content === 'string') return parseScopingClause(content);
  const { attribute, operator, value } = content;
  const portalName = scopingOperatorNamed(operator)?.portalName ?? operator;
  return accepted({ attribute, operator: portalName, values: value === undefined ? [] : [value] });
}

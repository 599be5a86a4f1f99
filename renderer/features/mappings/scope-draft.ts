import type { ScopingClause, ScopingFilter, ScopingGroup } from '#shared/entra/scoping-filter.ts';

/** A new row of the portal: nothing chosen yet. */
export const emptyClause: ScopingClause = { attribute: '', operator: 'EQUALS', values: [''] };

/** A new scoping filter with its first clause; `count` is how many there are already, for its title. */
export function newGroup(count: number): ScopingGroup {
  return { name: `Filter ${count + 1}`, clauses: [emptyClause] };
}

/** The groups with one of them put in place; taken out where `group` is null. */
export function withGroup(groups: readonly ScopingGroup[], index: number, group: ScopingGroup | null): readonly ScopingGroup[] {
  return group === null ? groups.filter((_group, position) => position !== index) : groups.with(index, group);
}

/** The group with one of its clauses put in place, at the end where `index` is beyond it, taken out where `clause` is null. */
export function withClause(group: ScopingGroup, index: number, clause: ScopingClause | null): ScopingGroup {
  const { clauses } = group;
  if (clause === null) return { ...group, clauses: clauses.filter((_clause, position) => position !== index) };
  return { ...group, clauses: index < clauses.length ? clauses.with(index, clause) : [...clauses, clause] };
}

/** The clause with another operator: one that takes no value drops it, one that takes one offers an empty box. */
export function withOperator(clause: ScopingClause, operator: string, isUnary: boolean): ScopingClause {
  if (isUnary) return { ...clause, operator, values: [] };
  return { ...clause, operator, values: clause.values.length === 0 ? [''] : clause.values };
}

/** The scope with these scoping filters; what an imported document has beside them is kept. Null where nothing is left. */
export function withGroups(scope: ScopingFilter | null, groups: readonly ScopingGroup[]): ScopingFilter | null {
  const next = { groups, inputFilterGroups: [], categoryFilterGroups: [], ...kept(scope) };
  return countOf(next) === 0 ? null : next;
}

function kept(scope: ScopingFilter | null): Partial<ScopingFilter> {
  if (scope === null) return {};
  return { inputFilterGroups: scope.inputFilterGroups, categoryFilterGroups: scope.categoryFilterGroups };
}

function countOf({ groups, inputFilterGroups, categoryFilterGroups }: ScopingFilter): number {
  return groups.length + inputFilterGroups.length + categoryFilterGroups.length;
}

/** What the portal shows at *Source Object Scope*. */
export function scopeSummary(scope: ScopingFilter | null): string {
  const count = scope === null ? 0 : countOf(scope);
  if (count === 0) return 'All records';
  return count === 1 ? '1 scoping filter' : `${count} scoping filters`;
}

/** A filter in words: `department EQUALS “Sales” and country IS NOT NULL`. */
export function groupSentence({ clauses }: ScopingGroup): string {
  return clauses
    .map(({ attribute, operator, values }) => [attribute, operator, ...values.map((value) => `“${value}”`)].join(' '))
    .join(' and ');
}

/** A box that must be filled before the filters can be taken over. */
export interface MissingPart {
  readonly groupIndex: number;
  /** Null: it is about the filter itself. */
  readonly clauseIndex: number | null;
  readonly message: string;
}

/** Boxes that are still empty, in the order of the page. */
export function missingParts(groups: readonly ScopingGroup[]): readonly MissingPart[] {
  return groups.flatMap(({ name, clauses }, groupIndex) => [
    ...(name.trim() === '' ? [{ groupIndex, clauseIndex: null, message: 'Give the scoping filter a title.' }] : []),
    ...(clauses.length === 0
      ? [{ groupIndex, clauseIndex: null, message: 'Add a clause: a filter without one says nothing.' }]
      : []),
    ...clauses.flatMap(({ attribute, values }, clauseIndex) => {
      if (attribute === '') return [{ groupIndex, clauseIndex, message: 'Choose the attribute that is compared.' }];
      return values.some((value) => value === '') ? [{ groupIndex, clauseIndex, message: 'Enter the value.' }] : [];
    }),
  ]);
}

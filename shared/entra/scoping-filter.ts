/** One condition on a source attribute. Microsoft Graph: filterClause. */
export interface ScopingClause {
  readonly attribute: string;
  /** In the portal's spelling, such as `EQUALS` or `IS NOT NULL`. */
  readonly operator: string;
  /** What is compared with; empty for an operator that takes none. */
  readonly values: readonly string[];
}

/** Clauses that must all hold. Microsoft Graph: filterGroup; the portal calls it a scoping filter and gives it a title. */
export interface ScopingGroup {
  readonly name: string;
  readonly clauses: readonly ScopingClause[];
}

/**
 * Who a mapping is for: an object passes where one of the groups holds. Microsoft Graph: filter. Falling out of `groups` takes an
 * object out of scope; falling out of `inputFilterGroups` only has it left alone; `categoryFilterGroups` say whether the object
 * belongs to this mapping at all. An empty list passes everybody.
 */
export interface ScopingFilter {
  readonly groups: readonly ScopingGroup[];
  readonly inputFilterGroups: readonly ScopingGroup[];
  readonly categoryFilterGroups: readonly ScopingGroup[];
}

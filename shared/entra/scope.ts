import type { PatternHost } from './expressions/evaluation-context.ts';
import type { JobConfiguration, ProvisioningScope } from './job-configuration.ts';
import { sourceValueOf } from './mapping.ts';
import type { Role } from './role-values.ts';
import { filteredTypeOf } from './scoping-filter-attributes.ts';
import { evaluateScopingFilter, type ScopeEvaluation, scopingOptionsOf } from './scoping-filter-evaluation.ts';
import type { AssignmentPath, TenantObject } from './tenant.ts';

/** Why an object is in scope or not; each answer is one of Entra's scoping conditions. */
export interface ScopeStatus {
  /** Assigned (or scope is *all*): the object is this job's business. */
  readonly isAssigned: boolean;
  /** Neither blocked nor soft-deleted. */
  readonly isActive: boolean;
  /** The group that brings it into scope, by objectId; null for a direct assignment. */
  readonly throughGroupId: string | null;
  /** Of every assignment that reaches it, each once, its own first. */
  readonly roles: readonly Role[];
  /** What the scoping filters of its mapping say; null where the mapping has none. */
  readonly filter: ScopeEvaluation | null;
}

/** Assignments and scoping filters together, which is who a job is for. A filter applies whatever the scope setting is. */
export function jobScopeStatusOf(
  configuration: JobConfiguration,
  object: TenantObject,
  { paths, patternHost }: { readonly paths: readonly AssignmentPath[]; readonly patternHost: PatternHost | null },
): ScopeStatus {
  const status = scopeStatusOf(configuration.scope, object, paths);
  const { scope } = object.type === 'User' ? configuration.user : configuration.group;
  if (scope === null) return status;
  // Computed from what comes before the filters: a filter cannot ask for its own outcome.
  const context = { isSoftDeleted: !isInScope(status) };
  const lookup = (attribute: string) => {
    const value = sourceValueOf(object, attribute, context);
    return filteredTypeOf(attribute) === 'Boolean' && typeof value === 'string' ? value === 'True' : value;
  };
  return { ...status, filter: evaluateScopingFilter(scope, lookup, scopingOptionsOf(configuration, patternHost)) };
}

/**
 * Scope by assignment: an object assigned itself, or a user who is a direct member of an assigned group. Members of nested groups
 * are not read (Microsoft: how-provisioning-works, assignment-based scoping). Whoever has several ways in stays until the last is
 * gone, and has the roles of all of them; both are inferred. `paths` are those of the object.
 */
export function scopeStatusOf(scope: ProvisioningScope, object: TenantObject, paths: readonly AssignmentPath[]): ScopeStatus {
  const ways = paths.filter((path) => reaches(object.type, path));
  const isDirect = ways.some(({ throughGroupId }) => throughGroupId === null);
  return {
    isAssigned: scope === 'all' || ways.length > 0,
    isActive: object.deletedAt === null && object.attributes['accountEnabled'] !== false,
    throughGroupId: isDirect ? null : (ways[0]?.throughGroupId ?? null),
    roles: ways.length < 2 ? ways.map(({ role }) => role) : [...new Map(ways.map(({ role }) => [role.id, role])).values()],
    filter: null,
  };
}

/** Whether an assignment brings an object of this type into scope: that of a group brings users only. */
export function reaches(type: TenantObject['type'], { throughGroupId }: AssignmentPath): boolean {
  return type === 'User' || throughGroupId === null;
}

export function isInScope(status: ScopeStatus): boolean {
  return isEntitled(status) && status.isActive;
}

/** Whether the object is this job's business at all: assigned, and let through by the filters. Blocked or deleted it may be. */
export function isEntitled({ isAssigned, filter }: ScopeStatus): boolean {
  return isAssigned && (filter === null || filter.isInScope);
}

import type { ProvisioningScope } from './job-configuration.ts';
import type { Role } from './role-values.ts';
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
  };
}

/** Whether an assignment brings an object of this type into scope: that of a group brings users only. */
export function reaches(type: TenantObject['type'], { throughGroupId }: AssignmentPath): boolean {
  return type === 'User' || throughGroupId === null;
}

export function isInScope(status: ScopeStatus): boolean {
  return status.isAssigned && status.isActive;
}

import type { ProvisioningScope } from './job-configuration.ts';
import type { AppRoleAssignment, TenantGroup, TenantObject } from './tenant.ts';

/** Why an object is in scope or not; each answer is one of Entra's scoping conditions. */
export interface ScopeStatus {
  /** Assigned (or scope is *all*): the object is this job's business. */
  readonly isAssigned: boolean;
  /** Neither blocked nor soft-deleted. */
  readonly isActive: boolean;
  /** The group that brings it into scope, by objectId; null for a direct assignment. */
  readonly throughGroupId: string | null;
}

/** Answers for any object of the tenant whether the job covers it. */
export type Scope = (object: TenantObject) => ScopeStatus;

/** What assignments alone say of an object, by its id. */
export type AssignmentLookup = (type: TenantObject['type'], objectId: string) => Omit<ScopeStatus, 'isActive'>;

export function createScope(
  scope: ProvisioningScope,
  assignments: readonly AppRoleAssignment[],
  assignedGroups: readonly TenantGroup[],
): Scope {
  const lookUp = createAssignmentLookup(scope, assignments, assignedGroups);
  return (object) => ({ ...lookUp(object.type, object.objectId), isActive: isActive(object) });
}

/**
 * Scope by assignment: an object assigned itself, or a direct member of an assigned group. Members of nested groups are not
 * read, and a soft-deleted group brings nobody (Microsoft: how-provisioning-works, assignment-based scoping).
 */
export function createAssignmentLookup(
  scope: ProvisioningScope,
  assignments: readonly AppRoleAssignment[],
  assignedGroups: readonly TenantGroup[],
): AssignmentLookup {
  const assigned = new Set(assignments.map(({ principalId }) => principalId));
  const groupByMember = new Map<string, string>();
  for (const group of assignedGroups) {
    if (!assigned.has(group.objectId) || group.deletedAt !== null) continue;
    for (const memberId of group.memberIds) if (!groupByMember.has(memberId)) groupByMember.set(memberId, group.objectId);
  }
  return (type, objectId) => {
    const throughGroupId = type === 'User' && !assigned.has(objectId) ? (groupByMember.get(objectId) ?? null) : null;
    return { isAssigned: scope === 'all' || assigned.has(objectId) || throughGroupId !== null, throughGroupId };
  };
}

export function isInScope(status: ScopeStatus): boolean {
  return status.isAssigned && status.isActive;
}

function isActive(object: TenantObject): boolean {
  return object.deletedAt === null && object.attributes['accountEnabled'] !== false;
}

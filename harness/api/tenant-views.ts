import type { TenantGroupView, TenantUserDetailView, TenantUserView } from '#shared/api/views.ts';
import { isEntitled, isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import { displayNameOf, type TenantGroup, type TenantObject, type TenantUser } from '#shared/entra/tenant.ts';
import { scopeOf } from '../session/job-scope.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { found } from './implementer.ts';

export function userOf(parts: WorkspaceParts, objectId: string): TenantUser {
  const object = found(parts.db.tenant.readObject(objectId), 'user');
  return found(object.type === 'User' ? object : undefined, 'user');
}

export function groupOf(parts: WorkspaceParts, objectId: string): TenantGroup {
  const object = found(parts.db.tenant.readObject(objectId), 'group');
  return found(object.type === 'Group' ? object : undefined, 'group');
}

export function userViews(parts: WorkspaceParts, objects: readonly TenantObject[]): readonly TenantUserView[] {
  const users = objects.filter((object) => object.type === 'User');
  const { tenant, trace } = parts.db;
  const managerIds = [...new Set(users.flatMap(({ managerId }) => managerId ?? []))];
  const names = new Map(tenant.readObjects(managerIds).map((object) => [object.objectId, displayNameOf(object)]));
  const outcomes = trace.lastOutcomes(users.map(({ objectId }) => objectId));
  return users.map((user) => {
    const outcome = outcomes.get(user.objectId)?.recorded.event;
    return {
      ...user,
      displayName: displayNameOf(user),
      managerName: user.managerId === null ? null : (names.get(user.managerId) ?? null),
      lastOutcome: outcome?.kind === 'change-finished' ? { action: outcome.action, status: outcome.status } : null,
    };
  });
}

export function userDetailView(parts: WorkspaceParts, user: TenantUser): TenantUserDetailView {
  const [view] = userViews(parts, [user]);
  return {
    ...found(view, 'user'),
    groups: parts.db.tenant
      .groupsOf(user.objectId)
      .map((group) => ({ objectId: group.objectId, displayName: displayNameOf(group) })),
    applications: parts.document.value.applications.map((record) => {
      const status = scopeOf(parts, record.id)(user);
      const [link] = parts.db.jobStore(record.id).readLinks([user.objectId]);
      return {
        appId: record.id,
        appName: record.name,
        isInScope: isInScope(status),
        because: scopeWords(parts, status, record.configuration.scope),
        targetId: link?.targetId ?? null,
      };
    }),
  };
}

function scopeWords(parts: WorkspaceParts, status: ScopeStatus, scope: 'assigned' | 'all'): string {
  if (!status.isAssigned) return 'not assigned to the application';
  if (!isEntitled(status)) return 'kept out by a scoping filter of the mapping';
  if (!status.isActive) return 'blocked or deleted, so disabled at the target';
  if (status.throughGroupId !== null) {
    const group = parts.db.tenant.readObject(status.throughGroupId);
    return `member of ${group ? displayNameOf(group) : 'an assigned group'}`;
  }
  return scope === 'all' ? 'the scope is Sync all users and groups' : 'assigned directly';
}

export function groupView(parts: WorkspaceParts, group: TenantGroup): TenantGroupView {
  return {
    ...group,
    membershipRule: group.membershipRule ?? null,
    displayName: displayNameOf(group),
    members: parts.db.tenant.readObjects(group.memberIds).map((member) => ({
      objectId: member.objectId,
      displayName: displayNameOf(member),
      type: member.type,
    })),
  };
}

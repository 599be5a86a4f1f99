import type { TenantGroupView, TenantUserDetailView, TenantUserRowView, TenantUserView } from '#shared/api/tenant-views.ts';
import { isEntitled, isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import { displayNameOf, type TenantGroup, type TenantObject, type TenantUser } from '#shared/entra/tenant.ts';
import { scopeOf } from '../session/job-scope.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { found } from './implementer.ts';
import { groupIdsOf } from './tenant-group-ids.ts';
import { noOutcome, outcomesIn } from './tenant-outcomes.ts';
import { unsentAttributesOf } from './tenant-unsent.ts';

export function userOf(parts: WorkspaceParts, objectId: string): TenantUser {
  const object = found(parts.db.tenant.readObject(objectId), 'user');
  return found(object.type === 'User' ? object : undefined, 'user');
}

export function groupOf(parts: WorkspaceParts, objectId: string): TenantGroup {
  const object = found(parts.db.tenant.readObject(objectId), 'group');
  return found(object.type === 'Group' ? object : undefined, 'group');
}

export function userRowViews(parts: WorkspaceParts, objects: readonly TenantObject[]): readonly TenantUserRowView[] {
  const { applications } = parts.document.value;
  const outcomes = applications.map(({ id }) => outcomesIn(parts, id, objects));
  return userViews(parts, objects).map((view) => ({
    ...view,
    outcomes: applications.map(({ id }, index) => ({ appId: id, ...(outcomes[index]?.get(view.objectId) ?? noOutcome) })),
  }));
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
      const outcome = outcomesIn(parts, record.id, [user]).get(user.objectId);
      return {
        appId: record.id,
        appName: record.name,
        isInScope: isInScope(status),
        because: scopeWords(parts, status, record.configuration.scope),
        targetId: link?.targetId ?? null,
        outcome: outcome ?? noOutcome,
        isManaged: link?.isManaged ?? true,
        isDeleteOn: record.configuration.user.flowTypes.delete,
      };
    }),
    unsentAttributes: unsentAttributesOf(parts, user.objectId),
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
  const members = parts.db.tenant.readObjects(group.memberIds).map((member) => ({
    objectId: member.objectId,
    displayName: displayNameOf(member),
    type: member.type,
  }));
  return {
    ...group,
    membershipRule: group.membershipRule ?? null,
    displayName: displayNameOf(group),
    memberCount: members.length,
    nestedGroupCount: members.filter(({ type }) => type === 'Group').length,
    members,
  };
}

/** Above this a group in a list is shown without its members: reading them takes longer than the list may. */
const MEMBERS_IN_LIST_MAX = 50;

export function groupRowViews(parts: WorkspaceParts, objects: readonly TenantObject[]): readonly TenantGroupView[] {
  const groups = objects.filter((object) => object.type === 'Group');
  const groupIds = groupIdsOf(parts.db.tenant);
  return groups.map((group) => {
    if (group.memberIds.length <= MEMBERS_IN_LIST_MAX) return groupView(parts, group);
    return {
      ...group,
      membershipRule: group.membershipRule ?? null,
      displayName: displayNameOf(group),
      memberCount: group.memberIds.length,
      nestedGroupCount: group.memberIds.filter((id) => groupIds.has(id)).length,
      memberIds: [],
      members: [],
    };
  });
}

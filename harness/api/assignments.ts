import type { AssignmentView } from '#shared/api/application-views.ts';
import { DEFAULT_ACCESS_ROLE_ID, displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { recordAssignments } from '../logs/audit-recorder.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, nameOf, refusal } from './implementer.ts';

/** Users and groups of one application. */
export function assignmentHandlers(parts: WorkspaceParts) {
  const { tenant } = parts.db;
  const list = (appId: string): readonly AssignmentView[] => {
    found(applicationOf(parts, appId), 'application');
    const principalIds = [...new Set(tenant.assignments(appId).map(({ principalId }) => principalId))];
    return tenant.readObjects(principalIds).map((object) => ({
      principalId: object.objectId,
      displayName: displayNameOf(object),
      objectType: object.type,
      roleName: ownRoleNames(appId, object.objectId).join(', '),
      scopeUserCount: object.type === 'User' ? 1 : directUsers(object).length,
      note: noteOn(object),
    }));
  };
  const ownRoleNames = (appId: string, principalId: string): readonly string[] =>
    tenant
      .assignmentPaths(appId, [principalId])
      .filter(({ throughGroupId }) => throughGroupId === null)
      .map(({ role }) => role.displayName);
  const roleNames = (appId: string): readonly string[] => {
    found(applicationOf(parts, appId), 'application');
    return tenant.roles(appId).map(({ displayName }) => displayName);
  };
  const roleIdOf = (appId: string, name: string | null): string => {
    if (name === null) return DEFAULT_ACCESS_ROLE_ID;
    const role = tenant.roles(appId).find(({ displayName }) => displayName === name);
    if (role !== undefined) return role.id;
    throw refusal({
      place: 'Role',
      message: `The application has no role "${name}".`,
      remedy: `Add the role first, or take one of these: ${roleNames(appId).join(', ')}.`,
    });
  };
  const directUsers = (group: TenantObject) =>
    group.type === 'Group' ? tenant.readObjects(group.memberIds).filter(({ type }) => type === 'User') : [];
  const noteOn = (object: TenantObject): string | null => {
    if (object.type === 'Group') {
      const nestedCount = object.memberIds.length - directUsers(object).length;
      return nestedCount === 0
        ? null
        : `${nestedCount} nested ${nestedCount === 1 ? 'group' : 'groups'}: Entra does not provision members of nested groups.`;
    }
    if (object.attributes['accountEnabled'] === false) return 'Blocked from sign-in: Entra never creates a disabled user.';
    if (object.attributes['mail'] === undefined) return 'No mail: arrives without an e-mail until another attribute is mapped.';
    return /#EXT#/i.test(String(object.attributes['userPrincipalName'])) ? 'Guest: sent without the #EXT# part.' : null;
  };

  return {
    list: api.assignments.list.handler(({ input }) => list(input.appId)),
    add: api.assignments.add.handler(({ input }) => {
      found(applicationOf(parts, input.appId), 'application');
      const known = tenant.readObjects(input.principalIds);
      const appRoleId = roleIdOf(input.appId, input.roleName);
      const before = tenant.assignments(input.appId);
      tenant.assign(
        input.appId,
        known.map(({ objectId }) => ({ principalId: objectId, appRoleId })),
      );
      recordAssignments(parts, input.appId, before);
      parts.live.changed('apps', 'tenant');
      return list(input.appId);
    }),
    roles: api.assignments.roles.handler(({ input }) => roleNames(input.appId)),
    addRole: api.assignments.addRole.handler(({ input }) => {
      found(applicationOf(parts, input.appId), 'application');
      tenant.addRole(input.appId, nameOf(input.name, 'role', []));
      parts.live.changed('apps');
      return roleNames(input.appId);
    }),
    remove: api.assignments.remove.handler(({ input }) => {
      found(applicationOf(parts, input.appId), 'application');
      const before = tenant.assignments(input.appId);
      tenant.unassign(input.appId, input.principalIds);
      recordAssignments(parts, input.appId, before);
      parts.live.changed('apps', 'tenant');
      return list(input.appId);
    }),
  };
}

import type { AssignmentView } from '#shared/api/views.ts';
import { DEFAULT_ACCESS_ROLE_ID, displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';

/** Users and groups of one application. */
export function assignmentHandlers(parts: WorkspaceParts) {
  const { tenant } = parts.db;
  const list = (appId: string): readonly AssignmentView[] => {
    found(applicationOf(parts, appId), 'application');
    return tenant.readObjects(tenant.assignments(appId).map(({ principalId }) => principalId)).map((object) => ({
      principalId: object.objectId,
      displayName: displayNameOf(object),
      objectType: object.type,
      roleName: 'Default Access',
      scopeUserCount: object.type === 'User' ? 1 : directUsers(object).length,
      note: noteOn(object),
    }));
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
      tenant.assign(
        input.appId,
        known.map(({ objectId }) => ({ principalId: objectId, appRoleId: DEFAULT_ACCESS_ROLE_ID })),
      );
      parts.live.changed('apps', 'tenant');
      return list(input.appId);
    }),
    remove: api.assignments.remove.handler(({ input }) => {
      found(applicationOf(parts, input.appId), 'application');
      tenant.unassign(input.appId, input.principalIds);
      parts.live.changed('apps', 'tenant');
      return list(input.appId);
    }),
  };
}

import { isInScope, type ScopeStatus, scopeStatusOf } from '#shared/entra/scope.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';

/** Who an application's job covers right now, by the same rule the engine uses. */
export function scopeOf(parts: WorkspaceParts, appId: string): (object: TenantObject) => ScopeStatus {
  const scope = applicationOf(parts, appId)?.configuration.scope ?? 'assigned';
  return (object) => scopeStatusOf(scope, object, parts.db.tenant.assignmentPaths(appId, [object.objectId]));
}

/** How many users and groups a first cycle would provision. */
export function scopeCounts(parts: WorkspaceParts, appId: string): { readonly userCount: number; readonly groupCount: number } {
  const { tenant } = parts.db;
  if (applicationOf(parts, appId)?.configuration.scope === 'all') {
    return tenant.counts();
  }
  const scope = scopeOf(parts, appId);
  const users = new Set<string>();
  let groupCount = 0;
  for (const object of tenant.readObjects(tenant.assignments(appId).map(({ principalId }) => principalId))) {
    if (object.type === 'User') users.add(object.objectId);
    else {
      groupCount += 1;
      for (const memberId of object.memberIds) users.add(memberId);
    }
  }
  const inScope = tenant.readObjects([...users]).filter((object) => object.type === 'User' && isInScope(scope(object)));
  return { userCount: inScope.length, groupCount };
}

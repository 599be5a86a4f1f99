import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { isInScope, jobScopeStatusOf, type ScopeStatus } from '#shared/entra/scope.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { passPatternHost } from './expression-world.ts';

/** Who an application's job covers right now, by the same rule the engine uses. */
export function scopeOf(parts: WorkspaceParts, appId: string): (object: TenantObject) => ScopeStatus {
  return scopeIn(parts, appId, applicationOf(parts, appId)?.configuration ?? defaultJobConfiguration());
}

/** Whom it would cover with another configuration. With everything in scope nobody has a role. */
export function scopeIn(
  parts: WorkspaceParts,
  appId: string,
  configuration: JobConfiguration,
): (object: TenantObject) => ScopeStatus {
  const { tenant } = parts.db;
  const patternHost = passPatternHost();
  return (object) => {
    const paths = configuration.scope === 'all' ? [] : tenant.assignmentPaths(appId, [object.objectId]);
    return jobScopeStatusOf(configuration, object, { paths, patternHost });
  };
}

/** How many users and groups a first cycle would provision. */
export function scopeCounts(parts: WorkspaceParts, appId: string): { readonly userCount: number; readonly groupCount: number } {
  const { tenant } = parts.db;
  const configuration = applicationOf(parts, appId)?.configuration ?? defaultJobConfiguration();
  const { scope, user, group } = configuration;
  if (scope === 'all' && user.scope === null && group.scope === null) return tenant.counts();
  const statusOf = scopeIn(parts, appId, configuration);
  const users = new Map<string, TenantObject>();
  const groups: TenantObject[] = [];
  for (const object of scope === 'all' ? everything(tenant) : assignedObjects(tenant, appId)) {
    if (object.type === 'User') users.set(object.objectId, object);
    else groups.push(object);
  }
  return {
    userCount: [...users.values()].filter((object) => isInScope(statusOf(object))).length,
    groupCount: groups.filter((object) => group.scope === null || isInScope(statusOf(object))).length,
  };
}

function everything(tenant: TenantStore): readonly TenantObject[] {
  return (['User', 'Group'] as const).flatMap((type) => tenant.list({ type }).objects);
}

/** What is assigned itself, and the direct members of assigned groups. */
function assignedObjects(tenant: TenantStore, appId: string): readonly TenantObject[] {
  const assigned = tenant.readObjects(tenant.assignments(appId).map(({ principalId }) => principalId));
  const memberIds = new Set(assigned.flatMap((object) => (object.type === 'Group' ? object.memberIds : [])));
  return [...assigned, ...tenant.readObjects([...memberIds]).filter(({ type }) => type === 'User')];
}

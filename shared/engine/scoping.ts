import { isInScope, type ScopeStatus, scopeStatusOf } from '#shared/entra/scope.ts';
import type { AssignmentPath, TenantObject } from '#shared/entra/tenant.ts';
import type { Json } from '#shared/kernel/json.ts';
import { type Change, note, skip } from './change.ts';
import type { Cycle } from './cycle-state.ts';
import type { Link, StateWrite } from './effect.ts';
import { standingWrites } from './link-standing.ts';
import { readAssignmentPaths, type Step } from './step.ts';

/** Whether the job covers an object as the tenant is now. With everything in scope nobody has a role, as in Entra (customize-application-attributes). */
export function* readScopeStatus(cycle: Cycle, object: TenantObject): Step<ScopeStatus> {
  const { scope } = cycle.job.configuration;
  const paths = scope === 'all' ? [] : yield* readAssignmentPaths([object.objectId]);
  const status = scopeStatusOf(scope, object, paths);
  return cycle.ignoresRoles ? { ...status, roles: [] } : status;
}

export function* inScopeAmong(cycle: Cycle, objects: readonly TenantObject[]): Step<readonly TenantObject[]> {
  const { scope } = cycle.job.configuration;
  const paths = scope === 'all' ? [] : yield* readAssignmentPaths(objects.map(({ objectId }) => objectId));
  const pathsById = new Map<string, AssignmentPath[]>();
  for (const path of paths) pathsById.set(path.objectId, [...(pathsById.get(path.objectId) ?? []), path]);
  return objects.filter((object) => isInScope(scopeStatusOf(scope, object, pathsById.get(object.objectId) ?? [])));
}

/** The step that says why an object is in scope or not. Names and spelling of the details: captured provisioning logs. */
export function noteScoping(change: Change, status: ScopeStatus): void {
  const { type } = change.identity;
  note(change, {
    name: 'EntrySynchronizationScoping',
    stepType: 'scoping',
    status: isInScope(status) ? 'success' : 'skipped',
    description: `Determine if ${type} in scope by evaluating against each scoping filter`,
    details: scopingDetails(type, status),
  });
}

/** The end of a change for an object that is out of scope, with nothing sent. */
export function* skipOutOfScope(
  cycle: Cycle,
  change: Change,
  input: {
    readonly status: ScopeStatus;
    readonly targetId: string | null;
    readonly because: string;
    readonly writes?: readonly StateWrite[];
  },
): Step<void> {
  yield* skip(cycle, change, {
    skipReason: 'NotEffectivelyEntitled',
    description: `The ${change.identity.type} '${change.name}' will be skipped. ${input.because}`,
    targetId: input.targetId,
    details: { IsActive: wordOf(input.status.isActive), Assigned: wordOf(input.status.isAssigned) },
    ...(input.writes === undefined ? {} : { writes: input.writes }),
  });
}

export function outOfScopeReason(type: 'User' | 'Group', { isAssigned, isActive }: ScopeStatus): string {
  if (!isAssigned) return `The ${type} is neither assigned to the application nor a direct member of an assigned group.`;
  return isActive
    ? `The ${type} is in scope.`
    : `The ${type} is blocked or deleted in the tenant, and inactive objects are not created.`;
}

/** Entra stops managing a user that was unassigned; a blocked or soft-deleted one stays managed, so that its deletion follows. */
export function managementWrites(link: Link, isManaged: boolean): readonly StateWrite[] {
  return standingWrites(link, { isManaged });
}

/** Whether leaving scope sends nothing for it: the switch is documented for users (skip-out-of-scope-deletions), for groups it is inferred. */
export function isDeletionSkipped({ job }: Cycle, status: ScopeStatus): boolean {
  return job.configuration.skipsOutOfScopeDeletions && !status.isAssigned;
}

function scopingDetails(type: 'User' | 'Group', status: ScopeStatus): Readonly<Record<string, Json>> {
  return {
    'Active in the source system': wordOf(status.isActive),
    'Assigned to the application': wordOf(status.isAssigned),
    [`${type} has the required role`]: wordOf(status.isAssigned),
    'Scoping filter evaluation passed': 'True',
    ScopeEvaluationResult: '{}',
  };
}

function wordOf(value: boolean): string {
  return value ? 'True' : 'False';
}

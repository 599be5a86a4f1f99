import { isEntitled, isInScope, jobScopeStatusOf, type ScopeStatus } from '#shared/entra/scope.ts';
import type { AssignmentPath, TenantObject } from '#shared/entra/tenant.ts';
import type { Json } from '#shared/kernel/json.ts';
import { type Change, note, skip, skippedBecause } from './change.ts';
import type { Cycle } from './cycle-state.ts';
import type { Link, StateWrite } from './effect.ts';
import { standingWrites } from './link-standing.ts';
import { readAssignmentPaths, type Step } from './step.ts';

/** Whether the job covers an object as the tenant is now. With everything in scope nobody has a role, as in Entra (customize-application-attributes). */
export function* readScopeStatus(cycle: Cycle, object: TenantObject): Step<ScopeStatus> {
  const { scope } = cycle.job.configuration;
  const paths = scope === 'all' ? [] : yield* readAssignmentPaths([object.objectId]);
  const status = statusIn(cycle, object, paths);
  return cycle.ignoresRoles ? { ...status, roles: [] } : status;
}

export function* inScopeAmong(cycle: Cycle, objects: readonly TenantObject[]): Step<readonly TenantObject[]> {
  const { scope } = cycle.job.configuration;
  const paths = scope === 'all' ? [] : yield* readAssignmentPaths(objects.map(({ objectId }) => objectId));
  const pathsById = new Map<string, AssignmentPath[]>();
  for (const path of paths) pathsById.set(path.objectId, [...(pathsById.get(path.objectId) ?? []), path]);
  return objects.filter((object) => isInScope(statusIn(cycle, object, pathsById.get(object.objectId) ?? [])));
}

function statusIn({ job }: Cycle, object: TenantObject, paths: readonly AssignmentPath[]): ScopeStatus {
  return jobScopeStatusOf(job.configuration, object, { paths, patternHost: job.world?.patternHost ?? null });
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
  const { errors = [], isApproximate = false } = status.filter ?? {};
  for (const { clause, message } of errors) noteFilter(change, `The clause ${clause} counts as not fulfilled. ${message}`);
  if (isApproximate) noteFilter(change, 'A pattern of the scoping filter was run by another engine than Entra has.');
}

function noteFilter(change: Change, description: string): void {
  note(change, { name: 'EntrySynchronizationScoping', stepType: 'scoping', status: 'warning', description });
}

/** The end of a change for an object that is out of scope, with nothing sent. */
export function* skipOutOfScope(
  cycle: Cycle,
  change: Change,
  input: {
    readonly status: ScopeStatus;
    readonly targetId: string | null;
    /** What else keeps anything from being sent, in one sentence of ours. */
    readonly because?: string;
    readonly writes?: readonly StateWrite[];
  },
): Step<void> {
  const { status, targetId, because, writes } = input;
  yield* skip(cycle, change, {
    skipReason: 'NotEffectivelyEntitled',
    description: skippedBecause(change, [...outOfScopeReasons(status), ...(because === undefined ? [] : [because])]),
    targetId,
    details: skipDetails(status),
    ...(writes === undefined ? {} : { writes }),
  });
}

/** The first two are captured, and come together wherever an assignment is missing; those of filters and inactive objects are ours. */
function outOfScopeReasons({ isAssigned, isActive, filter }: ScopeStatus): readonly string[] {
  return [
    ...(isAssigned
      ? []
      : [
          'This object is not assigned to the application. If you did not expect the object to be skipped, assign the object to the application or change your scoping filter to allow all users and groups to be in scope for provisioning.',
          "This object does not have required entitlement for provisioning. If you did not expect the object to be skipped, update provisioning scope to 'Sync all users and groups' or assign the object to the application with entitlement of provisioning category",
        ]),
    ...(filter?.failedSet === 'groups'
      ? [
          'This object did not pass a scoping filter. If you did not expect the object to be skipped, change its attributes or the scoping filters of the mapping.',
        ]
      : []),
    ...(isActive ? [] : ['This object is blocked or deleted in the source system, and inactive objects are not created.']),
  ];
}

/** Entra stops managing a user that was unassigned; a blocked or soft-deleted one stays managed, so that its deletion follows. */
export function managementWrites(link: Link, isManaged: boolean): readonly StateWrite[] {
  return standingWrites(link, { isManaged });
}

/**
 * Why leaving scope sends nothing for it; null where it does. The switch is documented for users (skip-out-of-scope-deletions), for
 * groups it is inferred; whoever fails an input filter "will NOT get deprovisioned" (Microsoft Graph: filter).
 */
export function leftAloneReason({ job }: Cycle, status: ScopeStatus): string | null {
  if (status.filter?.failedSet === 'inputFilterGroups') {
    return 'This object did not pass an input filter, so that it is not processed further: nothing is sent and it is no longer managed.';
  }
  if (!job.configuration.skipsOutOfScopeDeletions || isEntitled(status)) return null;
  return 'SkipOutOfScopeDeletions is on, so that nothing is sent and it is no longer managed.';
}

/** Whether an object is not looked at by this mapping at all (Microsoft Graph: filter, `categoryFilterGroups`). */
export function isElsewhere({ filter }: ScopeStatus): boolean {
  return filter?.failedSet === 'categoryFilterGroups';
}

function scopingDetails(type: 'User' | 'Group', status: ScopeStatus): Readonly<Record<string, Json>> {
  return {
    'Active in the source system': wordOf(status.isActive),
    'Assigned to the application': wordOf(status.isAssigned),
    [`${type} has the required role`]: wordOf(status.isAssigned),
    'Scoping filter evaluation passed': wordOf(status.filter?.isInScope ?? true),
    ScopeEvaluationResult: evaluationResult(status),
  };
}

/** Names and spelling: a captured step. `IsInProvisioningScope` is what the scoping filters say. */
function skipDetails(status: ScopeStatus): Readonly<Record<string, Json>> {
  return {
    IsActive: wordOf(status.isActive),
    'Assigned to the application': wordOf(status.isAssigned),
    IsInProvisioningScope: wordOf(status.filter?.isInScope ?? true),
    ScopeEvaluationResult: evaluationResult(status),
  };
}

/** Each clause by its sentence, as JSON in a text (captured). */
function evaluationResult({ filter }: ScopeStatus): string {
  return JSON.stringify(Object.fromEntries((filter?.clauses ?? []).map(({ sentence, holds }) => [sentence, holds])));
}

function wordOf(value: boolean): string {
  return value ? 'True' : 'False';
}

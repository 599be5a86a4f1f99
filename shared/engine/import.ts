import { habitSetting } from '#shared/entra/habits.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { reaches } from '#shared/entra/scope.ts';
import type { TenantChange, TenantGroup, TenantObject } from '#shared/entra/tenant.ts';
import { type Cycle, mappingOf } from './cycle-state.ts';
import type { Link } from './effect.ts';
import { inScopeAmong } from './scoping.ts';
import { readAssignmentPaths, readChanges, readLinks, readObjects, readState, type Step } from './step.ts';

/** Which objects a cycle looks at, each once and in the order in which they were touched, and where the next cycle begins. */
export interface Import {
  readonly userIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly watermark: number;
}

const CHANGE_PAGE_SIZE = 1000;
const OBJECT_PAGE_SIZE = 500;

/**
 * Changes after the watermark, collapsed to one look per object. A group's change may move users in or out of scope, who did
 * not change themselves: those are looked at too. Of a large tenant only ids are held.
 */
export function* importChanges(cycle: Cycle): Step<Import> {
  const { job, request } = cycle;
  const { configuration } = job;
  const { userIds, groups, watermark } = yield* collapseChanges(request.kind === 'initial' ? 0 : (request.watermark ?? 0));
  const groupIds = new Set(groups.keys());
  // With everything in scope, and where everything is read anyway, nobody comes in or leaves by a membership.
  if (configuration.scope === 'assigned' && request.kind === 'incremental' && groups.size > 0) {
    for (const userId of yield* usersMovedByGroups(cycle, groups)) userIds.add(userId);
  }
  if (habitSetting(configuration, 're-send-unechoed') === 'on') {
    yield* forEachLink(({ type, sourceId, isManaged, isUnechoed }) => {
      if (isManaged && isUnechoed === true) (type === 'User' ? userIds : groupIds).add(sourceId);
    });
  }
  return {
    userIds: mappingOf(job, 'User').enabled ? [...userIds] : [],
    groupIds: mappingOf(job, 'Group').enabled ? [...groupIds] : [],
    watermark,
  };
}

/** What happened to each group: one entry a kind. */
type TouchedGroups = ReadonlyMap<string, ReadonlySet<TenantChange['change']>>;

function* collapseChanges(
  after: number,
): Step<{ readonly userIds: Set<string>; readonly groups: TouchedGroups; readonly watermark: number }> {
  const userIds = new Set<string>();
  const groups = new Map<string, Set<TenantChange['change']>>();
  let watermark = after;
  for (;;) {
    const page = yield* readChanges(watermark, CHANGE_PAGE_SIZE);
    for (const { sequence, objectId, type, change } of page) {
      watermark = sequence;
      if (type === 'User') userIds.add(objectId);
      else groups.set(objectId, (groups.get(objectId) ?? new Set()).add(change));
    }
    if (page.length < CHANGE_PAGE_SIZE) return { userIds, groups, watermark };
  }
}

function* usersMovedByGroups(cycle: Cycle, groups: TouchedGroups): Step<readonly string[]> {
  const assignedIds = yield* assignedAmong('Group', [...groups.keys()]);
  const showsRoles = usesRoles(cycle.job.configuration);
  const mayBringRoles = (id: string) => showsRoles && groups.get(id)?.has('assignment') === true;
  const found: string[] = [];
  for (const id of groups.keys()) {
    if (!assignedIds.has(id) && !mayBringRoles(id)) continue;
    const [group] = (yield* readObjects([id])).filter(isGroup);
    if (group !== undefined) found.push(...(yield* membersToLookAt(cycle, group, showsRoles)));
  }
  const mayHaveLost = [...groups].some(([id, changes]) => assignedIds.has(id) || hasEnded(changes));
  return mayHaveLost ? [...found, ...(yield* managedUsersOutOfScope())] : found;
}

function hasEnded(changes: ReadonlySet<TenantChange['change']>): boolean {
  return changes.has('assignment') || changes.has('softDeleted') || changes.has('hardDeleted');
}

/** A role that somebody gains or loses through a group changes the user only where a mapping shows it. */
function usesRoles({ user }: JobConfiguration): boolean {
  return user.attributeMappings.some(
    ({ source }) => source.type === 'Function' && /AppRoleAssignments?(Complex)?\s*\(/.test(source.expression),
  );
}

/** Members in scope who are not managed yet; everyone, and whoever left it, where roles count. */
function* membersToLookAt(cycle: Cycle, group: TenantGroup, everyone: boolean): Step<readonly string[]> {
  const found: string[] = [];
  const leftIds = everyone ? yield* exportedButGone(group) : [];
  for (const ids of pagesOf([...group.memberIds, ...leftIds])) {
    const managedIds = everyone ? new Set<string>() : yield* managedAmong(ids);
    const users = (yield* readObjects(ids.filter((id) => !managedIds.has(id)))).filter(({ type }) => type === 'User');
    found.push(...(yield* inScopeAmong(cycle, users)).map(({ objectId }) => objectId));
  }
  return found;
}

function* exportedButGone({ objectId, memberIds }: TenantGroup): Step<readonly string[]> {
  const [link] = (yield* readState([objectId])).links;
  const present = new Set(memberIds);
  return (link?.exportedMemberIds ?? []).filter((id) => !present.has(id));
}

function* managedAmong(ids: readonly string[]): Step<ReadonlySet<string>> {
  const { links } = yield* readState(ids);
  return new Set(links.filter(({ isManaged, isUnsettled }) => isManaged && isUnsettled !== true).map(({ sourceId }) => sourceId));
}

/** Former members are not remembered by name: whoever is still managed but no longer assigned has left. */
function* managedUsersOutOfScope(): Step<readonly string[]> {
  const managedIds: string[] = [];
  yield* forEachLink(({ type, sourceId, isManaged }) => {
    if (type === 'User' && isManaged) managedIds.push(sourceId);
  });
  const found: string[] = [];
  for (const ids of pagesOf(managedIds)) {
    const assignedIds = yield* assignedAmong('User', ids);
    found.push(...ids.filter((id) => !assignedIds.has(id)));
  }
  return found;
}

function* forEachLink(visit: (link: Link) => void): Step<void> {
  let after = '';
  for (;;) {
    const links = yield* readLinks(after, OBJECT_PAGE_SIZE);
    for (const link of links) visit(link);
    const last = links.at(-1);
    if (last === undefined || links.length < OBJECT_PAGE_SIZE) return;
    after = last.sourceId;
  }
}

function* assignedAmong(type: TenantObject['type'], ids: readonly string[]): Step<ReadonlySet<string>> {
  const assignedIds = new Set<string>();
  for (const page of pagesOf(ids)) {
    const paths = (yield* readAssignmentPaths(page)).filter((path) => reaches(type, path));
    for (const { objectId } of paths) assignedIds.add(objectId);
  }
  return assignedIds;
}

function isGroup(object: TenantObject): object is TenantGroup {
  return object.type === 'Group';
}

/** Slices that a store can answer at once. */
export function pagesOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / OBJECT_PAGE_SIZE) }, (_, index) =>
    items.slice(index * OBJECT_PAGE_SIZE, (index + 1) * OBJECT_PAGE_SIZE),
  );
}

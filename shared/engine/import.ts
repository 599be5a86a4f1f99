import { type AssignmentLookup, isInScope, type Scope } from '#shared/entra/scope.ts';
import type { TenantChange, TenantGroup, TenantObject } from '#shared/entra/tenant.ts';
import type { Look } from './cycle-state.ts';
import { readChanges, readLinks, readObjects, readState, type Step } from './step.ts';

/** What a cycle has to look at, users before groups, and where the next one begins. */
export interface Import {
  readonly looks: readonly Look[];
  readonly watermark: number;
}

export interface ImportRequest {
  readonly after: number;
  readonly scope: Scope;
  readonly lookUp: AssignmentLookup;
  /** Object types whose mapping is on. */
  readonly types: ReadonlySet<'User' | 'Group'>;
  /** With everything in scope, and where everything is read anyway, nobody comes in or leaves by a membership. */
  readonly followsMembership: boolean;
}

const CHANGE_PAGE_SIZE = 1000;
const OBJECT_PAGE_SIZE = 500;

/**
 * Changes after the watermark, collapsed to one look per object. A group's change may move users in or out of scope, who did
 * not change themselves: those are looked at too.
 */
export function* importChanges(request: ImportRequest): Step<Import> {
  const { touched, watermark } = yield* collapseChanges(request.after);
  const types = new Map([...touched].map(([objectId, { type }]) => [objectId, type]));
  if (request.followsMembership) {
    for (const userId of yield* usersMovedByGroups(touched, request)) if (!types.has(userId)) types.set(userId, 'User');
  }
  const looks = [...types].filter(([, type]) => request.types.has(type));
  const usersFirst = [...looks.filter(([, type]) => type === 'User'), ...looks.filter(([, type]) => type === 'Group')];
  return { looks: usersFirst.map(([objectId, type], turn) => ({ turn, objectId, type, isRetry: false })), watermark };
}

interface Touched {
  readonly type: 'User' | 'Group';
  /** What happened to it: one entry a kind. */
  readonly changes: Set<TenantChange['change']>;
}

function* collapseChanges(after: number): Step<{ readonly touched: ReadonlyMap<string, Touched>; readonly watermark: number }> {
  const touched = new Map<string, Touched>();
  let watermark = after;
  for (;;) {
    const page = yield* readChanges(watermark, CHANGE_PAGE_SIZE);
    for (const { sequence, objectId, type, change } of page) {
      const known = touched.get(objectId);
      if (known === undefined) touched.set(objectId, { type, changes: new Set([change]) });
      else known.changes.add(change);
      watermark = sequence;
    }
    if (page.length < CHANGE_PAGE_SIZE) return { touched, watermark };
  }
}

function* usersMovedByGroups(touched: ReadonlyMap<string, Touched>, { scope, lookUp }: ImportRequest): Step<readonly string[]> {
  const groups = [...touched].filter(([, { type }]) => type === 'Group');
  if (groups.length === 0) return [];
  const assignedIds = groups.filter(([id]) => lookUp('Group', id).isAssigned).map(([id]) => id);
  const found: string[] = [];
  for (const group of yield* readGroups(assignedIds)) {
    // A new assignment can bring another role to every member; else only who is not provisioned yet is of interest.
    const isNewlyAssigned = touched.get(group.objectId)?.changes.has('assignment') === true;
    found.push(...(yield* membersToLookAt(group, scope, isNewlyAssigned)));
  }
  const mayHaveLost = groups.some(([id, { changes }]) => lookUp('Group', id).isAssigned || hasEnded(changes));
  return mayHaveLost ? [...found, ...(yield* managedUsersOutOfScope(lookUp))] : found;
}

function hasEnded(changes: ReadonlySet<TenantChange['change']>): boolean {
  return changes.has('assignment') || changes.has('softDeleted') || changes.has('hardDeleted');
}

function* membersToLookAt(group: TenantGroup, scope: Scope, everyone: boolean): Step<readonly string[]> {
  const found: string[] = [];
  for (const ids of pagesOf(group.memberIds)) {
    const managedIds = everyone ? new Set<string>() : yield* managedAmong(ids);
    const members = yield* readObjects(ids.filter((id) => !managedIds.has(id)));
    found.push(...members.filter((member) => member.type === 'User' && isInScope(scope(member))).map(({ objectId }) => objectId));
  }
  return found;
}

function* managedAmong(ids: readonly string[]): Step<ReadonlySet<string>> {
  const { links } = yield* readState(ids);
  return new Set(links.filter(({ isManaged }) => isManaged).map(({ sourceId }) => sourceId));
}

/** Former members are not remembered by name: whoever is still managed but no longer assigned has left. */
function* managedUsersOutOfScope(lookUp: AssignmentLookup): Step<readonly string[]> {
  const found: string[] = [];
  let after = '';
  for (;;) {
    const links = yield* readLinks(after, OBJECT_PAGE_SIZE);
    for (const { type, sourceId, isManaged } of links) {
      if (type === 'User' && isManaged && !lookUp('User', sourceId).isAssigned) found.push(sourceId);
    }
    const last = links.at(-1);
    if (last === undefined || links.length < OBJECT_PAGE_SIZE) return found;
    after = last.sourceId;
  }
}

/** The groups among these objects, read in pages. */
export function* readGroups(ids: readonly string[]): Step<readonly TenantGroup[]> {
  const groups: TenantGroup[] = [];
  for (const page of pagesOf(ids)) groups.push(...(yield* readObjects(page)).filter(isGroup));
  return groups;
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

import { habitSetting } from '#shared/entra/habits.ts';
import type { TenantChange } from '#shared/entra/tenant.ts';
import { type Cycle, mappingOf } from './cycle-state.ts';
import type { Link } from './effect.ts';
import { usersMovedByGroups } from './moved-users.ts';
import { readChanges, readLinks, type Step } from './step.ts';

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
  const after = request.kind === 'incremental' ? (request.watermark ?? 0) : 0;
  const { userIds, groupIds, watermark } = yield* collapseChanges(cycle, after);
  // With everything in scope, and where everything is read anyway, nobody comes in or leaves by a membership.
  if (configuration.scope === 'assigned' && request.kind === 'incremental' && groupIds.size > 0) {
    for (const userId of yield* usersMovedByGroups(cycle, { after, upTo: watermark })) userIds.add(userId);
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

function* collapseChanges(
  { request, changedNames }: Cycle,
  after: number,
): Step<{ readonly userIds: Set<string>; readonly groupIds: Set<string>; readonly watermark: number }> {
  const [userIds, groupIds] = [new Set<string>(), new Set<string>()];
  const isIncremental = request.kind === 'incremental';
  let watermark = after;
  for (;;) {
    const page = yield* readChanges(watermark, CHANGE_PAGE_SIZE);
    for (const change of page) {
      const { sequence, objectId, type } = change;
      watermark = sequence;
      (type === 'User' ? userIds : groupIds).add(objectId);
      if (isIncremental) changedNames.set(objectId, withNamesOf(change, changedNames.get(objectId)));
    }
    if (page.length < CHANGE_PAGE_SIZE) return { userIds, groupIds, watermark };
  }
}

/** What is known of an object's changes so far, and of one more. Most have one, whose list is not copied. */
function withNamesOf(change: TenantChange, known: readonly string[] | null | undefined): readonly string[] | null {
  const names = namesOf(change);
  if (known === undefined || known === names) return names;
  return known === null || names === null ? null : [...new Set([...known, ...names])];
}

function namesOf({ change, attributes }: TenantChange): readonly string[] | null {
  switch (change) {
    case 'created':
    case 'hardDeleted':
      return null;
    case 'softDeleted':
    case 'restored':
      return deletionNames;
    case 'assignment':
      return assignmentNames;
    case 'updated':
      if (attributes === undefined) return null;
      // Whether somebody is entitled depends on it, and with that what the mapping of `active` sees.
      return attributes.includes('accountEnabled') ? [...attributes, 'IsSoftDeleted'] : attributes;
  }
}

const deletionNames: readonly string[] = ['IsSoftDeleted'];
const assignmentNames: readonly string[] = ['appRoleAssignments', 'IsSoftDeleted'];

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

/** Slices that a store can answer at once. */
export function pagesOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / OBJECT_PAGE_SIZE) }, (_, index) =>
    items.slice(index * OBJECT_PAGE_SIZE, (index + 1) * OBJECT_PAGE_SIZE),
  );
}

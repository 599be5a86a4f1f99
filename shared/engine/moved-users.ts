import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { reaches } from '#shared/entra/scope.ts';
import type { MovePlace } from '#shared/entra/tenant.ts';
import type { Cycle } from './cycle-state.ts';
import { inScopeAmong } from './scoping.ts';
import { readAssignmentPaths, readMovedUsers, readObjects, readState, type Step } from './step.ts';

const PAGE_SIZE = 500;

/**
 * Users who did not change themselves but came into scope or left it by what happened to groups between two changes, each once, in
 * the order in which it happened. Whoever has several ways in stays as they are while one is left, unless a mapping shows the roles
 * that come with each. Costs as much as there are moves, however many users are linked.
 */
export function* usersMovedByGroups(
  cycle: Cycle,
  range: { readonly after: number; readonly upTo: number },
): Step<readonly string[]> {
  // What a kill has lost of the cycle that is taken up again may be that somebody was disabled, or was enabled.
  const takesNothingForGranted = cycle.request.isTakenUp === true;
  const looksAtSettled = takesNothingForGranted || usesRoles(cycle.job.configuration);
  const seenIds = new Set<string>();
  const found: string[] = [];
  let after: MovePlace = { sequence: range.after + 1, position: 0 };
  for (;;) {
    const page = yield* readMovedUsers(after, range.upTo, PAGE_SIZE);
    const ids = [...new Set(page.map(({ userId }) => userId))].filter((id) => !seenIds.has(id));
    for (const id of ids) seenIds.add(id);
    found.push(...(yield* lookedAtAmong(cycle, ids, { looksAtSettled, looksAtReleased: takesNothingForGranted })));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_SIZE) return found;
    after = last;
  }
}

/** A role that somebody gains or loses through a group changes the user only where a mapping shows it. */
function usesRoles({ user }: JobConfiguration): boolean {
  return user.attributeMappings.some(
    ({ source }) => source.type === 'Function' && /AppRoleAssignments?(Complex)?\s*\(/.test(source.expression),
  );
}

function* lookedAtAmong(
  cycle: Cycle,
  ids: readonly string[],
  { looksAtSettled, looksAtReleased }: { readonly looksAtSettled: boolean; readonly looksAtReleased: boolean },
): Step<readonly string[]> {
  const ways = (yield* readAssignmentPaths(ids)).filter((path) => reaches('User', path));
  const assignedIds = new Set(ways.map(({ objectId }) => objectId));
  const { links } = yield* readState(ids);
  const managed = links.filter(({ isManaged }) => isManaged);
  const left = (looksAtReleased ? links : managed)
    .filter(({ sourceId }) => !assignedIds.has(sourceId))
    .map(({ sourceId }) => sourceId);
  // Nothing is to be sent to somebody in scope whom an earlier cycle has brought there.
  const settledIds = new Set(managed.filter(({ isUnsettled }) => isUnsettled !== true).map(({ sourceId }) => sourceId));
  const mayHaveCome = ids.filter((id) => assignedIds.has(id) && (looksAtSettled || !settledIds.has(id)));
  const came = (yield* inScopeAmong(cycle, yield* readObjects(mayHaveCome))).map(({ objectId }) => objectId);
  const wanted = new Set([...left, ...came]);
  return ids.filter((id) => wanted.has(id));
}

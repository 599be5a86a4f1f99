import type { TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { CycleKind } from '#shared/trace/event.ts';
import type { Ledger } from './ledger.ts';
import { isEntitled, isInScope, wantedGroup, wantedUser } from './naive-tenant.ts';
import type { JobPlan } from './plan.ts';

/**
 * What has to be known of the past to say what a target must hold. Entra remembers: whom it manages, which references it has sent. Where
 * faults or a killed process leave open what it knows, both outcomes are allowed, and no more than that.
 */
export interface Chronicle {
  readonly ledger: Ledger;
  readonly job: JobPlan;
  beginCycle(kind: CycleKind): void;
  noteMovesDuringCycle(): void;
  /** What a cycle asked of the target, in order, as it came out. */
  noteWrite(write: NotedWrite): void;
  endCycle(end: CycleEnd): void;

  /** How the object stands for the cycle that runs: as it began and, where somebody changed the tenant meanwhile, as it is now. */
  standings(id: string): readonly Standing[];
  /** Was in scope when some cycle ran, so that it may have a resource. */
  wasInScope(id: string): boolean;
  /** Left scope by what ends Entra's management, as far as a cycle may have seen. */
  mayBeReleased(id: string): boolean;
  /** The same, and a cycle is known to have seen it. */
  isReleased(id: string): boolean;
  /** Of a hard-deleted one, at that time: whether Entra was to delete it. */
  mustBeDeleted(id: string): boolean;
  /** Resources that nobody could know of: their creation was never confirmed, and the object could not be matched with them later. */
  spareCount(id: string): number;
  /** There may be a resource that the job does not know of, until it matches it again: a creation was never confirmed, or a link lost. */
  mayHaveUnknown(id: string): boolean;
  /** A group whose deletion was never confirmed: its link may lead nowhere, which only a full restart mends. */
  mayBeDangling(id: string): boolean;
  /** Whether the last word about a membership was never confirmed: Entra does not read members back. */
  isMemberInDoubt(groupTargetId: string, memberTargetId: string): boolean;
  /** Members that a cycle must have sent, and that no later one may have lost. */
  claimedMembers(groupId: string): ReadonlySet<string>;
  claimedManager(userId: string): string | undefined;
  /** Values that an attribute of the user had at some time. */
  pastValues(userId: string, name: string): ReadonlySet<Json>;
  /** Whose resource this is, by what it holds. */
  ownerOf(externalId: Json | undefined, userName: Json | undefined): string | undefined;
}

export interface Standing {
  readonly isThere: boolean;
  readonly isInScope: boolean;
  readonly isEntitled: boolean;
  /** Entra stops managing it, once a cycle has seen it so. */
  readonly isLeaving: boolean;
}

interface CycleEnd {
  /** It saw every change up to its beginning. */
  readonly isFinished: boolean;
  readonly isKilled: boolean;
  /** Nothing went wrong in it, and nothing from before waits. */
  readonly isClean: boolean;
}

export interface NotedWrite {
  readonly ownerId: string;
  readonly kind: 'create' | 'update' | 'disable' | 'delete' | 'member';
  /** Of a creation or an update: the name by which the resource is found. */
  readonly name?: Json | undefined;
  /** Of a member: target ids of group and member. */
  readonly pair?: string;
  /** Answered well, and no fault touched it. */
  readonly isConfirmed: boolean;
  /** What the server made of it. */
  readonly isCarriedOut: boolean;
}

const notThere: Standing = { isThere: false, isInScope: false, isEntitled: false, isLeaving: false };

export function openChronicle(ledger: Ledger, job: JobPlan): Chronicle {
  const inScopeSeen = new Set<string>();
  const perhapsReleased = new Set<string>();
  const released = new Set<string>();
  const toDelete = new Set<string>();
  const knownIds = new Set<string>();
  const unknown = new Map<string, { readonly count: number; readonly name: Json | undefined }>();
  const spares = new Map<string, number>();
  const dangling = new Set<string>();
  const doubts = new Set<string>();
  const members = new Map<string, Set<string>>();
  const managers = new Map<string, string>();
  const past = new Map<string, Set<Json>>();
  const owners = new Map<string, string>();
  let cycle = { isInitial: false, isMoved: false, changedIds: new Set<string>(), standings: new Map<string, Standing>() };
  let writes: NotedWrite[] = [];
  let unseenIds = new Set<string>();
  let lastInScope = new Set<string>();
  /** Whether the last cycle did not finish, and who was in scope then and before, since one that did. */
  let isTakenUp = false;
  let steadyIds = new Set<string>();

  const standingNow = (id: string): Standing => {
    const object = ledger.objects.get(id);
    if (object === undefined) return notThere;
    const entitled = isEntitled(ledger, job, object);
    return {
      ...{ isThere: true, isInScope: isInScope(ledger, job, object), isEntitled: entitled },
      isLeaving: isLeaving(job, object, entitled),
    };
  };
  const standings = (id: string): readonly Standing[] => {
    const before = cycle.standings.get(id) ?? notThere;
    return cycle.isMoved ? [before, standingNow(id)] : [before];
  };
  const isInScopeThroughout = (id: string): boolean => standings(id).every((standing) => standing.isInScope);
  const spareUnknown = (id: string): void => {
    const lost = unknown.get(id);
    // It is still looked for under the name it was created with.
    if (lost === undefined || (standingNow(id).isInScope && lost.name === nameOf(ledger, id))) return;
    spares.set(id, (spares.get(id) ?? 0) + lost.count);
    unknown.delete(id);
  };
  const look = (): void => {
    for (const id of ledger.objects.keys()) {
      const standing = standingNow(id);
      if (standing.isInScope) {
        inScopeSeen.add(id);
        released.delete(id);
      } else if (standing.isLeaving) perhapsReleased.add(id);
    }
    for (const id of unknown.keys()) spareUnknown(id);
    // A reference of whoever was out of scope for a moment may be gone with its resource.
    for (const [groupId, claimed] of members) {
      if (!standingNow(groupId).isInScope) members.delete(groupId);
      for (const id of claimed) if (!standingNow(id).isInScope) claimed.delete(id);
    }
    for (const [userId, managerId] of managers) {
      if (!standingNow(userId).isInScope || !standingNow(managerId).isInScope) managers.delete(userId);
    }
  };
  const claim = (object: TenantObject, isChanged: boolean): void => {
    if (object.type === 'Group') {
      const claimed = members.get(object.objectId) ?? new Set();
      members.set(object.objectId, new Set([...claimed, ...object.memberIds.filter(isInScopeThroughout)]));
    } else if (object.managerId !== null && isInScopeThroughout(object.managerId)) {
      // Who came with a group and was worked on before the cycle was killed is not looked at again for a manager who came since.
      if (isChanged || steadyIds.has(object.managerId)) managers.set(object.objectId, object.managerId);
    }
  };
  const noteResource = (ownerId: string, name: Json | undefined, isRemembered: boolean): void => {
    if (isRemembered) {
      knownIds.add(ownerId);
      unknown.delete(ownerId);
    } else if (!knownIds.has(ownerId)) unknown.set(ownerId, { count: (unknown.get(ownerId)?.count ?? 0) + 1, name });
  };
  const settle = (write: NotedWrite, isKilled: boolean): void => {
    const { ownerId, kind, name, pair = '', isCarriedOut } = write;
    // What a killed process was told may be lost with it.
    const isConfirmed = write.isConfirmed && !isKilled;
    if (!isConfirmed && !isCarriedOut) return;
    switch (kind) {
      case 'create':
        noteResource(ownerId, name, isConfirmed);
        break;
      case 'update':
        // A match is written down before what follows from it is sent.
        noteResource(ownerId, name, !isKilled);
        break;
      case 'member':
        if (isConfirmed) doubts.delete(pair);
        else doubts.add(pair);
        break;
      case 'delete':
        if (isConfirmed) knownIds.delete(ownerId);
        if (isConfirmed) dangling.delete(ownerId);
        else dangling.add(ownerId);
        break;
      case 'disable':
        if (isConfirmed && standings(ownerId).every((standing) => standing.isLeaving)) released.add(ownerId);
    }
  };
  const noteUser = (user: TenantUser): void => {
    const wanted = wantedUser(user);
    for (const [name, value] of Object.entries(wanted)) {
      const key = `${user.objectId} ${name}`;
      if (value !== undefined) past.set(key, (past.get(key) ?? new Set()).add(value));
    }
    owners.set(String(wanted['externalId']), user.objectId);
    owners.set(String(wanted['userName']).toLowerCase(), user.objectId);
  };

  for (const object of ledger.objects.values()) if (object.type === 'User') noteUser(object);
  ledger.listen({
    onUser: noteUser,
    onMemberRemoved: (groupId, memberId) => members.get(groupId)?.delete(memberId),
    onManagerChanged: (userId) => managers.delete(userId),
    onHardDeleted: ({ objectId, type }) => {
      spareUnknown(objectId);
      const deletes = type === 'User' ? job.deletesUsers : job.deletesGroups;
      if (deletes && inScopeSeen.has(objectId) && !perhapsReleased.has(objectId)) toDelete.add(objectId);
    },
  });

  return {
    ...{ ledger, job, standings },
    beginCycle: (kind) => {
      writes = [];
      cycle = {
        ...{ isInitial: kind === 'initial', isMoved: false },
        changedIds: new Set([...unseenIds, ...ledger.takeChanges()]),
        standings: new Map([...ledger.objects.keys()].map((id) => [id, standingNow(id)])),
      };
      const inScope = [...cycle.standings].flatMap(([id, standing]) => (standing.isInScope ? [id] : []));
      steadyIds = new Set(isTakenUp ? inScope.filter((id) => steadyIds.has(id)) : inScope);
      isTakenUp = true;
      look();
    },
    noteMovesDuringCycle: () => {
      cycle.isMoved = true;
      look();
    },
    noteWrite: (write) => {
      writes.push(write);
    },
    endCycle: ({ isFinished, isKilled, isClean }) => {
      for (const write of writes) settle(write, isKilled);
      const { isInitial, changedIds } = cycle;
      unseenIds = isFinished ? new Set() : changedIds;
      if (!isFinished) return;
      isTakenUp = false;
      const inScope = [...ledger.objects.values()].filter(({ objectId }) => isInScopeThroughout(objectId));
      for (const object of inScope) {
        const { objectId } = object;
        if (isClean) perhapsReleased.delete(objectId);
        // A cycle looks at who changed, and at users who came into scope with a group; what changes meanwhile is for the next one.
        const isChanged = isInitial || changedIds.has(objectId);
        if ((isChanged || !lastInScope.has(objectId)) && !ledger.isChanged(objectId)) claim(object, isChanged);
      }
      lastInScope = new Set(inScope.map(({ objectId }) => objectId));
    },
    wasInScope: (id) => inScopeSeen.has(id),
    mayBeReleased: (id) => perhapsReleased.has(id),
    isReleased: (id) => released.has(id),
    mustBeDeleted: (id) => toDelete.has(id),
    spareCount: (id) => spares.get(id) ?? 0,
    mayHaveUnknown: (id) => unknown.has(id),
    mayBeDangling: (id) => dangling.has(id),
    isMemberInDoubt: (groupTargetId, memberTargetId) => doubts.has(`${groupTargetId} ${memberTargetId}`),
    claimedMembers: (groupId) => members.get(groupId) ?? none,
    claimedManager: (userId) => managers.get(userId),
    pastValues: (userId, name) => past.get(`${userId} ${name}`) ?? none,
    ownerOf: (externalId, userName) => {
      const id = String(externalId);
      const isGroup = ledger.objects.has(id) || ledger.gone.has(id);
      return owners.get(id) ?? (isGroup ? id : owners.get(String(userName).toLowerCase()));
    },
  };
}

const none: ReadonlySet<never> = new Set();

/** Blocked or deleted is not unassigned: the deletion that may follow is still Entra's business, unless it leaves leavers alone. */
function isLeaving(job: JobPlan, object: TenantObject, entitled: boolean): boolean {
  if (object.type === 'Group' && !job.deletesGroups) return true;
  return !entitled && (job.skipsOutOfScopeDeletions || (object.type === 'User' && object.deletedAt === null));
}

function nameOf(ledger: Ledger, id: string): Json | undefined {
  const object = ledger.objects.get(id);
  if (object === undefined) return undefined;
  return object.type === 'User' ? wantedUser(object)['userName'] : wantedGroup(object)['displayName'];
}

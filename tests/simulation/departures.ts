import type { JobStore } from '#harness/ports/session-ports.ts';
import type { Link } from '#shared/engine/effect.ts';
import type { TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Chronicle } from './chronicle.ts';
import { heldManagerId, heldMemberIds, heldUser, isInScope, type Values, wantedGroup, wantedUser } from './naive-tenant.ts';

/** The target as it is, and what the job says about it. */
export interface Scene {
  readonly chronicle: Chronicle;
  /** By id. */
  readonly users: ReadonlyMap<string, JsonObject>;
  readonly groups: ReadonlyMap<string, JsonObject>;
  readonly store: JobStore;
}

/**
 * How much must hold: after an incremental cycle, references that Entra is known not to make up for may be missing; after a restart
 * every member and manager is there who has a resource.
 */
export type Stage = 'incremental' | 'restarted';

/** Where the target departs from the projection of the tenant, one sentence each. */
export function departures(scene: Scene, stage: Stage): readonly string[] {
  const { chronicle } = scene;
  const { ledger } = chronicle;
  const byOwner = resourcesByOwner(scene);
  const found: string[] = [];
  for (const object of [...ledger.objects.values(), ...ledger.gone.values()]) {
    const resources = byOwner.get(object.objectId) ?? [];
    const sentences = ledger.objects.has(object.objectId)
      ? departuresOf(scene, byOwner, object, { resources, stage })
      : goneDepartures(chronicle, object, resources);
    found.push(...sentences.map((sentence) => `${object.type} ${object.key} ${sentence}`));
  }
  return [...found, ...falseClaims(scene)];
}

type ByOwner = ReadonlyMap<string, readonly JsonObject[]>;

/** By what the resources themselves hold: the job's links may be wrong. */
function resourcesByOwner({ chronicle, users, groups }: Scene): ByOwner {
  const byOwner = new Map<string, JsonObject[]>();
  for (const resource of [...users.values(), ...groups.values()]) {
    const { externalId } = resource;
    const ownerId = externalId === undefined ? undefined : chronicle.ownerOf(externalId, undefined);
    if (ownerId !== undefined) byOwner.set(ownerId, [...(byOwner.get(ownerId) ?? []), resource]);
  }
  return byOwner;
}

interface Owned {
  readonly resources: readonly JsonObject[];
  readonly stage: Stage;
}

function departuresOf(scene: Scene, byOwner: ByOwner, object: TenantObject, { resources, stage }: Owned): readonly string[] {
  const { chronicle } = scene;
  const { ledger, job } = chronicle;
  const { objectId } = object;
  const spareCount = chronicle.spareCount(objectId) + (chronicle.mayHaveUnknown(objectId) ? 1 : 0);
  if (chronicle.mayBeDangling(objectId)) return [];
  const tooMany = resources.length > 1 + chronicle.spareCount(objectId) ? [`has ${resources.length} resources`] : [];
  if (!chronicle.wasInScope(objectId)) return resources.length > 0 ? ['never was in scope, but has a resource'] : [];
  if (isInScope(ledger, job, object)) {
    if (resources.length === 0) return ['is in scope, but has no resource'];
    const wrongs = resources.map((resource) => wrongsOf(scene, byOwner, object, { resource, stage }));
    return [...tooMany, ...(wrongs.find((wrong) => wrong.length === 0) ?? wrongs[0] ?? [])];
  }
  if (object.type === 'Group') {
    const mayStay = !job.deletesGroups || chronicle.mayBeReleased(objectId);
    return mayStay || resources.length <= spareCount ? tooMany : ['is out of scope, but still has a resource'];
  }
  const mayBeEnabled = !job.hasActiveRow || (job.skipsOutOfScopeDeletions && chronicle.mayBeReleased(objectId));
  const enabled = resources.filter((resource) => resource['active'] !== false);
  return mayBeEnabled || enabled.length <= spareCount ? tooMany : [...tooMany, 'is out of scope, but not disabled'];
}

/** Hard-deleted: nothing is left of it if Entra was to delete it. */
function goneDepartures(chronicle: Chronicle, { objectId }: TenantObject, resources: readonly JsonObject[]): readonly string[] {
  const isLeft = chronicle.mustBeDeleted(objectId) && resources.length > chronicle.spareCount(objectId);
  return isLeft ? ['was deleted for good, but still has a resource'] : [];
}

interface Held {
  readonly resource: JsonObject;
  readonly stage: Stage;
}

function wrongsOf(scene: Scene, byOwner: ByOwner, object: TenantObject, held: Held): readonly string[] {
  const { chronicle } = scene;
  if (object.type === 'Group') {
    const { displayName, externalId } = held.resource;
    const values = wrongValues(wantedGroup(object), { displayName, externalId }, () => false);
    return [...values, ...wrongMembers(scene, byOwner, object, held)];
  }
  // A value that was taken away in the tenant is not cleared.
  const isLeftOver = (name: string, value: unknown) =>
    value === undefined || [...chronicle.pastValues(object.objectId, name)].includes(value as string) || isOfAccount(value);
  const values = wrongValues(wantedUser(object), heldUser(held.resource), isLeftOver);
  const isEnabled = held.resource['active'] === true || !chronicle.job.hasActiveRow;
  return [...values, ...(isEnabled ? [] : ['is in scope, but not enabled']), ...wrongManager(chronicle, byOwner, object, held)];
}

/** What an account may have had before it was matched. */
function isOfAccount(value: unknown): boolean {
  return value === 'Somebody' || value === 'Visitor';
}

function wrongValues(wanted: Values, held: Values, isLeftOver: (name: string, value: unknown) => boolean): readonly string[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const isRight = value === undefined ? isLeftOver(name, held[name]) : held[name] === value;
    return isRight ? [] : [`should have ${name} ${JSON.stringify(value)}, not ${JSON.stringify(held[name])}`];
  });
}

function wrongManager(chronicle: Chronicle, byOwner: ByOwner, user: TenantUser, { resource, stage }: Held): readonly string[] {
  const { ledger, job } = chronicle;
  const value = heldManagerId(resource);
  if (user.managerId === null) {
    const isRight = stage === 'incremental' || job.habits['manager-clearing'] === undefined || value === undefined;
    return isRight ? [] : ['has no manager any more, but the resource has one'];
  }
  const manager = ledger.objects.get(user.managerId);
  if (manager === undefined) return [];
  const isCertain = isInScope(ledger, job, manager) || !mayBeUnlinked(chronicle, user.managerId);
  const isDue = stage === 'restarted' ? isCertain : chronicle.claimedManager(user.objectId) === user.managerId;
  const ids = (byOwner.get(user.managerId) ?? []).map(({ id }) => id);
  return !isDue || ids.length === 0 || ids.includes(value ?? null) ? [] : [`should have the manager ${manager.key}`];
}

/** A resource of an object out of scope that the job need not know of. */
function mayBeUnlinked(chronicle: Chronicle, id: string): boolean {
  return chronicle.spareCount(id) > 0 || chronicle.mayHaveUnknown(id);
}

function wrongMembers({ chronicle }: Scene, byOwner: ByOwner, group: TenantGroup, { resource, stage }: Held): readonly string[] {
  const { ledger, job } = chronicle;
  const groupTargetId = String(resource['id']);
  const held = heldMemberIds(resource);
  const wrong: string[] = [];
  const allowed = new Set<string>();
  for (const id of group.memberIds) {
    const member = ledger.objects.get(id);
    const ids = (byOwner.get(id) ?? []).map((one) => String(one['id']));
    for (const targetId of ids) allowed.add(targetId);
    if (member === undefined || chronicle.mayBeDangling(id) || ids.length === 0) continue;
    const isCertain = isInScope(ledger, job, member) || !mayBeUnlinked(chronicle, id);
    const isDue = stage === 'restarted' ? isCertain : chronicle.claimedMembers(group.objectId).has(id);
    const isThere = ids.some((targetId) => held.has(targetId) || chronicle.isMemberInDoubt(groupTargetId, targetId));
    if (isDue && !isThere) wrong.push(`should have the member ${member.key}`);
  }
  for (const targetId of held) {
    if (allowed.has(targetId) || chronicle.isMemberInDoubt(groupTargetId, targetId)) continue;
    const ownerId = [...byOwner].find(([, resources]) => resources.some(({ id }) => id === targetId))?.[0];
    // Who is gone for good left the group without a change of the group.
    if (stage === 'incremental' && ownerId !== undefined && ledger.gone.has(ownerId)) continue;
    wrong.push(`should not have the member ${targetId}`);
  }
  return wrong;
}

/** What the job remembers must be so: its links lead to resources, each to one of its own, and members it sent are there. */
function falseClaims({ chronicle, users, groups, store }: Scene): readonly string[] {
  const links = new Map(store.allLinks().map((link) => [link.sourceId, link]));
  const found: string[] = [];
  const leaders = new Map<string, string>();
  for (const { sourceId, targetId, type, exportedMemberIds } of links.values()) {
    if (chronicle.mayBeDangling(sourceId)) continue;
    const resource = (type === 'User' ? users : groups).get(targetId);
    if (resource === undefined) found.push(`the link of ${sourceId} leads to ${targetId}, which is not there`);
    if (leaders.has(targetId)) found.push(`the links of ${sourceId} and ${leaders.get(targetId)} lead to one resource`);
    leaders.set(targetId, sourceId);
    if (resource === undefined) continue;
    const held = heldMemberIds(resource);
    const isMissing = ({ targetId: id }: Link) => !held.has(id) && !chronicle.isMemberInDoubt(targetId, id);
    const missing = exportedMemberIds.flatMap((id) => links.get(id) ?? []).filter(isMissing);
    found.push(...missing.map((link) => `${sourceId} counts ${link.sourceId} as its member, and the target does not`));
  }
  return found;
}

import type { TenantStore } from '#harness/ports/session-ports.ts';
import { DEFAULT_ACCESS_ROLE_ID, type TenantGroup, type TenantObject, type TenantUser } from '#shared/entra/tenant.ts';
import { generateTenant } from '#shared/entra/tenant-generator.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { GroupPlan, Move, Plan, Who } from './plan.ts';

/**
 * The tenant as somebody would keep it on paper, beside the store that the engine reads: what is in it, who is assigned, and what
 * was changed since the last cycle that saw it. All moves are made here first.
 */
export interface Ledger {
  /** Not hard-deleted, by id. */
  readonly objects: ReadonlyMap<string, TenantObject>;
  /** Hard-deleted, as they last were. */
  readonly gone: ReadonlyMap<string, TenantObject>;
  readonly assigned: ReadonlySet<string>;
  /** Who changed since the last call; a group by its members, too. */
  takeChanges(): ReadonlySet<string>;
  isChanged(id: string): boolean;
  /** What was done, in one sentence; null where the move changed nothing. */
  move(move: Move): string | null;
  listen(listener: LedgerListener): void;
  /** User principal names, in the order in which users came into being. */
  userNames(): readonly string[];
  /** How sentences call an object. */
  nameOf(id: string): string;
}

export const DOMAIN = 'larkfield.test';

/** Told of each new state of a user, and of what ends. */
interface LedgerListener {
  readonly onUser: (user: TenantUser) => void;
  readonly onMemberRemoved: (groupId: string, memberId: string) => void;
  readonly onManagerChanged: (userId: string) => void;
  readonly onHardDeleted: (object: TenantObject) => void;
}

interface Place {
  readonly store: TenantStore;
  readonly appId: string;
  readonly clock: Clock;
}

export function openLedger({ seed, tenant }: Plan, { store, appId, clock }: Place): Ledger {
  const objects = new Map<string, TenantObject>();
  const gone = new Map<string, TenantObject>();
  const assigned = new Set<string>();
  let changedIds = new Set<string>();
  let listener: LedgerListener | undefined;
  const ids: Record<Who['type'], string[]> = { User: [], Group: [] };
  let renameCount = 0;

  const idOf = (type: Who['type'], number: number): string => ids[type][number % ids[type].length] ?? '';
  const liveOf = ({ type, number }: Who): TenantObject | undefined => {
    const object = objects.get(idOf(type, number));
    return object?.deletedAt === null ? object : undefined;
  };
  const noteNew = (object: TenantObject): void => {
    if (!objects.has(object.objectId)) ids[object.type].push(object.objectId);
    objects.set(object.objectId, object);
    changedIds.add(object.objectId);
    if (object.type === 'User') listener?.onUser(object);
  };
  const put = (object: TenantObject, change: 'created' | 'updated' | 'softDeleted' | 'restored'): void => {
    noteNew(object);
    store.put(object, change);
  };
  const assign = (objectId: string): void => {
    assigned.add(objectId);
    changedIds.add(objectId);
    store.assign(appId, [{ principalId: objectId, appRoleId: DEFAULT_ACCESS_ROLE_ID }]);
  };
  const newUser = (number: number): TenantUser => {
    const [user] = generateTenant({
      ...{ seed: `${seed} later ${number}`, userCount: 1, hasGroups: false, guestPercent: 0, withoutMailPercent: 20 },
      ...{ domain: DOMAIN, isTaken: () => false },
    });
    if (user?.type !== 'User') throw new Error('A tenant of one begins with a user.');
    const alias = `later-${number}`;
    const attributes = { ...user.attributes, userPrincipalName: `${alias}@${DOMAIN}`, mailNickname: alias };
    return { ...user, key: alias, attributes };
  };
  const newGroup = (number: number, { memberUsers, memberGroups }: GroupPlan): TenantGroup => {
    const objectId = randomUuid(seededRandom(seed, 'simulated group', String(number)));
    const members = [...memberUsers.map((user) => idOf('User', user)), ...memberGroups.map((group) => idOf('Group', group))];
    const memberIds = [...new Set(members)].filter((id) => objects.has(id));
    return {
      ...{ type: 'Group', objectId, key: `group-${number}`, deletedAt: null, memberIds },
      attributes: { displayName: `Group ${number}`, securityEnabled: true },
    };
  };
  const withoutMember = (group: TenantGroup, memberId: string): TenantGroup => ({
    ...group,
    memberIds: group.memberIds.filter((id) => id !== memberId),
  });
  const hardDelete = (object: TenantObject): void => {
    const { objectId } = object;
    objects.delete(objectId);
    gone.set(objectId, object);
    assigned.delete(objectId);
    for (const other of objects.values()) {
      if (other.type === 'Group') objects.set(other.objectId, withoutMember(other, objectId));
    }
    listener?.onHardDeleted(object);
    store.hardDelete(objectId);
  };

  const users = [
    ...generateTenant({
      ...{ seed: String(seed), userCount: tenant.userCount, hasGroups: false, guestPercent: tenant.guestPercent },
      ...{ withoutMailPercent: 10, domain: DOMAIN, isTaken: () => false },
    }),
  ];
  for (const user of users) noteNew(user);
  // Two steps: a group may hold one that is made after it.
  for (const [number, group] of tenant.groups.entries()) noteNew(newGroup(number, { ...group, memberGroups: [] }));
  for (const [number, group] of tenant.groups.entries()) {
    const whole = newGroup(number, group);
    noteNew({ ...whole, memberIds: whole.memberIds.filter((id) => id !== whole.objectId) });
  }
  store.putAll([...objects.values()]);
  const everybody = [...ids.User, ...ids.Group];
  for (const number of tenant.assigned) assign(everybody[number % everybody.length] ?? '');

  const move = (move: Move): string | null => {
    switch (move.kind) {
      case 'createUser': {
        const user = newUser(ids.User.length);
        const managerId = move.manager === null ? null : (liveOf({ type: 'User', number: move.manager })?.objectId ?? null);
        put({ ...user, managerId }, 'created');
        const group = move.group === null ? undefined : liveOf({ type: 'Group', number: move.group });
        if (group?.type === 'Group') put({ ...group, memberIds: [...group.memberIds, user.objectId] }, 'updated');
        if (move.isAssigned) assign(user.objectId);
        return `${user.key} is created${group ? ` in ${group.key}` : ''}${move.isAssigned ? ' and assigned' : ''}`;
      }
      case 'createGroup': {
        const group = newGroup(ids.Group.length, move.group);
        put(group, 'created');
        if (move.isAssigned) assign(group.objectId);
        return `${group.key} is created with ${group.memberIds.length} members${move.isAssigned ? ' and assigned' : ''}`;
      }
      case 'edit': {
        const user = liveOf({ type: 'User', number: move.user });
        if (user === undefined) return null;
        const { [move.name]: _before, ...rest } = user.attributes;
        put({ ...user, attributes: move.value === null ? rest : { ...rest, [move.name]: move.value } }, 'updated');
        return `${user.key} has ${move.name} ${JSON.stringify(move.value)}`;
      }
      case 'block':
      case 'unblock': {
        const user = liveOf({ type: 'User', number: move.user });
        if (user === undefined) return null;
        put({ ...user, attributes: { ...user.attributes, accountEnabled: move.kind === 'unblock' } }, 'updated');
        return `${user.key} is ${move.kind}ed`;
      }
      case 'setManager': {
        const user = liveOf({ type: 'User', number: move.user });
        const manager = move.manager === null ? undefined : liveOf({ type: 'User', number: move.manager });
        if (user?.type !== 'User') return null;
        put({ ...user, managerId: manager?.objectId ?? null }, 'updated');
        listener?.onManagerChanged(user.objectId);
        return `${user.key} reports to ${manager?.key ?? 'nobody'}`;
      }
      case 'addMember':
      case 'removeMember': {
        const group = liveOf({ type: 'Group', number: move.group });
        const member = objects.get(idOf(move.who.type, move.who.number));
        if (group?.type !== 'Group' || member === undefined || member === group) return null;
        const without = withoutMember(group, member.objectId);
        const isIn = without.memberIds.length < group.memberIds.length;
        if (isIn === (move.kind === 'addMember')) return null;
        if (isIn) listener?.onMemberRemoved(group.objectId, member.objectId);
        put(isIn ? without : { ...group, memberIds: [...group.memberIds, member.objectId] }, 'updated');
        return `${member.key} ${isIn ? 'leaves' : 'joins'} ${group.key}`;
      }
      case 'rename': {
        const object = liveOf(move.who);
        if (object === undefined) return null;
        renameCount += 1;
        // Never a name that somebody had before: who holds it meanwhile would be another story.
        const isUser = object.type === 'User';
        const name = isUser ? `${object.attributes['mailNickname']}-${renameCount}@${DOMAIN}` : `${object.key}-${renameCount}`;
        const attribute = isUser ? 'userPrincipalName' : 'displayName';
        put({ ...object, attributes: { ...object.attributes, [attribute]: name } }, 'updated');
        return `${object.key} is renamed to ${name}`;
      }
      case 'softDelete': {
        const object = liveOf(move.who);
        if (object === undefined) return null;
        put({ ...object, deletedAt: clock.now() }, 'softDeleted');
        return `${object.key} is soft-deleted`;
      }
      case 'restore': {
        const object = objects.get(idOf(move.who.type, move.who.number));
        if (object === undefined || object.deletedAt === null) return null;
        put({ ...object, deletedAt: null }, 'restored');
        return `${object.key} is restored`;
      }
      case 'hardDelete': {
        const object = objects.get(idOf(move.who.type, move.who.number));
        if (object === undefined) return null;
        hardDelete(object);
        return `${object.key} is deleted for good`;
      }
      case 'assign': {
        const object = liveOf(move.who);
        if (object === undefined || assigned.has(object.objectId)) return null;
        assign(object.objectId);
        return `${object.key} is assigned`;
      }
      case 'unassign': {
        const objectId = idOf(move.who.type, move.who.number);
        if (!assigned.delete(objectId)) return null;
        changedIds.add(objectId);
        store.unassign(appId, [objectId]);
        return `${objects.get(objectId)?.key} is unassigned`;
      }
    }
  };
  return {
    ...{ objects, gone, assigned, move },
    takeChanges: () => {
      const taken = changedIds;
      changedIds = new Set();
      return taken;
    },
    isChanged: (id) => changedIds.has(id),
    listen: (told) => {
      listener = told;
    },
    userNames: () => ids.User.map((id) => String(objects.get(id)?.attributes['userPrincipalName'])),
    nameOf: (id) => (objects.get(id) ?? gone.get(id))?.key ?? id,
  };
}

import type { TenantStore } from '#harness/ports/session-ports.ts';
import { DEFAULT_ACCESS_ROLE_ID, type TenantObject, type TenantUser } from '#shared/entra/tenant.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Move, Plan, UserPlan } from './tenant-arbitraries.ts';

/** Whoever changes the tenant between two cycles. */
export interface Administrator {
  /** What does not fit the object (restoring one that is not deleted, changing one that is) changes nothing. */
  move(move: Move): void;
}

interface Place {
  readonly tenant: TenantStore;
  readonly appId: string;
  readonly clock: Clock;
}

/** Fills the tenant as planned. */
export function createAdministrator(plan: Plan, { tenant, appId, clock }: Place): Administrator {
  const users = plan.users.map((_, number) => `user-${number}`);
  const groups = plan.groups.map((_, number) => `group-${number}`);
  const userOf = (number: number): string => pick(users, number);
  const keyOf = (number: number): string => pick([...users, ...groups], number);

  const toUser = ({ attributes, isBlocked, manager }: UserPlan, key: string): TenantUser => ({
    ...{ type: 'User', objectId: idOf(key), key, deletedAt: null },
    attributes: { ...attributes, userPrincipalName: `${key}@larkfield.test`, accountEnabled: !isBlocked },
    managerId: manager === null ? null : idOf(userOf(manager)),
  });
  const toGroup = (members: readonly number[], key: string): TenantObject => {
    const memberIds = [...new Set(members.map(keyOf))].filter((member) => member !== key).map(idOf);
    return { type: 'Group', objectId: idOf(key), key, deletedAt: null, attributes: { displayName: `Group ${key}` }, memberIds };
  };
  const live = (key: string): TenantObject | undefined => {
    const object = tenant.findByKey(key);
    return object?.deletedAt === null ? object : undefined;
  };
  const update = (key: string, change: (object: TenantObject) => TenantObject): void => {
    const object = live(key);
    if (object !== undefined) tenant.put(change(object), 'updated');
  };

  tenant.putAll([
    ...plan.users.map((user, number) => toUser(user, userOf(number))),
    ...plan.groups.map(({ members }, number) => toGroup(members, pick(groups, number))),
  ]);
  const assign = (keys: readonly string[]): void =>
    tenant.assign(
      appId,
      keys.map((key) => ({ principalId: idOf(key), appRoleId: DEFAULT_ACCESS_ROLE_ID })),
    );
  assign(plan.assigned.map(keyOf));

  const move = (move: Move): void => {
    switch (move.kind) {
      case 'create': {
        const key = `user-${users.length}`;
        users.push(key);
        tenant.put(toUser(move.plan, key), 'created');
        break;
      }
      case 'set':
        update(userOf(move.user), (user) => withAttribute(user, move.name, move.value));
        break;
      case 'rename':
        update(keyOf(move.who), (object) => renamed(object, move.name));
        break;
      case 'setManager': {
        const managerId = move.manager === null ? null : (tenant.findByKey(userOf(move.manager))?.objectId ?? null);
        update(userOf(move.user), (user) => (user.type === 'User' ? { ...user, managerId } : user));
        break;
      }
      case 'addMember':
      case 'removeMember': {
        const member = tenant.findByKey(keyOf(move.who));
        if (member !== undefined) update(pick(groups, move.group), (group) => withMember(group, member.objectId, move.kind));
        break;
      }
      case 'softDelete': {
        const object = live(keyOf(move.who));
        if (object !== undefined) tenant.put({ ...object, deletedAt: clock.now() }, 'softDeleted');
        break;
      }
      case 'restore': {
        const object = tenant.findByKey(keyOf(move.who));
        if (object !== undefined && object.deletedAt !== null) tenant.put({ ...object, deletedAt: null }, 'restored');
        break;
      }
      case 'hardDelete':
        tenant.hardDelete(idOf(keyOf(move.who)));
        break;
      case 'assign':
        if (live(keyOf(move.who)) !== undefined) assign([keyOf(move.who)]);
        break;
      case 'unassign':
        tenant.unassign(appId, [idOf(keyOf(move.who))]);
        break;
    }
  };
  return { move };
}

/** Names stay different: each object has its own key in them. */
function renamed(object: TenantObject, name: string): TenantObject {
  return object.type === 'User'
    ? withAttribute(object, 'userPrincipalName', `${object.key}-${name}@larkfield.test`)
    : withAttribute(object, 'displayName', `Group ${object.key}-${name}`);
}

/** With the member at the end, or without it; no group is its own member. */
function withMember(group: TenantObject, memberId: string, kind: 'addMember' | 'removeMember'): TenantObject {
  if (group.type === 'User') return group;
  const others = group.memberIds.filter((id) => id !== memberId);
  return { ...group, memberIds: kind === 'addMember' && memberId !== group.objectId ? [...others, memberId] : others };
}

function withAttribute(object: TenantObject, name: string, value: string | boolean | null): TenantObject {
  const { [name]: _before, ...attributes } = object.attributes;
  return { ...object, attributes: value === null ? attributes : { ...attributes, [name]: value } };
}

function pick(keys: readonly string[], number: number): string {
  return keys[number % keys.length] ?? '';
}

/** `user-3` and `group-3` have ids that tell them apart. */
function idOf(key: string): string {
  const [type, number = ''] = key.split('-');
  return `${type === 'user' ? 1 : 2}0000000-0000-4000-8000-${number.padStart(12, '0')}`;
}

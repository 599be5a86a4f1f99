import type { TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import { DEFAULT_ACCESS_ROLE_ID } from '#shared/entra/tenant.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { ScenarioAction } from '#shared/scenario/scenario.ts';
import type { TenantStore } from '../ports/session-ports.ts';

/** The steps of a scenario that an administrator does in the tenant. */
export type TenantAction = Extract<
  ScenarioAction,
  {
    readonly kind:
      | 'assign'
      | 'unassign'
      | 'softDelete'
      | 'restore'
      | 'hardDelete'
      | 'change'
      | 'addMember'
      | 'removeMember'
      | 'membershipRule';
  }
>;

export interface Obstacle {
  readonly message: string;
  readonly remedy: string;
}

/** Changes the tenant as a step says. Answers what stood in the way; then nothing was changed. */
export function changeTenant(
  action: TenantAction,
  world: { readonly tenant: TenantStore; readonly appId: string; readonly now: Instant },
): readonly Obstacle[] {
  const { tenant } = world;
  const obstacles = keysOf(action).flatMap((key) => obstacleFor(action, key, tenant.findByKey(key)));
  if (obstacles.length > 0) return obstacles;
  const objectOf = (key: string): TenantObject | undefined => tenant.findByKey(key);
  const idsOf = (keys: readonly string[]): readonly string[] => keys.flatMap((key) => objectOf(key)?.objectId ?? []);
  switch (action.kind) {
    case 'assign':
      assign(action, world);
      return [];
    case 'unassign':
      tenant.unassign(world.appId, idsOf(action.keys));
      return [];
    case 'softDelete':
    case 'restore': {
      const deletedAt = action.kind === 'softDelete' ? world.now : null;
      for (const object of action.keys.flatMap((key) => objectOf(key) ?? [])) {
        tenant.put({ ...object, deletedAt }, action.kind === 'softDelete' ? 'softDeleted' : 'restored');
      }
      return [];
    }
    case 'hardDelete':
      for (const objectId of idsOf(action.keys)) tenant.hardDelete(objectId);
      return [];
    case 'change':
      for (const [key, attributes] of Object.entries(action.attributesByKey)) {
        const object = objectOf(key);
        if (object !== undefined)
          tenant.put(
            changed(object, attributes, (managerKey) => idsOf([managerKey])[0] ?? null),
            'updated',
          );
      }
      return [];
    case 'addMember':
    case 'removeMember':
      for (const [key, members] of Object.entries(action.membersByGroup)) {
        const group = objectOf(key);
        if (group?.type === 'Group') tenant.put(withMembers(group, idsOf(members), action.kind), 'updated');
      }
      return [];
    case 'membershipRule':
      for (const [key, membershipRule] of Object.entries(action.rulesByGroup)) {
        const group = objectOf(key);
        if (group?.type === 'Group') tenant.put({ ...group, membershipRule }, 'updated');
      }
      return [];
  }
}

function assign(
  { assignments }: Extract<TenantAction, { readonly kind: 'assign' }>,
  { tenant, appId }: { readonly tenant: TenantStore; readonly appId: string },
): void {
  tenant.assign(
    appId,
    assignments.flatMap(({ key, role }) => {
      const principalId = tenant.findByKey(key)?.objectId;
      const appRoleId = role === null ? DEFAULT_ACCESS_ROLE_ID : tenant.addRole(appId, role).id;
      return principalId === undefined ? [] : [{ principalId, appRoleId }];
    }),
  );
}

function keysOf(action: TenantAction): readonly string[] {
  switch (action.kind) {
    case 'change':
      return Object.keys(action.attributesByKey);
    case 'addMember':
    case 'removeMember':
      return Object.entries(action.membersByGroup).flatMap(([group, members]) => [group, ...members]);
    case 'membershipRule':
      return Object.keys(action.rulesByGroup);
    case 'assign':
      return action.assignments.map(({ key }) => key);
    default:
      return action.keys;
  }
}

/** What Entra would not let an administrator do. */
function obstacleFor(action: TenantAction, key: string, object: TenantObject | undefined): readonly Obstacle[] {
  if (object === undefined) {
    return [
      { message: `"${key}" was deleted for good in an earlier step.`, remedy: 'Use softDelete there if it is needed later.' },
    ];
  }
  const isDeleted = object.deletedAt !== null;
  if (action.kind === 'restore' && !isDeleted) {
    return [{ message: `"${key}" is not deleted, so it cannot be restored.`, remedy: 'Put a softDelete before it.' }];
  }
  if (
    isDeleted &&
    (action.kind === 'change' || action.kind === 'assign' || action.kind === 'softDelete' || action.kind === 'addMember')
  ) {
    return [{ message: `"${key}" is deleted, so this cannot be done to it.`, remedy: 'Put a restore before it.' }];
  }
  const isMembership = action.kind === 'addMember' || action.kind === 'removeMember';
  if (isMembership && Object.hasOwn(action.membersByGroup, key) && object.type === 'Group' && object.membershipRule) {
    return [
      {
        message: `"${key}" is a dynamic group: its members follow ${object.membershipRule.attribute}.`,
        remedy: 'Change that attribute of the user, or end the rule with membershipRule: { ...: null }.',
      },
    ];
  }
  return [];
}

function changed(
  object: TenantObject,
  changes: Readonly<Record<string, string | boolean | readonly string[] | null>>,
  idOf: (key: string) => string | null,
): TenantObject {
  const { manager, ...attributeChanges } = changes;
  const attributes = { ...object.attributes };
  for (const [name, value] of Object.entries(attributeChanges)) {
    if (value === null) delete attributes[name];
    else attributes[name] = value;
  }
  if (object.type === 'Group' || manager === undefined) return { ...object, attributes };
  return { ...object, attributes, managerId: typeof manager === 'string' ? idOf(manager) : null } satisfies TenantUser;
}

function withMembers(group: TenantGroup, memberIds: readonly string[], kind: 'addMember' | 'removeMember'): TenantGroup {
  const others = group.memberIds.filter((id) => !memberIds.includes(id));
  return {
    ...group,
    memberIds:
      kind === 'removeMember' ? others : [...group.memberIds, ...memberIds.filter((id) => !group.memberIds.includes(id))],
  };
}

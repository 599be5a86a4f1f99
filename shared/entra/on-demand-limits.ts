import type { TenantObject } from './tenant.ts';

/** Why *Provision on demand* does not take an object with the members picked for it. */
export type OnDemandObstacle =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-members' }
  | { readonly kind: 'stranger' | 'nested' | 'inactive'; readonly member: TenantObject };

/** Empty where it is taken; who asks finds the words. Source: Microsoft, provision-on-demand, known limitations. */
export function onDemandObstacles(object: TenantObject, members: readonly TenantObject[]): readonly OnDemandObstacle[] {
  if (!isFoundOnDemand(object)) return [{ kind: 'not-found' }];
  if (object.type === 'User') return members.length === 0 ? [] : [{ kind: 'no-members' }];
  return members.flatMap((member): readonly OnDemandObstacle[] => {
    if (!object.memberIds.includes(member.objectId)) return [{ kind: 'stranger', member }];
    if (member.type === 'Group') return [{ kind: 'nested', member }];
    return isFoundOnDemand(member) ? [] : [{ kind: 'inactive', member }];
  });
}

/** Whether the search of the page finds it. */
function isFoundOnDemand({ deletedAt, attributes }: TenantObject): boolean {
  return deletedAt === null && attributes['accountEnabled'] !== false;
}

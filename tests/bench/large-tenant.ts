import type { TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import type { TenantStore } from '../../harness/ports/session-ports.ts';

const PAGE_SIZE = 1000;
export const GROUP_COUNT = 100;
const MEMBERS_PER_GROUP = 20;

/** Fills a tenant page by page, so that it is not in memory as well. Nine users of ten have a manager. */
export function fillTenant(tenant: TenantStore, userCount: number): void {
  for (let from = 0; from < userCount; from += PAGE_SIZE) {
    tenant.putAll(Array.from({ length: Math.min(PAGE_SIZE, userCount - from) }, (_, index) => toUser(from + index)));
  }
  tenant.putAll(Array.from({ length: GROUP_COUNT }, (_, number) => toGroup(number, userCount)));
}

export function userId(number: number): string {
  return `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function groupId(number: number): string {
  return `20000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Every object, by id alone. */
export function* everyId(userCount: number): Generator<{ readonly id: string; readonly type: TenantObject['type'] }> {
  for (let number = 0; number < userCount; number += 1) yield { id: userId(number), type: 'User' };
  for (let number = 0; number < GROUP_COUNT; number += 1) yield { id: groupId(number), type: 'Group' };
}

function toUser(number: number): TenantUser {
  const name = `person-${number}`;
  return {
    type: 'User',
    objectId: userId(number),
    key: name,
    attributes: {
      displayName: `Person ${number}`,
      userPrincipalName: `${name}@larkfield.test`,
      mailNickname: name,
      mail: `${name}@larkfield.test`,
      givenName: 'Person',
      surname: String(number),
      jobTitle: 'Engineer',
      department: `Department ${number % 20}`,
      accountEnabled: true,
    },
    managerId: number % 10 === 0 ? null : userId(number - (number % 10)),
    deletedAt: null,
  };
}

function toGroup(number: number, userCount: number): TenantGroup {
  return {
    type: 'Group',
    objectId: groupId(number),
    key: `group-${number}`,
    attributes: { displayName: `Group ${number}` },
    memberIds: Array.from({ length: MEMBERS_PER_GROUP }, (_, index) => userId((number * MEMBERS_PER_GROUP + index) % userCount)),
    deletedAt: null,
  };
}

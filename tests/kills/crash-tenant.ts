import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import type { WorkspaceDb } from '../../harness/ports/workspace-ports.ts';

/** Twelve users under two managers, in three groups. */
export const users: readonly TenantUser[] = Array.from({ length: 12 }, (_, number) =>
  toUser(number, number % 6 === 0 ? null : number % 2 === 0 ? 0 : 6),
);

export const groups: readonly TenantGroup[] = [
  toGroup('Everybody', users),
  toGroup(
    'Evens',
    users.filter((_, number) => number % 2 === 0),
  ),
  toGroup('Nobody', []),
];

/** Somebody comes, somebody goes, others change in every way that is sent. */
export function changeTenant({ tenant }: WorkspaceDb): void {
  const [everybody, evens, nobody] = groups;
  const set = (number: number, attributes: TenantUser['attributes'], rest: Partial<TenantUser> = {}): void => {
    const user = users[number];
    if (user !== undefined) tenant.put({ ...user, ...rest, attributes: { ...user.attributes, ...attributes } }, 'updated');
  };
  for (const number of [1, 2, 3]) set(number, { jobTitle: 'Lead' });
  set(4, { accountEnabled: false });
  set(5, {}, { deletedAt: 1 });
  set(7, {}, { managerId: 'user-0' });
  tenant.hardDelete('user-8');
  tenant.hardDelete('user-9');
  tenant.putAll([toUser(12, 0), toUser(13, 6)]);
  if (everybody !== undefined)
    tenant.put({ ...everybody, memberIds: [...everybody.memberIds.slice(2, 8), 'user-12', 'user-13'] }, 'updated');
  if (evens !== undefined) tenant.put({ ...evens, attributes: { displayName: 'Even numbers' } }, 'updated');
  if (nobody !== undefined) tenant.hardDelete(nobody.objectId);
}

function toUser(number: number, manager: number | null): TenantUser {
  const name = `person-${number}`;
  return {
    type: 'User',
    objectId: `user-${number}`,
    key: `user-${number}`,
    attributes: {
      displayName: `Person ${number}`,
      userPrincipalName: `${name}@larkfield.test`,
      mailNickname: name,
      givenName: 'Person',
      surname: String(number),
      accountEnabled: true,
    },
    managerId: manager === null ? null : `user-${manager}`,
    deletedAt: null,
  };
}

function toGroup(displayName: string, members: readonly TenantUser[]): TenantGroup {
  const key = `group-${displayName.toLowerCase()}`;
  return {
    type: 'Group',
    objectId: key,
    key,
    attributes: { displayName },
    memberIds: members.map(({ objectId }) => objectId),
    deletedAt: null,
  };
}

import type { TenantGroupView } from '#shared/api/tenant-views.ts';
import type { ApiClient } from '../../app/client.ts';
import { textOf } from '../directory-objects/attribute-fields.ts';

/** The one object a run on demand is about. */
export interface Subject {
  readonly objectId: string;
  readonly type: 'User' | 'Group';
  readonly displayName: string;
  readonly detail: string;
  /** Direct members of a group that are users; a nested group cannot be provisioned on demand. */
  readonly members: TenantGroupView['members'];
}

/** Documented: provision-on-demand, limitations. */
export const MEMBERS_MAX = 5;

/** An id may be a user's or a group's: the address does not say which. */
export async function readSubject(api: ApiClient, objectId: string): Promise<Subject> {
  const [user, group] = await Promise.allSettled([api.tenant.user({ objectId }), api.tenant.group({ objectId })]);
  if (group.status === 'fulfilled') {
    const { displayName, members } = group.value;
    const users = members.filter(({ type }) => type === 'User');
    return { objectId, type: 'Group', displayName, detail: `Group · ${users.length} users`, members: users };
  }
  if (user.status === 'rejected') throw user.reason;
  const { displayName, attributes } = user.value;
  return { objectId, type: 'User', displayName, detail: textOf(attributes['userPrincipalName']), members: [] };
}

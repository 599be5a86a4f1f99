import type { TenantUserView } from '#shared/api/tenant-views.ts';
import type { ApiClient } from '../../app/client.ts';
import { guideApp, type Person, type Rehearsal } from './guide.ts';

const candidatesMax = 50;

/** How far this workspace has come, but for what only the page knows. */
export async function readRehearsal(api: ApiClient): Promise<Omit<Rehearsal, 'hasCompared'>> {
  const [directories, apps, users, groups] = await Promise.all([
    api.receiver.directories({}),
    api.apps.list({}),
    api.tenant.users({ limit: candidatesMax }),
    api.tenant.groups({ limit: 1 }),
  ]);
  const app = guideApp({ apps });
  return {
    directories,
    apps,
    assignments: app === undefined ? [] : await api.assignments.list({ appId: app.id }),
    tenantUserCount: users.totalCount,
    tenantGroupCount: groups.totalCount,
    candidate: candidateAmong(users.items),
  };
}

/** Somebody who may sign in, has a mail and a manager, and is no guest: all of a first request is there to see. */
function candidateAmong(users: readonly TenantUserView[]): Person | null {
  const plain = users.filter(
    ({ attributes }) =>
      attributes['accountEnabled'] !== false &&
      attributes['mail'] !== undefined &&
      !/#EXT#/i.test(String(attributes['userPrincipalName'])),
  );
  const [best = users[0]] = [...plain.filter(({ managerId }) => managerId !== null), ...plain];
  return best === undefined ? null : { objectId: best.objectId, displayName: best.displayName };
}

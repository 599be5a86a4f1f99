import type { DirectoryEventView } from '#shared/api/receiver-views.ts';
import type { TenantUserView } from '#shared/api/tenant-views.ts';
import { isJsonObject } from '#shared/kernel/json.ts';
import type { ResourceRow } from '../receiver/resource-row.ts';
import type { Rehearsal } from './guide.ts';

export interface StagedUser {
  readonly user: TenantUserView;
  readonly isAssigned: boolean;
}

interface Staging {
  readonly rehearsal: Pick<Rehearsal, 'assignments'>;
  /** Whom the guide is about; always among those shown. */
  readonly subjectId: string | undefined;
  readonly countMax: number;
}

/** The first few users, in their order, and the one the guide is about. */
export function stagedUsers(
  users: readonly TenantUserView[],
  { rehearsal, subjectId, countMax }: Staging,
): readonly StagedUser[] {
  const assignedIds = new Set(rehearsal.assignments.map(({ principalId }) => principalId));
  const subjectAt = users.findIndex(({ objectId }) => objectId === subjectId);
  const shown = users.filter((_user, index) => index === subjectAt || index < (subjectAt < countMax ? countMax : countMax - 1));
  return shown.map((user) => ({ user, isAssigned: assignedIds.has(user.objectId) }));
}

/** The newest event about a user of a directory; events name users by the id the client gave them. */
export function eventOf(
  { externalId, mainName }: Pick<ResourceRow, 'externalId' | 'mainName'>,
  events: readonly DirectoryEventView[],
): DirectoryEventView | undefined {
  return events.find(({ data }) => isJsonObject(data) && data['idp_id'] === (externalId ?? mainName));
}

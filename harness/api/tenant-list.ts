import type { UserFilter, UserQueries } from '../ports/workspace-ports.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

interface UserQuery extends Omit<UserFilter, 'target'> {
  readonly target: 'any' | 'failed' | 'linked' | 'unlinked';
  readonly offset: number;
  readonly limit: number;
}

/** A page of the users that pass the filters, by display name. */
export function listUsers({ db, document }: WorkspaceParts, { target, ...query }: UserQuery): ReturnType<UserQueries['page']> {
  const appIds = document.value.applications.map(({ id }) => id);
  return db.users.page({ ...query, target: target === 'any' ? null : { state: target, appIds } });
}

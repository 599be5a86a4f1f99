import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';

type Application = TenantUserDetailView['applications'][number];
type DeletedUser = Pick<TenantUserDetailView, 'applications'>;

/** What deleting users sends, one sentence per application that knows one of them; one in all where none does. */
export function whatDeletionSends(users: readonly DeletedUser[], kind: 'soft' | 'hard'): readonly string[] {
  const names = new Map(users.flatMap(({ applications }) => applications.map(({ appId, appName }) => [appId, appName] as const)));
  const sentences = [...names].flatMap(([appId, appName]) => {
    const known = users
      .flatMap(({ applications }) => applications.filter((application) => application.appId === appId))
      .filter(({ targetId }) => targetId !== null);
    if (known.length === 0) return [];
    return [`${appName}: ${kind === 'soft' ? softText(known) : hardText(known)}`];
  });
  return sentences.length === 0 ? ['No application has an account of it in its target, so that nothing is sent.'] : sentences;
}

function softText(known: readonly Application[]): string {
  const enabled = known.filter(({ isInScope, isManaged }) => isInScope && isManaged);
  if (enabled.length === 0) return 'nothing more is sent, for the account is disabled or not managed already.';
  return `${patches(enabled.length)} active to False at the next cycle.`;
}

function patches(count: number): string {
  return count === 1 ? 'a PATCH sets' : `${count} requests PATCH, each setting`;
}

function hardText(known: readonly Application[]): string {
  const managed = known.filter(({ isManaged }) => isManaged);
  if (managed.length === 0) return 'nothing is sent, for it is not managed since it left scope.';
  if (managed.every(({ isDeleteOn }) => !isDeleteOn)) return 'nothing is sent, for Delete is off under Target Object Actions.';
  const [first] = managed;
  if (managed.length === 1 && known.length === 1) return `DELETE /Users/${first?.targetId} at the next cycle.`;
  const rest = known.length - managed.length;
  return `DELETE for ${managed.length} at the next cycle${rest === 0 ? '' : `; ${rest} not managed any more`}.`;
}

import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
import type { Step } from '../../components/step-list.tsx';
import { isAccountEnabled } from './attribute-fields.ts';

/** What each application will do with a user at its next cycle, and what follows. `nextCycle` is the time as text. */
export function whatHappensNext(user: TenantUserDetailView, nextCycle: string | null): readonly Step[] {
  const when = nextCycle === null ? 'once its provisioning is on' : `at the next cycle, ${nextCycle}`;
  return user.applications.flatMap((application): readonly Step[] => [
    {
      key: application.appId,
      title: titleFor(user, application),
      state: application.targetId === null && !application.isInScope ? 'skipped' : 'pending',
      text: textFor(user, application, when),
    },
    ...purgeSteps(user, application),
  ]);
}

/** What follows once a soft-deleted user is purged. */
function purgeSteps({ deletedAt }: TenantUserDetailView, application: Application): readonly Step[] {
  const { appId, appName, targetId, isManaged, isDeleteOn } = application;
  if (deletedAt === null || targetId === null) return [];
  const isSent = isManaged && isDeleteOn;
  return [
    {
      key: `${appId} purge`,
      title: `Purged 30 days after the deletion, ${isSent ? `and deleted in ${appName}` : `and left in ${appName}`}`,
      state: isSent ? 'pending' : 'skipped',
      text: isSent
        ? `Then DELETE /Users/${targetId}.`
        : isManaged
          ? 'Delete is off under Target Object Actions, so that nothing is sent.'
          : 'It is not managed since it left scope, so that nothing is sent.',
    },
  ];
}

type Application = TenantUserDetailView['applications'][number];

function titleFor(user: TenantUserDetailView, { appName, isInScope, targetId }: Application): string {
  const isActive = isAccountEnabled(user.attributes) && user.deletedAt === null;
  if (targetId === null) return isInScope && isActive ? `Created in ${appName}` : `Nothing is sent to ${appName}`;
  return isInScope && isActive ? `Kept current in ${appName}` : `Disabled in ${appName}`;
}

function textFor(user: TenantUserDetailView, { isInScope, targetId }: Application, when: string): string {
  const isActive = isAccountEnabled(user.attributes) && user.deletedAt === null;
  if (targetId !== null) {
    if (isInScope && isActive) return `Only what changed here is sent, ${when}.`;
    return 'An update sets active to False. Entra ID sends DELETE only after the user is deleted permanently.';
  }
  if (!isInScope) return 'Assign the user, or a group the user is a direct member of.';
  if (!isActive) return 'A user who is blocked or deleted in Entra ID is not created.';
  return user.managerId === null
    ? `One request, ${when}: the user has no manager, so no update follows the create.`
    : `A create, ${when}, then an update: the manager is a reference and is written once the manager has an account there.`;
}

import type { LogEntryDetailView } from '#shared/api/evidence-views.ts';
import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
import { isReferenceToManager, isWorkMail } from './mapped-attributes.ts';

/** What vendors' customers ask about an entry like this, answered beside it. */
export interface LogNote {
  readonly key: 'manager' | 'no-manager' | 'no-mail' | 'disable';
  readonly title: string;
  readonly text: string;
  /** Blade that changes it. */
  readonly blade: 'mappings' | null;
}

/** `user` is the tenant's user as it is now; null where it is unknown or the entry is about a group. */
export function notesOf(
  entry: LogEntryDetailView,
  user: Pick<TenantUserDetailView, 'managerId' | 'attributes'> | null,
): readonly LogNote[] {
  if (entry.identity.type !== 'User') return [];
  return [managerNote(entry, user), mailNote(entry, user), disableNote(entry)].filter((note) => note !== null);
}

function managerNote(entry: LogEntryDetailView, user: Pick<TenantUserDetailView, 'managerId'> | null): LogNote | null {
  const carriesManager = entry.modifiedProperties.some(({ name }) => isReferenceToManager(name));
  const hasManager = carriesManager || (user !== null && user.managerId !== null);
  if (entry.action === 'update' && carriesManager) {
    return {
      key: 'manager',
      title: 'Why an update follows the create',
      text: 'A manager is a reference to another account. Entra ID sends it in a request of its own, once the manager has an account at the target whose id it can name.',
      blade: null,
    };
  }
  if (entry.action !== 'create' || entry.status !== 'success') return null;
  if (hasManager) {
    return {
      key: 'manager',
      title: 'Created, then updated',
      text: 'This user has a manager. A manager is a reference to another account, so Entra ID writes it in a second request, once the manager has an account at the target. The receiver therefore sees a user created and then updated: this is expected.',
      blade: null,
    };
  }
  return user === null
    ? null
    : {
        key: 'no-manager',
        title: 'Created, and no update follows',
        text: 'This user has no manager in Entra ID, so nothing is left to write after the create. A user with a manager arrives as a create followed by an update.',
        blade: null,
      };
}

function mailNote(entry: LogEntryDetailView, user: Pick<TenantUserDetailView, 'attributes'> | null): LogNote | null {
  if (entry.action !== 'create' || user === null) return null;
  const isMailSent = entry.modifiedProperties.some(({ name }) => isWorkMail(name));
  if (isMailSent || (user.attributes['mail'] ?? '') !== '') return null;
  return {
    key: 'no-mail',
    title: 'No e-mail was sent for this user',
    text: 'The mail attribute is empty in Entra ID, which is usual without Exchange. Map userPrincipalName to emails[type eq "work"].value if every user should arrive with an e-mail.',
    blade: 'mappings',
  };
}

function disableNote(entry: LogEntryDetailView): LogNote | null {
  if (entry.action !== 'disable') return null;
  return {
    key: 'disable',
    title: 'Disabled, not deleted',
    text: 'Entra ID sets active to False when a user is unassigned, leaves an assigned group, is blocked or is soft-deleted. DELETE is sent only after a permanent deletion.',
    blade: null,
  };
}

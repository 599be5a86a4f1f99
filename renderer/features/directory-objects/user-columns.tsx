import { Link as RouteLink } from 'wouter';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { TenantUserRowView } from '#shared/api/tenant-views.ts';
import type { Column } from '../../components/data-table.tsx';
import { momentText } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { explainHref } from '../explain/places.ts';
import { isAccountEnabled, textOf } from './attribute-fields.ts';
import { ObjectOutcome } from './object-outcome.tsx';
import { wordsOfOutcome } from './outcome-text.ts';

const muted = (text: string) => <span className="muted">{text}</span>;
const attribute = (name: string) => (user: TenantUserRowView) => textOf(user.attributes[name]) || muted('none');

const blocked = 'disabled' as const;

const ownColumns: readonly Column<TenantUserRowView>[] = [
  {
    key: 'displayName',
    name: 'Display name',
    width: 'minmax(140px, 1.2fr)',
    render: (user) => (
      <RouteLink className="link" href={`/entra/users/${user.objectId}`}>
        {user.displayName}
      </RouteLink>
    ),
  },
  { key: 'upn', name: 'User principal name', width: 'minmax(180px, 1.6fr)', render: attribute('userPrincipalName') },
  { key: 'mail', name: 'Mail', width: 64, render: (user) => (textOf(user.attributes['mail']) === '' ? muted('none') : 'set') },
  { key: 'jobTitle', name: 'Job title', render: attribute('jobTitle') },
  { key: 'department', name: 'Department', render: attribute('department') },
  { key: 'manager', name: 'Manager', render: (user) => user.managerName ?? muted('none') },
  { key: 'type', name: 'Type', width: 72, render: (user) => textOf(user.attributes['userType']) || 'Member' },
  {
    key: 'account',
    name: 'Account',
    width: 92,
    render: ({ attributes }) =>
      isAccountEnabled(attributes) ? (
        'Enabled'
      ) : (
        <StatusTag role={blocked} isPlain>
          Blocked
        </StatusTag>
      ),
  },
];

/** Beyond these the list would be wider than any window. */
const APPLICATION_COLUMNS_MAX = 4;

/** One column per application, with the way to why it is so. */
export function userColumns(apps: readonly ApplicationView[]): readonly Column<TenantUserRowView>[] {
  return [
    ...ownColumns,
    ...apps.slice(0, APPLICATION_COLUMNS_MAX).map(
      ({ id, name }): Column<TenantUserRowView> => ({
        key: `app ${id}`,
        name,
        width: 'minmax(116px, 0.9fr)',
        render: (user) => {
          const outcome = user.outcomes.find(({ appId }) => appId === id);
          if (outcome === undefined) return null;
          return (
            <RouteLink
              className="user-outcome"
              href={explainHref(id, user.objectId)}
              aria-label={`${wordsOfOutcome(outcome, (at) => momentText(at, 'minute')).words}. Why? ${user.displayName} in ${name}`}
            >
              <ObjectOutcome outcome={outcome} />
            </RouteLink>
          );
        },
      }),
    ),
  ];
}

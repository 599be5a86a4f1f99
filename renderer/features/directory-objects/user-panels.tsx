import { Link as RouteLink } from 'wouter';
import type { TenantUserDetailView } from '#shared/api/views.ts';
import { useApi } from '../../app/api.tsx';
import { useClock } from '../../app/now.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { momentText } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { StepList } from '../../components/step-list.tsx';
import { useAction } from '../../components/use-action.ts';
import { whatHappensNext } from './what-happens-next.ts';

type ApplicationRow = TenantUserDetailView['applications'][number];

const applicationColumnsOf = (objectId: string): readonly Column<ApplicationRow>[] => [
  {
    key: 'app',
    name: 'Application',
    render: ({ appId, appName }) => (
      <RouteLink className="link" href={`/entra/apps/${appId}/overview`}>
        {appName}
      </RouteLink>
    ),
  },
  {
    key: 'scope',
    name: 'In scope',
    width: 110,
    render: ({ isInScope }) => (
      <StatusTag role={isInScope ? 'success' : 'skipped'} isPlain>
        {isInScope ? 'In scope' : 'Not in scope'}
      </StatusTag>
    ),
  },
  { key: 'because', name: 'Because', width: 'minmax(140px, 2fr)', render: ({ because }) => because },
  {
    key: 'target',
    name: 'Target resource',
    render: ({ targetId }) =>
      targetId === null ? <span className="muted">none yet</span> : <span className="mono">{targetId}</span>,
  },
  {
    key: 'on-demand',
    name: 'Provision',
    width: 84,
    render: ({ appId, appName }) => (
      <RouteLink
        className="link"
        href={`/entra/apps/${appId}/on-demand/${objectId}`}
        aria-label={`Provision on demand to ${appName}`}
      >
        On demand
      </RouteLink>
    ),
  },
];

/** In which applications the user is, and why. */
export function ApplicationsPanel({ user }: { readonly user: TenantUserDetailView }) {
  return (
    <Panel title="Where this user is" flush>
      <DataTable
        label="Applications of this user"
        columns={applicationColumnsOf(user.objectId)}
        rows={user.applications}
        rowKey={({ appId }) => appId}
        empty={<Empty title="No applications yet">Create one under Enterprise applications.</Empty>}
      />
    </Panel>
  );
}

/** What each application's next cycle will do with the user. */
export function NextPanel({ user }: { readonly user: TenantUserDetailView }) {
  const clock = useClock();
  const nextCycleAt = clock.data?.nextCycleAt ?? null;
  const steps = whatHappensNext(user, nextCycleAt === null ? null : momentText(nextCycleAt, 'time'));
  return (
    <Panel title="What happens next" world="entra">
      {steps.length === 0 ? (
        <p className="muted entra-text">No application to provision to yet.</p>
      ) : (
        <StepList label="What happens next" steps={steps} />
      )}
    </Panel>
  );
}

/** The user's groups, each with the way out of it. */
export function GroupsPanel({ user }: { readonly user: TenantUserDetailView }) {
  const api = useApi();
  const action = useAction();
  type Group = TenantUserDetailView['groups'][number];
  const columns: readonly Column<Group>[] = [
    {
      key: 'name',
      name: 'Group',
      render: ({ objectId, displayName }) => (
        <RouteLink className="link" href={`/entra/groups/${objectId}`}>
          {displayName}
        </RouteLink>
      ),
    },
    {
      key: 'leave',
      name: 'Membership',
      width: 88,
      render: ({ objectId, displayName }) => (
        <button
          type="button"
          className="entra-text-button"
          aria-label={`Leave ${displayName}`}
          disabled={action.isBusy}
          onClick={() => action.run(() => api.tenant.removeMember({ groupId: objectId, memberId: user.objectId }))}
        >
          Leave
        </button>
      ),
    },
  ];
  return (
    <Panel title="Groups" flush>
      <ProblemBanner problem={action.problem} />
      <DataTable
        label="Groups of this user"
        columns={columns}
        rows={user.groups}
        rowKey={({ objectId }) => objectId}
        empty={<p className="muted entra-text">In no group.</p>}
      />
    </Panel>
  );
}

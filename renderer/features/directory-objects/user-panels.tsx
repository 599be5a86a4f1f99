import { Link as RouteLink } from 'wouter';
import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
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
import { compareHref, explainHref } from '../explain/places.ts';
import { ObjectOutcome } from './object-outcome.tsx';
import { whatHappensNext } from './what-happens-next.ts';

type ApplicationRow = TenantUserDetailView['applications'][number];

const outOfScope = 'skipped' as const;

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
    key: 'because',
    name: 'In scope because',
    width: 'minmax(110px, 1.4fr)',
    render: ({ isInScope, because }) => (
      <span title={because}>
        {isInScope ? (
          because
        ) : (
          <StatusTag role={outOfScope} isPlain>
            {because}
          </StatusTag>
        )}
      </span>
    ),
  },
  {
    key: 'target',
    name: 'Target resource',
    width: 'minmax(72px, 0.6fr)',
    render: ({ targetId }) =>
      targetId === null ? (
        <span className="muted">none yet</span>
      ) : (
        <span className="mono" title={targetId}>
          {targetId}
        </span>
      ),
  },
  {
    key: 'outcome',
    name: 'Last outcome',
    width: 'minmax(136px, 1fr)',
    render: ({ appId, appName, outcome }) => (
      <span className="row">
        <ObjectOutcome outcome={outcome} />
        {outcome.entryId !== null && (
          <RouteLink
            className="link caption"
            href={`/entra/apps/${appId}/logs/${outcome.entryId}`}
            aria-label={`Log entry in ${appName}`}
          >
            Log
          </RouteLink>
        )}
      </span>
    ),
  },
  {
    key: 'ways',
    name: 'Look closer',
    width: 186,
    render: ({ appId, appName }) => (
      <span className="row">
        <RouteLink className="link" href={explainHref(appId, objectId)} aria-label={`Why? in ${appName}`}>
          Why?
        </RouteLink>
        <RouteLink className="link" href={compareHref(appId, objectId)} aria-label={`Compare sides in ${appName}`}>
          Compare
        </RouteLink>
        <RouteLink
          className="link"
          href={`/entra/apps/${appId}/on-demand/${objectId}`}
          aria-label={`Provision on demand to ${appName}`}
        >
          On demand
        </RouteLink>
      </span>
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

import { ProgressBar } from '@fluentui/react-components';
import { Link as RouteLink } from 'wouter';
import type { JobStatusView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { OutcomeBadge, type OutcomeRole, StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { bladeOf } from './application-page.tsx';
import { isProvisioningOn } from './job-state-tag.tsx';
import { logColumns } from './log-columns.tsx';
import { QuarantineHistory } from './quarantine-history.tsx';
import { StagedPanel } from './staged-panel.tsx';
import { TechnicalInformation } from './technical-information.tsx';
import { WaitingPanel } from './waiting-panel.tsx';

interface CyclePanelsProps {
  readonly appId: string;
  readonly status: JobStatusView;
}

export function CyclePanels({ appId, status }: CyclePanelsProps) {
  return (
    <div className="columns wide-left">
      <div className="stack entra-gap">
        <CurrentCycle appId={appId} status={status} />
        <LastCycle status={status} />
        {status.stagedCount > 0 && <StagedPanel appId={appId} count={status.stagedCount} />}
        {status.escrowCount > 0 && <WaitingPanel appId={appId} count={status.escrowCount} isOn={isProvisioningOn(status)} />}
        {status.escrowCount === 0 && (status.lastCycle?.failedCount ?? 0) > 0 && <NeedsALook appId={appId} />}
      </div>
      <div className="stack entra-gap">
        <Statistics status={status} />
        <QuarantineHistory appId={appId} />
        <TechnicalInformation appId={appId} status={status} />
      </div>
    </div>
  );
}

const none = <span className="muted">not yet</span>;

function CurrentCycle({ appId, status }: CyclePanelsProps) {
  const { currentCycle, lastCycle, nextCycleAt, steadyStateAchievedAt } = status;
  return (
    <Panel
      title="Current cycle status"
      world="entra"
      actions={
        <RouteLink className="link" href={bladeOf(appId, 'logs')}>
          View provisioning logs
        </RouteLink>
      }
    >
      <div className="entra-statement" role="status">
        <span>{status.sentence}</span>
        {currentCycle !== null && (
          <span className="muted caption numeric">
            {currentCycle.doneCount} of {currentCycle.totalCount} objects
          </span>
        )}
      </div>
      <ProgressBar
        aria-label="Cycle progress"
        max={100}
        value={status.percentComplete}
        color={
          status.state === 'failed' || status.state === 'quarantined'
            ? 'error'
            : status.percentComplete === 100
              ? 'success'
              : 'brand'
        }
      />
      <div className="entra-two-columns">
        <KeyValueList
          items={[
            { name: 'Completed', value: lastCycle === null ? none : <Moment at={lastCycle.finishedAt} /> },
            { name: 'Duration', value: lastCycle === null ? none : `${(lastCycle.durationMs / 1000).toFixed(3)} seconds` },
            {
              name: 'Steady state achieved',
              value: steadyStateAchievedAt === null ? none : <Moment at={steadyStateAchievedAt} />,
            },
          ]}
        />
        <KeyValueList
          items={[
            { name: 'Provisioning interval(fixed)', value: '40 minutes' },
            {
              name: 'Next cycle',
              value: nextCycleAt === null ? <span className="muted">none planned</span> : <Moment at={nextCycleAt} />,
            },
          ]}
        />
      </div>
    </Panel>
  );
}

const outcomes: readonly (readonly [name: string, role: OutcomeRole, count: keyof NonNullable<JobStatusView['lastCycle']>])[] = [
  ['Created', 'created', 'createdCount'],
  ['Updated', 'updated', 'updatedCount'],
  ['Disabled', 'disabled', 'disabledCount'],
  ['Deleted', 'deleted', 'deletedCount'],
  ['Skipped', 'skipped', 'skippedCount'],
  ['Failed', 'failed', 'failedCount'],
];

function LastCycle({ status: { lastCycle } }: { readonly status: JobStatusView }) {
  if (lastCycle === null) return null;
  return (
    <Panel title={`Last cycle: ${lastCycle.kind}, number ${lastCycle.number}`}>
      <dl className="entra-numbers">
        {outcomes.map(([name, role, count]) => (
          <div key={name}>
            <dt>
              <StatusTag role={role} isPlain>
                {name}
              </StatusTag>
            </dt>
            <dd>{lastCycle[count]}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function NeedsALook({ appId }: { readonly appId: string }) {
  const api = useApi();
  const failures = useView(['logs.list', appId, 'needs-a-look'], ['logs'], () =>
    api.logs.list({ appId, status: 'failure', search: '', offset: 0, limit: 5 }),
  );
  const items = failures.data?.items ?? [];
  if (items.length === 0) return null;
  const columns: readonly Column<(typeof items)[number]>[] = [
    logColumns.date,
    logColumns.identityLink(appId),
    {
      key: 'status',
      name: 'Status',
      width: 148,
      render: (entry) => <OutcomeBadge action={entry.action} status={entry.status} />,
    },
    logColumns.sentence,
  ];
  return (
    <Panel title="Needs a look" flush>
      <DataTable label="Newest failures" columns={columns} rows={items} rowKey={({ id }) => id} />
    </Panel>
  );
}

function Statistics({ status }: { readonly status: JobStatusView }) {
  return (
    <Panel title="Statistics to date">
      <dl className="entra-numbers">
        <div>
          <dt>Users</dt>
          <dd>{status.linkedUserCount}</dd>
        </div>
        <div>
          <dt>Groups</dt>
          <dd>{status.linkedGroupCount}</dd>
        </div>
        <div>
          <dt>
            <StatusTag role={status.escrowCount > 0 ? 'escrowed' : 'neutral'} isPlain>
              Escrowed
            </StatusTag>
          </dt>
          <dd>{status.escrowCount}</dd>
        </div>
      </dl>
      {status.escrowCount > 0 && (
        <p className="caption muted entra-text">An escrowed object failed and is retried later, whatever else happens to it.</p>
      )}
    </Panel>
  );
}

import { Button } from '@fluentui/react-components';
import type { WaitingObjectView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { LoggedIdentity } from './logged-identity.tsx';
import { shortCode } from './short-code.ts';

interface WaitingPanelProps {
  readonly appId: string;
  readonly count: number;
  /** Off, nobody is tried again. */
  readonly isOn: boolean;
}

/** Objects that failed: with what, how often, and when they are tried again. */
export function WaitingPanel({ appId, count, isOn }: WaitingPanelProps) {
  const api = useApi();
  const action = useAction();
  const waiting = usePagedView(['job.waiting', appId], ['job', 'logs'], (page) => api.job.waiting({ appId, ...page }));
  const retry = (sourceIds?: string[]) =>
    void action.run(() => api.job.retryNow(sourceIds === undefined ? { appId } : { appId, sourceIds }));
  const columns: readonly Column<WaitingObjectView>[] = [
    {
      key: 'identity',
      name: 'Identity',
      width: 'minmax(120px, 2fr)',
      render: (row) => <LoggedIdentity appId={appId} row={row} />,
    },
    {
      key: 'error',
      name: 'Error code',
      width: 'minmax(120px, 2fr)',
      render: ({ errorCode }) => <span title={errorCode}>{shortCode(errorCode)}</span>,
    },
    { key: 'attempts', name: 'Attempts', width: 80, numeric: true, render: ({ attemptCount }) => attemptCount },
    {
      key: 'next',
      name: 'Next attempt',
      width: 160,
      render: ({ nextAttemptAt }) =>
        nextAttemptAt === null ? <span className="muted">provisioning is off</span> : <Moment at={nextAttemptAt} />,
    },
    {
      key: 'retry',
      name: '',
      width: 96,
      render: ({ sourceId, displayName }) => (
        <Button
          size="small"
          appearance="subtle"
          aria-label={`Retry ${displayName} now`}
          disabled={!isOn || action.isBusy}
          onClick={() => retry([sourceId])}
        >
          Retry now
        </Button>
      ),
    },
  ];
  return (
    <Panel
      title={`Waiting for a retry: ${count}`}
      flush
      actions={
        <Button size="small" disabled={!isOn || action.isBusy} onClick={() => retry()}>
          Retry all now
        </Button>
      }
    >
      <ProblemBanner problem={action.problem ?? waiting.problem} />
      <DataTable
        label="Waiting for a retry"
        columns={columns}
        rows={waiting.data ?? []}
        rowKey={({ sourceId }) => sourceId}
        totalCount={waiting.totalCount}
        onEndReached={waiting.readMore}
        isLoading={waiting.isLoading}
        isUnknown={waiting.problem !== null}
      />
    </Panel>
  );
}

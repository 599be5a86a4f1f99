import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { Link as RouteLink } from 'wouter';
import type { StagedDeletionView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { bladeOf } from './application-page.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { LoggedIdentity } from './logged-identity.tsx';

/** Disables and deletions that accidental-deletion prevention holds back, and what may become of them. */
export function StagedPanel({ appId, count }: { readonly appId: string; readonly count: number }) {
  const api = useApi();
  const staged = usePagedView(['job.staged', appId], ['job', 'logs'], (page) => api.job.staged({ appId, ...page }));
  const [decision, setDecision] = useState<'allow' | 'reject' | null>(null);
  const columns: readonly Column<StagedDeletionView>[] = [
    {
      key: 'identity',
      name: 'Identity',
      width: 'minmax(140px, 2fr)',
      render: (row) => <LoggedIdentity appId={appId} row={row} />,
    },
    {
      key: 'action',
      name: 'Held back',
      width: 132,
      render: ({ action }) => (
        <StatusTag role={action === 'delete' ? 'deleted' : 'disabled'} isPlain>
          {action === 'delete' ? 'Delete' : 'Disable'}
        </StatusTag>
      ),
    },
    { key: 'since', name: 'Since', width: 168, render: ({ stagedAt }) => <Moment at={stagedAt} /> },
  ];
  return (
    <Panel
      title={`Staged deletions: ${count}`}
      flush
      actions={
        <span className="row">
          <Button size="small" onClick={() => setDecision('reject')}>
            Reject deletes
          </Button>
          <Button size="small" onClick={() => setDecision('allow')}>
            Allow deletes
          </Button>
        </span>
      }
    >
      <ProblemBanner problem={staged.problem} />
      <DataTable
        label="Staged deletions"
        columns={columns}
        rows={staged.data ?? []}
        rowKey={({ sourceId }) => sourceId}
        totalCount={staged.totalCount}
        onEndReached={staged.readMore}
        isLoading={staged.isLoading}
        isUnknown={staged.problem !== null}
      />
      <p className="caption muted quarantine-note">
        Nothing of this was sent. To keep somebody, assign or restore them, then restart; see each in the{' '}
        <RouteLink className="link" href={bladeOf(appId, 'logs')}>
          provisioning logs
        </RouteLink>
        .
      </p>
      {decision !== null && <DecideDialog appId={appId} decision={decision} onClose={() => setDecision(null)} />}
    </Panel>
  );
}

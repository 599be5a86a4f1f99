import { Pin16Filled } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RecordingView } from '#shared/api/recording-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import type { Action } from '../../components/use-action.ts';
import { outcomeText } from '../scenarios/outcome-text.ts';
import { DeleteRecordingDialog } from './delete-recording-dialog.tsx';
import { RecordingMenu } from './recording-actions.tsx';
import { sizeText } from './recording-text.ts';

/** Runs of scenarios that are kept, and traces that were brought in. */
export function RecordingList({ action }: { readonly action: Action }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const { data, problem, isLoading } = useView(['recordings'], ['recordings'], () => api.recordings.list({}));
  const [deleted, setDeleted] = useState<RecordingView | null>(null);
  const open = ({ id }: RecordingView) => navigate(`/recordings/${id}`);
  const actions: Column<RecordingView> = {
    key: 'actions',
    name: '',
    width: 40,
    render: (row) => (
      <RecordingMenu
        name={row.name}
        source={{ recordingId: row.id }}
        action={action}
        onOpen={() => open(row)}
        pin={{
          isPinned: row.isPinned,
          onChange: (isPinned) => void action.run(() => api.recordings.pin({ id: row.id, isPinned })),
        }}
        onDelete={() => setDeleted(row)}
      />
    ),
  };
  return (
    <>
      <ProblemBanner problem={problem} />
      {data !== undefined && data.unreadableCount > 0 && (
        <Banner
          intent="warning"
          title={
            data.unreadableCount === 1
              ? say('recordings.unreadable.one')
              : say('recordings.unreadable.many', { count: data.unreadableCount })
          }
        >
          <span className="mono">{data.folder}</span>
        </Banner>
      )}
      <DataTable
        label={say('recordings.label')}
        columns={[...columns, actions]}
        rows={data?.items ?? []}
        rowKey={({ id }) => id}
        onOpen={open}
        isLoading={isLoading}
        isUnknown={data === undefined}
        empty={
          <Empty
            title={say('recordings.none')}
            action={
              <a className="link" href="#/scenarios">
                {say('recordings.none.go')}
              </a>
            }
          >
            {say('recordings.none.why')}
          </Empty>
        }
      />
      <Foot>
        {data !== undefined && (
          <span>
            {say('recordings.kept', {
              size: sizeText(data.totalBytes),
              max: sizeText(data.bytesMax),
              count: data.runCountMax,
            })}
          </span>
        )}
      </Foot>
      {deleted !== null && (
        <DeleteRecordingDialog recording={deleted} onClose={() => setDeleted(null)} onDeleted={() => setDeleted(null)} />
      )}
    </>
  );
}

const columns: readonly Column<RecordingView>[] = [
  {
    key: 'name',
    name: say('recordings.column.name'),
    width: 'minmax(220px, 2fr)',
    render: ({ name, kind }) => (
      <span title={name}>
        {name} <span className="muted">· {kind === 'import' ? say('recordings.imported') : say('recordings.scenario')}</span>
      </span>
    ),
  },
  { key: 'at', name: say('recordings.column.at'), width: 168, render: ({ at }) => <Moment at={at} /> },
  {
    key: 'requests',
    name: say('recordings.column.requests'),
    width: 80,
    numeric: true,
    render: ({ requestCount }) => requestCount.toLocaleString('en'),
  },
  { key: 'outcome', name: say('recordings.column.outcome'), width: 160, render: (row) => <Outcome recording={row} /> },
  {
    key: 'size',
    name: say('recordings.column.size'),
    width: 72,
    numeric: true,
    render: ({ sizeBytes }) => sizeText(sizeBytes),
  },
  {
    key: 'kept',
    name: say('recordings.column.kept'),
    width: 88,
    render: ({ isPinned }) =>
      isPinned && (
        <span className="row">
          <Pin16Filled aria-hidden="true" /> {say('recordings.pinned')}
        </span>
      ),
  },
];

function Outcome({ recording: { outcome } }: { readonly recording: RecordingView }) {
  if (outcome === null) return <span className="muted">–</span>;
  const { role, words } = outcomeText(outcome);
  return (
    <StatusTag role={role} isPlain>
      {words}
    </StatusTag>
  );
}

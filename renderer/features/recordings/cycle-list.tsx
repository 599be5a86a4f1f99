import { useLocation } from 'wouter';
import type { CycleRecordingView } from '#shared/api/recording-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import type { Action } from '../../components/use-action.ts';
import { RecordingMenu } from './recording-actions.tsx';

/** Cycles of all live jobs, newest first. They open on the wire, where their exchanges are. */
export function CycleList({ action }: { readonly action: Action }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const cycles = usePagedView(['recorded-cycles'], ['job', 'apps'], (page) => api.recordings.cycles(page));
  const open = (cycle: CycleRecordingView) => navigate(`/wire?query=${encodeURIComponent(queryOf(cycle))}`);
  const actions: Column<CycleRecordingView> = {
    key: 'actions',
    name: '',
    width: 40,
    render: (cycle) => (
      <RecordingMenu
        name={say('cycles.name', { number: cycle.number, app: cycle.appName })}
        source={{ appId: cycle.appId, cycleId: cycle.cycleId }}
        action={action}
        onOpen={() => open(cycle)}
      />
    ),
  };
  return (
    <>
      <ProblemBanner problem={cycles.problem} />
      <DataTable
        label={say('cycles.label')}
        columns={[...columns, actions]}
        rows={cycles.data ?? []}
        rowKey={({ appId, cycleId }) => `${appId} ${cycleId}`}
        onOpen={open}
        isLoading={cycles.isLoading}
        isUnknown={cycles.data === undefined}
        totalCount={cycles.totalCount}
        onEndReached={cycles.readMore}
        empty={<Empty title={say('cycles.none')}>{say('cycles.none.why')}</Empty>}
      />
      <Foot>
        <span>{say('cycles.foot')}</span>
      </Foot>
    </>
  );
}

/** As the query box of the wire takes it. */
function queryOf({ appName, number }: CycleRecordingView): string {
  return `app:"${appName.replace(/[\\"]/g, '\\$&')}" cycle:${number}`;
}

const columns: readonly Column<CycleRecordingView>[] = [
  {
    key: 'app',
    name: say('cycles.column.app'),
    width: 'minmax(140px, 1.2fr)',
    render: ({ appName }) => <span title={appName}>{appName}</span>,
  },
  { key: 'number', name: say('cycles.column.number'), width: 52, numeric: true, render: ({ number }) => number },
  {
    key: 'kind',
    name: say('cycles.column.kind'),
    width: 92,
    render: ({ cycleKind }) => (cycleKind === 'initial' ? say('cycles.initial') : say('cycles.incremental')),
  },
  {
    key: 'reason',
    name: say('cycles.column.reason'),
    width: 'minmax(140px, 1.2fr)',
    render: ({ reason }) => (
      <span className="muted" title={reason}>
        {reason}
      </span>
    ),
  },
  { key: 'at', name: say('cycles.column.at'), width: 168, render: ({ at }) => <Moment at={at} /> },
  {
    key: 'requests',
    name: say('recordings.column.requests'),
    width: 80,
    numeric: true,
    render: ({ requestCount }) => requestCount.toLocaleString('en'),
  },
  { key: 'outcome', name: say('recordings.column.outcome'), width: 180, render: (row) => <Outcome cycle={row} /> },
];

function Outcome({ cycle }: { readonly cycle: CycleRecordingView }) {
  const { role, words } = cycleText(cycle);
  return (
    <StatusTag role={role} isPlain>
      {words}
    </StatusTag>
  );
}

function cycleText({ outcome, escrowedCount }: CycleRecordingView): { readonly role: OutcomeRole; readonly words: string } {
  if (outcome === 'failed') return { role: 'failed', words: say('cycles.failed') };
  if (outcome === 'open') return { role: 'neutral', words: say('cycles.open') };
  return escrowedCount > 0
    ? { role: 'warning', words: say('cycles.escrowed', { count: escrowedCount }) }
    : { role: 'success', words: say('cycles.completed') };
}

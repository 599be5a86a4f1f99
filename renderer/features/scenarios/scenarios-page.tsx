import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ScenarioRowView } from '#shared/api/scenario-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { outcomeText, stepText } from './outcome-text.ts';
import { scenarioRoute } from './scenario-route.ts';

/** Every scenario there is: the workspace's own, and those that come with the program. */
export function ScenariosPage() {
  const api = useApi();
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const { data, problem, isLoading } = useView(['scenarios'], ['scenarios', 'recordings'], () => api.scenarios.list({}));
  const wanted = search.trim().toLowerCase();
  const rows = (data?.items ?? []).filter(({ name, file }) => `${name ?? ''}\n${file}`.toLowerCase().includes(wanted));
  return (
    <Page
      world="neutral"
      path={[{ label: say('nav.bench') }]}
      title={say('nav.scenarios')}
      subtitle={say('scenarios.lead')}
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={say('scenarios.find')}
        count={data && (rows.length === 1 ? say('scenarios.count.one') : say('scenarios.count.many', { count: rows.length }))}
      />
      <ProblemBanner problem={problem} />
      <DataTable
        label={say('scenarios.label')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => navigate(scenarioRoute(id))}
        isLoading={isLoading}
        isUnknown={data === undefined}
        empty={<Empty title={say('scenarios.none')}>{say('scenarios.none.why')}</Empty>}
      />
      <Foot>
        {data !== undefined && (
          <>
            <span>{say('scenarios.folder')}</span> <span className="mono ellipsis">{data.folder}</span>
          </>
        )}
        <span className="grow" />
        <span>{say('scenarios.keys')}</span>
      </Foot>
    </Page>
  );
}

const columns: readonly Column<ScenarioRowView>[] = [
  {
    key: 'name',
    name: say('scenarios.column.name'),
    width: 'minmax(220px, 2.4fr)',
    render: ({ name, file }) => <span title={name ?? file}>{name ?? <Unread />}</span>,
  },
  {
    key: 'file',
    name: say('scenarios.column.file'),
    width: 'minmax(160px, 1.3fr)',
    render: ({ file }) => (
      <span className="mono" title={file}>
        {file}
      </span>
    ),
  },
  {
    key: 'source',
    name: say('scenarios.column.source'),
    width: 96,
    render: ({ source }) =>
      source === 'own' ? <b>{say('scenarios.own')}</b> : <span className="muted">{say('scenarios.shipped')}</span>,
  },
  { key: 'steps', name: say('scenarios.column.steps'), width: 56, numeric: true, render: ({ stepCount }) => stepCount || '–' },
  { key: 'last', name: say('scenarios.column.last'), width: 240, render: (row) => <LastRun row={row} /> },
];

function Unread() {
  const { role } = stepText('failed');
  return (
    <StatusTag role={role} isPlain>
      {say('scenarios.unread')}
    </StatusTag>
  );
}

function LastRun({ row: { lastRun } }: { readonly row: ScenarioRowView }) {
  if (lastRun === null) return <span className="muted">{say('scenarios.never')}</span>;
  const { role, words } = outcomeText(lastRun.outcome);
  return (
    <span className="row">
      <StatusTag role={role} isPlain>
        {words}
      </StatusTag>
      <a className="link caption" href={`#/recordings/${lastRun.recordingId}`}>
        <Moment at={lastRun.at} />
      </a>
    </span>
  );
}

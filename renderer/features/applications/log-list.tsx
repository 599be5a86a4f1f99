import { useState } from 'react';
import { useLocation } from 'wouter';
import type { LogEntryView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { OutcomeBadge } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';
import { FilterSelect } from './filter-select.tsx';
import { ExchangeLinks, logColumns } from './log-columns.tsx';
import { LogDetail } from './log-detail.tsx';
import { LogDownload } from './log-download.tsx';

const statuses = ['all', 'success', 'failure', 'skipped', 'warning'] as const;
const actions = ['all', 'create', 'update', 'disable', 'delete', 'stageddelete', 'other'] as const;

const optionOf = <T extends string>(value: T) => ({
  value,
  text: value === 'stageddelete' ? 'StagedDelete' : value.slice(0, 1).toUpperCase() + value.slice(1),
});

interface LogListProps {
  readonly appId: string;
  /** The entry whose details are open. */
  readonly entryId: string | undefined;
}

/** Provisioning logs: every object a cycle looked at, newest first. */
export function LogList({ appId, entryId }: LogListProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<(typeof statuses)[number]>('all');
  const [action, setAction] = useState<(typeof actions)[number]>('all');
  const filter = { search, status, action };
  const entries = usePagedView(['logs.list', appId, filter], ['logs'], (page) => api.logs.list({ appId, ...page, ...filter }));
  const rows = entries.data ?? [];
  const isFiltered = search !== '' || status !== 'all' || action !== 'all';
  const open = (id: string | null) => navigate(id === null ? bladeOf(appId, 'logs') : `${bladeOf(appId, 'logs')}/${id}`);
  return (
    <ApplicationPage
      appId={appId}
      title="Provisioning logs"
      subtitle={entries.totalCount === 1 ? '1 entry' : `${entries.totalCount} entries`}
      flush
      commands={<LogDownload appId={appId} isDisabled={entries.totalCount === 0 && !isFiltered} />}
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder="Identity: name or ID"
        count={`${rows.length} of ${entries.totalCount} shown`}
      >
        <FilterSelect label="Status" options={statuses.map(optionOf)} value={status} onChange={setStatus} />
        <FilterSelect label="Action" options={actions.map(optionOf)} value={action} onChange={setAction} />
      </FilterBar>
      <ProblemBanner problem={entries.problem} />
      <DataTable
        label="Provisioning logs"
        columns={columnsOf(appId)}
        rows={rows}
        rowKey={({ id }) => id}
        totalCount={entries.totalCount}
        isLoading={entries.isLoading}
        onEndReached={entries.readMore}
        onOpen={({ id }) => open(id)}
        openKey={entryId ?? null}
        empty={isFiltered ? <Empty title="No entry matches these filters" /> : <NoEntries />}
      />
      <Foot>Every object the cycle looked at has an entry, also where nothing was sent. Enter opens, arrow keys move.</Foot>
      {entryId !== undefined && <LogDetail appId={appId} entryId={entryId} entries={rows} onOpen={open} />}
    </ApplicationPage>
  );
}

function NoEntries() {
  return (
    <Empty title="No entries yet">
      The first cycle writes one for every object it looks at. A job that is off, held or without consent writes none: see
      Overview.
    </Empty>
  );
}

function columnsOf(appId: string): readonly Column<LogEntryView>[] {
  return [
    logColumns.date,
    logColumns.identityLink(appId),
    { key: 'action', name: 'Action', width: 92, render: ({ action, status }) => <ActionWord action={action} status={status} /> },
    { key: 'source', name: 'Source system', width: 124, render: () => 'Microsoft Entra ID' },
    { key: 'target', name: 'Target system', width: 112, render: () => 'customappsso' },
    { key: 'status', name: 'Status', width: 96, render: ({ status }) => <OutcomeBadge status={status} /> },
    logColumns.sentence,
    {
      key: 'exchange',
      name: 'Exchange',
      width: 96,
      render: (entry) => <ExchangeLinks sequences={entry.exchangeSequences.slice(-1)} />,
    },
  ];
}

/** Coloured only where it was done: a failure leaves its action plain. */
function ActionWord({ action, status }: Pick<LogEntryView, 'action' | 'status'>) {
  if (status === 'success') return <OutcomeBadge action={action} status="success" />;
  return <span>{optionOf(action).text}</span>;
}

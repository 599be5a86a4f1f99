import { useState } from 'react';
import { useLocation } from 'wouter';
import type { AuditEntryView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { OutcomeBadge } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';

interface AuditListProps {
  readonly appId: string;
  /** The entry whose details are open. */
  readonly entryId: string | undefined;
}

/** Audit logs: what somebody changed in this application's provisioning, newest first. */
export function AuditList({ appId, entryId }: AuditListProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const entries = usePagedView(['audit.list', appId, { search }], ['logs', 'apps', 'job', 'tenant'], (page) =>
    api.audit.list({ appId, search, ...page }),
  );
  const rows = entries.data ?? [];
  const open = rows.find(({ id }) => id === entryId);
  return (
    <ApplicationPage
      appId={appId}
      title="Audit logs"
      subtitle={entries.totalCount === 1 ? '1 entry' : `${entries.totalCount} entries`}
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder="Search activity or details"
        count={`${rows.length} of ${entries.totalCount} shown`}
      />
      <ProblemBanner problem={entries.problem} />
      <DataTable
        label="Audit logs"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        totalCount={entries.totalCount}
        isLoading={entries.isLoading}
        isUnknown={entries.data === undefined}
        onEndReached={entries.readMore}
        onOpen={({ id }) => navigate(`${bladeOf(appId, 'audit')}/${id}`)}
        openKey={entryId ?? null}
        empty={
          search === '' ? (
            <Empty title="No entries yet">
              Saved credentials and settings, changed mappings and assignments, starts, stops and restarts are written down here.
            </Empty>
          ) : (
            <Empty title={`No entry matches “${search}”`} />
          )
        }
      />
      <Foot>What was done to objects is in the provisioning logs; what was done to this application is here. Enter opens.</Foot>
      {open !== undefined && <AuditDetail entry={open} onClose={() => navigate(bladeOf(appId, 'audit'))} />}
    </ApplicationPage>
  );
}

function AuditDetail({ entry, onClose }: { readonly entry: AuditEntryView; onClose(): void }) {
  return (
    <DrawerFrame title="Audit log details" isOpen isModal={false} onClose={onClose}>
      <KeyValueList
        items={[
          { name: 'Date', value: <Moment at={entry.at} /> },
          { name: 'Activity type', value: entry.activity },
          { name: 'Category', value: entry.category },
          { name: 'Status', value: <OutcomeBadge status={entry.status} /> },
          { name: 'Initiated by (actor)', value: entry.actor },
        ]}
      />
      <p className="entra-reason">{entry.details}</p>
    </DrawerFrame>
  );
}

const columns: readonly Column<AuditEntryView>[] = [
  { key: 'date', name: 'Date', width: 156, render: ({ at }) => <Moment at={at} /> },
  { key: 'activity', name: 'Activity', width: 'minmax(250px, 1fr)', render: ({ activity }) => activity },
  { key: 'category', name: 'Category', width: 172, render: ({ category }) => category },
  { key: 'status', name: 'Status', width: 96, render: ({ status }) => <OutcomeBadge status={status} /> },
  {
    key: 'actor',
    name: 'Initiated by (actor)',
    width: 140,
    render: ({ actor }) => actor,
  },
  {
    key: 'details',
    name: 'In one sentence',
    width: 'minmax(240px, 2fr)',
    render: ({ details }) => <span title={details}>{details}</span>,
  },
];

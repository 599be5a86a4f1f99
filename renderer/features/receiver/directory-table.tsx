import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { DirectoryState } from './directory-state.tsx';

interface DirectoryTableProps {
  readonly isLoading: boolean;
  readonly directories: readonly DirectoryView[] | undefined;
  readonly empty: ReactNode;
}

export function DirectoryTable({ directories, isLoading, empty }: DirectoryTableProps) {
  const [, go] = useLocation();
  return (
    <DataTable
      label="Directories"
      columns={columns}
      rows={directories ?? []}
      rowKey={({ id }) => id}
      onOpen={({ id }) => go(`/recv/dirs/${id}`)}
      isLoading={isLoading}
      isUnknown={directories === undefined}
      empty={empty}
    />
  );
}

const columns: readonly Column<DirectoryView>[] = [
  { key: 'name', name: 'Directory', width: 'minmax(150px, 1fr)', render: ({ name }) => <b>{name}</b> },
  { key: 'organization', name: 'Organization', width: 'minmax(140px, 1fr)', render: ({ organizationName }) => organizationName },
  {
    key: 'endpoint',
    name: 'Endpoint',
    width: 'minmax(200px, 1.6fr)',
    render: ({ endpoint }) => (
      <span className="mono" title={endpoint}>
        {endpoint}
      </span>
    ),
  },
  { key: 'state', name: 'State', width: 190, render: ({ state }) => <DirectoryState state={state} isPlain /> },
  { key: 'users', name: 'Users', width: 70, numeric: true, render: ({ userCount }) => userCount.toLocaleString('en') },
  { key: 'groups', name: 'Groups', width: 70, numeric: true, render: ({ groupCount }) => groupCount.toLocaleString('en') },
  {
    key: 'last',
    name: 'Last request',
    width: 170,
    render: ({ lastRequestAt }) =>
      lastRequestAt === null ? <span className="muted">None yet</span> : <Moment at={lastRequestAt} />,
  },
];

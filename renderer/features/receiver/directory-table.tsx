import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';
import { DirectoryState } from './directory-state.tsx';
import { misbehaviourWord } from './misbehaviour-word.ts';

interface DirectoryTableProps {
  readonly isLoading: boolean;
  readonly directories: readonly DirectoryView[] | undefined;
  readonly empty: ReactNode;
}

export function DirectoryTable({ directories, isLoading, empty }: DirectoryTableProps) {
  const [, go] = useLocation();
  return (
    <DataTable
      label={say('directories.title')}
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

const misbehaving: OutcomeRole = 'warning';

const columns: readonly Column<DirectoryView>[] = [
  { key: 'name', name: say('directories.column.name'), width: 'minmax(110px, 1fr)', render: ({ name }) => <b>{name}</b> },
  {
    key: 'organization',
    name: say('directories.column.organization'),
    width: 'minmax(100px, 1fr)',
    render: ({ organizationName }) => organizationName,
  },
  {
    key: 'endpoint',
    name: say('directories.column.endpoint'),
    width: 'minmax(110px, 1.4fr)',
    render: ({ endpoint }) => (
      <span className="mono" title={endpoint}>
        {endpoint}
      </span>
    ),
  },
  {
    key: 'state',
    name: say('directories.column.state'),
    width: 'minmax(128px, 1fr)',
    render: ({ state }) => <DirectoryState state={state} isPlain />,
  },
  {
    key: 'faults',
    name: say('directories.column.faults'),
    width: 'minmax(120px, 1.2fr)',
    render: ({ misbehaviour }) =>
      misbehaviour === null ? (
        <span className="muted">{say('receiver.none')}</span>
      ) : (
        <span className="fault-cell" title={misbehaviourWord(misbehaviour)}>
          <StatusTag role={misbehaving} isPlain>
            {misbehaviourWord(misbehaviour)}
          </StatusTag>
        </span>
      ),
  },
  {
    key: 'users',
    name: say('directories.column.users'),
    width: 64,
    numeric: true,
    render: ({ userCount }) => userCount.toLocaleString('en'),
  },
  {
    key: 'groups',
    name: say('directories.column.groups'),
    width: 64,
    numeric: true,
    render: ({ groupCount }) => groupCount.toLocaleString('en'),
  },
  {
    key: 'last',
    name: say('directories.column.last'),
    width: 156,
    render: ({ lastRequestAt }) =>
      lastRequestAt === null ? <span className="muted">{say('receiver.never')}</span> : <Moment at={lastRequestAt} />,
  },
];

import type { ReactNode } from 'react';
import type { ExchangeView } from '#shared/api/views.ts';
import type { PagedView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { Moment } from '../../components/moment.tsx';

interface ExchangeListProps {
  readonly exchanges: PagedView<ExchangeView>;
  /** Beside an open exchange: number, request, status and object only. */
  readonly isNarrow: boolean;
  readonly openSequence: number | null;
  onOpen(sequence: number): void;
  readonly empty: ReactNode;
}

export function ExchangeList({ exchanges, isNarrow, openSequence, onOpen, empty }: ExchangeListProps) {
  return (
    <DataTable
      label="Exchanges"
      columns={isNarrow ? narrowColumns : wideColumns}
      rows={exchanges.data ?? []}
      rowKey={(exchange) => String(exchange.sequence)}
      openKey={openSequence === null ? null : String(openSequence)}
      onOpen={(exchange) => onOpen(exchange.sequence)}
      isLoading={exchanges.isLoading}
      isUnknown={exchanges.data === undefined}
      totalCount={exchanges.totalCount}
      onEndReached={exchanges.readMore}
      rowHeight={26}
      empty={empty}
    />
  );
}

const number: Column<ExchangeView> = {
  key: 'number',
  name: '#',
  width: 44,
  numeric: true,
  render: ({ sequence }) => <span className="caption muted">{sequence}</span>,
};
const request: Column<ExchangeView> = {
  key: 'request',
  name: 'Request',
  width: 'minmax(180px, 1.4fr)',
  render: ({ method, target }) => (
    <>
      <MethodLabel method={method} /> <span className="mono">{target}</span>
    </>
  ),
};
const status: Column<ExchangeView> = {
  key: 'status',
  name: 'Status',
  width: 56,
  render: (exchange) => <StatusCode status={exchange.status} />,
};
const object: Column<ExchangeView> = {
  key: 'object',
  name: 'Object',
  width: 'minmax(100px, 0.7fr)',
  render: ({ identity }) => identity?.displayName ?? <span className="muted">none</span>,
};

const narrowColumns = [
  number,
  { ...request, width: 'minmax(150px, 1.4fr)' },
  status,
  { ...object, width: 'minmax(90px, 0.8fr)' },
];
const wideColumns: readonly Column<ExchangeView>[] = [
  number,
  {
    key: 'time',
    name: 'Time',
    width: 100,
    render: ({ at }) => (
      <span className="mono">
        <Moment at={at} parts="exact" />
      </span>
    ),
  },
  request,
  status,
  {
    key: 'duration',
    name: 'ms',
    width: 44,
    numeric: true,
    render: ({ durationMs }) => <span className="caption muted">{durationMs === null ? '–' : Math.round(durationMs)}</span>,
  },
  object,
  {
    key: 'reason',
    name: 'Why it was sent',
    width: 'minmax(180px, 1fr)',
    render: ({ reason, failure }) => failure ?? reason,
  },
];

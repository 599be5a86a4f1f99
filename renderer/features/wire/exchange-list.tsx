import { type ReactNode, type RefObject, useCallback } from 'react';
import type { ExchangeView } from '#shared/api/evidence-views.ts';
import { stepOfPurpose } from '#shared/trace/request-step.ts';
import type { Column } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { PagedTable } from '../../components/paged-table.tsx';
import { numberColumn, objectColumn, requestColumn, statusColumn } from './exchange-columns.tsx';
import { HandTag } from './hand-tag.tsx';
import { shortReason } from './short-reason.ts';
import { useExchangePages } from './use-exchange-pages.ts';
import type { FoundExchanges } from './use-exchanges.ts';

interface ExchangeListProps {
  readonly found: FoundExchanges;
  /** Beside an open exchange: number, request, status and object only. */
  readonly isNarrow: boolean;
  readonly openSequence: number | null;
  onOpen(sequence: number): void;
  /** A letter on a focused row. True: it was taken. */
  onKey(key: string, exchange: ExchangeView): boolean;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly empty: ReactNode;
}

/** Exchanges, newest on top; any number of them. */
export function ExchangeList({ found, isNarrow, openSequence, onOpen, onKey, scroller, empty }: ExchangeListProps) {
  const { setHeld } = found;
  const pages = useExchangePages(found);
  return (
    <PagedTable
      label="Exchanges"
      columns={isNarrow ? narrowColumns : wideColumns}
      count={found.shown?.totalCount ?? 0}
      rowAt={pages.rowAt}
      rowKey={keyOf}
      indexOfKey={(key) => pages.indexOf(Number(key))}
      onRange={pages.show}
      onScrolledAway={useCallback((isAway: boolean) => setHeld(isAway), [setHeld])}
      openKey={openSequence === null ? null : String(openSequence)}
      onOpen={(exchange) => onOpen(exchange.sequence)}
      onRowKey={onKey}
      scroller={scroller}
      isLoading={found.isLoading}
      isUnknown={found.tally === undefined}
      rowHeight={26}
      empty={empty}
    />
  );
}

function keyOf({ sequence }: ExchangeView): string {
  return String(sequence);
}

const narrowColumns = [
  numberColumn,
  { ...requestColumn, width: 'minmax(150px, 1.4fr)' },
  statusColumn,
  // The reason has no column here: the mark of a hand stands before the object.
  {
    ...objectColumn,
    width: 'minmax(90px, 0.8fr)',
    render: (exchange: ExchangeView) => (
      <>
        {exchange.byHand !== null && <HandTag hand={exchange.byHand} isShort />} {objectColumn.render(exchange, false)}
      </>
    ),
  },
];
const wideColumns: readonly Column<ExchangeView>[] = [
  numberColumn,
  {
    key: 'time',
    name: 'Time',
    width: 92,
    render: ({ at }) => (
      <span className="mono">
        <Moment at={at} parts="exact" />
      </span>
    ),
  },
  requestColumn,
  statusColumn,
  {
    key: 'duration',
    name: 'ms',
    width: 44,
    numeric: true,
    render: ({ durationMs }) => <span className="caption muted">{durationMs === null ? '–' : Math.round(durationMs)}</span>,
  },
  objectColumn,
  {
    key: 'reason',
    name: 'Why it was sent',
    width: 'minmax(180px, 1.1fr)',
    render: (exchange) =>
      exchange.byHand !== null ? (
        <>
          <HandTag hand={exchange.byHand} /> <span title={exchange.reason}>{shortReason(exchange)}</span>
        </>
      ) : exchange.failure === null ? (
        <span title={exchange.reason}>{shortReason(exchange)}</span>
      ) : (
        <span className="wire-failure" title={exchange.failure}>
          {exchange.failure}
        </span>
      ),
  },
  { key: 'step', name: 'Step', width: 76, render: ({ purpose }) => <span className="muted">{stepOfPurpose(purpose)}</span> },
  {
    key: 'cycle',
    name: 'Cycle',
    width: 40,
    numeric: true,
    render: ({ cycleNumber }) => <span className="caption muted">{cycleNumber ?? '–'}</span>,
  },
];

import type { ExchangeView } from '#shared/api/evidence-views.ts';
import { say } from '../../app/messages.ts';
import type { Column } from '../../components/data-table.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { shownTarget } from './shown-target.ts';

// What every list of exchanges shows, live or recorded.

export const numberColumn: Column<ExchangeView> = {
  key: 'number',
  name: '#',
  width: 52,
  numeric: true,
  render: ({ sequence }) => <span className="caption muted">{sequence}</span>,
};
export const requestColumn: Column<ExchangeView> = {
  key: 'request',
  name: say('exchange.column.request'),
  width: 'minmax(160px, 1.3fr)',
  render: ({ method, target }) => (
    <span title={target}>
      <MethodLabel method={method} /> <span className="mono">{shownTarget(target)}</span>
    </span>
  ),
};
export const statusColumn: Column<ExchangeView> = {
  key: 'status',
  name: say('exchange.column.status'),
  width: 48,
  render: (exchange) => <StatusCode status={exchange.status} />,
};
export const objectColumn: Column<ExchangeView> = {
  key: 'object',
  name: say('exchange.column.object'),
  width: 'minmax(90px, 0.7fr)',
  render: ({ identity }) => identity?.displayName ?? <span className="muted">{say('exchange.object.none')}</span>,
};

import { useState } from 'react';
import type { WebhookDeliveryView, WebhookEndpointView, WebhookRulesView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { StatusCode } from '../../components/http-labels.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { WebhookDelivery } from './webhook-delivery.tsx';
import { deliveryWord, waitWord } from './webhook-word.ts';

interface WebhookDeliveriesProps {
  readonly endpoint: WebhookEndpointView;
  readonly rules: WebhookRulesView | undefined;
}

/** What an endpoint was sent and is to be sent, newest first, as it happens. */
export function WebhookDeliveries({ endpoint, rules }: WebhookDeliveriesProps) {
  const api = useApi();
  const { id: endpointId } = endpoint;
  const [openNumber, setOpenNumber] = useState<number | null>(null);
  const list = usePagedView(['deliveries', endpointId], ['receiver'], (page) => api.webhooks.deliveries({ endpointId, ...page }));
  const isOpen = openNumber !== null;
  return (
    <>
      <ProblemBanner problem={list.problem} />
      <div className="wire-split grow-list" data-open={isOpen}>
        <DataTable
          label={say('deliveries.title')}
          columns={isOpen ? narrowColumns : endpoint.nextAttemptAt === null ? heldColumns : columns}
          rows={list.data ?? []}
          rowKey={({ number }) => String(number)}
          openKey={isOpen ? String(openNumber) : null}
          onOpen={({ number }) => setOpenNumber(number === openNumber ? null : number)}
          isLoading={list.isLoading}
          isUnknown={list.data === undefined}
          totalCount={list.totalCount}
          onEndReached={list.readMore}
          empty={<Empty title={say('deliveries.empty')}>{say('deliveries.empty.text')}</Empty>}
        />
        {isOpen && (
          <WebhookDelivery
            key={openNumber}
            number={openNumber}
            endpoint={endpoint}
            rules={rules}
            onResent={setOpenNumber}
            onClose={() => setOpenNumber(null)}
          />
        )}
      </div>
      <Foot>{rules !== undefined && rulesText(rules)}</Foot>
    </>
  );
}

function rulesText({ timeoutMs, retryDelaysMs }: WebhookRulesView): string {
  const last = waitWord(retryDelaysMs.at(-1) ?? 0);
  return say('deliveries.foot', { timeout: waitWord(timeoutMs), count: retryDelaysMs.length, last });
}

const numberColumn: Column<WebhookDeliveryView> = {
  key: 'number',
  name: say('deliveries.column.number'),
  width: 48,
  numeric: true,
  render: ({ number }) => <span className="caption muted">{number}</span>,
};
const queuedColumn: Column<WebhookDeliveryView> = {
  key: 'queued',
  name: say('deliveries.column.queued'),
  width: 96,
  render: ({ queuedAt }) => (
    <span className="mono">
      <Moment at={queuedAt} parts="exact" />
    </span>
  ),
};
const eventColumn: Column<WebhookDeliveryView> = {
  key: 'event',
  name: say('deliveries.column.event'),
  width: 'minmax(150px, 1fr)',
  render: ({ event }) => (
    <span className="mono" title={event}>
      {event}
    </span>
  ),
};
const stateColumn: Column<WebhookDeliveryView> = {
  key: 'state',
  name: say('deliveries.column.state'),
  width: 140,
  render: (delivery) => {
    const { role, word } = deliveryWord(delivery);
    return (
      <StatusTag role={role} isPlain>
        {word}
      </StatusTag>
    );
  },
};
const commonColumns: readonly Column<WebhookDeliveryView>[] = [
  numberColumn,
  queuedColumn,
  eventColumn,
  stateColumn,
  {
    key: 'attempts',
    name: say('deliveries.column.attempts'),
    width: 68,
    numeric: true,
    render: ({ attemptCount }) => attemptCount,
  },
  {
    key: 'answer',
    name: say('deliveries.column.answer'),
    width: 'minmax(160px, 1.4fr)',
    render: ({ lastAttempt }) =>
      lastAttempt === null ? (
        <span className="muted">{say('receiver.none')}</span>
      ) : (
        <>
          <StatusCode status={lastAttempt.status} />{' '}
          <span className="muted" title={lastAttempt.failure ?? undefined}>
            {lastAttempt.failure ?? say('delivery.attempt.ms', { ms: Math.round(lastAttempt.durationMs) })}
          </span>
        </>
      ),
  },
];
const columns = [...commonColumns, nextColumn(false)];
const heldColumns = [...commonColumns, nextColumn(true)];
const narrowColumns = [
  { ...numberColumn, width: 40 },
  { ...eventColumn, width: 'minmax(130px, 1fr)' },
  { ...stateColumn, width: 104 },
];

/** Where nothing may be sent, the time at which it was due says nothing. */
function nextColumn(isHeld: boolean): Column<WebhookDeliveryView> {
  return {
    key: 'next',
    name: say('deliveries.column.next'),
    width: 96,
    render: ({ nextAttemptAt }) => {
      if (nextAttemptAt === null) return <span className="muted">{say('receiver.none')}</span>;
      return isHeld ? <span className="muted">{say('webhook.next.held')}</span> : <Moment at={nextAttemptAt} parts="time" />;
    },
  };
}

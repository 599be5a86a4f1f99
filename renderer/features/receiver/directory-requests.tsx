import { Button } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReceivedRequestView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView, useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { Moment } from '../../components/moment.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { DifferenceTable } from '../wire/exchange-difference-tab.tsx';
import { MessagePair } from '../wire/message-pair.tsx';

/** Every request as it arrived here, whoever sent it, with the answer it got. */
export function DirectoryRequests({ directoryId }: { readonly directoryId: string }) {
  const api = useApi();
  const [openSequence, setOpenSequence] = useState<number | null>(null);
  const list = usePagedView(['requests', directoryId], ['receiver'], (page) => api.receiver.requests({ directoryId, ...page }));
  const requests = list.data ?? [];
  const open = requests.find(({ sequence }) => sequence === openSequence);
  return (
    <>
      <ProblemBanner problem={list.problem} />
      <div className="wire-split grow-list" data-open={open !== undefined}>
        <DataTable
          label={say('requests.label')}
          columns={columns}
          rows={requests}
          rowKey={({ sequence }) => String(sequence)}
          openKey={openSequence === null ? null : String(openSequence)}
          onOpen={({ sequence }) => setOpenSequence(sequence)}
          isLoading={list.isLoading}
          isUnknown={list.data === undefined}
          totalCount={list.totalCount}
          onEndReached={list.readMore}
          rowHeight={26}
          empty={<Empty title={say('requests.empty')}>{say('created.waiting.text')}</Empty>}
        />
        {open !== undefined && <ReceivedRequest directoryId={directoryId} request={open} onClose={() => setOpenSequence(null)} />}
      </div>
    </>
  );
}

interface ReceivedRequestProps {
  readonly directoryId: string;
  readonly request: ReceivedRequestView;
  onClose(): void;
}

function ReceivedRequest({ directoryId, request, onClose }: ReceivedRequestProps) {
  return (
    <section className="exchange" aria-label={say('requests.one', { number: request.sequence })}>
      <div className="exchange-head">
        <MethodLabel method={request.method} />
        <span className="mono ellipsis grow" title={request.target}>
          {request.target}
        </span>
        <StatusCode status={request.status} />
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss16Regular />}
          aria-label={say('requests.close')}
          onClick={onClose}
        />
      </div>
      <div className="exchange-body">
        <MessagePair
          requestBody={request.requestBody}
          responseBody={request.responseBody}
          status={request.status}
          belowResponse={request.method !== 'GET' && <ReceivedDifference directoryId={directoryId} sequence={request.sequence} />}
        />
      </div>
    </section>
  );
}

/** What it changed here, whoever sent it. */
function ReceivedDifference({ directoryId, sequence }: { readonly directoryId: string; readonly sequence: number }) {
  const api = useApi();
  const { data: difference, problem } = useView(['requestDifference', directoryId, sequence], ['receiver'], () =>
    api.receiver.requestDifference({ directoryId, sequence }),
  );
  return (
    <>
      <ProblemBanner problem={problem} />
      {difference !== undefined && difference.rows.length > 0 && (
        <>
          <h2 className="message-head">
            <span className="grow">{say('requests.difference')}</span>
            <span className="muted">{say('requests.difference.columns')}</span>
          </h2>
          <DifferenceTable difference={difference} rows={difference.rows} isWide={false} />
        </>
      )}
    </>
  );
}

const columns: readonly Column<ReceivedRequestView>[] = [
  {
    key: 'number',
    name: say('requests.column.number'),
    width: 52,
    numeric: true,
    render: ({ sequence }) => <span className="caption muted">{sequence}</span>,
  },
  {
    key: 'time',
    name: say('requests.column.time'),
    width: 92,
    render: ({ at }) => (
      <span className="mono">
        <Moment at={at} parts="exact" />
      </span>
    ),
  },
  {
    key: 'request',
    name: say('requests.column.request'),
    width: 'minmax(160px, 1fr)',
    render: ({ method, target }) => (
      <>
        <MethodLabel method={method} /> <span className="mono">{target}</span>
      </>
    ),
  },
  { key: 'status', name: say('requests.column.status'), width: 52, render: ({ status }) => <StatusCode status={status} /> },
];

import { Button } from '@fluentui/react-components';
import {
  ArrowDownload16Regular,
  Delete16Regular,
  Dismiss16Regular,
  DocumentText16Regular,
  Pin16Regular,
  PinOff16Regular,
} from '@fluentui/react-icons';
import { useDeferredValue, useState } from 'react';
import { useLocation } from 'wouter';
import type { RecordedExchangeView, RecordingView } from '#shared/api/recording-views.ts';
import { useApi } from '../../app/api.tsx';
import { useQueryValue } from '../../app/hash-location.ts';
import { usePagedView, useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Moment, momentText } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { outcomeText } from '../scenarios/outcome-text.ts';
import { scenarioRoute } from '../scenarios/scenario-route.ts';
import { numberColumn, objectColumn, requestColumn, statusColumn } from '../wire/exchange-columns.tsx';
import { DeleteRecordingDialog } from './delete-recording-dialog.tsx';
import { RecordedMessages } from './recorded-messages.tsx';
import { useRecordingExport } from './recording-actions.tsx';
import { exchangeCountText } from './recording-text.ts';

const recordingsPath = [{ label: say('nav.bench') }, { label: say('nav.recordings'), href: '/recordings' }];

/** The exchanges of one recording, and the one that is open. */
export function RecordingPage({ id }: { readonly id: string }) {
  const api = useApi();
  const { data: recording, problem } = useView(['recording', id], ['recordings'], () => api.recordings.read({ id }));
  const action = useAction();
  if (recording === undefined || problem !== null) {
    return (
      <Page world="neutral" path={recordingsPath} title={recording?.name ?? say('nav.recordings')}>
        <ProblemBanner problem={problem} />
      </Page>
    );
  }
  return (
    <Page
      world="neutral"
      path={recordingsPath}
      title={recording.name}
      badge={<Outcome recording={recording} />}
      subtitle={`${momentText(recording.at, 'date-time')} · ${exchangeCountText(recording.requestCount)} · ${say('recording.readonly')}`}
      commands={<Commands recording={recording} action={action} />}
      flush
    >
      <ProblemBanner problem={action.problem} />
      <Exchanges recording={recording} />
    </Page>
  );
}

function Outcome({ recording: { outcome } }: { readonly recording: RecordingView }) {
  const { role, words } =
    outcome === null ? ({ role: 'neutral', words: say('recordings.imported') } as const) : outcomeText(outcome);
  return <StatusTag role={role}>{words}</StatusTag>;
}

function Commands({ recording, action }: { readonly recording: RecordingView; readonly action: Action }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const exportAs = useRecordingExport(action);
  const [isDeleting, setIsDeleting] = useState(false);
  const { id, isPinned, scenarioId } = recording;
  const button = { appearance: 'subtle', size: 'small', disabled: action.isBusy } as const;
  return (
    <>
      {scenarioId !== null && (
        <Button {...button} icon={<DocumentText16Regular />} onClick={() => navigate(scenarioRoute(scenarioId))}>
          {say('recordings.scenario.open')}
        </Button>
      )}
      <Button {...button} icon={<ArrowDownload16Regular />} onClick={() => exportAs({ recordingId: id }, 'trace')}>
        {say('recordings.trace')}
      </Button>
      <Button {...button} icon={<ArrowDownload16Regular />} onClick={() => exportAs({ recordingId: id }, 'har')}>
        {say('recordings.har')}
      </Button>
      <Button
        {...button}
        icon={isPinned ? <PinOff16Regular /> : <Pin16Regular />}
        onClick={() => void action.run(() => api.recordings.pin({ id, isPinned: !isPinned }))}
      >
        {isPinned ? say('recordings.unpin') : say('recordings.pin')}
      </Button>
      <Button {...button} icon={<Delete16Regular />} onClick={() => setIsDeleting(true)}>
        {say('recordings.delete')}
      </Button>
      {isDeleting && (
        <DeleteRecordingDialog
          recording={recording}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => navigate('/recordings', { replace: true })}
        />
      )}
    </>
  );
}

function Exchanges({ recording: { id } }: { readonly recording: RecordingView }) {
  const api = useApi();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const [opened, setOpened] = useQueryValue('exchange');
  const openSequence = opened !== null && /^\d{1,9}$/.test(opened) && Number(opened) > 0 ? Number(opened) : null;
  const exchanges = usePagedView(['recording-list', id, { wanted }], [], (page) =>
    api.recordings.exchanges({ id, search: wanted, ...page }),
  );
  return (
    <>
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={say('recording.find')}
        count={exchanges.data === undefined ? undefined : exchangeCountText(exchanges.totalCount)}
      />
      <ProblemBanner problem={exchanges.problem} />
      <div className="recording-split grow-list" data-open={openSequence !== null}>
        <DataTable
          label={say('recording.exchanges')}
          columns={openSequence === null ? wideColumns : narrowColumns}
          rows={exchanges.data ?? []}
          rowKey={({ sequence }) => String(sequence)}
          onOpen={({ sequence }) => setOpened(String(sequence))}
          openKey={opened}
          rowHeight={26}
          isLoading={exchanges.isLoading}
          isUnknown={exchanges.data === undefined}
          totalCount={exchanges.totalCount}
          onEndReached={exchanges.readMore}
          empty={<Empty title={say('recording.none')}>{say('recording.none.why')}</Empty>}
        />
        {openSequence !== null && (
          <section className="recorded-exchange" aria-label={say('recording.exchange', { sequence: openSequence })}>
            <div className="recorded-head">
              <h2 className="grow">{say('recording.exchange', { sequence: openSequence })}</h2>
              <Button
                appearance="subtle"
                size="small"
                icon={<Dismiss16Regular />}
                aria-label={say('recording.exchange.close')}
                onClick={() => setOpened(null)}
              />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
            <section className="recorded-body" tabIndex={0} aria-label={say('recording.messages')}>
              <RecordedMessages key={openSequence} recordingId={id} sequence={openSequence} />
            </section>
          </section>
        )}
      </div>
    </>
  );
}

const narrowColumns = [numberColumn, requestColumn, statusColumn, objectColumn];
const wideColumns: readonly Column<RecordedExchangeView>[] = [
  numberColumn,
  {
    key: 'step',
    name: say('recording.column.step'),
    width: 44,
    numeric: true,
    render: ({ stepNumber }) => <span className="caption muted">{stepNumber ?? '–'}</span>,
  },
  { key: 'time', name: say('recording.column.time'), width: 168, render: ({ at }) => <Moment at={at} /> },
  requestColumn,
  statusColumn,
  objectColumn,
  {
    key: 'why',
    name: say('recording.column.why'),
    width: 'minmax(160px, 1.2fr)',
    render: ({ reason, failure }) => <span title={failure ?? reason}>{failure ?? reason}</span>,
  },
];

import { Button, Tab, TabList } from '@fluentui/react-components';
import { Dismiss16Regular, Send16Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { ExchangeDetailView, ExchangeTallyView } from '#shared/api/evidence-views.ts';
import { standardNotes } from '#shared/trace/exchange-standard.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { Moment } from '../../components/moment.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { CopyAs } from './copy-as.tsx';
import { DifferenceTab } from './exchange-difference-tab.tsx';
import { ExchangeHeaders } from './exchange-headers.tsx';
import { ExchangeMessages } from './exchange-messages.tsx';
import { StandardTab } from './exchange-standard-tab.tsx';
import { TimingTab } from './exchange-timing-tab.tsx';
import { SendAgainDialog } from './send-again-dialog.tsx';
import { shownTarget } from './shown-target.ts';

interface ExchangeDetailProps {
  readonly sequence: number;
  /** What the others around it took. */
  readonly tally: ExchangeTallyView | undefined;
  onClose(): void;
  onOpen(sequence: number): void;
}

const tabs = ['Exchange', 'Headers', 'Difference', 'Standard', 'Timing'] as const;
export type ExchangeTab = (typeof tabs)[number];

/** One request and what it became: why it was sent, both messages side by side, what it changed, what the standard says of it. */
export function ExchangeDetail({ sequence, tally, onClose, onOpen }: ExchangeDetailProps) {
  const api = useApi();
  const [tab, setTab] = useState<ExchangeTab>(tabs[0]);
  const [isSending, setIsSending] = useState(false);
  const { data: exchange, problem } = useView(['exchange', sequence], [], () => api.exchanges.read({ sequence }));
  return (
    <section className="exchange" aria-label={`Exchange ${sequence}`}>
      <div className="exchange-head">
        {exchange === undefined ? <span className="grow">Exchange {sequence}</span> : <RequestLine exchange={exchange} />}
        {exchange !== undefined && <CopyAs exchange={exchange} />}
        {exchange !== undefined && (
          <Button appearance="subtle" size="small" icon={<Send16Regular />} onClick={() => setIsSending(true)}>
            Send again
          </Button>
        )}
        <Button appearance="subtle" size="small" icon={<Dismiss16Regular />} aria-label="Close exchange" onClick={onClose} />
      </div>
      <ProblemBanner problem={problem} />
      {exchange !== undefined && (
        <>
          <TabList
            className="exchange-tabs"
            size="small"
            selectedValue={tab}
            onTabSelect={(_event, { value }) => setTab(tabs.find((name) => name === value) ?? tabs[0])}
          >
            {tabs.map((name) => (
              <Tab key={name} value={name}>
                {name}
              </Tab>
            ))}
          </TabList>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
          <div className="exchange-body" role="tabpanel" aria-label={tab} tabIndex={0}>
            <TabBody tab={tab} exchange={exchange} tally={tally} onTab={setTab} onOpen={onOpen} />
          </div>
          <SendAgainDialog
            exchange={exchange}
            isOpen={isSending}
            onClose={() => setIsSending(false)}
            onSent={(next) => {
              setIsSending(false);
              onOpen(next);
            }}
          />
        </>
      )}
    </section>
  );
}

interface TabBodyProps {
  readonly tab: ExchangeTab;
  readonly exchange: ExchangeDetailView;
  readonly tally: ExchangeTallyView | undefined;
  onTab(tab: ExchangeTab): void;
  onOpen(sequence: number): void;
}

function TabBody({ tab, exchange, tally, onTab, onOpen }: TabBodyProps) {
  const notes = useMemo(() => standardNotes(exchange), [exchange]);
  switch (tab) {
    case 'Headers':
      return <ExchangeHeaders exchange={exchange} />;
    case 'Difference':
      return <DifferenceTab exchange={exchange} onOpen={onOpen} />;
    case 'Standard':
      return <StandardTab notes={notes} />;
    case 'Timing':
      return <TimingTab exchange={exchange} tally={tally} onOpen={onOpen} />;
    default:
      return <ExchangeMessages exchange={exchange} notes={notes} onTab={onTab} />;
  }
}

function RequestLine({ exchange }: { readonly exchange: ExchangeDetailView }) {
  return (
    <div className="row grow">
      <MethodLabel method={exchange.method} />
      <span className="mono ellipsis" title={exchange.target}>
        {shownTarget(exchange.target)}
      </span>
      <StatusCode status={exchange.status} />
      <span className="caption muted exchange-facts ellipsis">
        {exchange.durationMs !== null && `${Math.round(exchange.durationMs)} ms · `}exchange {exchange.sequence} ·{' '}
        <Moment at={exchange.at} parts="exact" />
      </span>
    </div>
  );
}

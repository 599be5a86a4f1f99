import { Button, Tab, TabList } from '@fluentui/react-components';
import { Copy16Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ExchangeDetailView } from '#shared/api/views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { curlOf, maskedHeaders } from './curl.ts';
import { MessagePair } from './message-pair.tsx';

interface ExchangeDetailProps {
  readonly sequence: number;
  onClose(): void;
}

const tabs = ['Exchange', 'Headers'] as const;

/** One request and what it became: why it was sent, both messages side by side, the way back to the log entry. */
export function ExchangeDetail({ sequence, onClose }: ExchangeDetailProps) {
  const api = useApi();
  const [tab, setTab] = useState<string>(tabs[0]);
  const { data: exchange, problem } = useView(['exchange', sequence], [], () => api.exchanges.read({ sequence }));
  return (
    <section className="exchange" aria-label={`Exchange ${sequence}`}>
      <div className="exchange-head">
        {exchange === undefined ? <span className="grow">Exchange {sequence}</span> : <RequestLine exchange={exchange} />}
        {exchange !== undefined && <CopyAsCurl exchange={exchange} />}
        <Button appearance="subtle" size="small" icon={<Dismiss16Regular />} aria-label="Close exchange" onClick={onClose} />
      </div>
      <ProblemBanner problem={problem} />
      {exchange !== undefined && (
        <>
          <TabList size="small" selectedValue={tab} onTabSelect={(_event, { value }) => setTab(String(value))}>
            {tabs.map((name) => (
              <Tab key={name} value={name}>
                {name}
              </Tab>
            ))}
          </TabList>
          <div className="exchange-body">
            {tab === 'Headers' ? <Headers exchange={exchange} /> : <Messages exchange={exchange} />}
          </div>
        </>
      )}
    </section>
  );
}

function RequestLine({ exchange }: { readonly exchange: ExchangeDetailView }) {
  return (
    <div className="row grow">
      <MethodLabel method={exchange.method} />
      <span className="mono ellipsis" title={exchange.target}>
        {exchange.target}
      </span>
      <StatusCode status={exchange.status} />
      <span className="caption muted exchange-facts">
        {exchange.durationMs !== null && `${Math.round(exchange.durationMs)} ms · `}exchange {exchange.sequence} ·{' '}
        <Moment at={exchange.at} parts="exact" />
      </span>
    </div>
  );
}

function Messages({ exchange }: { readonly exchange: ExchangeDetailView }) {
  return (
    <>
      <div className="exchange-reason" data-world="entra">
        <p>
          {exchange.identity !== null && <b>{exchange.identity.displayName}. </b>}
          {exchange.reason}
        </p>
        {exchange.changeId !== null && (
          <a className="link caption" href={`#/entra/apps/${exchange.appId}/logs/${exchange.changeId}`}>
            Open log entry
          </a>
        )}
      </div>
      <MessagePair
        requestBody={exchange.requestBody}
        responseBody={exchange.failure === null ? exchange.responseBody : ''}
        status={exchange.status}
        failure={exchange.failure}
      />
    </>
  );
}

function Headers({ exchange }: { readonly exchange: ExchangeDetailView }) {
  return (
    <div className="message-pair">
      <HeaderList title="Request headers" headers={maskedHeaders(exchange.requestHeaders)} />
      <HeaderList title="Response headers" headers={maskedHeaders(exchange.responseHeaders)} />
    </div>
  );
}

function HeaderList({ title, headers }: { readonly title: string; readonly headers: readonly (readonly [string, string])[] }) {
  return (
    <section aria-label={title}>
      <h2 className="message-head">{title}</h2>
      <div className="header-list mono">
        {headers.length === 0 ? (
          <span className="muted">None</span>
        ) : (
          <KeyValueList items={headers.map(([name, value]) => ({ name, value }))} />
        )}
      </div>
    </section>
  );
}

function CopyAsCurl({ exchange }: { readonly exchange: ExchangeDetailView }) {
  const { run, problem } = useAction();
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    setIsCopied(await run(() => navigator.clipboard.writeText(curlOf(exchange))));
  }
  return (
    <Button appearance="subtle" size="small" icon={<Copy16Regular />} onClick={() => void copy()}>
      {problem === null ? (isCopied ? 'Copied, token left out' : 'Copy as cURL') : 'Copying was not allowed'}
    </Button>
  );
}

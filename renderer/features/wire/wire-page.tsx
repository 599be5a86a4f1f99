import { Button } from '@fluentui/react-components';
import { ArrowDownload16Regular, Filter16Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useConnection } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { counted } from '../../components/counted.ts';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { saveFile } from '../mappings/save-file.ts';
import { QueryBox, useReadableQuery } from './query-box.tsx';
import { queryChoices } from './query-choices.ts';
import { SilentTarget } from './silent-target.tsx';
import { tallyText } from './tally-text.ts';
import { type FoundExchanges, useExchanges } from './use-exchanges.ts';
import { WireSplit } from './wire-split.tsx';

/** Every request between the two worlds, newest first; one of them open beside the list. The query is part of the route. */
export function WirePage({ sequence }: { readonly sequence: string | undefined }) {
  const [, go] = useLocation();
  const text = new URLSearchParams(useSearch()).get('query') ?? '';
  const query = useReadableQuery(text);
  const found = useExchanges(query);
  const action = useAction();
  const box = useRef<HTMLDivElement>(null);
  const openSequence = sequence === undefined ? null : Number(sequence);
  const toFilter = () => box.current?.querySelector('input')?.focus();
  useSlashKey(toFilter);
  return (
    <Page
      world="neutral"
      path={[{ label: say('nav.bench') }]}
      title="The wire"
      subtitle={found.tally === undefined ? undefined : `${counted(found.tally.keptCount, 'exchange')} kept, newest first`}
      commands={<Commands query={query} action={action} onFilter={toFilter} isEmpty={(found.shown?.totalCount ?? 0) === 0} />}
      flush
    >
      <SilentTarget />
      <QueryBox
        text={text}
        onText={(next) => go(routeOf(openSequence, next), { replace: true })}
        choices={queryChoices(found.newest)}
        box={box}
        count={found.tally && tallyText(found.tally)}
      />
      <ProblemBanner problem={action.problem ?? found.problem} />
      <WireSplit
        found={found}
        openSequence={openSequence}
        onOpen={(next) => go(routeOf(next, text), { replace: openSequence !== null })}
        onClose={() => go(routeOf(null, text))}
        empty={<NoExchange query={query} />}
        foot={(foot) => <WireFoot {...foot} found={found} />}
      />
    </Page>
  );
}

function routeOf(sequence: number | null, query: string): string {
  return `/wire${sequence === null ? '' : `/${sequence}`}${query === '' ? '' : `?query=${encodeURIComponent(query)}`}`;
}

interface CommandsProps {
  readonly query: string;
  readonly action: Action;
  readonly isEmpty: boolean;
  onFilter(): void;
}

function Commands({ query, action, isEmpty, onFilter }: CommandsProps) {
  const api = useApi();
  async function exportHar() {
    await action.run(async () => {
      const { name, text } = await api.exchanges.exportHar({ query });
      saveFile({ name, text, type: 'application/json' });
    });
  }
  return (
    <>
      <Button appearance="subtle" size="small" icon={<Filter16Regular />} aria-keyshortcuts="/" onClick={onFilter}>
        Filter
      </Button>
      <Button
        appearance="subtle"
        size="small"
        icon={<ArrowDownload16Regular />}
        title="What the filter finds, at most the newest 5,000. The token is left out."
        disabled={action.isBusy || isEmpty}
        onClick={() => void exportHar()}
      >
        Export HAR
      </Button>
    </>
  );
}

interface WireFootProps {
  readonly found: FoundExchanges;
  readonly said: string;
  onShowNew(): void;
}

function WireFoot({ found, said, onShowNew }: WireFootProps) {
  const connection = useConnection();
  const isLost = connection === 'lost';
  return (
    <Foot>
      <span className="live-dot" data-state={connection} aria-hidden="true" />
      {isLost ? (
        <span>No longer live</span>
      ) : found.isHeld ? (
        <>
          <span>Live. You scrolled, so new rows wait: {found.newCount.toLocaleString('en')} new</span>
          <button type="button" className="text-button" onClick={onShowNew}>
            Show the newest
          </button>
        </>
      ) : (
        <span>Live, newest on top</span>
      )}
      <span role="status">{said}</span>
      <span className="grow" />
      <span className="wire-keys">
        <kbd>/</kbd> filter <kbd>J</kbd> <kbd>K</kbd> next, previous <kbd>Enter</kbd> open <kbd>C</kbd> copy as cURL
      </span>
    </Foot>
  );
}

function NoExchange({ query }: { readonly query: string }) {
  if (query !== '') {
    return <Empty title="No exchange matches">Take a condition away, or look for it under another spelling.</Empty>;
  }
  return (
    <Empty
      title="No exchange yet"
      action={
        <a className="link" href="#/entra/apps">
          Go to Enterprise applications
        </a>
      }
    >
      The first one is the Test Connection probe of an application; then every request of a cycle follows, with the reason it was
      sent.
    </Empty>
  );
}

/** The slash goes to the filter, unless something is being written. */
function useSlashKey(focus: () => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isWriting =
        event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]') !== null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isWriting) return;
      event.preventDefault();
      focus();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}

import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { ExchangeView } from '#shared/api/evidence-views.ts';
import { curlOf } from '#shared/trace/exchange-curl.ts';
import { useApi } from '../../app/api.tsx';
import { FailedPart, latePart } from '../../app/late-screen.tsx';
import { useAction } from '../../components/use-action.ts';
import { ExchangeList } from './exchange-list.tsx';
import type { FoundExchanges } from './use-exchanges.ts';

interface SplitFoot {
  /** What a key just did: `Exchange 12 copied as cURL`. */
  readonly said: string;
  onShowNew(): void;
}

interface WireSplitProps {
  readonly found: FoundExchanges;
  readonly openSequence: number | null;
  onOpen(sequence: number): void;
  onClose(): void;
  /** Goes to the page of the wire; where this is that page, there is nowhere to go. */
  onShowOnWire?(sequence: number): void;
  readonly empty: ReactNode;
  foot(foot: SplitFoot): ReactNode;
}

/** Loaded when the first one is opened: what explains an exchange is no small part of the page. */
const ExchangeDetail = latePart({
  load: async () => (await import('./exchange-detail.tsx')).ExchangeDetail,
  whileLoading: () => <section className="exchange" aria-busy="true" />,
  whereFailed: (failed) => (
    <section className="exchange">
      <FailedPart {...failed} />
    </section>
  ),
});

/** The list, and beside it the exchange that is open, if one is. */
export function WireSplit({ found, openSequence, onOpen, onClose, onShowOnWire, empty, foot }: WireSplitProps) {
  const api = useApi();
  const scroller = useRef<HTMLDivElement>(null);
  const copying = useAction();
  const { query } = found;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query is another list, which begins at its top.
  useEffect(() => {
    // In braces: a browser may answer a promise, which React would take for a clean-up.
    scroller.current?.scrollTo({ top: 0 });
  }, [query]);
  const [said, setSaid] = useState('');
  async function copy({ sequence }: ExchangeView) {
    const isCopied = await copying.run(async () => navigator.clipboard.writeText(curlOf(await api.exchanges.read({ sequence }))));
    setSaid(isCopied ? `Exchange ${sequence} copied as cURL` : 'Copying was not allowed');
  }
  function onKey(key: string, exchange: ExchangeView): boolean {
    if (key === 'c') void copy(exchange);
    else if (key === 'w' && onShowOnWire !== undefined) onShowOnWire(exchange.sequence);
    else return false;
    return true;
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.isDefaultPrevented() || openSequence === null) return;
    event.preventDefault();
    onClose();
    // Back to the row it was opened from, which may be drawn anew.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus());
  }
  const showNew = useCallback(() => scroller.current?.scrollTo({ top: 0 }), []);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape from anywhere within closes the exchange. */}
      <div className="wire-split grow-list" data-open={openSequence !== null} onKeyDown={onKeyDown}>
        <ExchangeList
          found={found}
          isNarrow={openSequence !== null}
          openSequence={openSequence}
          onOpen={onOpen}
          onKey={onKey}
          scroller={scroller}
          empty={empty}
        />
        {openSequence !== null && (
          <ExchangeDetail key={openSequence} sequence={openSequence} tally={found.tally} onClose={onClose} onOpen={onOpen} />
        )}
      </div>
      {foot({ said, onShowNew: showNew })}
    </>
  );
}

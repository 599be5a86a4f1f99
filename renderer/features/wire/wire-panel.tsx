import { useState } from 'react';
import { useLocation } from 'wouter';
import { counted } from '../../components/counted.ts';
import { Empty } from '../../components/empty.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useReadableQuery } from './query-box.tsx';
import { QueryChip } from './query-chip.tsx';
import { objectChoice, statusChoice } from './query-choices.ts';
import { useExchanges, useNewestExchanges } from './use-exchanges.ts';
import { WireSplit } from './wire-split.tsx';

/** The wire as it opens below any page. What is chosen here leaves the page above where it is. */
export function WirePanel({ text }: { readonly text: string }) {
  const [, go] = useLocation();
  const query = useReadableQuery(text);
  const found = useExchanges(query);
  const [openSequence, setOpenSequence] = useState<number | null>(null);
  return (
    <>
      <ProblemBanner problem={found.problem} />
      <WireSplit
        found={found}
        openSequence={openSequence}
        onOpen={setOpenSequence}
        onClose={() => setOpenSequence(null)}
        onShowOnWire={(sequence) => go(`/wire/${sequence}`)}
        empty={
          query === '' ? (
            <Empty title="No exchange yet">The first one is the Test Connection probe.</Empty>
          ) : (
            <Empty title="No exchange matches">Choose another object, or any status.</Empty>
          )
        }
        foot={({ said, onShowNew }) => (
          <>
            <span className="visually-hidden" role="status">
              {said}
            </span>
            {found.isHeld && found.newCount > 0 && (
              <button type="button" className="wire-new" onClick={onShowNew}>
                {found.newCount.toLocaleString('en')} new
              </button>
            )}
          </>
        )}
      />
    </>
  );
}

interface PanelFiltersProps {
  readonly text: string;
  onText(text: string): void;
}

/** In the bar above the panel: how many, how many failed, and the two conditions that are asked for most. */
export function PanelFilters({ text, onText }: PanelFiltersProps) {
  const { data } = useNewestExchanges(useReadableQuery(text));
  const tally = data?.tally;
  return (
    <>
      <span className="grow muted ellipsis numeric">
        {tally !== undefined &&
          (tally.keptCount === 0
            ? 'No exchange yet. The first one is the Test Connection probe.'
            : `${counted(tally.totalCount, 'exchange')} · ${tally.failedCount.toLocaleString('en')} failed${
                tally.p95Ms === null ? '' : ` · p95 ${Math.round(tally.p95Ms).toLocaleString('en')} ms`
              }`)}
      </span>
      <QueryChip {...objectChoice(data?.items ?? [])} text={text} onText={onText} anyLabel="All objects" />
      <QueryChip {...statusChoice} text={text} onText={onText} anyLabel="Any status" />
    </>
  );
}

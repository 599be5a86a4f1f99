import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { Empty } from '../../components/empty.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ExchangeDetail } from './exchange-detail.tsx';
import { ExchangeList } from './exchange-list.tsx';
import './wire.css';

/** The wire as it opens below any page. What is chosen here leaves the page above where it is. */
export function WirePanel() {
  const api = useApi();
  const [openSequence, setOpenSequence] = useState<number | null>(null);
  const list = usePagedView(['exchanges', { search: '' }], ['exchanges'], (page) => api.exchanges.list(page));
  return (
    <>
      <ProblemBanner problem={list.problem} />
      <div className="wire-split grow-list" data-open={openSequence !== null}>
        <ExchangeList
          exchanges={list}
          isNarrow={openSequence !== null}
          openSequence={openSequence}
          onOpen={setOpenSequence}
          empty={<Empty title="No exchange yet">The first one is the Test Connection probe.</Empty>}
        />
        {openSequence !== null && (
          <ExchangeDetail key={openSequence} sequence={openSequence} onClose={() => setOpenSequence(null)} />
        )}
      </div>
    </>
  );
}

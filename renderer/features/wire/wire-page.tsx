import { useState } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useConnection, usePagedView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ExchangeDetail } from './exchange-detail.tsx';
import { ExchangeList } from './exchange-list.tsx';
import './wire.css';

/** Every request between the two worlds, newest first; one of them open beside the list. */
export function WirePage({ sequence }: { readonly sequence: string | undefined }) {
  const api = useApi();
  const [, go] = useLocation();
  const connection = useConnection();
  const [search, setSearch] = useState('');
  const list = usePagedView(['exchanges', { search }], ['exchanges'], (page) => api.exchanges.list({ search, ...page }));
  const openSequence = sequence === undefined ? null : Number(sequence);
  return (
    <Page
      world="neutral"
      path={[{ label: 'Workspace', href: '/home' }]}
      title="The wire"
      subtitle="Every request between the two sides, with the reason it was sent."
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder="Search address, object or reason"
        count={list.data && counted(list.totalCount, 'exchange')}
      />
      <ProblemBanner problem={list.problem} />
      <div className="wire-split grow-list" data-open={openSequence !== null}>
        <ExchangeList
          exchanges={list}
          isNarrow={openSequence !== null}
          openSequence={openSequence}
          onOpen={(next) => go(`/wire/${next}`)}
          empty={<NoExchange search={search} />}
        />
        {openSequence !== null && <ExchangeDetail key={openSequence} sequence={openSequence} onClose={() => go('/wire')} />}
      </div>
      <Foot>
        <span className="live-dot" data-state={connection} aria-hidden="true" />
        <span>{connection === 'lost' ? 'No longer live' : 'Live, newest on top'}</span>
        <span className="grow" />
        <span>↑ ↓ choose · Enter open</span>
      </Foot>
    </Page>
  );
}

function NoExchange({ search }: { readonly search: string }) {
  if (search !== '')
    return <Empty title={`No exchange matches “${search}”`}>The search looks at method, address, object and reason.</Empty>;
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

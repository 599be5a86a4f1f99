import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { EventPayload } from './event-payload.tsx';
import { readAnswer } from './events-explorer-answer.ts';
import { ExplorerFilters } from './events-explorer-filters.tsx';
import { ExplorerPage } from './events-explorer-page.tsx';
import { eventsTarget } from './events-explorer-request.ts';
import { ExplorerRequest } from './events-explorer-strip.tsx';
import { useDirectories } from './receiver-views.ts';
import { useExplorerQuery } from './use-explorer-query.ts';
import { useWebhookRules } from './webhook-views.ts';

/** The events list as a product reads it: filters, the request they make, its answer page by page, and one event of it. */
export function EventsExplorer() {
  const api = useApi();
  const known = useWebhookRules();
  const directories = useDirectories();
  const query = useExplorerQuery(known.data?.events ?? [], directories.data ?? []);
  const { request, directoryId } = query;
  const target = eventsTarget(request);
  const asked = useView(['eventsList', { target }], ['receiver'], () => api.receiver.askApi({ organizationId: null, target }), {
    isWanted: known.data !== undefined && directories.data !== undefined,
  });
  const [openId, setOpenId] = useState<string | null>(null);
  const answer = asked.data === undefined ? null : readAnswer(asked.data, directoryId);
  const open = answer?.kind === 'page' ? answer.events.find(({ id }) => id === openId) : undefined;
  return (
    <div className="events-explorer grow-list">
      <ExplorerFilters query={query} knownEvents={known.data?.events ?? []} directories={directories.data ?? []} />
      <ExplorerRequest target={target} status={asked.data?.status ?? null} />
      <ProblemBanner problem={known.problem ?? directories.problem ?? asked.problem} />
      {answer?.kind === 'refused' && (
        <Banner intent="error" title={say('explorer.refused', { status: answer.status })}>
          {answer.message}
        </Banner>
      )}
      <div className="explorer-split">
        <ExplorerPage
          page={answer?.kind === 'page' ? answer : null}
          isLoading={asked.isLoading}
          directoryName={directories.data?.find(({ id }) => id === directoryId)?.name ?? null}
          isFirst={request.after === null}
          openId={openId}
          onOpen={(id) => setOpenId(id === openId ? null : id)}
          onGo={query.goTo}
        />
        <section className="event-payload" aria-label={say('explorer.payload.none')}>
          {open === undefined ? (
            <p className="muted explorer-none">{say('explorer.payload.none')}</p>
          ) : (
            <>
              <h2 className="message-head">
                <span className="ellipsis">{say('explorer.payload', { event: open.event })}</span>
              </h2>
              <EventPayload label={say('explorer.payload.label', { id: open.id })} text={open.text} />
            </>
          )}
        </section>
      </div>
    </div>
  );
}

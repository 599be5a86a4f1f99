import type { ExchangeDetailView, ExchangeView } from '#shared/api/views.ts';
import { sentenceForPurpose } from '#shared/trace/purpose-sentence.ts';
import type { StoredEvent } from '../adapters/workspace-db.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';

/** The wire: every request that was sent, with the reason it was sent. */
export function exchangeHandlers({ db }: WorkspaceParts) {
  return {
    list: api.exchanges.list.handler(({ input }) => {
      const { items, totalCount } = db.trace.exchanges({
        search: input.search,
        offset: input.offset,
        limit: input.limit,
        ...(input.appId === undefined ? {} : { appId: input.appId }),
        ...(input.changeId === undefined ? {} : { changeId: input.changeId }),
      });
      const cycleIds = cycleIdsOf(db, items);
      return { items: items.map((stored) => exchangeView(stored, cycleIds)), totalCount };
    }),
    read: api.exchanges.read.handler(({ input }): ExchangeDetailView => {
      const stored = found(db.trace.exchange(input.sequence), 'exchange');
      const { event, rawRequestHeaders = [], rawResponseHeaders = [] } = stored.recorded;
      const exchange = exchangeOf(stored);
      return {
        ...exchangeView(stored, cycleIdsOf(db, [stored])),
        requestHeaders: rawRequestHeaders.length > 0 ? rawRequestHeaders : Object.entries(exchange.request.headers),
        requestBody: exchange.request.body === null ? '' : JSON.stringify(exchange.request.body, null, 2),
        responseHeaders:
          rawResponseHeaders.length > 0 || exchange.outcome.kind === 'failure'
            ? rawResponseHeaders
            : Object.entries(exchange.outcome.response.headers),
        responseBody: exchange.outcome.kind === 'failure' ? exchange.outcome.failure.detail : exchange.outcome.response.text,
        at: event.at,
      };
    }),
  };
}

/** Only what a cycle sent has the id of one: a run on demand must not look like the cycle that comes after it. */
function cycleIdsOf({ trace }: WorkspaceParts['db'], exchanges: readonly StoredEvent[]): ReadonlySet<string> {
  return trace.cycleIdsAmong([...new Set(exchanges.flatMap(({ recorded }) => recorded.event.cycleId ?? []))]);
}

function exchangeView(stored: StoredEvent, cycleIds: ReadonlySet<string>): ExchangeView {
  const { event, durationMs } = stored.recorded;
  const { request, outcome, purpose, identity } = exchangeOf(stored);
  return {
    sequence: stored.sequence,
    at: event.at,
    appId: stored.appId,
    purpose,
    reason: sentenceForPurpose(purpose, identity),
    method: request.method,
    target: request.target,
    status: outcome.kind === 'response' ? outcome.response.status : null,
    failure: outcome.kind === 'failure' ? outcome.failure.detail : null,
    durationMs: durationMs ?? null,
    identity,
    cycleId: event.cycleId !== null && cycleIds.has(event.cycleId) ? event.cycleId : null,
    changeId: event.changeId,
  };
}

function exchangeOf(stored: StoredEvent) {
  const { event } = stored.recorded;
  if (event.kind !== 'exchange-recorded') throw new Error(`Broken promise: event ${stored.sequence} is no exchange`);
  return event;
}

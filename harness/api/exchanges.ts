import type { ExchangePageView } from '#shared/api/evidence-views.ts';
import { accepted, refused } from '#shared/kernel/parsed.ts';
import { exchangeDifference } from '#shared/trace/exchange-difference.ts';
import { type ExchangeQuery, parseExchangeQuery } from '#shared/trace/exchange-query.ts';
import { sendAgain } from '../session/send-again.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { createExchangeFinder, type FoundExchanges } from './exchanges-finder.ts';
import { harFile } from './exchanges-har.ts';
import { exchangeDetail, exchangeOf, exchangeViews, numberedExchange, reachedTarget } from './exchanges-view.ts';
import { api, found, orRefuse } from './implementer.ts';

/** How many exchanges about the same object are looked at on either side for what the target held. */
const NEIGHBOUR_COUNT_MAX = 40;

/** The wire: every request that was sent, with the reason it was sent. */
export function exchangeHandlers(parts: WorkspaceParts) {
  const { db } = parts;
  const finder = createExchangeFinder(db.trace);
  let isBegun = false;
  const findAll = (query: ExchangeQuery): Promise<FoundExchanges> =>
    finder.find(query, new Map(parts.document.value.applications.map(({ id, name }) => [id, name])));

  return {
    list: api.exchanges.list.handler(({ input }) => {
      // Every page shows the newest exchange. Whoever opens the wire next finds the trace looked through already.
      if (!isBegun) void findAll([]).catch(() => undefined);
      isBegun = true;
      const { items, totalCount } = db.trace.exchanges({
        search: input.search,
        offset: input.offset,
        limit: input.limit,
        ...(input.appId === undefined ? {} : { appId: input.appId }),
        ...(input.changeId === undefined ? {} : { changeId: input.changeId }),
      });
      return { items: exchangeViews(db, items), totalCount };
    }),
    read: api.exchanges.read.handler(({ input }) => exchangeDetail(parts, found(db.trace.exchange(input.sequence), 'exchange'))),
    find: api.exchanges.find.handler(async ({ input }): Promise<ExchangePageView> => {
      const query = orRefuse(parseExchangeQuery(input.query));
      const all = await findAll([]);
      const matching = query.length === 0 ? all : await findAll(query);
      const { sequences, failedCount, latency } = matching;
      const upTo = input.upTo ?? matching.upTo;
      const totalCount = countUpTo(sequences, upTo);
      const end = Math.max(0, totalCount - input.offset);
      const wanted = sequences.slice(Math.max(0, end - input.limit), end);
      return {
        items: exchangeViews(db, db.trace.exchangesAt(wanted)),
        totalCount,
        upTo,
        tally: {
          totalCount: sequences.length,
          failedCount,
          p50Ms: latency.percentile(0.5),
          p95Ms: latency.percentile(0.95),
          keptCount: all.sequences.length,
        },
      };
    }),
    difference: api.exchanges.difference.handler(({ input }) => {
      const stored = found(db.trace.exchange(input.sequence), 'exchange');
      const { identity } = exchangeOf(stored);
      const about = { appId: stored.appId, sourceId: identity?.id ?? '', limit: NEIGHBOUR_COUNT_MAX };
      return exchangeDifference(
        numberedExchange(stored),
        db.trace
          .exchangesAbout({ ...about, before: stored.sequence })
          .filter(reachedTarget)
          .toReversed()
          .map(numberedExchange),
        db.trace
          .exchangesAbout({ ...about, after: stored.sequence })
          .filter(reachedTarget)
          .map(numberedExchange),
      );
    }),
    sendAgain: api.exchanges.sendAgain.handler(async ({ input }) => {
      const stored = found(db.trace.exchange(input.sequence), 'exchange');
      return { sequence: orRefuse(await sendAgain(parts, exchangeOf(stored), input.appId)) };
    }),
    exportHar: api.exchanges.exportHar.handler(async ({ input }) => {
      const matching = await findAll(orRefuse(parseExchangeQuery(input.query)));
      return orRefuse(
        matching.sequences.length === 0
          ? refused({ place: 'query', message: 'No exchange matches.', remedy: 'Take conditions away and export again.' })
          : accepted(harFile(parts, matching.sequences)),
      );
    }),
  };
}

/** How many of the ascending numbers are not above one. */
function countUpTo(sequences: readonly number[], upTo: number): number {
  let low = 0;
  let high = sequences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sequences[middle] ?? 0) <= upTo) low = middle + 1;
    else high = middle;
  }
  return low;
}

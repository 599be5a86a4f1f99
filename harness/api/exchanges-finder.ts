import { setImmediate as turn } from 'node:timers/promises';
import { canonicalJson } from '#shared/kernel/json.ts';
import type { ExchangeQuery } from '#shared/trace/exchange-query.ts';
import type { TraceQueries } from '../ports/workspace-ports.ts';
import { holdsInBodies } from './exchanges-bodies.ts';
import { createLatencyTally, type LatencyTally } from './exchanges-latency.ts';

/** What a query finds, kept up as exchanges come. */
export interface FoundExchanges {
  /** Sequence numbers in the order of recording. */
  readonly sequences: readonly number[];
  readonly failedCount: number;
  readonly latency: Pick<LatencyTally, 'percentile'>;
  /** The newest exchange that was looked at. */
  readonly upTo: number;
}

interface ExchangeFinder {
  /** `names` tells which applications a query's `app:` means, and stands for what the result depends on besides the trace. */
  find(query: ExchangeQuery, names: ReadonlyMap<string, string>): Promise<FoundExchanges>;
}

const RESULT_COUNT_MAX = 8;
/** Events looked at between two turns of the event loop; fewer where no column has what is asked for, and each is read. */
const SLICE_LENGTH = 40_000;
const READ_SLICE_LENGTH = 4_000;

/**
 * Remembers which exchanges the last few queries found, so that only new ones are looked at when a page is read again: the trace
 * only grows, and what is recorded does not change.
 */
export function createExchangeFinder(trace: Pick<TraceQueries, 'lastExchange' | 'scanExchanges'>): ExchangeFinder {
  const results = new Map<string, Result>();
  return {
    find: async (query, names) => {
      // An application that goes takes its exchanges along: with others there are other results.
      const key = canonicalJson([query, [...names]]);
      const result = results.get(key) ?? newResult();
      results.delete(key);
      results.set(key, result);
      const [oldest] = results.keys();
      if (results.size > RESULT_COUNT_MAX && oldest !== undefined) results.delete(oldest);
      // One after another: two that ask at once must not both add the same exchanges.
      result.work = result.work.catch(() => undefined).then(() => extend(trace, result, query, names));
      await result.work;
      return result;
    },
  };
}

interface Result {
  readonly sequences: number[];
  failedCount: number;
  readonly latency: LatencyTally;
  upTo: number;
  work: Promise<void>;
}

function newResult(): Result {
  return { sequences: [], failedCount: 0, latency: createLatencyTally(), upTo: 0, work: Promise.resolve() };
}

async function extend(
  trace: Pick<TraceQueries, 'lastExchange' | 'scanExchanges'>,
  result: Result,
  query: ExchangeQuery,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const last = trace.lastExchange();
  const bodyTerms = query.filter((term) => term.kind === 'text' && term.field === 'body');
  const withEvents = bodyTerms.length > 0;
  const isRead = withEvents || query.some(({ kind }) => kind === 'hand');
  const length = isRead ? READ_SLICE_LENGTH : SLICE_LENGTH;
  const appIdsOf = (name: string) =>
    [...names].filter(([id, known]) => id === name || known.toLowerCase().includes(name.toLowerCase())).map(([id]) => id);
  while (result.upTo < last) {
    const upTo = Math.min(last, result.upTo + length);
    for (const found of trace.scanExchanges({ query, appIdsOf, after: result.upTo, upTo, withEvents })) {
      if (bodyTerms.every((term) => term.kind !== 'text' || holdsInBodies(found.event, term.texts) !== term.isExcluded)) {
        result.sequences.push(found.sequence);
        if (isFailed(found.status)) result.failedCount += 1;
        if (found.durationMs !== null) result.latency.add(found.durationMs);
      }
    }
    result.upTo = upTo;
    if (upTo < last) await turn();
  }
}

/** An answer from 400 on, or the word for why there is none. */
function isFailed(status: string | null): boolean {
  return !(Number(status) < 400);
}

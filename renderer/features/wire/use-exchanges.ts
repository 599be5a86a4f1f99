import { useCallback, useState } from 'react';
import type { ExchangePageView, ExchangeTallyView, ExchangeView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView, type View } from '../../app/live.tsx';
import type { Problem } from '../../components/problem.ts';

/** More than the tallest window shows, so that a list at its top is one page. */
export const pageLength = 120;

export interface FoundExchanges {
  readonly query: string;
  /** The first page of the list: of one that is held, that of then. */
  readonly shown: ExchangePageView | undefined;
  /** Holds the list as it is, or lets it follow what comes. */
  setHeld(isHeld: boolean): void;
  readonly isHeld: boolean;
  /** Of what came since the list is held. */
  readonly newCount: number;
  /** The newest that match, held or not. */
  readonly newest: readonly ExchangeView[];
  readonly tally: ExchangeTallyView | undefined;
  readonly isLoading: boolean;
  readonly problem: Problem | null;
}

const nothing: readonly ExchangeView[] = [];

/**
 * What a query finds, newest first. At its top the list follows what is sent; scrolled away it stays the list of then, so that no
 * row moves, and counts what came since.
 */
export function useExchanges(query: string): FoundExchanges {
  const { data, isLoading, problem } = useNewestExchanges(query);
  const [held, setHeldPage] = useState<{ readonly query: string; readonly page: ExchangePageView } | null>(null);
  const isHeld = held !== null && held.query === query;
  const setHeld = useCallback(
    (isWanted: boolean) =>
      setHeldPage((before) => {
        if (!isWanted || data === undefined) return null;
        return before?.query === query ? before : { query, page: data };
      }),
    [data, query],
  );
  return {
    query,
    shown: isHeld ? held.page : data,
    setHeld,
    isHeld,
    newCount: isHeld ? Math.max(0, (data?.tally.totalCount ?? 0) - held.page.totalCount) : 0,
    newest: data?.items ?? nothing,
    tally: data?.tally,
    isLoading,
    problem,
  };
}

/** The newest that a query finds, and how many there are; one read for all that show it. */
export function useNewestExchanges(query: string): View<ExchangePageView> {
  const api = useApi();
  return useView(['exchanges', 'find', { query }], ['exchanges'], () => api.exchanges.find({ query, limit: pageLength }));
}

/** The newest of all exchanges; null before the first. */
export function useLastExchange(): ExchangeView | null | undefined {
  const api = useApi();
  const { data } = useView(['exchanges', 'count'], ['exchanges'], () => api.exchanges.list({ limit: 1 }));
  return data === undefined ? undefined : (data.items[0] ?? null);
}

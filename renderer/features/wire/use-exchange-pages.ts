import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ExchangeView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { type FoundExchanges, pageLength } from './use-exchanges.ts';

interface ExchangePages {
  rowAt(index: number): ExchangeView | undefined;
  indexOf(sequence: number): number;
  /** Which rows are in sight. */
  show(first: number, last: number): void;
}

/** A page of a list up to some exchange never changes. */
const immutable = { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 } as const;

/** Reads the pages of the rows in sight, and the ones beside them. */
export function useExchangePages({ query, shown }: Pick<FoundExchanges, 'query' | 'shown'>): ExchangePages {
  const api = useApi();
  const { upTo = 0, totalCount = 0, items } = shown ?? {};
  const first = useStable(items);
  const [range, setRange] = useState({ from: 1, to: 0 });
  const lastPage = Math.floor(Math.max(0, totalCount - 1) / pageLength);
  const pages = Array.from(
    { length: Math.max(0, Math.min(range.to, lastPage) - range.from + 1) },
    (_none, at) => range.from + at,
  );
  const read = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['exchanges', 'page', query, upTo, page],
      queryFn: () => api.exchanges.find({ query, upTo, offset: page * pageLength, limit: pageLength }),
      ...immutable,
    })),
  });
  const known = new Map([[0, first] as const, ...pages.map((page, index) => [page, read[index]?.data?.items] as const)]);

  return {
    rowAt: (index) => known.get(Math.floor(index / pageLength))?.[index % pageLength],
    indexOf: (sequence) => {
      for (const [page, exchanges] of known) {
        const at = exchanges?.findIndex((exchange) => exchange.sequence === sequence) ?? -1;
        if (at >= 0) return page * pageLength + at;
      }
      return -1;
    },
    // The first page is there already. Pages change once in a hundred rows, and only then is anything drawn for it.
    show: useCallback((first: number, last: number) => {
      const from = Math.max(1, Math.floor(first / pageLength) - 1);
      const to = Math.floor(last / pageLength) + 1;
      setRange((range) => (range.from === from && range.to === to ? range : { from, to }));
    }, []),
  };
}

/** An exchange that was read before stays the object it was: what is recorded does not change. */
function useStable(items: readonly ExchangeView[] | undefined): readonly ExchangeView[] | undefined {
  const before = useRef(new Map<number, ExchangeView>());
  return useMemo(() => {
    const stable = items?.map((item) => before.current.get(item.sequence) ?? item);
    before.current = new Map(stable?.map((item) => [item.sequence, item]));
    return stable;
  }, [items]);
}

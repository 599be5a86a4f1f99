import { keepPreviousData, type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { LiveNotice, PageView } from '#shared/api/workspace-views.ts';
import { type Problem, problemOf } from '../components/problem.ts';
import { useApi } from './api.tsx';
import { type ReadSource, refreshOnNotices } from './refresh.ts';

export type Topic = LiveNotice['topics'][number];

/** `lost`: the harness is gone; what is on screen is the last that was known. */
type Connection = 'opening' | 'live' | 'lost';

const ConnectionContext = createContext<Connection>('opening');

export function useConnection(): Connection {
  return useContext(ConnectionContext);
}

/** Follows the harness's notices and lets every view that names a changed topic read again. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>('opening');
  useEffect(() => {
    const stop = new AbortController();
    void refreshOnNotices({
      follow: () => api.live.follow({}, { signal: stop.signal }),
      source: readSourceOf(queries),
      onLive: () => setConnection('live'),
      signal: stop.signal,
    }).then(() => {
      if (!stop.signal.aborted) setConnection('lost');
    });
    return () => stop.abort();
  }, [api, queries]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

/** Reads again whatever is on screen and was read for one of the topics; what is not on screen is read when it is. */
function readSourceOf(queries: QueryClient): ReadSource {
  return {
    refresh: (topics) =>
      queries.invalidateQueries({
        predicate: ({ meta }) => (meta?.['topics'] as readonly Topic[] | undefined)?.some((topic) => topics.has(topic)) ?? false,
      }),
  };
}

export interface View<T> {
  /** The last that was read; kept while it is read again and when reading fails. */
  readonly data: T | undefined;
  /** Nothing has been read yet. */
  readonly isLoading: boolean;
  readonly problem: Problem | null;
  /** For the rare change no notice tells of. */
  reload(): void;
}

interface ViewOptions {
  /** False as long as it shall not be read yet: the harness answers one question after another, and something else comes first. */
  readonly isWanted?: boolean;
}

/** What `read` gives, read again whenever the harness says that one of the topics changed. Never by a timer. */
export function useView<T>(
  key: readonly unknown[],
  topics: readonly Topic[],
  read: () => Promise<T>,
  { isWanted = true }: ViewOptions = {},
): View<T> {
  const query = useQuery({
    queryKey: key,
    queryFn: read,
    meta: { topics },
    enabled: isWanted,
    placeholderData: keepPreviousDataOf(key),
  });
  const { refetch } = query;
  const reload = useCallback(() => void refetch(), [refetch]);
  return { data: query.data, isLoading: query.isPending, problem: query.error ? problemOf(query.error) : null, reload };
}

/** While a search is typed the old rows stay; another object's data never stands in for this one's. */
function keepPreviousDataOf(key: readonly unknown[]) {
  return <T,>(previous: T | undefined, query: { readonly queryKey: readonly unknown[] } | undefined): T | undefined =>
    query !== undefined && isSameSubject(query.queryKey, key) ? keepPreviousData(previous) : undefined;
}

function isSameSubject(a: readonly unknown[], b: readonly unknown[]): boolean {
  const subject = (key: readonly unknown[]) => JSON.stringify(key.filter((part) => typeof part !== 'object'));
  return subject(a) === subject(b);
}

export interface PagedView<T> extends View<readonly T[]> {
  readonly totalCount: number;
  readMore(): void;
}

const pageLimit = 200;

/** A list read page by page as it is scrolled, kept current like `useView`. */
export function usePagedView<T>(
  key: readonly unknown[],
  topics: readonly Topic[],
  read: (page: { readonly offset: number; readonly limit: number }) => Promise<PageView<T>>,
): PagedView<T> {
  const query = useInfiniteQuery({
    queryKey: [...key, 'pages'],
    queryFn: ({ pageParam }) => read({ offset: pageParam, limit: pageLimit }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (pages.length * pageLimit < last.totalCount ? pages.length * pageLimit : undefined),
    meta: { topics },
    placeholderData: keepPreviousDataOf([...key, 'pages']),
  });
  const { refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const reload = useCallback(() => void refetch(), [refetch]);
  const readMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const data = useMemo(() => query.data?.pages.flatMap(({ items }) => items), [query.data]);
  return {
    data,
    totalCount: query.data?.pages[0]?.totalCount ?? 0,
    isLoading: query.isPending,
    problem: query.error ? problemOf(query.error) : null,
    reload,
    readMore,
  };
}

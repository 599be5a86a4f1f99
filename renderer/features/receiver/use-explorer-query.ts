import { useLocation, useSearch } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import type { EventsRequest } from './events-explorer-request.ts';

export interface ExplorerQuery {
  readonly request: EventsRequest;
  /** The events picked out of all; none: all of them. */
  readonly chosenEvents: readonly string[];
  /** Whose events are shown; null: no directory is singled out. */
  readonly directoryId: string | null;
  /** Another question begins at its first page. */
  change(values: Readonly<Partial<Record<ExplorerKey, string | null>>>): void;
  /** The page after this event; null: the first one. */
  goTo(after: string | null): void;
  /** Whether anything is narrowed down. */
  readonly isNarrowed: boolean;
  clear(): void;
}

type ExplorerKey = 'org' | 'dir' | 'events' | 'from' | 'to' | 'order' | 'limit';

const keys: readonly ExplorerKey[] = ['org', 'dir', 'events', 'from', 'to', 'order', 'limit'];
export const pageSizes = [10, 50, 100] as const;

/** What the explorer asks for, kept in the route: it can be linked, reloaded, and gone back in page by page. */
export function useExplorerQuery(knownEvents: readonly string[], directories: readonly DirectoryView[]): ExplorerQuery {
  const [path, go] = useLocation();
  const search = new URLSearchParams(useSearch());
  const directory = directories.find(({ id }) => id === search.get('dir'));
  const wanted = search.get('events')?.split(',') ?? [];
  const chosenEvents = knownEvents.filter((name) => wanted.includes(name));
  const limit = Number(search.get('limit'));
  const goWith = (next: URLSearchParams, replace: boolean) => go(`${path}?${next}`, { replace });
  return {
    chosenEvents,
    request: {
      organizationId: directory?.organizationId ?? search.get('org'),
      events: chosenEvents.length === 0 ? knownEvents : chosenEvents,
      from: search.get('from') ?? '',
      to: search.get('to') ?? '',
      order: search.get('order') === 'desc' ? 'desc' : 'asc',
      limit: pageSizes.find((size) => size === limit) ?? 100,
      after: search.get('after'),
    },
    directoryId: directory?.id ?? null,
    change: (values) => {
      const next = new URLSearchParams(search);
      for (const [key, value] of Object.entries(values)) {
        if (value === null) next.delete(key);
        else next.set(key, value);
      }
      next.delete('after');
      goWith(next, true);
    },
    goTo: (after) => {
      const next = new URLSearchParams(search);
      if (after === null) next.delete('after');
      else next.set('after', after);
      goWith(next, false);
    },
    isNarrowed: keys.some((key) => search.has(key)),
    clear: () => {
      const next = new URLSearchParams(search);
      for (const key of [...keys, 'after']) next.delete(key);
      goWith(next, true);
    },
  };
}

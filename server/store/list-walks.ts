/** Where a page of a list ended. */
interface PageEnd {
  readonly key: number;
  readonly id: string;
  /** How many resources had been removed when the walk began. */
  readonly removalCount: number;
}

/**
 * Remembers where the last pages ended, so that the next one goes on from there. Lists are numbered in order of creation: what is
 * added or changed between two pages moves nobody, but each removal moves everybody behind it one place forward, and whoever then asks
 * for the next number would miss one. RFC 7644 §3.4.2.4 leaves that to the service provider.
 *
 * In memory only. A walk that starts anew at 1 forgets the one before it, so two clients that walk the same list at the very same time
 * share the memory of the later one.
 */
export interface ListWalks {
  /** Where the page before `startIndex` ended, if it was among the last ones asked for. */
  endBefore(query: string, startIndex: number): PageEnd | undefined;
  note(query: string, startIndex: number, nextStartIndex: number, end: PageEnd): void;
}

const QUERY_COUNT_MAX = 256;
const PAGE_COUNT_MAX = 16;

export function createListWalks(): ListWalks {
  const walks = new Map<string, Map<number, PageEnd>>();
  return {
    endBefore: (query, startIndex) => walks.get(query)?.get(startIndex),
    note: (query, startIndex, nextStartIndex, end) => {
      const pages = startIndex === 1 ? new Map<number, PageEnd>() : (walks.get(query) ?? new Map<number, PageEnd>());
      putLast(pages, nextStartIndex, end, PAGE_COUNT_MAX);
      putLast(walks, query, pages, QUERY_COUNT_MAX);
    },
  };
}

/** The newest entry is the last; the oldest goes where there are too many. */
function putLast<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, sizeMax: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > sizeMax && oldest !== undefined) map.delete(oldest);
}

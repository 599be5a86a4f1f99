import type { ReactNode, RefObject } from 'react';
import type { Column } from './data-table.tsx';
import { TableGrid } from './table-grid.tsx';

interface PagedTableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  /** How many rows there are, read or not. */
  readonly count: number;
  /** Undefined for a row that is not read yet. The same row must stay the same object: it is drawn again only if it is another one. */
  rowAt(index: number): T | undefined;
  rowKey(row: T): string;
  /** Where a row is now; -1 where it is not among those that are read. */
  indexOfKey(key: string): number;
  /** Which rows are in sight, so that they can be read. */
  onRange(first: number, last: number): void;
  onOpen(row: T): void;
  readonly openKey: string | null;
  /** A key that neither moves nor opens, on a focused row; letters in lower case. True: it was taken. */
  onRowKey(key: string, row: T): boolean;
  /** Whether the first row is out of sight, whenever that changes. */
  onScrolledAway(isAway: boolean): void;
  /** Holds the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rowHeight: number;
  readonly isLoading: boolean;
  readonly isUnknown: boolean;
  readonly empty: ReactNode;
}

/** A grid over a list of which only pages are known: what comes in sight is read. */
export function PagedTable<T>({ isUnknown, empty, ...grid }: PagedTableProps<T>) {
  const instead = grid.isLoading ? <span className="visually-hidden">Loading</span> : <div className="table-empty">{empty}</div>;
  return <TableGrid {...grid} instead={isUnknown && !grid.isLoading ? null : instead} />;
}

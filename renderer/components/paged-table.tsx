// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one; table elements would bring their own layout.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, memo, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Column } from './data-table.tsx';
import { rangeWith, rowAfterKey } from './data-table-rows.ts';
import { columnsWidthMin, columnTracks } from './table-columns.ts';
import './paged-table.css';

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
  /** A key that neither moves nor opens, on a focused row. True: it was taken. */
  onRowKey?(key: string, row: T): boolean;
  /** Whether the first row is out of sight, whenever that changes. */
  onScrolledAway?(isAway: boolean): void;
  /** Holds the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rowHeight: number;
  readonly isLoading: boolean;
  readonly isUnknown: boolean;
  readonly empty: ReactNode;
}

const headHeight = 32;
const overscan = 10;

/**
 * A grid over a list of which only pages are known: any number of rows, of which those in sight are mounted and read. One tab stop;
 * arrow keys, J and K move, Enter opens. A row that is not read yet keeps its place.
 */
export function PagedTable<T>(props: PagedTableProps<T>) {
  const { label, columns, count, rowAt, rowKey, indexOfKey, onRange, openKey, scroller, rowHeight } = props;
  const [active, setActive] = useState({ key: '', index: 0 });
  const found = active.key === '' ? -1 : indexOfKey(active.key);
  const activeIndex = Math.max(0, Math.min(found >= 0 ? found : active.index, count - 1));
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollPaddingStart: headHeight,
    // The active row stays mounted, so that focus survives scrolling.
    rangeExtractor: (range) => rangeWith(range, activeIndex),
  });
  const items = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useEffect(() => {
    onRange(startIndex, endIndex);
  }, [startIndex, endIndex, onRange]);
  const isAway = (virtualizer.scrollOffset ?? 0) > 0;
  const { onScrolledAway } = props;
  useEffect(() => {
    onScrolledAway?.(isAway);
  }, [isAway, onScrolledAway]);

  // What a row calls is the same for all of its life, so that it is not drawn again for it.
  const latest = useRef({ props, setActive });
  useEffect(() => {
    latest.current = { props, setActive };
  });
  const [calls] = useState(() => ({
    open: (row: T) => latest.current.props.onOpen(row),
    focused: (key: string, index: number) => latest.current.setActive({ key, index }),
  }));

  function moveTo(index: number) {
    const row = rowAt(index);
    setActive({ key: row === undefined ? '' : rowKey(row), index });
    virtualizer.scrollToIndex(index);
    // The row may be mounted only after this render.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`)?.focus());
    if (openKey !== null && row !== undefined) return row;
    return undefined;
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const target = event.target as HTMLElement;
    if (target.getAttribute('role') !== 'row' || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(target.dataset['rowIndex']);
    const pageRowCount = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const letter = ({ j: 'ArrowDown', k: 'ArrowUp' } as const)[event.key.toLowerCase()];
    const next = rowAfterKey(letter ?? event.key, { index, rowCount: count, pageRowCount });
    const row = rowAt(index);
    if (next !== null) {
      const moved = moveTo(next);
      // The letters leaf through what is open; arrows only look for the next one.
      if (letter !== undefined && moved !== undefined) props.onOpen(moved);
    } else if (row === undefined) return;
    else if (event.key === 'Enter') props.onOpen(row);
    else if (props.onRowKey?.(event.key, row) !== true) return;
    event.preventDefault();
  }

  const width = columnsWidthMin(columns);
  const grid: CSSProperties = { gridTemplateColumns: columnTracks(columns), minWidth: width };
  const isEmpty = count === 0;
  return (
    <div
      ref={scroller}
      className="data-table paged-table"
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-busy={props.isLoading}
      onKeyDown={onKeyDown}
      style={
        {
          '--row-tracks': grid.gridTemplateColumns,
          '--row-width': `${width}px`,
          '--row-height': `${rowHeight}px`,
        } as CSSProperties
      }
    >
      <div className="table-row table-head" role="row" aria-rowindex={1} style={grid} tabIndex={-1}>
        {columns.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            className={column.numeric ? 'cell numeric-cell' : 'cell'}
            title={column.name}
            tabIndex={-1}
          >
            {column.name}
          </div>
        ))}
      </div>
      {!isEmpty && (
        <div role="rowgroup" className="table-rows" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rowAt(index);
            const key = row === undefined ? null : rowKey(row);
            return (
              <Row
                key={key ?? `place ${index}`}
                row={row}
                rowKeyText={key}
                columns={columns as readonly Column<unknown>[]}
                index={index}
                start={start}
                isTabStop={index === activeIndex}
                isOpen={key !== null && key === openKey}
                calls={calls as RowCalls}
              />
            );
          })}
        </div>
      )}
      {/* A grid holds rows only, so what stands in place of rows is one. */}
      {isEmpty && (props.isLoading || !props.isUnknown) && (
        <div role="row" tabIndex={-1}>
          <div role="gridcell" className="table-empty" tabIndex={-1}>
            {props.isLoading ? <span className="visually-hidden">Loading</span> : props.empty}
          </div>
        </div>
      )}
    </div>
  );
}

interface RowCalls {
  open(row: unknown): void;
  focused(key: string, index: number): void;
}

interface RowProps {
  readonly row: unknown;
  readonly rowKeyText: string | null;
  readonly columns: readonly Column<unknown>[];
  readonly index: number;
  readonly start: number;
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  readonly calls: RowCalls;
}

const Row = memo(function Row({ row, rowKeyText, columns, index, start, isTabStop, isOpen, calls }: RowProps) {
  const isRead = rowKeyText !== null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes Enter for the focused row.
    <div
      className="table-row"
      role="row"
      data-row-index={index}
      data-opens={isRead}
      data-waiting={!isRead}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      aria-busy={!isRead}
      tabIndex={isTabStop ? 0 : -1}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => isRead && calls.open(row)}
      onFocus={() => isRead && calls.focused(rowKeyText, index)}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={column.numeric ? 'cell numeric-cell' : 'cell'} tabIndex={-1}>
          {isRead && column.render(row)}
        </div>
      ))}
    </div>
  );
});

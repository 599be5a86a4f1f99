// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one; table elements would bring their own layout.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Column } from './data-table.tsx';
import { rangeWith, rowAfterKey, rowPressOf } from './data-table-rows.ts';
import { useSingleKeysOn } from './single-keys.ts';
import { cellClass, columnsWidthMin, columnTracks } from './table-columns.ts';
import { TableRow, type TableRowCalls } from './table-row.tsx';

export interface TableGridProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  /** What stands above the first column in place of its name. */
  readonly firstHead?: ReactNode;
  /** How many rows there are to scroll through, read or not. */
  readonly count: number;
  /** How many there are in all, where `count` is only the first of them. */
  readonly totalCount?: number | undefined;
  /** Undefined for a row that is not read yet. The same row must stay the same object: it is drawn again only if it is another one. */
  rowAt(index: number): T | undefined;
  rowKey(row: T): string;
  /** Where a row is now; -1 where it is not among those that are read. */
  indexOfKey(key: string): number;
  /** Enter or a click on a row. Controls inside cells keep their own click. */
  readonly onOpen?: ((row: T) => void) | undefined;
  /** The row that is shown elsewhere on the page. */
  readonly openKey?: string | null | undefined;
  readonly selected?: ReadonlySet<string> | undefined;
  /** A key that neither moves nor opens, on a focused row; letters in lower case. True: it was taken. */
  onRowKey?(key: string, row: T): boolean;
  /** Which rows are in sight. */
  readonly onRange?: ((first: number, last: number) => void) | undefined;
  /** Whether the first row is out of sight, whenever that changes. */
  readonly onScrolledAway?: ((isAway: boolean) => void) | undefined;
  /** Holds the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Pixels, the same for every row. */
  readonly rowHeight: number;
  readonly isLoading: boolean;
  /** What stands in place of rows when there are none; null leaves the place empty. */
  readonly instead: ReactNode;
}

/**
 * A virtual list as a grid: any number of rows, of which those in sight are mounted. One tab stop; arrow keys move, J and K too, and
 * leaf through what is open; Enter opens. A row that is not read yet keeps its place.
 */
export function TableGrid<T>(props: TableGridProps<T>) {
  const { label, columns, count, rowAt, rowKey, openKey, selected, scroller, rowHeight, instead } = props;
  const { virtualizer, activeIndex, calls, onKeyDown } = useGridRows(props);
  useNotices(virtualizer, props);
  const width = columnsWidthMin(columns);
  // Rows share one layout by inheritance: a row that is drawn anew has one style of its own, its place.
  const layout = { '--row-tracks': columnTracks(columns), '--row-width': `${width}px`, '--row-height': `${rowHeight}px` };
  return (
    <div
      ref={scroller}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={(props.totalCount ?? count) + 1}
      aria-colcount={columns.length}
      aria-multiselectable={selected !== undefined}
      aria-busy={props.isLoading}
      onKeyDown={onKeyDown}
      style={layout as CSSProperties}
    >
      <div className="table-row table-head" role="row" aria-rowindex={1} tabIndex={-1}>
        {columns.map((column, index) => (
          <div key={column.key} role="columnheader" className={cellClass(column)} title={column.name} tabIndex={-1}>
            {(index === 0 ? props.firstHead : undefined) ?? column.name}
          </div>
        ))}
      </div>
      {count > 0 && (
        <div role="rowgroup" className="table-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            const key = row === undefined ? null : rowKey(row);
            return (
              <TableRow
                key={key ?? `place ${index}`}
                row={row}
                rowKey={key}
                columns={columns as readonly Column<unknown>[]}
                index={index}
                start={start}
                isTabStop={index === activeIndex}
                isSelected={markOf(key, openKey, selected)}
                mayOpen={props.onOpen !== undefined && key !== null}
                isOpen={key !== null && key === openKey}
                calls={calls as TableRowCalls}
              />
            );
          })}
        </div>
      )}
      {/* A grid holds rows only, so what stands in place of rows is one. */}
      {count === 0 && instead !== null && (
        <div role="row" tabIndex={-1}>
          <div role="gridcell" tabIndex={-1}>
            {instead}
          </div>
        </div>
      )}
    </div>
  );
}

const headHeight = 32;
const overscan = 10;

/** Which rows are mounted, which one the keyboard is on, and what keys do there. */
function useGridRows<T>(props: TableGridProps<T>) {
  const { count, rowAt, rowKey, indexOfKey, openKey, scroller, rowHeight } = props;
  const areLettersOn = useSingleKeysOn();
  const [active, setActive] = useState<{ readonly key: string | null; readonly index: number }>({ key: null, index: 0 });
  const found = active.key === null ? -1 : indexOfKey(active.key);
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
  // What a row calls is the same for all of its life, so that it is not drawn again for it.
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const [calls] = useState(() => ({
    open: (row: T) => latest.current.onOpen?.(row),
    focused: (key: string | null, index: number) => setActive({ key, index }),
  }));

  function moveTo(index: number) {
    const row = rowAt(index);
    setActive({ key: row === undefined ? null : rowKey(row), index });
    virtualizer.scrollToIndex(index);
    // The row may be mounted only after this render.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`)?.focus());
    return row;
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const index = rowIndexOf(event.target);
    const press = rowPressOf(event, areLettersOn);
    if (index === null || press === null) return;
    const row = rowAt(index);
    if (press.kind === 'move') {
      const pageRowCount = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
      const next = rowAfterKey(press.key, { index, rowCount: count, pageRowCount });
      if (next === null) return;
      const moved = moveTo(next);
      if (press.isLeafing && openKey != null && moved !== undefined) props.onOpen?.(moved);
    } else if (row === undefined) return;
    else if (press.kind === 'own' ? props.onRowKey?.(press.key, row) !== true : props.onOpen === undefined) return;
    else if (press.kind === 'open') props.onOpen?.(row);
    event.preventDefault();
  }
  return { virtualizer, activeIndex, calls, onKeyDown };
}

/** The row a press is meant for; null where a control of a cell has the focus, which has keys of its own. */
function rowIndexOf(target: EventTarget): number | null {
  if (!(target instanceof HTMLElement) || !/^(row|gridcell)$/.test(target.getAttribute('role') ?? '')) return null;
  const index = target.closest<HTMLElement>('[data-row-index]')?.dataset['rowIndex'];
  return index === undefined ? null : Number(index);
}

function useNotices<T>(virtualizer: Virtualizer<HTMLDivElement, Element>, { onRange, onScrolledAway }: TableGridProps<T>): void {
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useEffect(() => {
    onRange?.(startIndex, endIndex);
  }, [startIndex, endIndex, onRange]);
  const isAway = (virtualizer.scrollOffset ?? 0) > 0;
  useEffect(() => {
    onScrolledAway?.(isAway);
  }, [isAway, onScrolledAway]);
}

/** Undefined where rows are neither chosen nor shown elsewhere. */
function markOf(key: string | null, openKey: string | null | undefined, selected: ReadonlySet<string> | undefined) {
  if (selected !== undefined) return key !== null && selected.has(key);
  return openKey === undefined ? undefined : key !== null && key === openKey;
}

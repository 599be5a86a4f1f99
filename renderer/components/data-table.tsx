// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one; table elements would bring their own layout.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { rangeWith, rowAfterKey } from './data-table-rows.ts';

export interface Column<T> {
  readonly key: string;
  readonly name: string;
  /** Pixels, or a CSS grid track such as `minmax(120px, 2fr)`. */
  readonly width?: number | string;
  render(row: T): ReactNode;
  /** Aligned right with tabular figures. */
  readonly numeric?: boolean;
}

interface Selection {
  readonly selected: ReadonlySet<string>;
  onChange(next: ReadonlySet<string>): void;
}

interface DataTableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  rowKey(row: T): string;
  /** How a row is called where its tick box is read out; its key by default. */
  rowName?(row: T): string;
  /** Enter or a click on a row. Controls inside cells keep their own click. */
  onOpen?(row: T): void;
  /** The row that is shown elsewhere on the page. */
  readonly openKey?: string | null;
  readonly selection?: Selection;
  /** Shown in place of rows when there are none. */
  readonly empty?: ReactNode;
  readonly isLoading?: boolean;
  /** The rows could not be read: to say that there are none would be a guess. */
  readonly isUnknown?: boolean;
  /** Pixels, the same for every row; 32 by default. */
  readonly rowHeight?: number;
  /** How many rows there are in all, where `rows` holds only the first of them. */
  readonly totalCount?: number;
  /** The end of `rows` came into sight. */
  onEndReached?(): void;
}

/** A virtual list as a grid: any number of rows, one tab stop, arrow keys, Enter opens, Space selects. */
export function DataTable<T>(props: DataTableProps<T>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    selection,
    empty,
    isLoading = false,
    isUnknown = false,
    rowHeight = 32,
    totalCount,
    onEndReached,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const found = activeKey === null ? -1 : rows.findIndex((row) => rowKey(row) === activeKey);
  const activeIndex = Math.max(found, 0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headHeight,
    getItemKey: (index) => keyAt(index),
    // The active row stays mounted, so that focus survives scrolling.
    rangeExtractor: (range) => rangeWith(range, activeIndex),
  });
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (onEndReached !== undefined && rows.length > 0 && lastSeen >= rows.length - 1) onEndReached();
  }, [lastSeen, rows.length, onEndReached]);

  function keyAt(index: number): string {
    const row = rows[index];
    return row === undefined ? String(index) : rowKey(row);
  }
  function moveTo(index: number) {
    setActiveKey(keyAt(index));
    virtualizer.scrollToIndex(index);
    // The row may be mounted only after this render.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`)?.focus());
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const target = event.target as HTMLElement;
    if (target.getAttribute('role') !== 'row') return;
    const pageRowCount = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const next = rowAfterKey(event.key, { index: Number(target.dataset['rowIndex']), rowCount: rows.length, pageRowCount });
    const row = rows[Number(target.dataset['rowIndex'])];
    if (next !== null) moveTo(next);
    else if (event.key === 'Enter' && row !== undefined && props.onOpen !== undefined) props.onOpen(row);
    else if (event.key === ' ' && row !== undefined && selection !== undefined) toggle(selection, rowKey(row));
    else return;
    event.preventDefault();
  }

  const template = [...(selection === undefined ? [] : [`${tickPx}px`]), ...columns.map(({ width }) => track(width))].join(' ');
  const grid: CSSProperties = { gridTemplateColumns: template, minWidth: widthMin(columns, selection !== undefined) };
  const hasRows = rows.length > 0;
  return (
    <div
      ref={scroller}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={(totalCount ?? rows.length) + 1}
      aria-colcount={columns.length + (selection === undefined ? 0 : 1)}
      aria-multiselectable={selection !== undefined}
      aria-busy={isLoading}
      onKeyDown={onKeyDown}
    >
      <div className="table-row table-head" role="row" aria-rowindex={1} style={grid} tabIndex={-1}>
        {selection !== undefined && <SelectAll rows={rows} rowKey={rowKey} selection={selection} />}
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
      {hasRows && (
        <div role="rowgroup" className="table-rows" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <Row
                key={item.key}
                {...props}
                row={row}
                index={item.index}
                isTabStop={item.index === activeIndex}
                style={{ ...grid, height: rowHeight, transform: `translateY(${item.start}px)` }}
                onFocused={() => setActiveKey(keyAt(item.index))}
              />
            );
          })}
        </div>
      )}
      {/* A grid holds rows only, so what stands in place of rows is one. */}
      {!hasRows && isLoading && (
        <div role="row" tabIndex={-1}>
          <div role="gridcell" tabIndex={-1}>
            <LoadingRows rowHeight={rowHeight} />
          </div>
        </div>
      )}
      {!hasRows && !isLoading && !isUnknown && (
        <div role="row" tabIndex={-1}>
          <div role="gridcell" className="table-empty" tabIndex={-1}>
            {empty ?? <p className="muted">Nothing here.</p>}
          </div>
        </div>
      )}
    </div>
  );
}

const headHeight = 32;

interface RowProps<T> extends DataTableProps<T> {
  readonly row: T;
  readonly index: number;
  readonly isTabStop: boolean;
  readonly style: CSSProperties;
  onFocused(): void;
}

function Row<T>({ row, index, isTabStop, style, onFocused, ...table }: RowProps<T>) {
  const { columns, rowKey, rowName = rowKey, selection, onOpen, openKey } = table;
  const key = rowKey(row);
  const isSelected = selection?.selected.has(key);
  function onClick(event: MouseEvent<HTMLDivElement>) {
    const isOnControl = event.target instanceof Element && event.target.closest('a, button, input, label, select') !== null;
    if (!isOnControl) onOpen?.(row);
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes Enter for the focused row.
    <div
      className="table-row"
      role="row"
      data-row-index={index}
      data-opens={onOpen !== undefined}
      data-open={openKey === key}
      aria-rowindex={index + 2}
      aria-selected={isSelected ?? (openKey === undefined ? undefined : openKey === key)}
      tabIndex={isTabStop ? 0 : -1}
      style={style}
      onClick={onClick}
      onFocus={onFocused}
    >
      {selection !== undefined && (
        <div role="gridcell" className="cell tick-cell" tabIndex={-1}>
          <input
            type="checkbox"
            aria-label={`Select ${rowName(row)}`}
            checked={isSelected}
            onChange={() => toggle(selection, key)}
          />
        </div>
      )}
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={column.numeric ? 'cell numeric-cell' : 'cell'} tabIndex={-1}>
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

function SelectAll<T>({
  rows,
  rowKey,
  selection,
}: Pick<DataTableProps<T>, 'rows' | 'rowKey'> & { readonly selection: Selection }) {
  const isAll = rows.length > 0 && rows.every((row) => selection.selected.has(rowKey(row)));
  return (
    <div role="columnheader" className="cell tick-cell" tabIndex={-1}>
      <input
        type="checkbox"
        aria-label="Select all shown"
        checked={isAll}
        onChange={() => selection.onChange(new Set(isAll ? [] : rows.map(rowKey)))}
      />
    </div>
  );
}

function LoadingRows({ rowHeight }: { readonly rowHeight: number }) {
  return (
    <div className="table-loading" role="status" aria-label="Loading">
      {['first', 'second', 'third', 'fourth', 'fifth'].map((name) => (
        <div key={name} style={{ height: rowHeight }} />
      ))}
    </div>
  );
}

function toggle({ selected, onChange }: Selection, key: string): void {
  onChange(selected.has(key) ? new Set([...selected].filter((other) => other !== key)) : new Set([...selected, key]));
}

const gapPx = 12;
const paddingPx = 16;
const tickPx = 20;

/** Below this the list scrolls sideways; the same for head and rows, so that columns stay in line. */
function widthMin(columns: readonly { readonly width?: number | string }[], hasTicks: boolean): number {
  const own = columns.map(({ width }) =>
    typeof width === 'number' ? width : Number(/minmax\((\d+)px/.exec(track(width))?.[1] ?? 0),
  );
  const widths = hasTicks ? [tickPx, ...own] : own;
  return widths.reduce((sum, width) => sum + width + gapPx, 2 * paddingPx - gapPx);
}

function track(width: number | string | undefined): string {
  return typeof width === 'number' ? `${width}px` : (width ?? 'minmax(96px, 1fr)');
}

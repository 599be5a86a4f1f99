// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one; table elements would bring their own layout.
import { type MouseEvent, memo } from 'react';
import type { Column } from './data-table.tsx';
import { cellClass } from './table-columns.ts';

/** What any row may ask of its grid; the same object for all of the grid's life. */
export interface TableRowCalls {
  open(row: unknown): void;
  focused(key: string | null, index: number): void;
}

interface TableRowProps {
  /** Undefined while it is not read. */
  readonly row: unknown;
  readonly rowKey: string | null;
  readonly columns: readonly Column<unknown>[];
  readonly index: number;
  /** Pixels below the first row's upper edge. */
  readonly start: number;
  readonly isTabStop: boolean;
  readonly isSelected: boolean | undefined;
  readonly isOpen: boolean;
  readonly mayOpen: boolean;
  readonly calls: TableRowCalls;
}

/** One row in its place, drawn again only where something of it has changed. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, rowKey, columns, index, start, isTabStop, isSelected, isOpen, mayOpen, calls } = props;
  const isRead = rowKey !== null;
  function onClick(event: MouseEvent<HTMLDivElement>) {
    const isOnControl = event.target instanceof Element && event.target.closest('a, button, input, label, select') !== null;
    if (mayOpen && !isOnControl) calls.open(row);
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes Enter for the focused row.
    <div
      className="table-row"
      role="row"
      data-row-index={index}
      data-opens={mayOpen}
      data-open={isOpen}
      data-waiting={!isRead}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={isRead ? undefined : true}
      tabIndex={isTabStop ? 0 : -1}
      style={{ transform: `translateY(${start}px)` }}
      onClick={onClick}
      onFocus={() => calls.focused(rowKey, index)}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={cellClass(column)} tabIndex={-1}>
          {isRead && column.render(row, isSelected === true)}
        </div>
      ))}
    </div>
  );
});

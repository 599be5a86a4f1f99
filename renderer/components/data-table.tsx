import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { TableGrid } from './table-grid.tsx';

export interface Column<T> {
  readonly key: string;
  readonly name: string;
  /** Pixels, or a CSS grid track such as `minmax(120px, 2fr)`. */
  readonly width?: number | string;
  /** A row is drawn again where it is another object, or marked or no longer so, or the columns are others. */
  render(row: T, isMarked: boolean): ReactNode;
  /** Aligned right with tabular figures. */
  readonly numeric?: boolean;
  readonly className?: string;
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

/** A virtual list of rows that are all there, as a grid; Space selects. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, selection, isLoading = false, isUnknown = false, rowHeight = 32, onEndReached } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (rows.length > 0 && last >= rows.length - 1 - readAheadCount) onEndReached?.();
    },
    [rows.length, onEndReached],
  );
  return (
    <TableGrid
      label={props.label}
      columns={useWithTicks(columns, props)}
      firstHead={selection === undefined ? undefined : <SelectAll rows={rows} rowKey={rowKey} selection={selection} />}
      count={rows.length}
      totalCount={props.totalCount}
      rowAt={(index) => rows[index]}
      rowKey={rowKey}
      indexOfKey={(key) => rows.findIndex((row) => rowKey(row) === key)}
      onOpen={props.onOpen}
      openKey={props.openKey}
      selected={selection?.selected}
      onRowKey={(key, row) => {
        if (key !== ' ' || selection === undefined) return false;
        toggle(selection, rowKey(row));
        return true;
      }}
      onRange={onRange}
      scroller={scroller}
      rowHeight={rowHeight}
      isLoading={isLoading}
      instead={isLoading ? <LoadingRows rowHeight={rowHeight} /> : isUnknown ? null : <NoRows>{props.empty}</NoRows>}
    />
  );
}

/** Rows from the end of what is read at which more is asked for. */
const readAheadCount = 12;

/** The same array as long as the columns are the same: what is chosen comes to each row by itself. */
function useWithTicks<T>(columns: readonly Column<T>[], props: DataTableProps<T>): readonly Column<T>[] {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const hasTicks = props.selection !== undefined;
  return useMemo(() => {
    if (!hasTicks) return columns;
    const ticks: Column<T> = {
      key: 'tick',
      name: 'Selected',
      width: 20,
      className: 'tick-cell',
      render: (row, isMarked) => {
        const { rowKey, rowName = rowKey } = latest.current;
        return <Tick name={rowName(row)} isMarked={isMarked} onToggle={() => toggle(latest.current.selection, rowKey(row))} />;
      },
    };
    return [ticks, ...columns];
  }, [columns, hasTicks]);
}

interface TickProps {
  readonly name: string;
  readonly isMarked: boolean;
  onToggle(): void;
}

function Tick({ name, isMarked, onToggle }: TickProps) {
  return <input type="checkbox" aria-label={`Select ${name}`} checked={isMarked} onChange={onToggle} />;
}

type SelectAllProps<T> = Pick<DataTableProps<T>, 'rows' | 'rowKey'> & { readonly selection: Selection };

function SelectAll<T>({ rows, rowKey, selection }: SelectAllProps<T>) {
  const isAll = rows.length > 0 && rows.every((row) => selection.selected.has(rowKey(row)));
  return (
    <input
      type="checkbox"
      aria-label="Select all shown"
      checked={isAll}
      onChange={() => selection.onChange(new Set(isAll ? [] : rows.map(rowKey)))}
    />
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

function NoRows({ children }: { readonly children: ReactNode }) {
  return <div className="table-empty">{children ?? <p className="muted">Nothing here.</p>}</div>;
}

function toggle(selection: Selection | undefined, key: string): void {
  if (selection === undefined) return;
  const { selected, onChange } = selection;
  onChange(selected.has(key) ? new Set([...selected].filter((other) => other !== key)) : new Set([...selected, key]));
}

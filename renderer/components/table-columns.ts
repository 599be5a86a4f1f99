interface Sized {
  readonly width?: number | string;
}

const gapPx = 12;
const paddingPx = 16;

/** The columns as a CSS grid template. */
export function columnTracks(columns: readonly Sized[]): string {
  return columns.map(({ width }) => track(width)).join(' ');
}

/** Pixels below which a list scrolls sideways: head and rows alike, so that columns stay in line. */
export function columnsWidthMin(columns: readonly Sized[]): number {
  const own = columns.map(({ width }) =>
    typeof width === 'number' ? width : Number(/minmax\((\d+)px/.exec(track(width))?.[1] ?? 0),
  );
  return own.reduce((sum, width) => sum + width + gapPx, 2 * paddingPx - gapPx);
}

function track(width: number | string | undefined): string {
  return typeof width === 'number' ? `${width}px` : (width ?? 'minmax(96px, 1fr)');
}

export function cellClass({ numeric, className }: { readonly numeric?: boolean; readonly className?: string }): string {
  return ['cell', ...(numeric === true ? ['numeric-cell'] : []), ...(className === undefined ? [] : [className])].join(' ');
}

interface Place {
  readonly index: number;
  readonly rowCount: number;
  /** How many rows Page Up and Page Down move. */
  readonly pageRowCount: number;
}

/** The row a key moves to; null for keys that do not move. */
export function rowAfterKey(key: string, { index, rowCount, pageRowCount }: Place): number | null {
  const last = rowCount - 1;
  const wanted = new Map([
    ['ArrowDown', index + 1],
    ['ArrowUp', index - 1],
    ['PageDown', index + pageRowCount],
    ['PageUp', index - pageRowCount],
    ['Home', 0],
    ['End', last],
  ]).get(key);
  return wanted === undefined || last < 0 ? null : Math.min(last, Math.max(0, wanted));
}

interface VisibleRange {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly overscan: number;
  readonly count: number;
}

/** The rows to mount: the visible ones, a few beyond, and one more wherever it is. Ascending. */
export function rangeWith({ startIndex, endIndex, overscan, count }: VisibleRange, extraIndex: number): number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  const range = Array.from({ length: Math.max(0, last - first + 1) }, (_none, offset) => first + offset);
  if (extraIndex < 0 || extraIndex >= count || (extraIndex >= first && extraIndex <= last)) return range;
  return extraIndex < first ? [extraIndex, ...range] : [...range, extraIndex];
}

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

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a press on a row asks of the list. */
type RowPress =
  | {
      readonly kind: 'move';
      readonly key: string /** J and K also open what they come to, where something is open. */;
      readonly isLeafing: boolean;
    }
  | { readonly kind: 'open' }
  | { readonly kind: 'own'; readonly key: string };

/** Null for presses that are the window's, and for letters where somebody has switched those off. */
export function rowPressOf({ key, ctrlKey, metaKey, altKey }: Press, areLettersOn: boolean): RowPress | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'Enter') return { kind: 'open' };
  if (!/^\p{L}$/u.test(key)) return moves.has(key) ? { kind: 'move', key, isLeafing: false } : { kind: 'own', key };
  if (!areLettersOn) return null;
  const letter = key.toLowerCase();
  const arrow = ({ j: 'ArrowDown', k: 'ArrowUp' } as const)[letter];
  return arrow === undefined ? { kind: 'own', key: letter } : { kind: 'move', key: arrow, isLeafing: true };
}

const moves = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']);

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

interface Round {
  readonly count: number;
  readonly direction: 1 | -1;
}

/** The region F6 goes to next; from outside all of them (-1) the first or the last. */
export function regionAfter(current: number, { count, direction }: Round): number {
  if (current < 0) return direction === 1 ? 0 : count - 1;
  return (current + direction + count) % count;
}

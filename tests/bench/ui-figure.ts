/** What the window is measured by. Less is better: `value` shall not be above `goal`. */
export interface UiFigure {
  readonly id: string;
  readonly sentence: string;
  readonly value: number;
  readonly goal: number;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

import { type Random, seededRandom } from '#shared/kernel/random.ts';

/** Chance in the words of a plan: the same answers for the same seed and place. */
export interface Dice {
  /** From 0 up to, not with, `count`. */
  below(count: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  isChosen(percent: number): boolean;
  /** So many times what `make` makes. */
  times<T>(count: number, make: () => T): T[];
}

export function createDice(seed: number, ...place: readonly string[]): Dice {
  const random: Random = seededRandom(seed, 'simulation', ...place);
  const below = (count: number): number => random.next() % count;
  return {
    below,
    pick: (values) => values[below(values.length)] ?? values[0],
    isChosen: (percent) => below(100) < percent,
    times: (count, make) => Array.from({ length: count }, make),
  };
}

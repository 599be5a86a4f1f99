import type { Figure } from './large-cycle.ts';

/** One figure, rounded, with what it is to be. */
export function figure(id: string, sentence: string, value: number, goal?: readonly ['at least' | 'at most', number]): Figure {
  const rounded = Number(value.toPrecision(3));
  if (goal === undefined) return { id, sentence, value: rounded };
  const [sense, bound] = goal;
  const isReached = sense === 'at least' ? value >= bound : value <= bound;
  return { id, sentence, value: rounded, goal: `${sense} ${bound}`, isReached };
}

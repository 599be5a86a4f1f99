export interface LatencyTally {
  add(durationMs: number): void;
  /** The duration that a share (0 to 1) of all is not above, to 1 %; null before the first. */
  percentile(share: number): number | null;
}

/** Steps of one per cent, up to about an hour: what is added costs one count, however many there are. */
const STEP = Math.log(1.01);
const STEP_COUNT = 1_600;

export function createLatencyTally(): LatencyTally {
  const counts = new Uint32Array(STEP_COUNT);
  let total = 0;
  return {
    add: (durationMs) => {
      const step = Math.min(STEP_COUNT - 1, Math.round(Math.log1p(Math.max(0, durationMs)) / STEP));
      counts[step] = (counts[step] ?? 0) + 1;
      total += 1;
    },
    percentile: (share) => {
      if (total === 0) return null;
      const wanted = Math.max(1, Math.ceil(share * total));
      let seen = 0;
      for (const [step, count] of counts.entries()) {
        seen += count;
        if (seen >= wanted) return Math.expm1(step * STEP);
      }
      return null;
    },
  };
}

import { Banner } from './banner.tsx';
import type { Problem } from './problem.ts';

/** A refusal as a banner; nothing where there is none. */
export function ProblemBanner({ problem }: { readonly problem: Problem | null }) {
  if (problem === null) return null;
  return (
    <Banner intent="error" title={problem.message}>
      {problem.place !== '' && <div className="mono">{problem.place}</div>}
      <div>{problem.remedy}</div>
    </Banner>
  );
}

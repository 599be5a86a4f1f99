import type { PatternHost } from '#shared/entra/expressions/evaluation-context.ts';

/**
 * Gives up on a pattern after the first time it did not come to an end: in a cycle over 100,000 users each of them would cost the
 * limit again. One for each pass over the objects, so that the next one tries again.
 */
export function createResigningPatternHost(host: PatternHost): PatternHost {
  const resigned = new Set<string>();
  return {
    run: (job) => {
      const key = `${job.flags}/${job.pattern}`;
      if (resigned.has(key)) return { kind: 'given-up' };
      const result = host.run(job);
      if (result.kind === 'timed-out') resigned.add(key);
      return result;
    },
  };
}

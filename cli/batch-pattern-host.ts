import { createPatternHost } from '#harness/adapters/pattern-host.ts';
import type { PatternHost } from '#shared/entra/expressions/evaluation-context.ts';

/** What searches without an end may take of one batch together, in milliseconds, before each of them gets next to nothing. */
const PATIENCE_MS = 1_000;
const HASTY_LIMIT_MS = 3;

/**
 * The pattern host of a whole batch: a file of thousands of patterns that go back and try again without an end is to end within
 * seconds, and each of its entries is to be answered. What ran out of time once is not tried again. Once many did, the others get
 * less than the usual limit: a search that has an end takes a small part of that.
 */
export function createBatchPatternHost(): PatternHost {
  const patient = createPatternHost();
  let hasty: PatternHost | null = null;
  let lostMs = 0;
  const timedOut = new Set<string>();
  return {
    run(job) {
      const key = JSON.stringify([job.what.kind, job.flags, job.pattern, job.text]);
      if (timedOut.has(key)) return { kind: 'timed-out' };
      const startedAt = performance.now();
      if (lostMs >= PATIENCE_MS) hasty ??= createHastyHost();
      const result = (hasty ?? patient).run(job);
      if (result.kind === 'timed-out') {
        lostMs += performance.now() - startedAt;
        timedOut.add(key);
      }
      return result;
    },
  };
}

function createHastyHost(): PatternHost {
  const host = createPatternHost(HASTY_LIMIT_MS);
  // The first run compiles the program, which is none of a pattern's time.
  host.run({ pattern: 'a', flags: '', text: 'a', what: { kind: 'first' } });
  return host;
}

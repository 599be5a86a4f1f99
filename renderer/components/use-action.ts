import { useCallback, useEffect, useRef, useState } from 'react';
import { type Problem, problemOf } from './problem.ts';

export interface Action {
  /** Runs the work once at a time; true when it succeeded. What it threw becomes `problem`. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  clear(): void;
}

/** One button's worth of work: busy while it runs, with the refusal kept until the next try. */
export function useAction(): Action {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isRunning = useRef(false);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setIsBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      if (isMounted.current) setProblem(problemOf(error));
      return false;
    } finally {
      isRunning.current = false;
      if (isMounted.current) setIsBusy(false);
    }
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { run, isBusy, problem, clear };
}

import type { WorkKey } from './guide-work.ts';

interface GuideRun {
  /** The step to do now; null where none is left that can be done for somebody. */
  next(): Promise<WorkKey | null>;
  /** False: it did not work, and the run ends there. */
  perform(key: WorkKey): Promise<boolean>;
  /** Lets a person see what is about to be done, and what came of it. */
  pause(): Promise<void>;
  readonly signal: AbortSignal;
}

/** A step may take two rounds (an empty tenant is filled before somebody is assigned), and never more. */
const roundsMax = 2;

/** Does one step after the other, with pauses, until nothing is left, one fails, or somebody stops it. */
export async function runGuide({ next, perform, pause, signal }: GuideRun): Promise<void> {
  const rounds = new Map<WorkKey, number>();
  for (;;) {
    const key = signal.aborted ? null : await next();
    if (key === null) return;
    const round = (rounds.get(key) ?? 0) + 1;
    if (round > roundsMax) return;
    rounds.set(key, round);
    await pause();
    if (signal.aborted || !(await perform(key))) return;
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../store/database.ts';

/**
 * Work on a whole directory, a step at a time. Each step answers what it took, in tenths of a millisecond about: a few thousand rows
 * must not keep those waiting who ask for one.
 */
export type Steps<T> = Generator<number, T, void>;

/** How far a change of a whole directory is. */
export interface WholeProgress {
  /**
   * `putting`: resources of a seed; `taking-back`: what a seed had put there, or what was half replaced; `keeping`: into a snapshot;
   * `clearing`: out of the directory, or of a snapshot that goes; `bringing-back`: out of a snapshot.
   */
  readonly step: 'putting' | 'taking-back' | 'keeping' | 'clearing' | 'bringing-back';
  /** Resources. */
  readonly doneCount: number;
  /** Null: not known before the end. */
  readonly totalCount: number | null;
}

/** How somebody follows a change of a whole directory, and ends it early. */
export interface Turns {
  readonly signal?: AbortSignal | undefined;
  /** Told now and then. */
  readonly onProgress?: ((progress: WholeProgress) => void) | undefined;
}

const EFFORT_PER_TURN = 120;
const PROGRESS_STEP = 1000;

/** A turn's worth of steps in a transaction of its own, then a turn for everybody else, until it is done or nobody wants it any more. */
export async function inTurns<T>(
  database: Database,
  steps: Steps<T>,
  isWanted: () => boolean,
): Promise<{ readonly isDone: true; readonly value: T } | { readonly isDone: false }> {
  try {
    while (isWanted()) {
      const step = database.transaction(() => takeTurn(steps));
      if (step.done === true) return { isDone: true, value: step.value };
      await nextTurn();
    }
    return { isDone: false };
  } finally {
    // Closes what the steps had opened, wherever they were.
    steps.return(undefined as T);
  }
}

function takeTurn<T>(steps: Steps<T>): IteratorResult<number, T> {
  for (let effort = 0; ; ) {
    const step = steps.next();
    if (step.done === true) return step;
    effort += step.value;
    if (effort >= EFFORT_PER_TURN) return step;
  }
}

/** All of it within the transaction that is open, or else one of its own. */
export function atOnce<T>(database: Database, steps: Steps<T>): T {
  return database.transaction(() => {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  });
}

/** Tells of each thousandth. */
export function countedBy(turns: Turns, step: WholeProgress['step'], totalCount: number | null): () => void {
  let doneCount = 0;
  turns.onProgress?.({ step, doneCount, totalCount });
  return () => {
    doneCount += 1;
    if (doneCount % PROGRESS_STEP === 0 || doneCount === totalCount) turns.onProgress?.({ step, doneCount, totalCount });
  };
}

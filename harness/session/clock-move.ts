import type { Instant } from '#shared/kernel/clock.ts';

/** One way of the virtual clock from where it stands to a later time. Counts what ran on it, and ends early where somebody says so. */
export class ClockMove {
  readonly until: Instant;
  /** Resolves when somebody stops the move; never, where nobody does. */
  readonly stopped: Promise<void>;
  readonly #stop: () => void;
  #isStopped = false;
  #cycleCount = 0;

  constructor(until: Instant) {
    this.until = until;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.stopped = promise;
    this.#stop = resolve;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Cycles that ended on the way. */
  get cycleCount(): number {
    return this.#cycleCount;
  }

  noteCycle(): void {
    this.#cycleCount += 1;
  }

  /** The clock stays where it has come to; a cycle that runs goes on to its end. */
  stop(): void {
    this.#isStopped = true;
    this.#stop();
  }
}

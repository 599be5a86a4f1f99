import { assert } from '#shared/kernel/assert.ts';
import type { Clock, Instant } from '#shared/kernel/clock.ts';
import { systemClock } from './system-clock.ts';

/** The clock of a scenario run: it stands still until it is moved. */
export interface VirtualClock extends Clock {
  /** Never backwards. */
  advanceTo(instant: Instant): void;
}

export function createVirtualClock(start: Instant): VirtualClock {
  let now = start;
  return {
    now: () => now,
    advanceTo: (instant) => {
      assert(instant >= now, `a virtual clock at ${now} cannot go back to ${instant}`);
      now = instant;
    },
  };
}

/** The clock of a workspace: the system's time and what *Advance* has added to it. */
export interface OffsetClock extends Clock {
  /** Milliseconds ahead of the system's clock; stored with the workspace. */
  readonly offsetMs: number;
  advance(ms: number): void;
  /** Told after each advance, but not as the time goes by itself. */
  onAdvanced(listener: () => void): () => void;
}

export function createOffsetClock(offsetMs: number, system: Clock = systemClock): OffsetClock {
  let offset = offsetMs;
  const listeners = new Set<() => void>();
  return {
    now: () => system.now() + offset,
    get offsetMs() {
      return offset;
    },
    advance: (ms) => {
      assert(ms >= 0, `a clock is not advanced by ${ms} ms`);
      offset += ms;
      for (const listener of listeners) listener();
    },
    onAdvanced: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

import type { Instant } from '#shared/kernel/clock.ts';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import type { JobStanding } from '#shared/trace/event.ts';

/** Fixed for SCIM applications (Microsoft: known-issues; Graph shows PT40M). */
export const CYCLE_INTERVAL_MS = 40 * MINUTE_MS;

/** When the cycle after one that began then is due, as the job stands; null: not before somebody starts the job. */
export function cycleDueAt(beganAt: Instant, { quarantine, halt }: JobStanding = {}): Instant | null {
  if (halt !== undefined) return null;
  return quarantine?.nextAttemptAt ?? beganAt + CYCLE_INTERVAL_MS;
}

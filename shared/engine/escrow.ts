import { type HabitSetting, type HabitSettings, habitSetting } from '#shared/entra/habits.ts';
import { asLogged, type RetryAfter, type WireError } from '#shared/entra/wire-error.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { DAY_MS, HOUR_MS } from '#shared/kernel/duration.ts';
import type { ModifiedProperty, ProvisioningAction, ProvisioningError } from '#shared/trace/event.ts';
import { type Change, commitNotes, place } from './change.ts';
import type { Cycle } from './cycle-state.ts';
import type { Escrow, StateWrite } from './effect.ts';
import { instantText } from './log-details.ts';
import { readClock, type Step } from './step.ts';

/** An object that failed for longer is given up (application-provisioning-quarantine-status). */
const ESCROW_AGE_MAX_MS = 28 * DAY_MS;
/** Distances from the first failure, then every day. */
const RETRY_OFFSETS_MS: readonly number[] = [6 * HOUR_MS, 12 * HOUR_MS, DAY_MS];
/** From the first retry on, where the captured schedule is followed. */
const SECOND_RETRY_DISTANCE_MS = 6 * HOUR_MS;

/** Nobody answered, or nobody would let us in: about the target, not about one object. */
const UNANSWERED_CODES: ReadonlySet<string> = new Set(['Timeout', 'WebExceptionProtocolError', 'Unauthorized']);

/** The end of a change that failed: the object waits for its retry, the cycle goes on. */
export function* fail(
  cycle: Cycle,
  change: Change,
  failure: {
    readonly action: ProvisioningAction;
    readonly error: WireError;
    readonly targetId: string | null;
    /** What was to be written (captured: a failed entry names what it tried). Default: nothing. */
    readonly properties?: readonly ModifiedProperty[];
  },
): Step<void> {
  const { identity } = change;
  const now = yield* readClock();
  const { configuration } = cycle.job;
  const logged = asLogged(failure.error, configuration);
  const escrow = nextEscrow(change, { ...failure.error, ...logged }, { now, configuration });
  const isGivenUp = escrow.nextAttemptAt - escrow.firstFailedAt > ESCROW_AGE_MAX_MS;
  const error = withRetryNote(logged, escrow, isGivenUp);
  cycle.failedIds.add(identity.id);
  const isUnanswered = UNANSWERED_CODES.has(logged.code);
  cycle.reach.unansweredCount = isUnanswered ? cycle.reach.unansweredCount + 1 : 0;
  if (isUnanswered) cycle.reach.lastError = logged;
  place(change, {
    kind: 'change-finished',
    identity,
    action: failure.action,
    status: 'failure',
    targetId: failure.targetId,
    modifiedProperties: failure.properties ?? [],
    error,
    skipReason: null,
  });
  if (isGivenUp) {
    const writes: readonly StateWrite[] = [{ kind: 'remove-escrow', sourceId: identity.id }];
    yield* commitNotes(change, writes);
    return;
  }
  cycle.tally.escrowedCount += 1;
  const { attempts, nextAttemptAt } = escrow;
  place(change, { kind: 'object-escrowed', identity, attempts, nextAttemptAt, error });
  yield* commitNotes(change, [{ kind: 'put-escrow', escrow }]);
}

function nextEscrow(
  { escrow: earlier, identity }: Change,
  { code: errorCode, retryAfter }: WireError,
  { now, configuration }: { readonly now: Instant; readonly configuration: HabitSettings },
): Escrow {
  const attempts = (earlier?.attempts ?? 0) + 1;
  const firstFailedAt = earlier?.firstFailedAt ?? now;
  const firstRetry = habitSetting(configuration, 'first-retry');
  const secondRetry = habitSetting(configuration, 'second-retry');
  const isAskedToWait = retryAfter !== undefined && habitSetting(configuration, 'retry-after') === 'honoured';
  const scheduledAt = nextRetryAt({ attempts, firstFailedAt, firstRetry, secondRetry }, now);
  return {
    sourceId: identity.id,
    type: identity.type,
    attempts,
    firstFailedAt,
    nextAttemptAt: isAskedToWait ? waitedFor(retryAfter, { now, firstFailedAt, scheduledAt }) : scheduledAt,
    errorCode,
  };
}

/** Once the time is over that the endpoint asked for: in the place of the schedule, but for when the object is given up. */
function waitedFor(
  retryAfter: RetryAfter,
  { now, firstFailedAt, scheduledAt }: { readonly now: Instant; readonly firstFailedAt: Instant; readonly scheduledAt: Instant },
): Instant {
  const lastAt = firstFailedAt + ESCROW_AGE_MAX_MS;
  if (scheduledAt > lastAt) return scheduledAt;
  const at = retryAfter.kind === 'delay' ? now + retryAfter.ms : Math.max(retryAfter.at, now);
  return Math.min(at, lastAt);
}

/**
 * When an object that has just failed is tried again: at once, which is the next cycle, then 6, 12 and 24 hours after the first
 * failure, then every 24 hours. Evidence: documented (quarantine article: the offsets; how-provisioning-works: the next cycle),
 * captured (an escrow whose NextAttempt was its creation time). Without the one in the next cycle: habit `first-retry`. In the same
 * capture the second retry came six hours after the first one: habit `second-retry`. `attempts` counts the one that has just failed.
 */
export function nextRetryAt(
  {
    attempts,
    firstFailedAt,
    firstRetry = 'next-cycle',
    secondRetry,
  }: Pick<Escrow, 'attempts' | 'firstFailedAt'> & {
    readonly firstRetry?: HabitSetting<'first-retry'>;
    readonly secondRetry: HabitSetting<'second-retry'>;
  },
  now: Instant,
): Instant {
  if (attempts === 1 && firstRetry === 'next-cycle') return now;
  if (attempts === 2 && secondRetry === 'after-first-retry') return now + SECOND_RETRY_DISTANCE_MS;
  const age = now - firstFailedAt;
  const offset = RETRY_OFFSETS_MS.find((candidate) => candidate > age) ?? (Math.floor(age / DAY_MS) + 1) * DAY_MS;
  return firstFailedAt + offset;
}

/** The sentences about retries that the provisioning log puts behind every reason (captured); nothing follows once it is given up. */
function withRetryNote({ code, reason, recommendedAction }: WireError, escrow: Escrow, isGivenUp: boolean): ProvisioningError {
  const retried = `${reason.replace(/\.$/, '')}. This operation was retried ${escrow.attempts - 1} times.`;
  return {
    code,
    reason: isGivenUp ? retried : `${retried} It will be retried again after this date: ${instantText(escrow.nextAttemptAt)} UTC`,
    recommendedAction,
  };
}

import { type HabitSettings, habitSetting } from '#shared/entra/habits.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { DAY_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import type { CycleKind, JobStanding, Quarantine, QuarantineReason } from '#shared/trace/event.ts';

/** How a cycle went, as far as it decides about the whole job. */
export interface CycleCounts {
  /** Objects that failed, and those of whom only a manager or members failed. */
  failedCount: number;
  referenceFailedCount: number;
  /** Objects that were created, updated, disabled or deleted, and retries among them that had failed before; those skipped. */
  exportedCount: number;
  retriedCount: number;
  skippedCount: number;
}

/** Numbers of failures (application-provisioning-quarantine-status). */
interface Limits {
  /** Below it nothing is judged. */
  readonly judgedMin: number;
  readonly failedShareMax: number;
  readonly failedMax: number;
  readonly withReferencesMax: number;
}

const DOCUMENTED: Limits = { judgedMin: 5000, failedShareMax: 0.4, failedMax: 40_000, withReferencesMax: 60_000 };
/** A thousandth of each count, so that a rehearsal with a few people reaches them; the share stays. */
const SHORTENED: Limits = { judgedMin: 5, failedShareMax: 0.4, failedMax: 40, withReferencesMax: 60 };

/** "More than four weeks" (application-provisioning-quarantine-status). */
const QUARANTINE_AGE_MAX_MS = 28 * DAY_MS;
/** Captured: the first attempt five minutes after it began. Documented: once a day in the end. Between them: inferred. */
const FIRST_BACK_OFF_MS = 5 * MINUTE_MS;
const LAST_BACK_OFF_MS = DAY_MS;

/** Why so many failures put the job into quarantine; null where they do not. */
export function thresholdReason(
  { failedCount, referenceFailedCount, exportedCount, skippedCount }: CycleCounts,
  configuration: HabitSettings,
): QuarantineReason | null {
  const limits = limitsOf(configuration);
  if (failedCount + referenceFailedCount > limits.withReferencesMax) return 'EncounteredTotalEscrowThreshold';
  if (failedCount < limits.judgedMin) return null;
  if (failedCount > limits.failedMax) return 'EncounteredBaseEscrowThreshold';
  const others = exportedCount + (habitSetting(configuration, 'quarantine-events') === 'all' ? skippedCount : 0);
  return failedCount > limits.failedShareMax * (failedCount + others) ? 'EncounteredEscrowProportionThreshold' : null;
}

/** Imposes a quarantine, or imposes it again; after four weeks of it the job is disabled. */
export function imposeQuarantine(
  before: Quarantine | undefined,
  cause: Pick<Quarantine, 'reason' | 'error'>,
  { now, configuration }: { readonly now: Instant; readonly configuration: HabitSettings },
): JobStanding {
  const seriesBeganAt = before?.seriesBeganAt ?? now;
  const seriesCount = (before?.seriesCount ?? 0) + 1;
  const endsAt = seriesBeganAt + QUARANTINE_AGE_MAX_MS;
  const nextAt = now + backOffMs(seriesCount, configuration);
  const isOver = now >= endsAt;
  const quarantine: Quarantine = {
    ...cause,
    seriesBeganAt,
    currentBeganAt: now,
    seriesCount,
    nextAttemptAt: isOver ? nextAt : Math.min(nextAt, endsAt),
  };
  return { quarantine, ...(isOver ? { halt: 'quarantined-too-long' } : {}) };
}

/** When a job in quarantine is disabled, unless it leaves it before. */
export function disabledAt({ seriesBeganAt }: Quarantine): Instant {
  return seriesBeganAt + QUARANTINE_AGE_MAX_MS;
}

/** When a job is tried from here on, should each attempt fail: those up to and with `until`, four weeks of quarantine at most. */
export function attemptsAhead(quarantine: Quarantine, configuration: HabitSettings, until: Instant): readonly Instant[] {
  const attempts: Instant[] = [];
  const last = Math.min(until, disabledAt(quarantine));
  let { nextAttemptAt: at, seriesCount: count } = quarantine;
  for (; at < last; at += backOffMs(count, configuration)) {
    attempts.push(at);
    count += 1;
  }
  return at === last || last === disabledAt(quarantine) ? [...attempts, last] : attempts;
}

function backOffMs(seriesCount: number, configuration: HabitSettings): number {
  if (habitSetting(configuration, 'quarantine-back-off') === 'daily') return LAST_BACK_OFF_MS;
  // Beyond the tenth doubling it is a day, whatever the count.
  return Math.min(FIRST_BACK_OFF_MS * 2 ** Math.min(seriesCount - 1, 10), LAST_BACK_OFF_MS);
}

interface CycleEnd {
  readonly before: JobStanding;
  readonly kind: CycleKind;
  readonly counts: CycleCounts;
  /** Disables and deletions that are held back now. */
  readonly stagedCount: number;
  /** Objects that wait for a retry; only asked for where the job was quarantined for failures. */
  readonly waitingCount: number;
}

interface Judgement {
  readonly standing: JobStanding;
  /** Escrows are forgotten (Microsoft Graph: `escrowsPruned`). */
  readonly prunesEscrows: boolean;
}

/** How a job stands after a cycle that reached everybody. */
export function standingAfter(
  { before, kind, counts, stagedCount, waitingCount }: CycleEnd,
  at: { readonly now: Instant; readonly configuration: HabitSettings },
): Judgement {
  const impose = (reason: QuarantineReason): Judgement => ({
    standing: imposeQuarantine(before.quarantine, { reason, error: null }, at),
    prunesEscrows: false,
  });
  if (stagedCount > 0) return impose('TooManyDeletes');
  const reason = thresholdReason(counts, at.configuration);
  // Not quarantined but emptied and paused (Microsoft Graph: synchronizationStatus, escrowsPruned).
  if (reason !== null && kind === 'initial') return { standing: { halt: 'escrows-pruned' }, prunesEscrows: true };
  if (reason !== null) return impose(reason);
  const { quarantine } = before;
  // Nobody who had failed was due, or all failed again: the errors are not gone. One retry that succeeds is enough (documented).
  const isStillFailing = counts.retriedCount === 0 && waitingCount >= limitsOf(at.configuration).judgedMin;
  if (isForFailures(quarantine) && isStillFailing) return impose(quarantine.reason);
  return { standing: {}, prunesEscrows: false };
}

/** Whether objects that failed are the reason. */
export function isForFailures(quarantine: Quarantine | undefined): quarantine is Quarantine {
  return (
    quarantine !== undefined && quarantine.reason !== 'EncounteredQuarantineException' && quarantine.reason !== 'TooManyDeletes'
  );
}

function limitsOf(configuration: HabitSettings): Limits {
  return habitSetting(configuration, 'quarantine-limits') === 'shortened' ? SHORTENED : DOCUMENTED;
}

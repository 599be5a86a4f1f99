import { parseDuration } from '#shared/kernel/duration.ts';
import type { Expectation } from '#shared/scenario/expectation-schema.ts';
import type { JobStanding } from '#shared/trace/event.ts';
import type { JobStore } from '../ports/session-ports.ts';
import type { Obstacle } from './scenario-changes.ts';

/** How the job of a scenario stands, as far as an expectation asks for it. Counts are of the stretch since the last expectation. */
export interface JobNow {
  readonly status: string;
  readonly standing: JobStanding;
  readonly now: number;
  readonly errorCode: string | null;
  readonly failedCycleCount: number;
  readonly stagedCount: number;
  readonly isPruned: boolean;
  readonly emailCount: number;
}

type JobExpectation = NonNullable<Expectation['job']>;

/** What of the job is not as expected. */
export function jobDifferences(expected: JobExpectation, job: JobNow): readonly Obstacle[] {
  const { quarantine, halt } = job.standing;
  const nextAttemptIn = quarantine === undefined || halt !== undefined ? null : quarantine.nextAttemptAt - job.now;
  const { nextAttemptIn: wantedIn } = expected;
  return [
    ...difference('status of the job', expected.status, job.status),
    ...difference('quarantine reason', expected.reason, quarantine?.reason ?? null),
    ...difference('error of the last cycle', expected.error, job.errorCode),
    ...difference('attempts in quarantine', expected.attempts, quarantine?.seriesCount ?? 0),
    ...difference(
      'milliseconds until the next attempt',
      typeof wantedIn === 'string' ? (parseDuration(wantedIn) ?? 0) : wantedIn,
      nextAttemptIn,
    ),
    ...difference('failed cycles', expected.failedCycles, job.failedCycleCount),
    ...difference('staged deletions', expected.stagedDeletions, job.stagedCount),
    ...difference('escrowsPruned', expected.escrowsPruned, job.isPruned),
    ...difference('e-mails', expected.emails, job.emailCount),
  ];
}

type Comparable = string | number | boolean | null;

function difference(what: string, expected: Comparable | undefined, actual: Comparable): readonly Obstacle[] {
  if (expected === undefined || expected === actual) return [];
  const message = `${what}: expected ${expected ?? 'none'}, found ${actual ?? 'none'}.`;
  return [{ message, remedy: 'Run with --logs to see the job as Microsoft Graph shows it.' }];
}

/** How a job stands, for an account of a run; null where it is in its ordinary rhythm. Instants are those of the virtual clock. */
export function standingSentence(job: JobStore): string | null {
  const { quarantine, halt, allowsDeletes = false } = job.progress().standing ?? {};
  const stagedCount = job.stagedCount();
  const parts = [
    ...(quarantine === undefined
      ? []
      : [
          `in quarantine since ${instantOf(quarantine.seriesBeganAt)} for ${quarantine.reason}, attempt ${quarantine.seriesCount}`,
        ]),
    ...(quarantine === undefined || halt !== undefined ? [] : [`tried again at ${instantOf(quarantine.nextAttemptAt)}`]),
    ...(halt === undefined ? [] : [haltWords[halt]]),
    ...(stagedCount === 0
      ? []
      : [
          `${stagedCount} disables and deletions are held back ${allowsDeletes ? 'until the next cycle sends them' : 'until somebody allows or rejects them'}`,
        ]),
  ];
  return parts.length === 0 ? null : `the job: ${parts.join(', ')}`;
}

const haltWords: Readonly<Record<NonNullable<JobStanding['halt']>, string>> = {
  'quarantined-too-long': 'disabled after four weeks',
  'escrows-pruned': 'paused, for too much failed in its initial cycle',
};

function instantOf(at: number): string {
  return new Date(at).toISOString().replace(/\.000Z$/, 'Z');
}

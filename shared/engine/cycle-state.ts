import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { WireError } from '#shared/entra/wire-error.ts';
import type { Change } from './change.ts';
import type { DeletionGuard } from './deletion-guard.ts';
import type { CycleRequest, ProvisioningJob } from './job.ts';
import type { CycleCounts } from './quarantine.ts';

/** What the tasks of one running cycle share. Its counters and lists belong to the cycle and die with it. */
export interface Cycle {
  readonly job: ProvisioningJob;
  readonly request: CycleRequest;
  /** On demand nobody has a role (Microsoft: provision-on-demand, limitations). */
  readonly ignoresRoles: boolean;
  readonly tally: Tally;
  /** What the cycle decides by whether the job is quarantined. */
  readonly counts: CycleCounts;
  /** Null: no disable and no deletion is held back, nor was one before. */
  readonly guard: DeletionGuard | null;
  /** Of objects that an incremental cycle looks at for their own change: what it was, under the names of the log; null: not known. */
  readonly changedNames: Map<string, readonly string[] | null>;
  /** References found while users and groups were worked on, sent once all of them are there. */
  readonly references: PendingReference[];
  /** Objects that failed in this cycle: their retry waits for another one. */
  readonly failedIds: Set<string>;
  /** Whether the target still answers: failures in a row that say it does not, and the last of them. */
  readonly reach: { unansweredCount: number; lastError: WireError | null };
}

/** A target that went away would let thousands of objects run into their timeouts one by one. */
const UNANSWERED_COUNT_MAX = 10;

export function isOutOfReach({ reach }: Cycle): boolean {
  return reach.unansweredCount >= UNANSWERED_COUNT_MAX;
}

interface Tally {
  importedCount: number;
  entitledCount: number;
  exportedCount: number;
  skippedCount: number;
  escrowedCount: number;
}

/** An object whose references (a user's manager, a group's members) may need an update of their own. */
export interface PendingReference {
  /** Turn of the object among those looked at: the order of requests must not depend on what was in flight. */
  readonly turn: number;
  readonly sourceId: string;
  readonly type: 'User' | 'Group';
  /** The object's own change where that had nothing else to send; null: a change of its own, hence a second log entry. */
  readonly change: Change | null;
  /** Manager that the target answered, by target id; null where it held none or was not asked. */
  readonly heldManagerId: string | null;
}

/** One object to look at. */
export interface Look {
  readonly turn: number;
  readonly objectId: string;
  readonly type: 'User' | 'Group';
  /** It is looked at because an earlier export failed, not because it changed. */
  readonly isRetry: boolean;
}

export function mappingOf(job: ProvisioningJob, type: 'User' | 'Group'): ObjectMapping {
  return type === 'User' ? job.configuration.user : job.configuration.group;
}

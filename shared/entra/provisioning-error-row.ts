/** What a provisioning log, a job's status or the portal calls something that went wrong. */
export interface ProvisioningErrorDefinition {
  readonly code: string;
  /**
   * Where it is read. `object`: a log entry that failed; `skip`: the reason of one that was skipped; `job`: the whole cycle, without
   * a log entry; `quarantine`: why the job as a whole is in quarantine.
   */
  readonly level: 'object' | 'skip' | 'job' | 'quarantine';
  /** Microsoft Graph's `errorCategory`: `failure` is a fault of the service itself. */
  readonly category: 'failure' | 'nonServiceFailure';
  readonly meaning: string;
  readonly causes: string;
  /** What the log recommends, in our words after Microsoft's table; null where that says only that the service retries. */
  readonly advice: string | null;
  /** How to mend it, whether or not the log recommends something. */
  readonly remedy: string;
  /** What becomes of it if nobody does anything. */
  readonly next: 'retried' | 'retried-in-vain' | 'looked-at-again' | 'next-cycle' | 'until-lifted';
  /** The habit that decides about it; null where none does. */
  readonly habitId: string | null;
  readonly evidence: 'documented' | 'captured' | 'inferred';
  readonly source: string;
  /** The story that shows it; null where a rehearsal never gives this code. */
  readonly storyId: string | null;
  /** The code under which a rehearsal shows the same trouble, where it never gives this one; null: nothing of it is simulated. */
  readonly shownAs: string | null;
}

/** A row of the tables: everything about one code that is not as usual. */
type ErrorRow = Omit<ProvisioningErrorDefinition, 'category' | 'habitId' | 'shownAs' | 'storyId' | 'next' | 'level'> &
  Partial<Pick<ProvisioningErrorDefinition, 'category' | 'habitId' | 'shownAs' | 'storyId' | 'next'>>;

/** A table in full: the service is not to blame and no habit decides, unless a row says otherwise. */
export function errorsOfLevel(
  level: ProvisioningErrorDefinition['level'],
  next: ProvisioningErrorDefinition['next'],
  rows: readonly ErrorRow[],
): readonly ProvisioningErrorDefinition[] {
  return rows.map((row) => ({
    category: 'nonServiceFailure',
    habitId: null,
    shownAs: null,
    storyId: null,
    next,
    ...row,
    level,
  }));
}

export const LOGS = 'Microsoft: howto-analyze-provisioning-logs';
export const QUARANTINE = 'Microsoft: application-provisioning-quarantine-status';

// What is shown of a provisioning job: status, settings, plan, on demand, holding, habits.
import type { JobConfiguration, ProvisioningScope } from '#shared/entra/job-configuration.ts';
import type { Json } from '#shared/kernel/json.ts';
import type {
  CycleKind,
  JobStanding,
  ModifiedProperty,
  ProvisioningAction,
  ProvisioningError,
  ProvisioningStatus,
  QuarantineReason,
  RequestPurpose,
  SourceIdentity,
  StagedDeletion,
} from '#shared/trace/event.ts';

/** `failed`: stopped on a fault of this program. `quarantined`: also one that was disabled for it. */
export type JobState = 'not-configured' | 'off' | 'idle' | 'running' | 'held' | 'failed' | 'quarantined';

export interface JobStatusView {
  readonly state: JobState;
  /** Why a job is held or failed, and what to do. */
  readonly reason: string | null;
  /** Entra's sentence: `Initial cycle not run. 0% complete`. */
  readonly sentence: string;
  readonly percentComplete: number;
  readonly currentCycle: {
    readonly kind: CycleKind;
    readonly number: number;
    readonly doneCount: number;
    readonly totalCount: number;
  } | null;
  readonly lastCycle: {
    readonly kind: CycleKind;
    readonly number: number;
    readonly finishedAt: number;
    readonly durationMs: number;
    readonly createdCount: number;
    readonly updatedCount: number;
    readonly disabledCount: number;
    readonly deletedCount: number;
    readonly skippedCount: number;
    readonly failedCount: number;
  } | null;
  readonly nextCycleAt: number | null;
  readonly steadyStateAchievedAt: number | null;
  readonly linkedUserCount: number;
  readonly linkedGroupCount: number;
  readonly escrowCount: number;
  /** Null where the job is not in quarantine. */
  readonly quarantine: QuarantineView | null;
  /** Why no cycle is due before somebody starts the job; null where nothing of the kind happened. */
  readonly halt: NonNullable<JobStanding['halt']> | null;
  /** Disables and deletions that are held back. */
  readonly stagedCount: number;
  /** A remote target has not been allowed to be written yet. */
  readonly needsConsent: { readonly host: string; readonly userCount: number; readonly groupCount: number } | null;
  readonly jobId: string;
}

export interface QuarantineView {
  readonly reason: QuarantineReason;
  /** Why, in one sentence of ours. */
  readonly sentence: string;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly beganAt: number;
  /** How often it was imposed. */
  readonly attemptCount: number;
  /** Null: the job is not tried by itself any more. */
  readonly nextAttemptAt: number | null;
  /** When the job is disabled, or was. */
  readonly disabledAt: number;
  /** Newest exchange of the cycle that failed; null where none is to blame. */
  readonly exchangeSequence: number | null;
}

/** One cycle that had a say in whether the job is in quarantine, or a person who ended it. */
export interface QuarantineEventView {
  readonly id: string;
  readonly at: number;
  readonly kind: 'imposed' | 'imposed-again' | 'left' | 'disabled' | 'escrows-pruned';
  readonly reason: QuarantineReason | null;
  readonly errorCode: string | null;
}

/** An object that failed and waits for its retry. */
export interface WaitingObjectView {
  readonly sourceId: string;
  readonly type: 'User' | 'Group';
  readonly displayName: string;
  /** Failed attempts so far. */
  readonly attemptCount: number;
  readonly firstFailedAt: number;
  /** When a cycle takes it up at the earliest; null while provisioning is off. */
  readonly nextAttemptAt: number | null;
  readonly errorCode: string;
  /** Its newest entry in the provisioning logs. */
  readonly entryId: string | null;
}

/** A disable or a deletion that is held back. */
export interface StagedDeletionView extends Omit<StagedDeletion, 'changeId'> {
  readonly entryId: string | null;
}

export interface JobDetailView {
  readonly configuration: Omit<JobConfiguration, 'schemaDocument'>;
  readonly settings: JobSettings;
}

export interface JobSettings {
  readonly scope: ProvisioningScope;
  readonly objectsInFlightCount: number;
  readonly skipsOutOfScopeDeletions: boolean;
  readonly notificationEmail: string;
  readonly isNotificationOn: boolean;
  readonly isDeletionPrevented: boolean;
  readonly deletionThreshold: number;
}

/** A request that would be sent, or is held before it is sent. */
export interface PlannedRequestView {
  readonly method: string;
  readonly target: string;
  readonly body: string;
  readonly purpose: RequestPurpose;
  readonly reason: string;
  readonly identity: SourceIdentity | null;
}

/** What the next cycle would do. Reads were really asked of the target, so that the difference is the true one. */
export interface PlanView {
  readonly kind: CycleKind;
  /** Writes only, in order; at most 500, `totalCount` counts all. */
  readonly requests: readonly PlannedRequestView[];
  readonly totalCount: number;
  readonly counts: readonly {
    readonly action: ProvisioningAction;
    readonly status: ProvisioningStatus;
    readonly count: number;
  }[];
  /** Why the cycle would fail as a whole; null where it would not. */
  readonly error: ProvisioningError | null;
}

/** The four cards of *Provision on demand*; a failed Test connection stands in front of them. */
export interface OnDemandView {
  readonly status: ProvisioningStatus;
  readonly cards: readonly {
    /** Entra's title: `1. Import user`, `2. Determine if user is in scope`, … */
    readonly title: string;
    readonly status: ProvisioningStatus | 'pending';
    readonly summary: string;
    readonly details: Readonly<Record<string, Json>>;
  }[];
  /** Entra's sentences for a skip: `The User 'x' will be skipped due to the following reasons:` and the reasons. */
  readonly skipReasons: readonly string[];
  readonly modifiedProperties: readonly ModifiedProperty[];
  readonly dataFlow: readonly {
    readonly targetAttributeName: string;
    readonly sourceValue: string | null;
    readonly expression: string;
    readonly originalTargetValue: string | null;
    readonly modifiedTargetValue: string | null;
  }[];
  readonly error: ProvisioningError | null;
  /** Log entries this run made, newest first. */
  readonly entryIds: readonly string[];
  readonly exchangeSequences: readonly number[];
}

/** A request that is not sent before somebody decides. */
export interface HeldRequestView extends PlannedRequestView {
  /** Named with every decision, so that none is made of a request that nobody sees. */
  readonly id: number;
  /** Its own ones. The connection adds its credentials and what frames the message. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Where it goes whatever is typed: `https://host/scim`. */
  readonly address: string;
}

/** What a held cycle stops at again, once a request was sent. Any of the first three; with an object, only where it is about that one. */
export interface HoldStopsView {
  readonly every: boolean;
  /** POST, PATCH, PUT, DELETE. */
  readonly writes: boolean;
  /** The request after an answer of 400 or above, or after none. */
  readonly failures: boolean;
  readonly objectId: string | null;
}

export interface HoldView {
  readonly isHolding: boolean;
  readonly stops: HoldStopsView;
  /** The request that waits; null while none does. */
  readonly held: HeldRequestView | null;
  /** What a person should know while holding; null while not. */
  readonly note: string | null;
}

export interface HabitView {
  readonly id: string;
  /** What Entra does, one sentence. */
  readonly sentence: string;
  readonly evidence: 'documented' | 'captured' | 'inferred';
  readonly source: string;
  readonly setting: string;
  readonly defaultSetting: string;
  /** Empty where there is no switch. */
  readonly settings: readonly { readonly value: string; readonly sentence: string }[];
}

export interface StartOverView {
  readonly removableUserCount: number;
  readonly removableGroupCount: number;
  readonly matchedCount: number;
  readonly host: string;
}

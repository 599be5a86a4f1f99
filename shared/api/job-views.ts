// What is shown of a provisioning job: status, settings, plan, on demand, holding, habits.
import type { JobConfiguration, ProvisioningScope } from '#shared/entra/job-configuration.ts';
import type { Json } from '#shared/kernel/json.ts';
import type {
  CycleKind,
  ModifiedProperty,
  ProvisioningAction,
  ProvisioningError,
  ProvisioningStatus,
  RequestPurpose,
  SourceIdentity,
} from '#shared/trace/event.ts';

export type JobState = 'not-configured' | 'off' | 'idle' | 'running' | 'held' | 'failed';

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
  /** A remote target has not been allowed to be written yet. */
  readonly needsConsent: { readonly host: string; readonly userCount: number; readonly groupCount: number } | null;
  readonly jobId: string;
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

export interface HoldView {
  readonly isHolding: boolean;
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

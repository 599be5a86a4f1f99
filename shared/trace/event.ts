import type { SpokenDialect } from '#shared/entra/wire-style.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';

/**
 * Version of the trace format. Raising it needs an upgrade step and a kept sample of the old one. A new kind of fact does not
 * raise it: whoever reads a trace passes over the kinds it does not know. Nor does a new field that is absent wherever what it
 * tells of did not happen.
 */
export const TRACE_VERSION = 1;

/** `stageddelete` as Microsoft Graph spells it: a disable or a deletion that was held back. */
export type ProvisioningAction = 'create' | 'update' | 'delete' | 'stageddelete' | 'disable' | 'other';
export type ProvisioningStatus = 'success' | 'warning' | 'failure' | 'skipped';
/** The six steps of Microsoft Graph's `provisioningStepType`. */
export type StepType = 'import' | 'scoping' | 'matching' | 'processing' | 'referenceResolution' | 'export';

/** Why a request was sent; the screens turn it into a sentence. */
export type RequestPurpose =
  /** The client's credentials for a bearer token, before a cycle: at the token endpoint, whose whole address is the target. */
  | 'access-token'
  | 'probe-users'
  | 'probe-groups'
  | 'match'
  | 'read-target'
  | 'create'
  | 'update'
  | 'disable'
  | 'delete'
  | 'reference-manager'
  | 'reference-member-add'
  | 'reference-member-remove'
  | 'clean-up'
  /** A person compares a mapping with the schemas of the target; the service itself never asks a custom application. */
  | 'read-schemas'
  /** A recorded request that a person sent once more; it belongs to no cycle. */
  | 'sent-again';

/** Who a change is about, on the Entra side. */
export interface SourceIdentity {
  readonly id: string;
  readonly type: 'User' | 'Group';
  readonly displayName: string;
}

export interface ModifiedProperty {
  /** The target attribute's path as mapped. */
  readonly name: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** What went wrong with one object. Codes: Microsoft, howto-analyze-provisioning-logs, and captures (entra notes). */
export interface ProvisioningError {
  readonly code: string;
  readonly reason: string;
  readonly recommendedAction: string | null;
}

interface CycleSummary {
  readonly importedCount: number;
  readonly entitledCount: number;
  readonly exportedCount: number;
  readonly skippedCount: number;
  readonly escrowedCount: number;
}

export type CycleKind = 'initial' | 'incremental';

/** Microsoft Graph: quarantineReason, those that this program reaches. */
export type QuarantineReason =
  | 'EncounteredBaseEscrowThreshold'
  | 'EncounteredTotalEscrowThreshold'
  | 'EncounteredEscrowProportionThreshold'
  | 'EncounteredQuarantineException'
  | 'TooManyDeletes';

/** Microsoft Graph: synchronizationQuarantine. */
export interface Quarantine {
  readonly reason: QuarantineReason;
  /** When it was first imposed, and when last; how often since. */
  readonly seriesBeganAt: Instant;
  readonly currentBeganAt: Instant;
  readonly seriesCount: number;
  readonly nextAttemptAt: Instant;
  /** Null where objects failed, or deletions were held back: no one error is to blame. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** What keeps a job from its ordinary rhythm. Empty where nothing does. */
export interface JobStanding {
  readonly quarantine?: Quarantine;
  /** No cycle is due until somebody starts or restarts the job. */
  readonly halt?: 'quarantined-too-long' | 'escrows-pruned';
  /** The next cycle sends the deletions that were held back, and holds none back. */
  readonly allowsDeletes?: true;
}

/** A disable or a deletion that accidental-deletion prevention holds back. */
export interface StagedDeletion {
  readonly sourceId: string;
  readonly type: 'User' | 'Group';
  readonly displayName: string;
  readonly targetId: string | null;
  readonly action: 'disable' | 'delete';
  readonly stagedAt: Instant;
  /** Of its entry in the provisioning logs. */
  readonly changeId: string | null;
}

/**
 * What the job remembers differently from an event on, in the words in which its store is told, without the members of a link:
 * they come one by one. With it a trace alone gives back links and escrows (shared/engine/replay.ts).
 */
export type Remembered =
  | {
      readonly kind: 'put-link';
      readonly link: {
        readonly sourceId: string;
        readonly type: 'User' | 'Group';
        readonly targetId: string;
        readonly origin: 'created' | 'matched';
        readonly isManaged: boolean;
        readonly isUnechoed?: true;
        readonly isUnsettled?: true;
      };
    }
  | { readonly kind: 'remove-link' | 'remove-escrow' | 'remove-staged'; readonly sourceId: string }
  | { readonly kind: 'put-staged'; readonly staged: StagedDeletion }
  | { readonly kind: 'put-exported-member' | 'remove-exported-member'; readonly groupId: string; readonly memberId: string }
  | {
      readonly kind: 'put-escrow';
      readonly escrow: {
        readonly sourceId: string;
        readonly type: 'User' | 'Group';
        readonly attempts: number;
        readonly firstFailedAt: Instant;
        readonly nextAttemptAt: Instant;
        readonly errorCode: string;
      };
    };

/** What a person did with a request that was held. */
export type ByHand =
  /** The request of the exchange is what went out; `asked` is what the job wanted to send. */
  | { readonly kind: 'edited'; readonly asked: ScimRequest }
  /** Nothing went out. The outcome is what a person said in the target's place; of a dropped one, a reset connection. */
  | { readonly kind: 'answered' | 'dropped' };

/** What a restart makes a job forget as a whole; `cycles` is their count. */
export type Forgotten = 'links' | 'escrows' | 'watermark' | 'cycles' | 'quarantine' | 'staged';

/** What happened, without where it stands in the trace. */
export type TraceFact = Fact & { readonly remembered?: readonly Remembered[] };

/** Names are past tense. */
type Fact =
  | { readonly kind: 'job-started' }
  | { readonly kind: 'job-paused'; readonly reason: string }
  | {
      readonly kind: 'cycle-started';
      readonly cycleKind: CycleKind;
      readonly reason: string;
      readonly number: number;
      readonly dialect: SpokenDialect;
    }
  | {
      readonly kind: 'cycle-finished';
      readonly cycleKind: CycleKind;
      readonly summary: CycleSummary;
      readonly watermark: number;
      /** How the job stands from here on; absent: in its ordinary rhythm. */
      readonly standing?: JobStanding;
      /** Escrows that were forgotten because too much failed in an initial cycle (Microsoft Graph: `escrowsPruned`). */
      readonly prunedEscrowCount?: number;
      /** Disables and deletions that are held back now. */
      readonly stagedCount?: number;
    }
  | { readonly kind: 'cycle-failed'; readonly error: ProvisioningError; readonly standing?: JobStanding }
  | {
      readonly kind: 'exchange-recorded';
      readonly purpose: RequestPurpose;
      readonly request: ScimRequest;
      readonly outcome: ScimOutcome;
      readonly identity: SourceIdentity | null;
      /** Absent where it was sent and answered as it came. */
      readonly byHand?: ByHand;
    }
  | {
      readonly kind: 'step-taken';
      readonly identity: SourceIdentity;
      /** Entra's step name: `EntryImportAdd`, `EntrySynchronizationScoping`, `EntryExportUpdate`, … */
      readonly name: string;
      readonly stepType: StepType;
      readonly status: ProvisioningStatus;
      readonly description: string;
      readonly details: Readonly<Record<string, Json>>;
    }
  | {
      readonly kind: 'change-finished';
      readonly identity: SourceIdentity;
      readonly action: ProvisioningAction;
      readonly status: ProvisioningStatus;
      readonly targetId: string | null;
      readonly modifiedProperties: readonly ModifiedProperty[];
      readonly error: ProvisioningError | null;
      readonly skipReason: string | null;
    }
  | {
      readonly kind: 'object-escrowed';
      readonly identity: SourceIdentity;
      readonly attempts: number;
      readonly nextAttemptAt: Instant;
      readonly error: ProvisioningError;
    }
  /** The job remembers something else about an object, and there is nothing more to say. */
  | { readonly kind: 'state-changed'; readonly identity: SourceIdentity }
  /** Somebody made the job forget: all of what is named. */
  | {
      readonly kind: 'state-reset';
      readonly forgets: readonly Forgotten[];
      /** Somebody let go what was held back. */
      readonly allowsDeletes?: true;
    }
  /** Somebody changed what the job does. It belongs to no cycle and to no change of an object. */
  | {
      readonly kind: 'audited';
      /** Entra's activity: `Update attribute mappings or scope`, … */
      readonly activity: string;
      /** `ProvisioningManagement`, `UserManagement`, `GroupManagement`. */
      readonly category: string;
      readonly actor: string;
      readonly status: 'success' | 'failure';
      /** What was changed, in one sentence of ours. Never a secret. */
      readonly details: string;
    };

/** Where a fact stands: (cycleId, changeId, step) orders a trace whatever was in flight at once. */
interface TracePlace {
  readonly at: Instant;
  readonly cycleId: string | null;
  /** Unique per object change per cycle; null for what concerns the whole cycle. */
  readonly changeId: string | null;
  /** Counts the facts of one change, or of the cycle itself, from 1. */
  readonly step: number;
}

export type TraceEvent = TracePlace & TraceFact;

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

export type ProvisioningAction = 'create' | 'update' | 'delete' | 'disable' | 'other';
export type ProvisioningStatus = 'success' | 'warning' | 'failure' | 'skipped';
/** The six steps of Microsoft Graph's `provisioningStepType`. */
export type StepType = 'import' | 'scoping' | 'matching' | 'processing' | 'referenceResolution' | 'export';

/** Why a request was sent; the screens turn it into a sentence. */
export type RequestPurpose =
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
  | { readonly kind: 'remove-link' | 'remove-escrow'; readonly sourceId: string }
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
export type Forgotten = 'links' | 'escrows' | 'watermark' | 'cycles';

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
  | { readonly kind: 'cycle-finished'; readonly cycleKind: CycleKind; readonly summary: CycleSummary; readonly watermark: number }
  | { readonly kind: 'cycle-failed'; readonly error: ProvisioningError }
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
  | { readonly kind: 'state-reset'; readonly forgets: readonly Forgotten[] }
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

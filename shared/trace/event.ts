import type { Instant } from '#shared/kernel/clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';

/** Version of the trace format. Raising it needs an upgrade step and a kept sample of the old one. */
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
  | 'clean-up';

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

/** What happened, without where it stands in the trace. Names are past tense. */
export type TraceFact =
  | { readonly kind: 'job-started' }
  | { readonly kind: 'job-paused'; readonly reason: string }
  | {
      readonly kind: 'cycle-started';
      readonly cycleKind: CycleKind;
      readonly reason: string;
      readonly number: number;
      readonly dialect: 'legacy' | 'compliant';
    }
  | { readonly kind: 'cycle-finished'; readonly cycleKind: CycleKind; readonly summary: CycleSummary; readonly watermark: number }
  | { readonly kind: 'cycle-failed'; readonly error: ProvisioningError }
  | {
      readonly kind: 'exchange-recorded';
      readonly purpose: RequestPurpose;
      readonly request: ScimRequest;
      readonly outcome: ScimOutcome;
      readonly identity: SourceIdentity | null;
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

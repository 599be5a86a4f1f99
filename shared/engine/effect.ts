import type { AssignmentPath, MovedUser, MovePlace, TenantChange, TenantObject } from '#shared/entra/tenant.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { CycleKind, JobStanding, RequestPurpose, SourceIdentity, StagedDeletion, TraceFact } from '#shared/trace/event.ts';

/** The remembered pair of a source object and its target resource (Entra: connector data store). */
export interface Link {
  readonly sourceId: string;
  readonly type: 'User' | 'Group';
  readonly targetId: string;
  /** Whether this job created the resource, or matched one that was there. */
  readonly origin: 'created' | 'matched';
  /** False once the object was unassigned: Entra disabled it and no longer manages it, so that a later deletion sends nothing. */
  readonly isManaged: boolean;
  /** Members as last exported, by source id: never read back from the target. */
  readonly exportedMemberIds: readonly string[];
  /** The last answer did not show what was sent. Kept only with the habit `re-send-unechoed`. */
  readonly isUnechoed?: true;
  /**
   * Of a user who has just come into scope: something is still to be sent. Whoever came by a group's change did not change
   * themselves, and a cycle that is taken up again would take them for provisioned.
   */
  readonly isUnsettled?: true;
}

/** One object whose export failed and waits for its retry. */
export interface Escrow {
  readonly sourceId: string;
  readonly type: 'User' | 'Group';
  /** Failed attempts so far, the first one included. */
  readonly attempts: number;
  readonly firstFailedAt: Instant;
  readonly nextAttemptAt: Instant;
  readonly errorCode: string;
}

export interface JobProgress {
  /** Sequence of the last tenant change that a finished cycle has seen; null before the first one. */
  readonly watermark: number | null;
  readonly cycleCount: number;
  readonly pendingCycle: { readonly cycleId: string; readonly kind: CycleKind } | null;
  /** Absent: the job is in its ordinary rhythm. */
  readonly standing?: JobStanding;
}

export type StateWrite =
  | { readonly kind: 'put-link'; readonly link: Link }
  /** The resource is gone at the target, and with it its memberships: no group's link names it as exported any more. */
  | { readonly kind: 'remove-link'; readonly sourceId: string }
  /** One member more, or less, in `exportedMemberIds` of a group's link: a large group is not written anew for each. Idempotent. */
  | { readonly kind: 'put-exported-member'; readonly groupId: string; readonly memberId: string }
  | { readonly kind: 'remove-exported-member'; readonly groupId: string; readonly memberId: string }
  | { readonly kind: 'put-escrow'; readonly escrow: Escrow }
  | { readonly kind: 'remove-escrow'; readonly sourceId: string }
  | { readonly kind: 'put-staged'; readonly staged: StagedDeletion }
  | { readonly kind: 'remove-staged'; readonly sourceId: string }
  | { readonly kind: 'put-progress'; readonly progress: JobProgress };

/** A fact with the change it belongs to; the scheduler numbers it and stamps it with the session's clock. */
export interface PlacedFact {
  readonly cycleId: string | null;
  readonly changeId: string | null;
  readonly fact: TraceFact;
}

/** Where a request belongs, for the trace. */
export interface RequestPlace {
  readonly cycleId: string | null;
  readonly changeId: string | null;
  readonly purpose: RequestPurpose;
  readonly identity: SourceIdentity | null;
}

export type Task = Generator<Effect, void, EffectResult>;

/** What a step of the engine may ask of the world. It performs nothing itself. */
export type Effect =
  /** Resumed with `outcome`; the scheduler records the exchange in the trace. */
  | { readonly kind: 'send'; readonly request: ScimRequest; readonly place: RequestPlace }
  /** Tenant changes after a sequence, oldest first. Resumed with `changes`. */
  | { readonly kind: 'read-changes'; readonly after: number; readonly limit: number }
  /** Users moved by changes of groups, the first ones after a place, up to and with those of change `upTo`. Resumed with `moved-users`. */
  | { readonly kind: 'read-moved-users'; readonly after: MovePlace; readonly upTo: number; readonly limit: number }
  /** Resumed with `objects`; an unknown id is left out (hard-deleted). */
  | { readonly kind: 'read-objects'; readonly ids: readonly string[] }
  /** Resumed with `state`: links and escrows of these source objects. */
  | { readonly kind: 'read-state'; readonly sourceIds: readonly string[] }
  /** A page of the link table by source id, from the first one after `after` ('' begins). Resumed with `state` (escrows empty). */
  | { readonly kind: 'read-links'; readonly after: string; readonly limit: number }
  /** Escrows due at or before now. Resumed with `state` (links empty). */
  | { readonly kind: 'read-due-escrows' }
  /** Every disable and deletion that is held back. Resumed with `staged`. */
  | { readonly kind: 'read-staged' }
  /** Who waits for a retry, due or not. Resumed with `escrowed`. */
  | { readonly kind: 'read-escrowed' }
  /** State and trace of one step, atomic together. Resumed with `done`. */
  | { readonly kind: 'commit'; readonly writes: readonly StateWrite[]; readonly facts: readonly PlacedFact[] }
  /** Runs tasks, at most `limit` at once; `tasks` is lazy. Resumed with `done` when all have ended. */
  | { readonly kind: 'fork'; readonly tasks: Iterable<Task>; readonly limit: number }
  /** How this job's application has these objects assigned. Resumed with `assignment-paths`. */
  | { readonly kind: 'read-assignment-paths'; readonly objectIds: readonly string[] }
  /** How far the cycle is, for a progress bar: not part of the trace. Resumed with `done`. */
  | { readonly kind: 'report-progress'; readonly doneCount: number; readonly totalCount: number }
  /** Resumed with `now`. */
  | { readonly kind: 'read-clock' };

export type EffectResult =
  | { readonly kind: 'outcome'; readonly outcome: ScimOutcome }
  | { readonly kind: 'changes'; readonly changes: readonly TenantChange[] }
  | { readonly kind: 'moved-users'; readonly users: readonly MovedUser[] }
  | { readonly kind: 'objects'; readonly objects: readonly TenantObject[] }
  | { readonly kind: 'state'; readonly links: readonly Link[]; readonly escrows: readonly Escrow[] }
  | { readonly kind: 'staged'; readonly staged: readonly StagedDeletion[] }
  | { readonly kind: 'escrowed'; readonly sourceIds: readonly string[] }
  | { readonly kind: 'assignment-paths'; readonly paths: readonly AssignmentPath[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'now'; readonly now: Instant };

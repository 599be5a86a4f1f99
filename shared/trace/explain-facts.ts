import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { MappedValue } from '#shared/entra/mapping.ts';
import type { ScopeStatus } from '#shared/entra/scope.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { RequestPurpose, TraceEvent } from './event.ts';

/** Everything that decides what an application's job does with one object, as it is now. No request is sent to find it out. */
export interface ExplainFacts {
  readonly appName: string;
  readonly subject: { readonly id: string; readonly type: 'User' | 'Group'; readonly name: string };
  /** Null once it was removed from the tenant for good. */
  readonly object: TenantObject | null;
  /** Null where there is no object. */
  readonly status: ScopeStatus | null;
  readonly groups: GroupFacts;
  readonly configuration: Pick<JobConfiguration, 'scope' | 'skipsOutOfScopeDeletions'>;
  readonly mapping: ObjectMapping;
  /** Every row but references, for the state in which the object is now. */
  readonly values: readonly MappedValue[];
  /** The rows that change a value for whoever is out of scope. */
  readonly disablingAttributes: readonly string[];
  readonly link: LinkFacts | null;
  readonly escrow: EscrowFacts | null;
  readonly job: JobFacts;
  /** Something about the object changed after the last cycle's watermark, or in whom its groups bring into scope. */
  readonly isPending: boolean;
  /** The newest finished change of the object in this application. */
  readonly last: EventOf<'change-finished'> | null;
  /** The queries that looked for it in the target last, in order. */
  readonly matches: readonly MatchFacts[];
  /** What was sent for `last`, in order. */
  readonly exchanges: readonly ExchangeFacts[];
  /** The newest write that was about it, in whatever change. */
  readonly write: ExchangeFacts | null;
  /** Target attributes that the last answer shows otherwise than the mapping has them; null where that is not known. */
  readonly differences: readonly string[] | null;
}

export type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { readonly kind: Kind }>;

export interface Named {
  readonly id: string;
  readonly name: string;
}

interface GroupFacts {
  /** The assigned group that brings a user into scope; null for its own assignment, or none. */
  readonly through: Named | null;
  /** Groups of which it is a direct member. */
  readonly direct: readonly Named[];
  /** Assigned groups that hold it only by a group inside them. */
  readonly nested: readonly { readonly assigned: Named; readonly by: Named }[];
}

interface LinkFacts {
  readonly targetId: string;
  readonly origin: 'created' | 'matched';
  readonly isManaged: boolean;
}

export interface EscrowFacts {
  readonly attempts: number;
  readonly firstFailedAt: Instant;
  readonly nextAttemptAt: Instant;
  readonly errorCode: string;
}

interface JobFacts {
  readonly state: 'not-configured' | 'off' | 'idle' | 'running' | 'held' | 'failed' | 'quarantined';
  /** Why it is held or failed. */
  readonly reason: string | null;
  /** The remote target that nobody has allowed to be written; null where there is none. */
  readonly unconsentedHost: string | null;
  readonly watermark: number | null;
  readonly cycleCount: number;
  readonly nextCycleAt: Instant | null;
}

export interface ExchangeFacts {
  readonly sequence: number;
  readonly at: Instant;
  readonly purpose: RequestPurpose;
  readonly method: string;
  readonly target: string;
  readonly status: number | null;
  /** What the target said of a refusal, or why no answer came; null where there is nothing to say. */
  readonly detail: string | null;
}

interface MatchFacts extends ExchangeFacts {
  /** How many resources the answer held; null where it could not be read. */
  readonly hitCount: number | null;
}

import type { ScimType } from '#shared/scim/error.ts';

/** How a directory misbehaves: rules, and the seed of those that leave it to chance. */
export interface FaultPlan {
  readonly seed: string;
  readonly rules: readonly FaultRule[];
}

/** Which requests are treated badly, and how. Whether a request is one of them follows from (seed, rule, count), never from wall time. */
export interface FaultRule {
  /** Unique in its plan. */
  readonly id: string;
  /** Whether it is switched on from the start. */
  readonly isOn: boolean;
  readonly when: FaultCondition;
  readonly effect: FaultEffect;
}

/** All parts that are given must hold. The first group says what a request must look like, and only such requests are counted. */
export interface FaultCondition {
  readonly method?: readonly string[];
  readonly type?: 'User' | 'Group';
  /** Below the directory's address, `*` for one segment: `/Users/*`. */
  readonly path?: string;
  /** Whether the query has this parameter: `filter`. */
  readonly parameter?: string;
  /** One operation of a PATCH like this. */
  readonly operation?: OperationCondition;

  /** Only the requests of these numbers, the first being 1. */
  readonly nth?: readonly number[];
  /** Only each of so many: 3 means the third, the sixth, ... */
  readonly every?: number;
  /** Only after so many that were let through. */
  readonly after?: number;
  /** Only so often; then the rule is spent. */
  readonly times?: number;
  /** From 0 to 1: drawn anew for each request, repeatable by the seed. */
  readonly chance?: number;
  /** On the directory's clock, in milliseconds since the plan was set. */
  readonly fromMs?: number;
  readonly untilMs?: number;
}

export interface OperationCondition {
  readonly op?: 'add' | 'replace' | 'remove';
  /** The attribute at the head of its path, in any case; a key where there is no path. */
  readonly attribute?: string;
  /** Whether its path has a filter in brackets. */
  readonly hasFilter?: boolean;
}

/** What happens to a request that a rule means; `fault-catalogue.ts` says what each does. */
export type FaultEffect =
  // Answered otherwise, and not carried out.
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly scimType?: ScimType;
      readonly detail?: string;
      /** Instead of a SCIM error body; empty: none. */
      readonly body?: string;
      readonly mediaType?: string;
    }
  | { readonly kind: 'too-many-requests'; readonly retryAfterS: number; readonly form: 'seconds' | 'date' }
  | { readonly kind: 'login-page'; readonly status: number }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  | { readonly kind: 'token-expires'; readonly after: number }
  // Lost on the way, there or back.
  | { readonly kind: 'no-answer' | 'no-http'; readonly isCarriedOut: boolean }
  | { readonly kind: 'dropped'; readonly moment: 'before' | 'after' | 'in-body' }
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs: number }
  // Carried out, and answered wrongly.
  | { readonly kind: 'truncated'; readonly lostCount: number }
  | { readonly kind: 'not-json'; readonly text: string }
  | { readonly kind: 'media-type'; readonly mediaType: string }
  | { readonly kind: 'omits'; readonly attributes: readonly string[] }
  | { readonly kind: 'patch-answer'; readonly form: 'resource' | 'empty' | 'no-content' }
  | { readonly kind: 'stale-read'; readonly reads: number }
  | { readonly kind: PlainAnswerFault }
  // Carried out otherwise than it was asked.
  | { readonly kind: 'intolerant'; readonly tolerances: readonly string[] }
  | { readonly kind: 'member-limit'; readonly limit: number }
  | { readonly kind: PlainWriteFault };

type PlainAnswerFault =
  | 'changed-id'
  | 'manager-as-text'
  | 'duplicate-match'
  | 'members-despite-exclusion'
  | 'case-sensitive-user-name'
  | 'ignored-filter'
  | 'not-found-when-empty'
  | 'inactive-hidden';

type PlainWriteFault =
  | 'lost-update'
  | 'members-wiped'
  | 'concurrent-member-lost'
  | 'boolean-kept-as-text'
  | 'value-path-wipes-others'
  | 'value-path-adds-anew'
  | 'dotted-keys-dropped';

export type FaultKind = FaultEffect['kind'];

import type { ExplainFacts } from './explain-facts.ts';
import type { ExplainText } from './explain-text.ts';

/** What keeps an object as it is in the target. Stable: tests and screens tell them apart. */
export type CauseId =
  | 'mapping-off'
  | 'other-mapping'
  | 'no-matching-value'
  | 'not-assigned'
  | 'group-not-assigned'
  | 'nested-only'
  | 'filtered'
  | 'input-filtered'
  | 'blocked'
  | 'soft-deleted'
  | 'gone'
  | 'deletion-ahead'
  | 'delete-off'
  | 'unmanaged'
  | 'left-alone'
  | 'no-disabling-row'
  | 'disabled'
  | 'disabling-ahead'
  | 'duplicate'
  | 'failing'
  | 'left-out'
  | 'create-off'
  | 'update-off'
  | 'required-missing'
  | 'not-configured'
  | 'not-consented'
  | 'off'
  | 'held'
  | 'unreachable'
  | 'quarantined'
  | 'first-cycle-ahead'
  | 'pending'
  | 'not-looked-at'
  | 'drift'
  | 'redundant'
  | 'current';

/** How it stands, for colour and icon. */
export type ExplainTone = 'success' | 'skipped' | 'disabled' | 'deleted' | 'failed' | 'escrowed' | 'warning' | 'neutral';

/** Where something is changed or was seen; a page makes an address of it. */
export type ExplainPlace =
  | { readonly kind: 'object' | 'deleted-objects' | 'assignments' | 'mapping' | 'filter' | 'connectivity' | 'overview' }
  | { readonly kind: 'habits' | 'on-demand' | 'comparison' }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'exchange'; readonly sequence: number }
  | { readonly kind: 'log'; readonly entryId: string };

export interface Remedy {
  /** An imperative: `Assign the user`. */
  readonly title: string;
  /** What it would do. */
  readonly effect: string;
  readonly place: ExplainPlace;
  /** The same on a copy; absent where it takes more than a change of the object and its assignment. */
  readonly trial?: Trial;
}

/** What is otherwise on a copy of the workspace; what is absent is as it is. */
export interface Trial {
  /** Source attributes; null takes one away. */
  readonly attributes?: Readonly<Record<string, string | boolean | null>>;
  /** Null takes it away. */
  readonly managerId?: string | null;
  /** `unassigned`: neither itself nor by a group. */
  readonly assignment?: 'assigned' | 'unassigned';
  readonly isDeleted?: boolean;
  /** Habits of the job by id. */
  readonly habits?: Readonly<Record<string, string>>;
}

export interface Cause {
  readonly id: CauseId;
  readonly tone: ExplainTone;
  /** Two or three words. */
  readonly badge: string;
  readonly sentence: ExplainText;
  /** The habit that decides it; null where a setting or the target does. */
  readonly habitId: string | null;
  readonly remedies: readonly Remedy[];
}

export function nounOf({ subject }: ExplainFacts): string {
  return subject.type === 'User' ? 'the user' : 'the group';
}

export function provisionNow(): Remedy {
  return {
    title: 'Provision on demand',
    effect: 'Looks at it now, without waiting for a cycle.',
    place: { kind: 'on-demand' },
  };
}

import type { WireDialect } from '#shared/entra/job-configuration.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

/** Everything that happens in one simulation, as data: the same plan is the same run, and a part of it is a plan as well. */
export interface Plan {
  /** Chance that is left to the server, the engine and the faults. */
  readonly seed: number;
  readonly tenant: TenantPlan;
  readonly job: JobPlan;
  /** What the target holds before the first cycle. */
  readonly accounts: readonly AccountPlan[];
  readonly rounds: readonly Round[];
}

/** Objects are named by number: users, then groups, each in the order in which they come into being. Numbers wrap around. */
export interface TenantPlan {
  readonly userCount: number;
  readonly guestPercent: number;
  readonly groups: readonly GroupPlan[];
  readonly assigned: readonly number[];
}

export interface GroupPlan {
  readonly memberUsers: readonly number[];
  /** Groups in it. */
  readonly memberGroups: readonly number[];
}

export interface JobPlan {
  readonly dialect: WireDialect;
  readonly habits: Readonly<Record<string, string>>;
  readonly scope: 'assigned' | 'all';
  readonly filter: FilterPlan;
  readonly userMatching: 'userName' | 'externalId' | 'userName, then externalId';
  readonly groupMatching: 'displayName' | 'externalId';
  readonly hasActiveRow: boolean;
  readonly hasGroups: boolean;
  readonly deletesUsers: boolean;
  readonly deletesGroups: boolean;
  readonly skipsOutOfScopeDeletions: boolean;
  /** Of accidental-deletion prevention; null: it is off. */
  readonly deletionThreshold: number | null;
  readonly objectsInFlightCount: number;
  /** How much a cycle gathers before it is durable, in rows: what a kill may lose. */
  readonly gatheredRowsMax: number;
}

/** Which users pass the scoping filter of the mapping. */
export type FilterPlan = 'none' | 'department is Sales' | 'has a job title' | 'lives in Oslo or has a job title';

/** An account that somebody made by hand: one with the name of a user, or of nobody here. */
export interface AccountPlan {
  readonly user: number | null;
  readonly attributes: JsonObject;
}

/** What happens before a cycle and during it, and when it begins. */
export interface Round {
  readonly advanceMs: number;
  readonly moves: readonly Move[];
  /** As a profile of the server writes them; in force until the next round. */
  readonly faults: readonly JsonObject[];
  readonly kill: Kill | null;
  /** What happens to the tenant while the cycle runs; nothing where it sends fewer requests. */
  readonly during: { readonly afterRequest: number; readonly moves: readonly Move[] } | null;
  /** A person restarts provisioning first. */
  readonly isRestarted: boolean;
  /** A person allows first what deletion prevention holds back. */
  readonly allowsDeletions: boolean;
}

/** Where the process of the engine dies: around a request, or once something was written down. Nothing where a cycle is shorter. */
export interface Kill {
  readonly moment: 'before the request' | 'after the request' | 'after the commit';
  readonly number: number;
}

/** What an administrator does. What does not fit the object (restoring one that is not deleted) changes nothing. */
export type Move =
  | { readonly kind: 'createUser'; readonly manager: number | null; readonly group: number | null; readonly isAssigned: boolean }
  | { readonly kind: 'createGroup'; readonly group: GroupPlan; readonly isAssigned: boolean }
  | { readonly kind: 'edit'; readonly user: number; readonly name: string; readonly value: string | null }
  | { readonly kind: 'block' | 'unblock'; readonly user: number }
  | { readonly kind: 'setManager'; readonly user: number; readonly manager: number | null }
  | { readonly kind: 'addMember' | 'removeMember'; readonly group: number; readonly who: Who }
  | { readonly kind: 'rename' | 'softDelete' | 'restore' | 'hardDelete' | 'assign' | 'unassign'; readonly who: Who };

export interface Who {
  readonly type: 'User' | 'Group';
  readonly number: number;
}

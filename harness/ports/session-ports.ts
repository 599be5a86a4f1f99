import type { Escrow, JobProgress, Link, StateWrite } from '#shared/engine/effect.ts';
import type { Role } from '#shared/entra/role-values.ts';
import type {
  AppRoleAssignment,
  AssignmentPath,
  MovedUser,
  MovePlace,
  TenantChange,
  TenantObject,
  TenantUser,
} from '#shared/entra/tenant.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { StagedDeletion, TraceEvent } from '#shared/trace/event.ts';

/** Turns a SCIM request into an answer or a failure: in process, over loopback, or to a remote target. Never throws. */
export interface Transport {
  send(request: ScimRequest): Promise<SentExchange>;
}

export interface SentExchange {
  readonly outcome: ScimOutcome;
  /** Milliseconds from sending to the last byte; virtual in process. */
  readonly durationMs: number;
  /** Header names and values as they went out and came back, secrets masked; empty in process. */
  readonly rawRequestHeaders: readonly (readonly [string, string])[];
  readonly rawResponseHeaders: readonly (readonly [string, string])[];
}

/** The simulated tenant: objects, their change sequence, assignments per application. All calls are synchronous and durable. */
export interface TenantStore {
  readObject(objectId: string): TenantObject | undefined;
  findByKey(key: string): TenantObject | undefined;
  /** The user with this userPrincipalName, soft-deleted or not, whatever the case of letters. */
  findByPrincipalName(userPrincipalName: string): TenantUser | undefined;
  /** In the order of the ids; an unknown one is left out. */
  readObjects(objectIds: readonly string[]): readonly TenantObject[];
  /**
   * Objects not hard-deleted, by display name. `search` matches display name, UPN and mail, case-insensitively, anywhere.
   * `deleted`: whether the soft-deleted ones are left out (as without it), listed alone, or listed among the others.
   */
  list(query: {
    readonly type: 'User' | 'Group';
    readonly search?: string;
    readonly deleted?: 'none' | 'only' | 'any';
    readonly offset?: number;
    readonly limit?: number;
  }): {
    readonly objects: readonly TenantObject[];
    readonly totalCount: number;
  };
  /** Those of `list` that are not soft-deleted, from the first one after `last` on: to go through all, however many they are. */
  listAfter(
    last: TenantObject | null,
    query: { readonly type: 'User' | 'Group'; readonly limit: number },
  ): readonly TenantObject[];
  /** How many there are that are not soft-deleted. */
  counts(): ObjectCounts;
  /** Groups, not soft-deleted, in which the object is a direct member; by display name. */
  groupsOf(objectId: string): readonly TenantObject[];
  /** The soft-deleted ones, longest deleted first. */
  softDeleted(): readonly TenantObject[];
  /**
   * Inserts or replaces the object and appends one change. Members of a dynamic group follow its rule, whatever is put: a group
   * that gains or loses some by a change of a user or of its rule has a change of its own.
   */
  put(object: TenantObject, change: TenantChange['change']): void;
  /** Removes the object with its memberships and assignments, and appends one change. Nothing happens for an unknown id. */
  hardDelete(objectId: string): void;
  /** Inserts or replaces many in one transaction; the change of each is `created` or `updated`. */
  putAll(objects: readonly TenantObject[]): void;
  /** Forgets objects, changes and assignments. Sequence numbers go on: a watermark never points at somebody else's change. */
  clear(): void;
  changesAfter(sequence: number, limit: number): readonly TenantChange[];
  lastSequence(): number;
  /** Users whom changes of groups moved: the first ones after a place, up to and with those of change `upTo`. */
  movedUsers(after: MovePlace, upTo: number, limit: number): readonly MovedUser[];
  /** In the order in which they were made. */
  assignments(appId: string): readonly AppRoleAssignment[];
  /** Appends an `assignment` change for each principal that is new to the role. An unknown principal is left out. */
  assign(appId: string, assignments: readonly AppRoleAssignment[]): void;
  /** Takes all roles of these principals, and appends an `assignment` change for each that had one. */
  unassign(appId: string, principalIds: readonly string[]): void;
  /** How these objects are assigned: their own assignments, then those of groups, not soft-deleted, with them as direct members. */
  assignmentPaths(appId: string, objectIds: readonly string[]): readonly AssignmentPath[];
  /** Roles of the application: those it is born with, then those added. Default access is not among them. */
  roles(appId: string): readonly Role[];
  /** The role of this name, which is made if there is none. */
  addRole(appId: string, name: string): Role;
}

interface ObjectCounts {
  readonly userCount: number;
  readonly groupCount: number;
}

/**
 * Links, escrows and progress of one provisioning job, and its trace, in one database. What a task reads (`readLinks`, `linksAfter`,
 * `readEscrows`, `dueEscrows`) may be gathered and not durable yet; every other read makes it durable first.
 */
export interface JobStore {
  /** In the order of the ids; an object without a link is left out. */
  readLinks(sourceIds: readonly string[]): readonly Link[];
  /** By source id, so that the order tells nothing of what was in flight at once. */
  allLinks(): readonly Link[];
  /** A page of the links by source id, from the first one after `sourceId` on; the empty text begins. */
  linksAfter(sourceId: string, limit: number): readonly Link[];
  linkCounts(): ObjectCounts;
  readEscrows(sourceIds: readonly string[]): readonly Escrow[];
  /** Due at or before now, longest due first. */
  dueEscrows(now: Instant): readonly Escrow[];
  allEscrows(): readonly Escrow[];
  /** Soonest retry first. */
  escrowPage(offset: number, limit: number): readonly Escrow[];
  escrowCount(): number;
  /** Disables and deletions that are held back, by source id. */
  staged(): readonly StagedDeletion[];
  stagedPage(offset: number, limit: number): readonly StagedDeletion[];
  stagedCount(): number;
  progress(): JobProgress;
  /**
   * Writes and events, atomic together. Answers the sequence number of the last event, 0 where there was none. `grouped`: durable
   * in its turn, with the next flush; throws what a disk refused, of this commit or of grouped ones before it.
   */
  commit(writes: readonly StateWrite[], events: readonly RecordedEvent[], durability?: Durability): number;
  /** Makes durable what was gathered; reads for people do so by themselves. Throws where a disk refused grouped commits: they are lost. */
  flush(): void;
  /** Highest step recorded for a change (or, with null, for the cycle itself); 0 before the first. A resumed cycle goes on from it. */
  lastStep(cycleId: string | null, changeId: string | null): number;
  /** Sequence number of the newest event, of whatever application; 0 before the first. */
  lastSequence(): number;
  /** Forgets links, escrows and progress; the trace stays. */
  reset(): void;
}

/** `at-once`: before the call returns. `grouped`: with others, within 50 ms; a kill before that loses it as a whole. */
export type Durability = 'at-once' | 'grouped';

/** A trace event with what only this machine knows: the real duration and raw headers of an exchange. */
export interface RecordedEvent {
  readonly event: TraceEvent;
  /** Where the event would stand if one object were worked on at a time: sorts as text, whatever was in flight at once. */
  readonly position?: string;
  readonly durationMs?: number;
  readonly rawRequestHeaders?: readonly (readonly [string, string])[];
  readonly rawResponseHeaders?: readonly (readonly [string, string])[];
}

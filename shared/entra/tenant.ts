import type { Instant } from '#shared/kernel/clock.ts';
import { DAY_MS } from '#shared/kernel/duration.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { Role } from './role-values.ts';

/** A source attribute's value, under the names of Azure AD Graph that the mappings use (`mobile`, not `mobilePhone`). */
export type SourceValue = string | boolean | readonly string[];

/** One directory object of the tenant. `objectId` is a GUID as in Entra; `key` is the readable name a tenant file gives it. */
export interface TenantUser {
  readonly type: 'User';
  readonly objectId: string;
  readonly key: string;
  /** userPrincipalName, displayName, mail, accountEnabled, department, … An absent or empty attribute is null in Entra's sense. */
  readonly attributes: Readonly<Record<string, SourceValue>>;
  readonly managerId: string | null;
  /** When it was soft-deleted; null while it is not. */
  readonly deletedAt: Instant | null;
}

export interface TenantGroup {
  readonly type: 'Group';
  readonly objectId: string;
  readonly key: string;
  readonly attributes: Readonly<Record<string, SourceValue>>;
  /** Direct members, users and groups, by objectId, in the order they were added. */
  readonly memberIds: readonly string[];
  /** Of a dynamic group, whose members follow it; null or absent: members are put in by hand. */
  readonly membershipRule?: MembershipRule | null;
  readonly deletedAt: Instant | null;
}

/** Members are the users whose attribute equals the value. Entra's rule language, cut down to one `-eq`. */
export interface MembershipRule {
  /** A source attribute of the user, by its name in the mappings. */
  readonly attribute: string;
  readonly value: string;
}

export type TenantObject = TenantUser | TenantGroup;

/** Role of the default assignment (`Default Access`). Microsoft: assign-user-or-group-access-portal. */
export const DEFAULT_ACCESS_ROLE_ID = '00000000-0000-0000-0000-000000000000';

export interface AppRoleAssignment {
  readonly principalId: string;
  readonly appRoleId: string;
}

/** One way in which an object is assigned: itself, or as a direct member of a group that is. */
export interface AssignmentPath {
  readonly objectId: string;
  /** The group that brings it, by objectId; null for an assignment of its own. */
  readonly throughGroupId: string | null;
  readonly role: Role;
}

/** The id of an application's role: the same wherever the same application names the same role. */
export function appRoleIdOf(appId: string, roleName: string): string {
  return randomUuid(seededRandom('app role', appId, roleName));
}

/** Entra keeps a deleted object for 30 days and then removes it for good (Microsoft: how-provisioning-works). */
const SOFT_DELETION_MS = 30 * DAY_MS;

/** When a soft-deleted object is removed for good; null while it is not deleted. */
export function purgeAtOf({ deletedAt }: TenantObject): Instant | null {
  return deletedAt === null ? null : deletedAt + SOFT_DELETION_MS;
}

/** One entry of the tenant's change sequence, which a provisioning job reads from its watermark on. */
export interface TenantChange {
  readonly sequence: number;
  readonly objectId: string;
  readonly type: 'User' | 'Group';
  /** `hardDeleted` is the last thing heard of an object; `assignment` is of the principal, and members of a group have a `MovedUser`. */
  readonly change: 'created' | 'updated' | 'softDeleted' | 'restored' | 'hardDeleted' | 'assignment';
  /** What an update changed: source attributes and `manager`; none where only members did. Absent: not known. */
  readonly attributes?: readonly string[];
}

/**
 * A user who gained or lost a way into scope by what happened to an assigned group: its members, its assignment, its deletion or
 * its restore. A change of the user has an entry of its own instead.
 */
export interface MovedUser extends MovePlace {
  readonly userId: string;
}

/** Moves are in the order of the groups' changes, and within one change in that of its members. */
export interface MovePlace {
  /** Of the group's entry in the change sequence. */
  readonly sequence: number;
  /** Among the moves of the same change; at least 1. */
  readonly position: number;
}

/** What makes the later state of an object an update of the earlier one. */
export function changedAttributes(before: WithoutMembers, after: WithoutMembers): readonly string[] {
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  const changed = [...names].filter((name) => !isSameValue(before.attributes[name], after.attributes[name]));
  const hasOtherManager = before.type === 'User' && after.type === 'User' && before.managerId !== after.managerId;
  return hasOtherManager ? [...changed, 'manager'] : changed;
}

type WithoutMembers = TenantUser | Omit<TenantGroup, 'memberIds'>;

function isSameValue(a: SourceValue | undefined, b: SourceValue | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.length === b.length && a.every((element, index) => element === b[index]);
}

export function displayNameOf(object: TenantObject): string {
  const name = object.attributes['displayName'];
  return typeof name === 'string' ? name : object.key;
}

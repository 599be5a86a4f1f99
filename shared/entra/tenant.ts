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
  /** `hardDeleted` is the last thing heard of an object; `assignment` touches the principal and, for a group, its members. */
  readonly change: 'created' | 'updated' | 'softDeleted' | 'restored' | 'hardDeleted' | 'assignment';
}

export function displayNameOf(object: TenantObject): string {
  const name = object.attributes['displayName'];
  return typeof name === 'string' ? name : object.key;
}

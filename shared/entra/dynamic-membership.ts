import type { MembershipRule, TenantUser } from './tenant.ts';

/**
 * Whether a dynamic group has this user. Letters of another case are the same, as `-eq` has it, and a list has the value among
 * its own (Microsoft: groups-dynamic-membership). A soft-deleted user stays a member, as in a group filled by hand.
 */
export function isMemberByRule({ attribute, value }: MembershipRule, { attributes }: TenantUser): boolean {
  const held = attributes[attribute];
  if (held === undefined) return false;
  const wanted = value.toLowerCase();
  return (Array.isArray(held) ? held : [held]).some((one) => String(one).toLowerCase() === wanted);
}

import { purgeAtOf, type TenantObject } from '#shared/entra/tenant.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { TenantStore } from '../ports/session-ports.ts';

/** When Entra removes each soft-deleted object for good, soonest first. */
export function purgesAhead(tenant: TenantStore): readonly { readonly at: Instant; readonly object: TenantObject }[] {
  return tenant.softDeleted().flatMap((object) => {
    const at = purgeAtOf(object);
    return at === null ? [] : [{ at, object }];
  });
}

/** Removes what has been soft-deleted for 30 days. Answers how many objects went. */
export function purgeDue(tenant: TenantStore, now: Instant): number {
  const due = purgesAhead(tenant).filter(({ at }) => at <= now);
  for (const { object } of due) tenant.hardDelete(object.objectId);
  return due.length;
}

import type { TenantStore } from '../ports/session-ports.ts';

interface Known {
  sequence: number;
  readonly ids: Set<string>;
}

const knownBy = new WeakMap<TenantStore, Known>();
const PAGE_SIZE = 5000;

/**
 * Ids of all groups that there are, and of some that were: tells members that are groups from those that are users without reading
 * them. Follows the tenant's changes, so that it costs something once.
 */
export function groupIdsOf(tenant: TenantStore): ReadonlySet<string> {
  const known = knownBy.get(tenant) ?? { sequence: 0, ids: new Set<string>() };
  knownBy.set(tenant, known);
  for (;;) {
    const page = tenant.changesAfter(known.sequence, PAGE_SIZE);
    for (const { type, objectId, sequence } of page) {
      if (type === 'Group') known.ids.add(objectId);
      known.sequence = sequence;
    }
    if (page.length < PAGE_SIZE) return known.ids;
  }
}

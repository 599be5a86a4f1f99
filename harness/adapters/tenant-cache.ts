import type { TenantUser } from '#shared/entra/tenant.ts';
import type { TenantStore } from '../ports/session-ports.ts';

const USER_COUNT_MAX = 1000;

/**
 * The tenant, with the users that were read last kept in memory: a cycle reads a manager twice for each of their reports. Any write to
 * an object forgets them all. Groups are not kept, for they may have many members.
 */
export function withUsersKept(store: TenantStore): TenantStore {
  const users = new Map<string, TenantUser>();
  const readObject: TenantStore['readObject'] = (objectId) => {
    const known = users.get(objectId);
    if (known !== undefined) return known;
    const object = store.readObject(objectId);
    if (object?.type === 'User') {
      // The one that came first goes.
      if (users.size >= USER_COUNT_MAX) users.delete(users.keys().next().value ?? '');
      users.set(objectId, object);
    }
    return object;
  };
  const forgetting =
    <Arguments extends readonly unknown[]>(write: (...given: Arguments) => void) =>
    (...given: Arguments): void => {
      users.clear();
      write(...given);
    };
  return {
    ...store,
    readObject,
    readObjects: (objectIds) => objectIds.flatMap((objectId) => readObject(objectId) ?? []),
    put: forgetting(store.put),
    putAll: forgetting(store.putAll),
    hardDelete: forgetting(store.hardDelete),
    clear: forgetting(store.clear),
  };
}

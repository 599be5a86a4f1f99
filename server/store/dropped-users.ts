import type { Database } from './database.ts';
import type { StoredResource } from './resource-store.ts';

/**
 * Users whom the receiver was told are deleted, although their resource is still there and only inactive. Kept by the id of the
 * resource, for a row's key may be given to another one.
 */
export interface DroppedUsers {
  has(user: StoredResource): boolean;
  add(user: StoredResource): void;
  remove(user: StoredResource): void;
}

export function openDroppedUsers(database: Database): DroppedUsers {
  return {
    has: ({ directoryId, id }) =>
      database.get('SELECT 1 FROM dropped_user WHERE directory_id = ? AND user_id = ?', directoryId, id) !== undefined,
    add: ({ directoryId, id }) => {
      database.run('INSERT OR IGNORE INTO dropped_user VALUES (?, ?)', directoryId, id);
    },
    remove: ({ directoryId, id }) => {
      database.run('DELETE FROM dropped_user WHERE directory_id = ? AND user_id = ?', directoryId, id);
    },
  };
}

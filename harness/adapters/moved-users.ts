import type { DatabaseSync } from 'node:sqlite';
import type { MovedUser, MovePlace, TenantGroup } from '#shared/entra/tenant.ts';

/**
 * Users whom changes of groups moved in or out of scope, each under the sequence number of that change, so that a cycle need not
 * ask everybody. Write inside the transaction of the change.
 */
export interface MovedUsers {
  /** Whether a group, as it is stored now, brings its members into scope: assigned to any application, and not soft-deleted. */
  isWayIn(groupId: string): boolean;
  /** Its members as they are stored now; none of a soft-deleted group. One statement, however many they are. */
  addMembers(sequence: number, groupId: string): void;
  /** Those whom storing the group moves. `store` answers the members it lost or gained. */
  follow(sequence: number, group: TenantGroup, store: () => readonly string[]): void;
  /** The first ones after a place, up to and with those of change `upTo`. */
  read(after: MovePlace, upTo: number, limit: number): readonly MovedUser[];
}

export function createMovedUsers(db: DatabaseSync): MovedUsers {
  const statements = prepare(db);
  const addMembers = (sequence: number, groupId: string): void => {
    statements.insertMembers.run(sequence, groupId);
  };
  const isWayIn = (groupId: string): boolean => statements.wayIn.get(groupId) !== undefined;
  return {
    isWayIn,
    addMembers,
    follow: (sequence, { objectId, deletedAt }, store) => {
      const wasWayIn = isWayIn(objectId);
      if (wasWayIn && deletedAt !== null) addMembers(sequence, objectId);
      const changedIds = store();
      if (!isWayIn(objectId)) return;
      if (!wasWayIn) addMembers(sequence, objectId);
      else for (const [index, id] of changedIds.entries()) statements.insert.run(sequence, index + 1, id);
    },
    read: (after, upTo, limit) =>
      statements.read.all(after.sequence, after.position, upTo, limit).map((row) => ({ ...row }) as unknown as MovedUser),
  };
}

function prepare(db: DatabaseSync) {
  return {
    wayIn: db.prepare(
      `SELECT 1 FROM tenant_object CROSS JOIN assignment ON principal_id = object_id
       WHERE object_id = ? AND is_deleted = 0 LIMIT 1`,
    ),
    insertMembers: db.prepare(
      `INSERT INTO moved_user (sequence, position, user_id)
       SELECT ?, position, member_id FROM group_member CROSS JOIN tenant_object ON object_id = member_id AND type = 'User'
       WHERE group_id = ? AND EXISTS (SELECT 1 FROM tenant_object WHERE object_id = group_id AND is_deleted = 0)`,
    ),
    insert: db.prepare(
      `INSERT INTO moved_user (sequence, position, user_id)
       SELECT ?, ?, object_id FROM tenant_object WHERE object_id = ? AND type = 'User'`,
    ),
    read: db.prepare(
      `SELECT sequence, position, user_id AS userId FROM moved_user
       WHERE (sequence, position) > (?, ?) AND sequence <= ? ORDER BY sequence, position LIMIT ?`,
    ),
  };
}

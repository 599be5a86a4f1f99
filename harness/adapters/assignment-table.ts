import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '#shared/entra/role-values.ts';
import { type AppRoleAssignment, type AssignmentPath, appRoleIdOf, DEFAULT_ACCESS_ROLE_ID } from '#shared/entra/tenant.ts';

/** App roles of every application and who has them. Call what writes inside a transaction. */
export function createAssignmentTable(db: DatabaseSync) {
  const statements = prepare(db);
  const namesByApp = new Map<string, ReadonlyMap<string, string>>();
  const namesOf = (appId: string): ReadonlyMap<string, string> => {
    const known = namesByApp.get(appId);
    if (known !== undefined) return known;
    const added = statements.roles.all(appId).map((row): [string, string] => [String(row['app_role_id']), String(row['name'])]);
    const names = new Map([...bornWith.map((name): [string, string] => [appRoleIdOf(appId, name), name]), ...added]);
    namesByApp.set(appId, names);
    return names;
  };
  /** A role that nobody named (a GUID of a file, say) is called by its id. */
  const roleOf = (appId: string, id: string): Role =>
    id === DEFAULT_ACCESS_ROLE_ID ? defaultAccess : toRole(id, namesOf(appId).get(id) ?? id);

  return {
    read: (appId: string): readonly AppRoleAssignment[] =>
      statements.read
        .all(appId)
        .map((row) => ({ principalId: String(row['principal_id']), appRoleId: String(row['app_role_id']) })),
    /** Whether it was new. */
    add: (appId: string, { principalId, appRoleId }: AppRoleAssignment): boolean =>
      statements.insert.run(appId, principalId, appRoleId).changes === 1,
    /** Whether there was one. */
    remove: (appId: string, principalId: string): boolean => Number(statements.remove.run(appId, principalId).changes) > 0,
    removePrincipal: (principalId: string): void => {
      statements.removeEverywhere.run(principalId);
    },
    pathsOf: (appId: string, objectId: string): readonly AssignmentPath[] => {
      const toPath = (row: Record<string, unknown>): AssignmentPath => ({
        objectId,
        throughGroupId: row['group_id'] === undefined ? null : String(row['group_id']),
        role: roleOf(appId, String(row['app_role_id'])),
      });
      const own = statements.ownPaths.all(appId, objectId).map(toPath);
      return [...own, ...statements.groupPaths.all(objectId, appId).map(toPath)];
    },
    roles: (appId: string): readonly Role[] => [...namesOf(appId)].map(([id, name]) => toRole(id, name)),
    addRole: (appId: string, name: string): Role => {
      const id = appRoleIdOf(appId, name);
      if (!namesOf(appId).has(id)) {
        statements.insertRole.run(appId, id, name);
        namesByApp.delete(appId);
      }
      return toRole(id, name);
    },
  };
}

/** Roles of an application made from the non-gallery template (Microsoft: application-provisioning-configuration-api). */
const bornWith = ['User', 'msiam_access'];

const defaultAccess = toRole(DEFAULT_ACCESS_ROLE_ID, 'Default Access');

function toRole(id: string, name: string): Role {
  return { id, value: name, displayName: name };
}

function prepare(db: DatabaseSync) {
  return {
    read: db.prepare('SELECT principal_id, app_role_id FROM assignment WHERE app_id = ? ORDER BY position'),
    insert: db.prepare('INSERT OR IGNORE INTO assignment (app_id, principal_id, app_role_id) VALUES (?, ?, ?)'),
    remove: db.prepare('DELETE FROM assignment WHERE app_id = ? AND principal_id = ?'),
    removeEverywhere: db.prepare('DELETE FROM assignment WHERE principal_id = ?'),
    ownPaths: db.prepare('SELECT app_role_id FROM assignment WHERE app_id = ? AND principal_id = ? ORDER BY position'),
    // CROSS JOIN keeps SQLite from beginning with every assignment of the application.
    groupPaths: db.prepare(
      `SELECT group_id, app_role_id FROM group_member
       CROSS JOIN assignment ON principal_id = group_id
       CROSS JOIN tenant_object ON object_id = group_id AND is_deleted = 0
       WHERE member_id = ? AND app_id = ? ORDER BY assignment.position`,
    ),
    roles: db.prepare('SELECT app_role_id, name FROM app_role WHERE app_id = ? ORDER BY position'),
    insertRole: db.prepare('INSERT OR IGNORE INTO app_role (app_id, app_role_id, name) VALUES (?, ?, ?)'),
  };
}

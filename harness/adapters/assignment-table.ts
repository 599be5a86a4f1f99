import type { DatabaseSync } from 'node:sqlite';
import type { AppRoleAssignment } from '#shared/entra/tenant.ts';

/** App role assignments of every application. Call what writes inside a transaction. */
export function createAssignmentTable(db: DatabaseSync) {
  const select = db.prepare('SELECT principal_id, app_role_id FROM assignment WHERE app_id = ? ORDER BY position');
  const insert = db.prepare('INSERT OR IGNORE INTO assignment (app_id, principal_id, app_role_id) VALUES (?, ?, ?)');
  const removeFromApp = db.prepare('DELETE FROM assignment WHERE app_id = ? AND principal_id = ?');
  const removeEverywhere = db.prepare('DELETE FROM assignment WHERE principal_id = ?');
  return {
    read: (appId: string): readonly AppRoleAssignment[] =>
      select.all(appId).map((row) => ({ principalId: String(row['principal_id']), appRoleId: String(row['app_role_id']) })),
    /** Whether it was new. */
    add: (appId: string, { principalId, appRoleId }: AppRoleAssignment): boolean =>
      insert.run(appId, principalId, appRoleId).changes === 1,
    /** Whether there was one. */
    remove: (appId: string, principalId: string): boolean => Number(removeFromApp.run(appId, principalId).changes) > 0,
    removePrincipal: (principalId: string): void => {
      removeEverywhere.run(principalId);
    },
  };
}

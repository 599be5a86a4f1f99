import type { DatabaseSync } from 'node:sqlite';
import { isMemberByRule } from '#shared/entra/dynamic-membership.ts';
import type { MembershipRule, TenantUser } from '#shared/entra/tenant.ts';

/** Keeps the members of dynamic groups as their rules have it. Call inside the transaction of the change. */
export interface DynamicGroups {
  /** Puts a user into the groups whose rule takes them and out of the others. Answers the groups that changed. */
  follow(user: TenantUser): readonly string[];
  /** Members that a rule gives, in the order in which the users came. */
  membersBy(rule: MembershipRule): readonly string[];
}

export function createDynamicGroups(db: DatabaseSync): DynamicGroups {
  // The words of the index: see workspace-migrations.ts.
  const groups = db.prepare(
    `SELECT object_id, json_extract(body, '$.membershipRule') AS rule FROM tenant_object
     WHERE type = 'Group' AND json_extract(body, '$.membershipRule') IS NOT NULL ORDER BY object_id`,
  );
  const users = db.prepare("SELECT body FROM tenant_object WHERE type = 'User' ORDER BY rowid");
  const add = db.prepare('INSERT OR IGNORE INTO group_member (group_id, member_id) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM group_member WHERE group_id = ? AND member_id = ?');
  return {
    follow: (user) =>
      groups.all().flatMap((row) => {
        const groupId = String(row['object_id']);
        const rule = JSON.parse(String(row['rule'])) as MembershipRule;
        const statement = isMemberByRule(rule, user) ? add : remove;
        return Number(statement.run(groupId, user.objectId).changes) > 0 ? [groupId] : [];
      }),
    membersBy: (rule) => {
      const found: string[] = [];
      for (const row of users.iterate()) {
        const user = JSON.parse(String(row['body'])) as TenantUser;
        if (isMemberByRule(rule, user)) found.push(user.objectId);
      }
      return found;
    },
  };
}

import type { ResourceType } from '#shared/scim/schema.ts';
import type { Database } from './database.ts';

/** One membership seen from one of its ends. */
export interface Membership {
  readonly key: number;
  readonly id: string;
  readonly type: ResourceType['name'];
  readonly display: string;
}

/** Who belongs to which group: a table of its own, so that one membership changes without reading the others. */
export interface MemberStore {
  /** In the order in which they were added. */
  membersOf(groupKey: number): readonly Membership[];
  /** Those of them with these ids and, where any is wanted, the first: a large group is not read for the sake of a few. */
  membersAmong(groupKey: number, wanted: { readonly ids: readonly string[]; readonly any: boolean }): readonly Membership[];
  /** Groups it is a direct member of. */
  groupsOf(memberKey: number): readonly Membership[];
  has(groupKey: number, memberKey: number): boolean;
  /** False: it was a member already. */
  add(groupKey: number, memberKey: number): boolean;
  /** False: it was no member. */
  remove(groupKey: number, memberKey: number): boolean;
}

export function openMemberStore(database: Database): MemberStore {
  return {
    membersOf: (groupKey) =>
      database.all<Membership>(
        `SELECT resource.key, resource.id, resource.type, resource.display FROM member
          JOIN resource ON resource.key = member.member_key WHERE member.group_key = ? ORDER BY member.number`,
        groupKey,
      ),
    membersAmong: (groupKey, { ids, any }) => {
      const named = ids.flatMap((id) =>
        database.all<Membership>(
          `SELECT resource.key, resource.id, resource.type, resource.display FROM resource
            JOIN member ON member.group_key = ?1 AND member.member_key = resource.key
            WHERE resource.directory_id = (SELECT directory_id FROM resource WHERE key = ?1) AND resource.id = ?2`,
          groupKey,
          id,
        ),
      );
      if (!any || named.length > 0) return named;
      return database.all<Membership>(
        `SELECT resource.key, resource.id, resource.type, resource.display FROM member
          JOIN resource ON resource.key = member.member_key WHERE member.group_key = ? LIMIT 1`,
        groupKey,
      );
    },
    groupsOf: (memberKey) =>
      database.all<Membership>(
        `SELECT resource.key, resource.id, resource.type, resource.display FROM member
          JOIN resource ON resource.key = member.group_key WHERE member.member_key = ? ORDER BY resource.display, resource.id`,
        memberKey,
      ),
    has: (groupKey, memberKey) =>
      database.get('SELECT 1 FROM member WHERE group_key = ? AND member_key = ?', groupKey, memberKey) !== undefined,
    add: (groupKey, memberKey) =>
      database.run('INSERT OR IGNORE INTO member (group_key, member_key) VALUES (?, ?)', groupKey, memberKey) > 0,
    remove: (groupKey, memberKey) =>
      database.run('DELETE FROM member WHERE group_key = ? AND member_key = ?', groupKey, memberKey) > 0,
  };
}

import type { DatabaseSync } from 'node:sqlite';
import {
  changedAttributes,
  displayNameOf,
  type MembershipRule,
  type TenantChange,
  type TenantGroup,
  type TenantObject,
  type TenantUser,
} from '#shared/entra/tenant.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import { createAssignmentTable } from './assignment-table.ts';
import { createDynamicGroups } from './dynamic-groups.ts';
import { createIdLists } from './id-lists.ts';
import { createMovedUsers } from './moved-users.ts';
import { inTransaction, rowReader } from './sqlite.ts';

/** The simulated tenant in the workspace database. */
export function createTenantStore(db: DatabaseSync): TenantStore {
  const statements = prepare(db);
  const members = createIdLists<string>(db, { table: 'group_member', owner: 'group_id' });
  const assignments = createAssignmentTable(db);
  const dynamicGroups = createDynamicGroups(db);
  const movedUsers = createMovedUsers(db);
  const write = (work: () => void): void => inTransaction(db, work);

  const objectOf = (body: string): TenantObject => {
    const stored = JSON.parse(body) as StoredObject;
    return stored.type === 'User' ? stored : { ...stored, memberIds: members.read(stored.objectId) };
  };
  const toObject = (row: Record<string, unknown>): TenantObject => objectOf(String(row['body']));
  const readFrom = (statement: 'byId' | 'byKey' | 'byPrincipalName', value: string): TenantObject | undefined => {
    const row = statements[statement](value);
    return row === undefined ? undefined : objectOf(row[0]);
  };
  /** Answers its sequence number. */
  const appendChange = (
    object: { readonly objectId: string; readonly type: string },
    change: TenantChange['change'],
    attributes: readonly string[] | null = null,
  ): number => {
    const names = attributes === null ? null : JSON.stringify(attributes);
    return Number(statements.appendChange.run(object.objectId, object.type, change, names).lastInsertRowid);
  };
  /** What an update is about to change; null where nothing is known to compare with. */
  const changedBy = (object: TenantObject): readonly string[] | null => {
    const row = statements.byId(object.objectId);
    return row === undefined ? null : changedAttributes(JSON.parse(row[0]) as StoredObject, object);
  };
  const storedRule = (groupId: string): MembershipRule | null => {
    const stored = readFrom('byId', groupId);
    return stored?.type === 'Group' ? (stored.membershipRule ?? null) : null;
  };
  /** Answers whom the group lost or gained. */
  const storeGroup = (group: TenantGroup): readonly string[] => {
    const { objectId, memberIds, membershipRule = null } = group;
    const ruleBefore = membershipRule === null ? null : storedRule(objectId);
    statements.upsert.run(...columnsOf(group));
    if (membershipRule === null) return members.replace(objectId, memberIds);
    if (isSameRule(membershipRule, ruleBefore)) return [];
    return members.replace(objectId, dynamicGroups.membersBy(membershipRule));
  };
  /** Stores the object that a change has made, and answers the dynamic groups that gained or lost it. */
  const store = (object: TenantObject, sequence: number): readonly string[] => {
    if (object.type === 'Group') {
      movedUsers.follow(sequence, object, () => storeGroup(object));
      return [];
    }
    statements.upsert.run(...columnsOf(object));
    return dynamicGroups.follow(object);
  };

  /** Once it was made or taken away: members of a group are moved either way. */
  const noteAssignment = (objectId: string, type: string): void => {
    const sequence = appendChange({ objectId, type }, 'assignment');
    movedUsers.addMembers(sequence, objectId);
  };

  return {
    readObject: (objectId) => readFrom('byId', objectId),
    findByKey: (key) => readFrom('byKey', key),
    findByPrincipalName: (name) => {
      const found = readFrom('byPrincipalName', name.toLowerCase());
      return found?.type === 'User' ? found : undefined;
    },
    readObjects: (objectIds) => objectIds.flatMap((objectId) => readFrom('byId', objectId) ?? []),
    list: (query) => {
      const matching = [query.type, ...deletedRange[query.deleted ?? 'none'], (query.search ?? '').toLowerCase()] as const;
      return {
        objects: statements.list.all(...matching, query.limit ?? -1, query.offset ?? 0).map(toObject),
        totalCount: Number(statements.count.get(...matching)?.['count']),
      };
    },
    listAfter: (last, { type, limit }) =>
      last === null
        ? statements.list.all(type, ...deletedRange.none, '', limit, 0).map(toObject)
        : statements.listAfter.all(type, sortNameOf(last), last.objectId, limit).map(toObject),
    counts: () => {
      const countOf = (type: string): number => Number(statements.count.get(type, ...deletedRange.none, '')?.['count']);
      return { userCount: countOf('User'), groupCount: countOf('Group') };
    },
    groupsOf: (objectId) => statements.groupsOf.all(objectId).map(toObject),
    softDeleted: () =>
      statements.deleted
        .all()
        .map(toObject)
        .sort((a, b) => (a.deletedAt ?? 0) - (b.deletedAt ?? 0)),
    put: (object, change) =>
      write(() => {
        const sequence = appendChange(object, change, change === 'updated' ? changedBy(object) : null);
        const touchedIds = store(object, sequence);
        for (const objectId of touchedIds) appendChange({ objectId, type: 'Group' }, 'updated', []);
      }),
    putAll: (objects) =>
      write(() => {
        const touchedIds = new Set<string>();
        for (const object of objects) {
          const isKnown = statements.typeOf.get(object.objectId) !== undefined;
          const sequence = appendChange(object, isKnown ? 'updated' : 'created');
          for (const groupId of store(object, sequence)) touchedIds.add(groupId);
        }
        for (const objectId of touchedIds) appendChange({ objectId, type: 'Group' }, 'updated', []);
      }),
    hardDelete: (objectId) =>
      write(() => {
        const type = statements.typeOf.get(objectId)?.['type'];
        if (type === undefined) return;
        const sequence = appendChange({ objectId, type: String(type) }, 'hardDeleted');
        if (movedUsers.isWayIn(objectId)) movedUsers.addMembers(sequence, objectId);
        statements.remove.run(objectId);
        members.replace(objectId, []);
        members.removeEverywhere(objectId);
        assignments.removePrincipal(objectId);
      }),
    clear: () =>
      write(() => {
        for (const table of clearedTables) db.exec(`DELETE FROM ${table}`);
      }),
    changesAfter: (sequence, limit) =>
      statements.changesAfter.all(sequence, limit).map(({ attributes, ...row }) => {
        const known = attributes === null ? {} : { attributes: JSON.parse(String(attributes)) as readonly string[] };
        return { ...row, ...known } as unknown as TenantChange;
      }),
    movedUsers: movedUsers.read,
    lastSequence: () => Number(statements.lastSequence.get()?.['seq'] ?? 0),
    assignments: (appId) => assignments.read(appId),
    assign: (appId, wanted) =>
      write(() => {
        for (const assignment of wanted) {
          const type = statements.typeOf.get(assignment.principalId)?.['type'];
          if (type === undefined || !assignments.add(appId, assignment)) continue;
          noteAssignment(assignment.principalId, String(type));
        }
      }),
    unassign: (appId, principalIds) =>
      write(() => {
        for (const objectId of principalIds) {
          const type = statements.typeOf.get(objectId)?.['type'];
          if (assignments.remove(appId, objectId)) noteAssignment(objectId, String(type));
        }
      }),
    assignmentPaths: (appId, objectIds) => objectIds.flatMap((objectId) => assignments.pathsOf(appId, objectId)),
    roles: (appId) => assignments.roles(appId),
    addRole: (appId, name) => assignments.addRole(appId, name),
  };
}

const clearedTables = ['tenant_object', 'group_member', 'tenant_change', 'moved_user', 'assignment'];

function isSameRule(rule: MembershipRule, before: MembershipRule | null): boolean {
  return rule.attribute === before?.attribute && rule.value === before.value;
}

/** Members have a table of their own: one more costs one row, and `groupsOf` an index look-up. */
type StoredObject = TenantUser | Omit<TenantGroup, 'memberIds'>;

/** Lowest and highest `is_deleted` that a list shows. */
const deletedRange = { none: [0, 0], only: [1, 1], any: [0, 1] } as const;

function prepare(db: DatabaseSync) {
  const bodyBy = (condition: string) =>
    rowReader<readonly [body: string]>(db.prepare(`SELECT body FROM tenant_object WHERE ${condition}`));
  const matching = 'type = ? AND is_deleted BETWEEN ? AND ? AND instr(search_text, ?) > 0';
  return {
    byId: bodyBy('object_id = ?'),
    byKey: bodyBy('key = ? ORDER BY rowid LIMIT 1'),
    byPrincipalName: bodyBy('principal_name = ? ORDER BY is_deleted, rowid LIMIT 1'),
    typeOf: db.prepare('SELECT type FROM tenant_object WHERE object_id = ?'),
    list: db.prepare(`SELECT body FROM tenant_object WHERE ${matching} ORDER BY sort_name, object_id LIMIT ? OFFSET ?`),
    listAfter: db.prepare(
      `SELECT body FROM tenant_object WHERE type = ? AND (sort_name, object_id) > (?, ?) AND is_deleted = 0
       ORDER BY sort_name, object_id LIMIT ?`,
    ),
    count: db.prepare(`SELECT count(*) AS count FROM tenant_object WHERE ${matching}`),
    groupsOf: db.prepare(
      `SELECT body FROM group_member JOIN tenant_object ON object_id = group_id
       WHERE member_id = ? AND is_deleted = 0 ORDER BY sort_name, object_id`,
    ),
    deleted: db.prepare('SELECT body FROM tenant_object WHERE is_deleted = 1 ORDER BY object_id'),
    upsert: db.prepare(
      `INSERT INTO tenant_object
         (object_id, type, key, principal_name, sort_name, is_deleted, is_enabled, has_mail, department, search_text, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (object_id) DO UPDATE SET type = excluded.type, key = excluded.key, principal_name = excluded.principal_name,
         sort_name = excluded.sort_name, is_deleted = excluded.is_deleted, is_enabled = excluded.is_enabled,
         has_mail = excluded.has_mail, department = excluded.department, search_text = excluded.search_text, body = excluded.body`,
    ),
    remove: db.prepare('DELETE FROM tenant_object WHERE object_id = ?'),
    appendChange: db.prepare('INSERT INTO tenant_change (object_id, type, change, attributes) VALUES (?, ?, ?, ?)'),
    changesAfter: db.prepare(
      'SELECT sequence, object_id AS objectId, type, change, attributes FROM tenant_change WHERE sequence > ? ORDER BY sequence LIMIT ?',
    ),
    // SQLite's own record of the highest number given out: it outlives the rows.
    lastSequence: db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'tenant_change'"),
  };
}

function columnsOf(object: TenantObject) {
  const principalName = textOf(object, 'userPrincipalName');
  const displayName = displayNameOf(object);
  const mail = textOf(object, 'mail');
  return [
    object.objectId,
    object.type,
    object.key,
    principalName === '' ? null : principalName.toLowerCase(),
    sortNameOf(object),
    object.deletedAt === null ? 0 : 1,
    object.attributes['accountEnabled'] === false ? 0 : 1,
    mail === '' ? 0 : 1,
    textOf(object, 'department') || null,
    // SQLite folds the case of ASCII letters only; a search for "özil" must find "Özil".
    [displayName, principalName, mail].join('\n').toLowerCase(),
    JSON.stringify({ ...object, memberIds: undefined }),
  ] as const;
}

function sortNameOf(object: TenantObject): string {
  return displayNameOf(object).toLowerCase();
}

function textOf(object: TenantObject, attribute: string): string {
  const value = object.attributes[attribute];
  return typeof value === 'string' ? value : '';
}

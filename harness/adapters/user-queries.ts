import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { TenantUser } from '#shared/entra/tenant.ts';
import type { UserFilter, UserQueries } from '../ports/workspace-ports.ts';

/** `settle` commits what a cycle has gathered, so that a list shows nothing that a kill could take back. */
export function createUserQueries(db: DatabaseSync, settle: () => void): UserQueries {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    page: ({ offset, limit, ...filter }) => {
      if (filter.target !== null) settle();
      const { where, values } = conditionOf(filter);
      const list = statement(`SELECT body FROM tenant_object WHERE ${where} ORDER BY sort_name, object_id LIMIT ? OFFSET ?`);
      const count = statement(`SELECT count(*) AS count FROM tenant_object WHERE ${where}`);
      return {
        objects: list.all(...values, limit, offset).map(({ body }) => JSON.parse(String(body)) as TenantUser),
        totalCount: Number(count.get(...values)?.['count']),
      };
    },
    departments: () =>
      statement(
        `SELECT DISTINCT department FROM tenant_object WHERE type = 'User' AND is_deleted = 0 AND department IS NOT NULL
         ORDER BY department`,
      )
        .all()
        .map(({ department }) => String(department)),
  };
}

interface Condition {
  readonly where: string;
  readonly values: readonly SQLInputValue[];
}

/** All that is asked of a user is in one index, so that 100,000 are passed over in some milliseconds. */
function conditionOf({ search, isDeleted, account, department, mail, target }: UserFilter): Condition {
  const conditions: Condition[] = [{ where: "type = 'User' AND is_deleted = ?", values: [isDeleted ? 1 : 0] }];
  if (search !== '') conditions.push({ where: 'instr(search_text, ?) > 0', values: [search.toLowerCase()] });
  if (account !== 'any') conditions.push({ where: 'is_enabled = ?', values: [account === 'enabled' ? 1 : 0] });
  if (department !== null) conditions.push({ where: 'department = ?', values: [department] });
  if (mail === 'none') conditions.push({ where: 'has_mail = 0', values: [] });
  if (target !== null) conditions.push(targetCondition(target));
  return {
    where: conditions.map(({ where }) => where).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function targetCondition({ state, appIds }: NonNullable<UserFilter['target']>): Condition {
  const table = state === 'failed' ? 'escrow' : 'link';
  const places = appIds.map(() => '?').join(', ');
  const exists = `EXISTS (SELECT 1 FROM ${table} WHERE app_id IN (${places}) AND source_id = object_id)`;
  return { where: state === 'unlinked' ? `NOT ${exists}` : exists, values: appIds };
}

import { expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { defaultJobConfiguration } from './default-mappings.ts';
import type { ObjectMapping } from './job-configuration.ts';
import { evaluateMappings } from './mapping.ts';
import { mappingContext } from './mapping-context.ts';
import { compareSides } from './side-comparison.ts';
import type { TenantGroup, TenantObject, TenantUser } from './tenant.ts';

const configuration = defaultJobConfiguration();
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const ada: TenantUser = {
  type: 'User',
  objectId: 'user-ada',
  key: 'ada',
  attributes: {
    accountEnabled: true,
    displayName: 'Ada Marsh',
    userPrincipalName: 'ada@larkfield.test',
    mail: 'ada@larkfield.test',
    department: 'Sales',
    birthday: '14 May',
  },
  managerId: 'user-grace',
  deletedAt: null,
};
const stored: JsonObject = {
  schemas: [],
  id: 't1',
  userName: 'ada@larkfield.test',
  active: true,
  displayName: 'ada marsh',
  title: 'Old title',
  emails: [
    { type: 'work', value: 'ada@larkfield.test', primary: true },
    { type: 'home', value: 'ada@home.test' },
  ],
  nickName: 'Adi',
  [ENTERPRISE]: { department: 'Finance', manager: { value: 't2' } },
  meta: {},
};

interface Given {
  readonly object?: TenantObject;
  readonly mapping?: ObjectMapping;
  readonly resource?: JsonObject | null;
  readonly managerTargetId?: string | null;
  readonly members?: readonly (string | null)[];
}

function rowsOf({ object = ada, mapping, resource = stored, managerTargetId = 't2', members = [] }: Given) {
  const ofType = mapping ?? (object.type === 'User' ? configuration.user : configuration.group);
  const context = mappingContext(configuration, { isSoftDeleted: false, roles: [] });
  const rows = compareSides({
    object,
    mapping: ofType,
    values: evaluateMappings(ofType, object, context),
    context,
    references: {
      manager: { name: 'Grace', targetId: managerTargetId },
      members: members.map((targetId, index) => ({ name: String(index), targetId })),
    },
    resource,
    comparison: 'by-attribute',
  });
  return new Map(rows.map((row) => [row.targetAttributeName === '' ? row.source : row.targetAttributeName, row]));
}

const row = (name: string, given: Given = {}) => rowsOf(given).get(name);

test.each([
  ['the same text is equal', 'userName', {}, 'equal'],
  ['a word that the target holds as a boolean is equal, of another type', 'active', {}, 'equal-other-type'],
  ['another case of letters is equal where the attribute is not case-exact', 'displayName', {}, 'equal'],
  ['another value differs', `${ENTERPRISE}:department`, {}, 'differs'],
  ['a value that the target lacks is missing', 'emails[type eq "work"].value', { resource: { id: 't1' } }, 'missing'],
  ['nothing on either side is equal', 'phoneNumbers[type eq "mobile"].value', {}, 'equal'],
  ['a value that only the target has is said, for it is never cleared', 'title', {}, 'only-here'],
  ['an attribute that no mapping leads to is only in the target', 'nickName', {}, 'only-here'],
  ['so is an element of a list that is mapped by another type', 'emails[type eq "home"].value', {}, 'only-here'],
  ['an attribute of the tenant that no mapping uses is not mapped', 'birthday', {}, 'not-mapped'],
  ['a manager is compared by the id in the target', `${ENTERPRISE}:manager`, {}, 'equal'],
  ['another manager differs', `${ENTERPRISE}:manager`, { managerTargetId: 't9' }, 'differs'],
  ['a manager who is not in the target is not sent', `${ENTERPRISE}:manager`, { managerTargetId: null }, 'only-here'],
  ['nothing can be said of a target that never answered', 'userName', { resource: null }, 'unknown'],
] as const)('%s', (_sentence, name, given, verdict) => {
  expect(row(name, given)?.verdict).toBe(verdict);
});

test('what the target keeps for itself is no row', () => {
  const names = [...rowsOf({}).keys()];
  expect(names.filter((name) => ['id', 'meta', 'schemas', 'emails[type eq "work"].primary'].includes(name))).toEqual([]);
});

test('a row that flows at creation only is compared, and says so', () => {
  const mapping = {
    ...configuration.user,
    attributeMappings: configuration.user.attributeMappings.map((each) => ({ ...each, flowType: 'ObjectAddOnly' as const })),
  };
  expect(row(`${ENTERPRISE}:department`, { mapping })).toMatchObject({
    verdict: 'differs',
    notes: ['Written at creation only.'],
  });
});

const sales: TenantGroup = {
  type: 'Group',
  objectId: 'group-sales',
  key: 'Sales',
  attributes: { displayName: 'Sales' },
  memberIds: ['a', 'b'],
  deletedAt: null,
};

test.each([
  ['that are not answered are not known', {}, 'unknown'],
  ['that are all there are equal', { members: [{ value: 'ta' }, { value: 'tb' }] }, 'equal'],
  ['of whom one lacks are missing', { members: [{ value: 'ta' }] }, 'missing'],
  ['with one too many differ', { members: [{ value: 'ta' }, { value: 'tb' }, { value: 'tc' }] }, 'differs'],
] as const)('members %s', (_sentence, resource, verdict) => {
  expect(row('members', { object: sales, resource: { id: 'g1', ...resource }, members: ['ta', 'tb'] })?.verdict).toBe(verdict);
});

import { expect, test } from 'vitest';
import { defaultJobConfiguration } from './default-mappings.ts';
import type { ProvisioningScope } from './job-configuration.ts';
import { isEntitled, isInScope, jobScopeStatusOf, scopeStatusOf } from './scope.ts';
import type { TenantObject } from './tenant.ts';

const admin = { id: '1', value: 'Admin', displayName: 'Admin' };
const reader = { id: '2', value: 'Reader', displayName: 'Reader' };
const ada: TenantObject = {
  type: 'User',
  objectId: 'ada',
  key: 'ada',
  attributes: { accountEnabled: true },
  managerId: null,
  deletedAt: null,
};
const sales: TenantObject = { type: 'Group', objectId: 'ada', key: 'sales', attributes: {}, memberIds: [], deletedAt: null };
const own = { objectId: 'ada', throughGroupId: null, role: admin };
const throughSales = { objectId: 'ada', throughGroupId: 'sales', role: reader };
const throughAll = { objectId: 'ada', throughGroupId: 'all', role: admin };

type Row = readonly [sentence: string, object: TenantObject, paths: readonly (typeof own | typeof throughSales)[], words: string];

test.each<Row>([
  ['nobody assigned it', ada, [], 'out'],
  ['it is assigned itself', ada, [own], 'in Admin'],
  ['a group brings it', ada, [throughSales], 'in through sales Reader'],
  ['two groups bring it: the first is named, both roles count', ada, [throughSales, throughAll], 'in through sales Reader Admin'],
  ['it has several ways in: the direct one is named', ada, [own, throughSales], 'in Admin Reader'],
  ['the same role comes twice', ada, [own, throughAll], 'in Admin'],
  ['a group is in an assigned group, which nests', sales, [throughSales], 'out'],
  ['it is blocked', { ...ada, attributes: { accountEnabled: false } }, [own], 'assigned Admin'],
  ['it is soft-deleted', { ...ada, deletedAt: 1 }, [own], 'assigned Admin'],
])('assigned scope, %s', (_sentence, object, paths, words) => {
  expect(wordsOf('assigned', object, paths)).toBe(words);
});

test('with everything in scope an assignment is not needed, but who is blocked stays out', () => {
  expect(wordsOf('all', ada, [])).toBe('in');
  expect(wordsOf('all', { ...ada, attributes: { accountEnabled: false } }, [])).toBe('assigned');
});

const { user, ...others } = defaultJobConfiguration();
const filtered = (attribute: string, operator: string, ...values: readonly string[]) => {
  const groups = [{ name: 'Filter', clauses: [{ attribute, operator, values }] }];
  return { ...others, user: { ...user, scope: { groups, inputFilterGroups: [], categoryFilterGroups: [] } } };
};

test.each([
  ['department', 'EQUALS', ['Sales'], true],
  ['department', 'EQUALS', ['Pilots'], false],
  ['accountEnabled', 'IS TRUE', [], true],
  ['dirSyncEnabled', 'IS FALSE', [], false],
  ['IsSoftDeleted', 'IS FALSE', [], true],
  ['userPrincipalName', 'ENDS_WITH', ['@lanternworks.test'], true],
  ['originalUserPrincipalName', 'Includes', ['#EXT#'], true],
  ['extension_0123456789abcdef0123456789abcdef_x', 'IS NULL', [], true],
] as const)('a filter reads attributes as mappings do: %s %s %j', (attribute, operator, values, isPassed) => {
  const attributes = {
    accountEnabled: true,
    department: 'Sales',
    userPrincipalName: 'rhea_lanternworks.test#EXT#@tidewater.test',
  };
  const status = jobScopeStatusOf(
    filtered(attribute, operator, ...values),
    { ...ada, attributes },
    { paths: [own], patternHost: null },
  );
  expect({ passes: status.filter?.isInScope, isEntitled: isEntitled(status) }).toEqual({
    passes: isPassed,
    isEntitled: isPassed,
  });
});

test('a filter adds to the assignments and takes their place nowhere; groups have their own', () => {
  const passing = filtered('accountEnabled', 'IS TRUE');
  const unassigned = jobScopeStatusOf(passing, ada, { paths: [], patternHost: null });
  expect([unassigned.filter?.isInScope, isInScope(unassigned)]).toEqual([true, false]);
  expect(isInScope(jobScopeStatusOf({ ...passing, scope: 'all' }, ada, { paths: [], patternHost: null }))).toBe(true);
  expect(jobScopeStatusOf(passing, sales, { paths: [own], patternHost: null }).filter).toBeNull();
});

test('a blocked user who passes is entitled, and not in scope', () => {
  const blocked = { ...ada, attributes: { accountEnabled: false, department: 'Sales' } };
  const status = jobScopeStatusOf(filtered('department', 'EQUALS', 'Sales'), blocked, { paths: [own], patternHost: null });
  expect([isEntitled(status), isInScope(status)]).toEqual([true, false]);
});

function wordsOf(scope: ProvisioningScope, object: TenantObject, paths: readonly (typeof own | typeof throughSales)[]): string {
  const status = scopeStatusOf(scope, object, paths);
  const through = status.throughGroupId === null ? [] : ['through', status.throughGroupId];
  const state = isInScope(status) ? 'in' : status.isAssigned ? 'assigned' : 'out';
  return [state, ...through, ...status.roles.map(({ value }) => value)].join(' ');
}

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScopeCountView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { ScopingClause, ScopingFilter } from '#shared/entra/scoping-filter.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let saved: ObjectMapping;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
  ({ mapping: saved } = await opened.api.mappings.read({ appId, type: 'User' }));
});
afterEach(() => opened.remove());

async function count(scope: ScopingFilter | null, mapping = saved): Promise<ScopeCountView> {
  const views: ScopeCountView[] = [];
  for await (const view of await opened.api.mappings.countScope({ appId, mapping: { ...mapping, scope } })) views.push(view);
  const last = views.at(-1);
  expect(views.filter(({ isDone }) => isDone)).toEqual([last]);
  if (last === undefined) throw new Error('nothing was counted');
  return last;
}

function filterOf(...clauses: readonly ScopingClause[]): ScopingFilter {
  return { groups: [{ name: 'Sales', clauses }], inputFilterGroups: [], categoryFilterGroups: [] };
}

const inSales: ScopingClause = { attribute: 'department', operator: 'EQUALS', values: ['Sales'] };

test('who passes is counted over the whole tenant, and the first who do not are named with the clause', async () => {
  const { items, totalCount } = await opened.api.tenant.users({ limit: 1000 });
  const sales = items.filter(({ attributes }) => attributes['department'] === 'Sales');
  const others = items.filter(({ attributes }) => attributes['department'] !== 'Sales');
  expect(Math.min(sales.length, others.length)).toBeGreaterThan(0);
  const counted = await count(filterOf(inSales));
  expect(counted).toMatchObject({ isDone: true, totalCount, lookedAtCount: totalCount, passedCount: sales.length });
  // Nobody is assigned yet.
  expect(counted).toMatchObject({ inScopeCount: 0, leavingCount: 0 });
  expect(counted.firstOut.map(({ displayName }) => displayName)).toEqual(
    others.slice(0, 5).map(({ displayName }) => displayName),
  );
  expect(counted.firstOut[0]).toMatchObject({
    isLeaving: false,
    clauses: ["Sales.department EQUALS 'Sales'"],
    moreClauseCount: 0,
  });
  expect(await count(null)).toMatchObject({ passedCount: totalCount, firstOut: [] });
});

test('whoever is in the target and falls out is counted as leaving, and named first', async () => {
  const { items } = await opened.api.tenant.users({ limit: 1000 });
  const other = items.filter(({ attributes }) => attributes['department'] !== 'Sales').at(-1);
  const inside = items.find(({ attributes }) => attributes['department'] === 'Sales');
  const principalIds = [other?.objectId ?? '', inside?.objectId ?? ''];
  await opened.api.assignments.add({ appId, principalIds });
  await opened.api.job.start({ appId });
  await opened.api.clock.advance({ ms: 1 });
  const counted = await count(filterOf(inSales));
  expect(counted).toMatchObject({ inScopeCount: 1, leavingCount: 1 });
  expect(counted.firstOut[0]).toMatchObject({ objectId: other?.objectId, isLeaving: true });
  const leftAlone = { ...filterOf(), groups: [], inputFilterGroups: filterOf(inSales).groups };
  expect(await count(leftAlone)).toMatchObject({ leavingCount: 0 });
});

test('an answer holds until the tenant or an assignment changes', async () => {
  const first = await count(filterOf(inSales));
  expect(await count(filterOf(inSales))).toEqual(first);
  const [out] = first.firstOut;
  const objectId = out?.objectId ?? '';
  await opened.api.tenant.updateUser({ objectId, attributes: { department: 'Sales' } });
  const second = await count(filterOf(inSales));
  expect(second.passedCount).toBe(first.passedCount + 1);
  await opened.api.assignments.add({ appId, principalIds: [objectId] });
  expect((await count(filterOf(inSales))).inScopeCount).toBe(second.inScopeCount + 1);
});

test('a count says how far it has come, and ends where nobody listens any more', async () => {
  await opened.api.tenant.generate({ userCount: 2500, seed: '1', mode: 'replace', hasGroups: false });
  const stop = new AbortController();
  const mapping = { ...saved, scope: filterOf(inSales) };
  const seen: ScopeCountView[] = [];
  for await (const view of await opened.api.mappings.countScope({ appId, mapping }, { signal: stop.signal })) {
    seen.push(view);
    stop.abort();
  }
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ isDone: false, totalCount: 2500, lookedAtCount: 2000 });
});

test('groups are counted by the filters of their own mapping', async () => {
  const { mapping } = await opened.api.mappings.read({ appId, type: 'Group' });
  const { items, totalCount } = await opened.api.tenant.groups({ limit: 1000 });
  const clause = { attribute: 'displayName', operator: 'EQUALS', values: [items[0]?.displayName ?? ''] };
  expect(await count(filterOf(clause), mapping)).toMatchObject({ totalCount, passedCount: 1 });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { ScopingFilter, ScopingGroup } from '#shared/entra/scoping-filter.ts';
import { provisionOnDemand } from './on-demand.ts';
import { answer, TestWorld } from './test-world.ts';

let world: TestWorld;

/** Ada of Sales, Grace of Pilots and Linus without a department, all assigned. */
beforeEach(() => {
  world = new TestWorld();
  world.putUser('ada', { department: 'Sales' });
  world.putUser('grace', { department: 'Pilots' });
  world.putUser('linus');
  world.putGroup('crew', ['ada', 'grace']);
  world.assign('ada', 'grace', 'linus', 'crew');
});

const sales: ScopingGroup = {
  name: 'Sales',
  clauses: [{ attribute: 'department', operator: 'EQUALS', values: ['Sales'] }],
};

/** A changed filter makes the next cycle an initial one, as the harness has it. */
function filterUsers(scope: Partial<ScopingFilter> | null): void {
  setScope('user', scope);
}

function setScope(key: 'user' | 'group', scope: Partial<ScopingFilter> | null): void {
  const filter = scope === null ? null : { groups: [], inputFilterGroups: [], categoryFilterGroups: [], ...scope };
  world.configuration = { ...world.configuration, [key]: { ...world.configuration[key], scope: filter } };
}

function detailsOf(key: string, name: string) {
  return world.facts.flatMap((fact) =>
    fact.kind === 'step-taken' && fact.identity.id === key && fact.name === name ? [fact.details] : [],
  );
}

describe('a scoping filter', () => {
  test('lets in who passes, with either scope setting, and says of each clause whether it held', () => {
    filterUsers({ groups: [sales] });
    world.cycle();
    expect(world.log.slice(0, 3)).toEqual([
      'create success ada',
      'other skipped grace NotEffectivelyEntitled',
      'other skipped linus NotEffectivelyEntitled',
    ]);
    expect(detailsOf('ada', 'EntrySynchronizationScoping')).toMatchObject([
      { 'Scoping filter evaluation passed': 'True', ScopeEvaluationResult: `{"Sales.department EQUALS 'Sales'":true}` },
    ]);
    expect(detailsOf('grace', 'EntrySynchronizationScoping')).toMatchObject([
      { 'Assigned to the application': 'True', 'Scoping filter evaluation passed': 'False' },
    ]);
    expect(detailsOf('grace', 'EntrySynchronizationSkip')).toMatchObject([
      { IsInProvisioningScope: 'False', ScopeEvaluationResult: `{"Sales.department EQUALS 'Sales'":false}` },
    ]);
    world.configuration = { ...world.configuration, scope: 'all' };
    world.putUser('mona', { department: 'Sales' });
    world.putUser('nils', { department: 'Pilots' });
    world.cycle();
    expect(world.log).toEqual(['create success mona', 'other skipped nils NotEffectivelyEntitled']);
  });

  test('takes out who falls out: disabled once, then no longer managed, and back with the next update', () => {
    world.cycle();
    filterUsers({ groups: [sales] });
    world.cycle({ kind: 'initial' });
    expect(world.log).toContain('disable success grace');
    expect(world.links.get('grace')?.isManaged).toBe(false);
    world.hardDelete('grace');
    world.putUser('linus', { jobTitle: 'Mate' });
    world.cycle();
    expect(world.writes).toEqual([]);
    world.putUser('linus', { department: 'Sales' });
    world.cycle();
    expect(world.log).toEqual(['update success linus']);
    expect(world.links.get('linus')).toMatchObject({ targetId: 'u3', isManaged: true });
  });

  test('leaves the account alone with SkipOutOfScopeDeletions', () => {
    world.cycle();
    filterUsers({ groups: [sales] });
    world.configuration = { ...world.configuration, skipsOutOfScopeDeletions: true };
    world.cycle({ kind: 'initial' });
    expect(world.writes).toEqual([]);
    expect(world.links.get('grace')?.isManaged).toBe(false);
  });

  test('does not keep a blocked user enabled, who is still managed', () => {
    filterUsers({ groups: [sales] });
    world.cycle();
    world.putUser('ada', { accountEnabled: false });
    world.cycle();
    expect(world.log).toEqual(['disable success ada']);
    expect(world.links.get('ada')?.isManaged).toBe(true);
  });

  test('of groups takes a group out, and brings its members as before', () => {
    const named = (value: string) => ({
      groups: [{ name: 'Crews', clauses: [{ attribute: 'displayName', operator: 'EQUALS', values: [value] }] }],
    });
    setScope('group', named('crew'));
    world.cycle();
    expect(world.log).toContain('create success crew');
    setScope('group', named('watch'));
    world.cycle({ kind: 'initial' });
    expect(world.log).toContain('delete success crew');
    expect(world.links.has('ada')).toBe(true);
  });

  test('leaves managers and members who do not pass out of references', () => {
    world.putUser('ada', {}, { managerId: 'grace' });
    filterUsers({ groups: [sales] });
    world.cycle();
    expect(world.links.get('crew')?.exportedMemberIds).toEqual(['ada']);
    expect(world.requests.filter(({ body }) => JSON.stringify(body).includes('manager'))).toEqual([]);
    expect(world.escrows.size).toBe(0);
  });

  test('with a clause that cannot be evaluated says so, and counts it as not fulfilled', () => {
    filterUsers({
      groups: [sales, { name: 'Old', clauses: [{ attribute: 'department', operator: 'Greater_Than', values: ['7'] }] }],
    });
    world.cycle();
    expect(world.log).toContain('create success ada');
    const warnings = world.facts.flatMap((fact) =>
      fact.kind === 'step-taken' && fact.stepType === 'scoping' && fact.status === 'warning'
        ? [`${fact.identity.id}: ${fact.description}`]
        : [],
    );
    expect(warnings).toEqual(
      ['ada: Sales', 'grace: Pilots'].map((who) => {
        const [id, value] = who.split(': ');
        return `${id}: The clause Old.department Greater_Than '7' counts as not fulfilled. The attribute's value "${value}" is no whole number (0, 1, 2, …), which makes a rule with Greater_Than invalid.`;
      }),
    );
  });

  test('shows its conditions on demand', () => {
    filterUsers({ groups: [sales] });
    world.run(provisionOnDemand(world.job, { objectId: 'grace', memberIds: [], runId: 'run' }));
    expect(world.log).toEqual(['other skipped grace NotEffectivelyEntitled']);
    expect(detailsOf('grace', 'EntrySynchronizationScoping')).toMatchObject([
      { ScopeEvaluationResult: `{"Sales.department EQUALS 'Sales'":false}` },
    ]);
  });
});

describe('an input filter', () => {
  test('keeps out who does not pass, and leaves alone who was there', () => {
    world.cycle();
    filterUsers({ inputFilterGroups: [sales] });
    world.cycle({ kind: 'initial' });
    expect(world.writes).toEqual([]);
    expect(world.log).toContain('other skipped grace NotEffectivelyEntitled');
    expect(world.links.get('grace')).toMatchObject({ isManaged: false });
    world.hardDelete('grace');
    expect(world.cycle()).toEqual([]);
  });

  test('does not let a blocked user be disabled, and takes it back once it passes', () => {
    world.cycle();
    filterUsers({ inputFilterGroups: [sales] });
    world.putUser('grace', { accountEnabled: false });
    world.cycle();
    expect(world.writes).toEqual([]);
    world.putUser('grace', { accountEnabled: true, department: 'Sales' });
    world.cycle();
    expect(world.log).toEqual(['update success grace']);
    expect(world.links.get('grace')?.isManaged).toBe(true);
  });
});

describe('a category filter', () => {
  test('has an object not looked at: no request, no log, and the link stays as it is', () => {
    world.cycle();
    filterUsers({ categoryFilterGroups: [sales] });
    world.putUser('grace', { jobTitle: 'Pilot' });
    expect(world.cycle()).toEqual([]);
    expect(world.log).toEqual([]);
    expect(world.links.get('grace')?.isManaged).toBe(true);
  });

  test('gives up a retry that was waiting', () => {
    world.intercept = ({ method }) => (method === 'POST' ? answer(500, { detail: 'No.' }) : undefined);
    world.cycle();
    expect(world.escrows.has('grace')).toBe(true);
    world.intercept = () => undefined;
    filterUsers({ categoryFilterGroups: [sales] });
    world.cycle();
    expect([...world.escrows.keys()]).not.toContain('grace');
    expect(world.links.has('grace')).toBe(false);
  });
});

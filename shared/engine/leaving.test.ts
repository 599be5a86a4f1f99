import { beforeEach, describe, expect, test } from 'vitest';
import { TestWorld } from './test-world.ts';

let world: TestWorld;

/** Ada and Grace in an assigned group, provisioned. */
beforeEach(() => {
  world = new TestWorld();
  world.putUser('ada', { displayName: 'Ada' });
  world.putUser('grace', { displayName: 'Grace' }, { managerId: 'ada' });
  world.putGroup('sales', ['ada', 'grace']);
  world.assign('sales');
  world.cycle();
});

describe('an assigned group that is unassigned', () => {
  test.each([
    ['unassigned', () => world.unassign('sales')],
    ['soft-deleted', () => world.putGroup('sales', ['ada', 'grace'], { deletedAt: 1 })],
    ['hard-deleted', () => world.hardDelete('sales')],
  ])('or %s takes itself and its members along', (_sentence, end) => {
    end();
    world.cycle();
    expect(world.log).toEqual(['disable success ada', 'disable success grace', 'delete success sales']);
  });

  test('keeps members who have another way in', () => {
    world.putGroup('board', ['grace']);
    world.assign('board');
    world.cycle();
    world.unassign('sales');
    world.cycle();
    expect(world.log).toEqual(['disable success ada', 'delete success sales']);
  });

  test('stays at the target with Delete off, and is not managed any more', () => {
    const { group } = world.configuration;
    world.configuration = {
      ...world.configuration,
      group: { ...group, flowTypes: { add: true, update: true, delete: false } },
    };
    world.unassign('sales');
    world.cycle();
    expect(world.log).toEqual(['disable success ada', 'disable success grace', 'delete skipped sales']);
    world.hardDelete('sales');
    world.cycle();
    expect(world.writes).toEqual([]);
  });

  test('is a new resource when it is assigned again, which other groups hold only after a restart', () => {
    world.putGroup('outer', ['sales']);
    world.assign('outer');
    world.cycle();
    world.unassign('sales');
    world.cycle();
    world.assign('sales');
    world.cycle();
    expect(world.links.get('outer')?.exportedMemberIds).toEqual([]);
    world.cycle({ kind: 'initial' });
    const sales = world.links.get('sales')?.targetId;
    expect(world.writes).toEqual([[{ op: 'Add', path: 'members', value: [{ value: sales }] }]]);
  });
});

describe('SkipOutOfScopeDeletions', () => {
  beforeEach(() => {
    world.configuration = { ...world.configuration, skipsOutOfScopeDeletions: true };
  });

  test('leaves whoever loses the assignment as it is, and manages it no longer', () => {
    world.unassign('sales');
    expect(world.cycle()).toEqual([]);
    expect(world.log).toEqual(['ada', 'grace', 'sales'].map((key) => `other skipped ${key} NotEffectivelyEntitled`));
    world.hardDelete('ada');
    world.hardDelete('sales');
    world.cycle();
    expect(world.writes).toEqual([]);
  });

  test('does not keep a blocked user enabled, who is still assigned', () => {
    world.putUser('ada', { accountEnabled: false });
    world.cycle();
    expect(world.log).toEqual(['disable success ada']);
  });

  test('takes a user back who is assigned again', () => {
    world.unassign('sales');
    world.cycle();
    world.putUser('ada', { displayName: 'Ada L.' });
    world.assign('ada');
    world.cycle();
    expect(world.writes).toEqual([[{ op: 'Replace', path: 'displayName', value: 'Ada L.' }]]);
    expect(world.links.get('ada')).toMatchObject({ targetId: 'u1', isManaged: true });
  });
});

test('with Update off neither a manager nor a member is sent, and the log says so', () => {
  const { user, group } = world.configuration;
  const flowTypes = { add: true, update: false, delete: true };
  world.configuration = { ...world.configuration, user: { ...user, flowTypes }, group: { ...group, flowTypes } };
  world.putUser('linus', {}, { managerId: 'ada' });
  world.putGroup('sales', ['ada', 'linus']);
  world.cycle();
  expect(world.writes.length).toBe(1);
  expect(world.log).toEqual(['create success linus', 'disable skipped grace', 'update skipped linus', 'update skipped sales']);
});

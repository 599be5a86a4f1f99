import { beforeEach, describe, expect, test } from 'vitest';
import { removeCreated } from './job.ts';
import { answer, TestWorld } from './test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  world.putUser('ada', { displayName: 'Ada', department: 'Research' });
  world.putUser('grace', { displayName: 'Grace' }, { managerId: 'ada' });
  world.putUser('linus', { displayName: 'Linus' });
  world.putGroup('sales', ['ada', 'grace']);
});

/** Ada and Grace in an assigned group, provisioned. */
function settle(): void {
  world.assign('sales');
  world.cycle();
}

describe('an initial cycle', () => {
  test('creates users, then groups, then sends the manager and one member a request', () => {
    world.assign('sales');
    expect(world.cycle()).toEqual([
      'GET /Users?filter=userName eq "ada@larkfield.test"',
      'POST /Users',
      'GET /Users?filter=userName eq "grace@larkfield.test"',
      'POST /Users',
      'GET /Groups?excludedAttributes=members&filter=displayName eq "sales"',
      'POST /Groups',
      'PATCH /Users/u2',
      'PATCH /Groups/g3',
      'PATCH /Groups/g3',
    ]);
    expect(world.log).toEqual([
      'create success ada',
      'create success grace',
      'other skipped linus NotEffectivelyEntitled',
      'create success sales',
      'update success grace',
      'update success sales',
    ]);
    expect(world.links.get('sales')?.exportedMemberIds).toEqual(['ada', 'grace']);
    expect(world.progress).toEqual({ watermark: 5, cycleCount: 1, pendingCycle: null });
  });

  test('matches what is there and sends the difference only', () => {
    world.target.set('u9', {
      id: 'u9',
      userName: 'linus@larkfield.test',
      displayName: 'Torvalds',
      active: true,
      meta: { resourceType: 'User' },
    });
    world.assign('linus');
    expect(world.cycle()).toEqual(['GET /Users?filter=userName eq "linus@larkfield.test"', 'PATCH /Users/u9']);
    expect(world.writes).toEqual([[{ op: 'Replace', path: 'displayName', value: 'Linus' }]]);
    expect(world.links.get('linus')).toMatchObject({ origin: 'matched', targetId: 'u9', isManaged: true });
  });

  test('refuses to choose between two matches', () => {
    for (const id of ['u8', 'u9']) world.target.set(id, { id, userName: 'linus@larkfield.test', meta: { resourceType: 'User' } });
    world.assign('linus');
    world.cycle();
    expect(world.writes).toEqual([]);
    expect(world.log).toContain('create failure linus DuplicateTargetEntries');
  });

  test.each([
    ['a blocked user', () => world.putUser('linus', { accountEnabled: false }), 'other skipped linus NotEffectivelyEntitled'],
    [
      'a user without the matching attribute',
      () => world.putUser('linus', { userPrincipalName: '' }),
      'other skipped linus ImportSkipped',
    ],
  ])('creates nothing for %s', (_sentence, prepare, entry) => {
    prepare();
    world.assign('linus');
    expect(world.cycle()).toEqual([]);
    expect(world.log).toContain(entry);
  });

  test('reads members of an assigned group only one level deep', () => {
    world.putGroup('outer', ['sales', 'linus']);
    world.assign('outer');
    world.cycle();
    expect(world.log).toEqual([
      'other skipped ada NotEffectivelyEntitled',
      'other skipped grace NotEffectivelyEntitled',
      'create success linus',
      'other skipped sales NotEffectivelyEntitled',
      'create success outer',
      'update success outer',
    ]);
  });

  test('covers everybody when the scope is all, whatever is assigned', () => {
    world.configuration = { ...world.configuration, scope: 'all' };
    world.cycle();
    expect(world.log.filter((entry) => entry.startsWith('create'))).toEqual(
      ['ada', 'grace', 'linus', 'sales'].map((key) => `create success ${key}`),
    );
  });

  test('skips a manager who is out of scope, and does not make up for it later', () => {
    world.assign('grace');
    world.cycle();
    expect(world.writes).toHaveLength(1);
    world.assign('ada');
    expect(world.cycle()).toEqual(['GET /Users?filter=userName eq "ada@larkfield.test"', 'POST /Users']);
  });
});

describe('an incremental cycle', () => {
  test('sends nothing but the probes where nothing changed', () => {
    settle();
    expect(world.cycle()).toEqual([]);
    expect(world.log).toEqual([]);
  });

  test('reads a changed user by id and sends only what differs', () => {
    settle();
    world.putUser('ada', { department: 'Sales' });
    expect(world.cycle()).toEqual(['GET /Users/u1', 'PATCH /Users/u1']);
    expect(world.writes).toEqual([
      [{ op: 'Replace', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Sales' }],
    ]);
    expect(world.facts).toContainEqual(
      expect.objectContaining({
        kind: 'change-finished',
        modifiedProperties: [
          {
            name: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
            oldValue: 'Research',
            newValue: 'Sales',
          },
        ],
      }),
    );
  });

  test('skips a change that the target has already', () => {
    settle();
    world.putUser('ada', { city: '' });
    expect(world.cycle()).toEqual(['GET /Users/u1']);
    expect(world.log).toEqual(['other skipped ada RedundantExport']);
  });

  test('sends a new manager as one change, and a cleared one not at all', () => {
    settle();
    world.assign('linus');
    world.cycle();
    world.putUser('grace', {}, { managerId: 'linus' });
    expect(world.cycle()).toEqual(['GET /Users/u2', 'PATCH /Users/u2']);
    expect(world.log).toEqual(['update success grace']);
    world.putUser('grace', {}, { managerId: null });
    world.cycle();
    expect(world.writes).toEqual([]);
    expect(world.facts).toContainEqual(expect.objectContaining({ stepType: 'referenceResolution', status: 'skipped' }));
  });

  test('creates a user who joins an assigned group, and adds the member', () => {
    settle();
    world.putGroup('sales', ['ada', 'grace', 'linus']);
    world.cycle();
    expect(world.log).toEqual(['create success linus', 'update success sales']);
    expect(world.writes.at(-1)).toEqual([{ op: 'Add', path: 'members', value: [{ value: 'u4' }] }]);
  });

  test.each([
    ['leaves the assigned group', () => world.putGroup('sales', ['grace']), ['disable success ada', 'update success sales']],
    ['is blocked', () => world.putUser('ada', { accountEnabled: false }), ['disable success ada']],
    ['is soft-deleted', () => world.putUser('ada', {}, { deletedAt: 1 }), ['disable success ada']],
  ])('disables a user who %s', (_sentence, change, log) => {
    settle();
    change();
    world.cycle();
    expect(world.log).toEqual(log);
    expect(world.writes[0]).toEqual([{ op: 'Replace', path: 'active', value: 'False' }]);
  });

  test('finds members who left even where groups are not provisioned', () => {
    const { group } = world.configuration;
    world.configuration = { ...world.configuration, group: { ...group, enabled: false } };
    settle();
    world.putGroup('sales', ['grace']);
    world.cycle();
    expect(world.log).toEqual(['disable success ada']);
  });

  test('disables the members of a group that is unassigned, and deletes the group', () => {
    settle();
    world.unassign('sales');
    world.cycle();
    expect(world.log).toEqual(['disable success ada', 'disable success grace', 'delete success sales']);
    expect([...world.target.keys()]).toEqual(['u1', 'u2']);
  });

  test('leaves an unassigned user alone, then reactivates the same resource', () => {
    world.assign('linus');
    world.cycle();
    world.unassign('linus');
    world.cycle();
    world.putUser('linus', { department: 'Kernel' });
    expect(world.cycle()).toEqual([]);
    world.assign('linus');
    world.cycle();
    expect(world.writes).toEqual([
      [
        { op: 'Replace', path: 'active', value: 'True' },
        { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Kernel' },
      ],
    ]);
    expect(world.links.get('linus')).toMatchObject({ targetId: 'u1', isManaged: true });
  });

  test('sends DELETE for a user who is hard-deleted, but not after an unassignment', () => {
    world.assign('ada', 'linus');
    world.cycle();
    world.putUser('ada', {}, { deletedAt: 1 });
    world.unassign('linus');
    world.cycle();
    world.hardDelete('ada');
    world.hardDelete('linus');
    expect(world.cycle()).toEqual(['DELETE /Users/u1']);
    expect(world.log).toEqual(['delete success ada', 'other skipped linus NotEffectivelyEntitled']);
  });

  test('sends nothing for an action that is switched off', () => {
    settle();
    const { user } = world.configuration;
    world.configuration = { ...world.configuration, user: { ...user, flowTypes: { add: false, update: false, delete: false } } };
    world.putUser('ada', { accountEnabled: false });
    world.assign('linus');
    world.hardDelete('grace');
    world.cycle();
    expect(world.writes).toEqual([]);
    expect(world.log).toEqual(['disable skipped ada', 'create skipped linus', 'delete skipped grace']);
  });

  test('writes real booleans and merged keys with the compliance flag', () => {
    settle();
    world.dialect = 'compliant';
    world.putUser('ada', { accountEnabled: false, displayName: 'Ada L.', jobTitle: 'Countess' });
    world.cycle();
    expect(world.writes).toEqual([
      [
        { op: 'replace', value: { active: false, displayName: 'Ada L.' } },
        { op: 'add', path: 'title', value: 'Countess' },
      ],
    ]);
  });
});

test('starting over deletes what was created, groups first, and keeps the link of what could not be deleted', () => {
  world.target.set('u9', {
    id: 'u9',
    userName: 'linus@larkfield.test',
    active: true,
    displayName: 'Linus',
    meta: { resourceType: 'User' },
  });
  world.assign('sales', 'linus');
  world.cycle();
  world.requests.length = 0;
  world.target.delete('u1');
  world.intercept = ({ target }) => (target === '/Users/u2' ? answer(403, null) : undefined);
  world.run(removeCreated(world.job, [...world.links.values()]));
  expect(world.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
    'DELETE /Groups/g3',
    'DELETE /Users/u1',
    'DELETE /Users/u2',
  ]);
  expect([...world.links.keys()].toSorted()).toEqual(['grace', 'linus']);
});

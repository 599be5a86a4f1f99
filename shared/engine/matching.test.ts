import { beforeEach, expect, test } from 'vitest';
import { TestWorld } from './test-world.ts';

let world: TestWorld;

/** Matches by mail nickname first, then by user name. */
beforeEach(() => {
  world = new TestWorld();
  const { user } = world.configuration;
  const priorities: Readonly<Record<string, number>> = { externalId: 1, userName: 2 };
  world.configuration = {
    ...world.configuration,
    user: {
      ...user,
      attributeMappings: user.attributeMappings.map((row) => ({
        ...row,
        matchingPriority: priorities[row.targetAttributeName] ?? 0,
      })),
    },
  };
  for (const [id, name] of [
    ['u8', 'ada'],
    ['u9', 'grace'],
  ] as const) {
    const userName = `${name}@larkfield.test`;
    world.target.set(id, { id, userName, externalId: `${name}.old`, active: true, meta: { resourceType: 'User' } });
  }
});

test.each([
  ['the first attribute hits: the second is not asked', { mailNickname: 'ada.old' }, ['externalId eq "ada.old"'], 'u8'],
  [
    'the first finds nothing, and the second hits',
    { mailNickname: 'ada.new' },
    ['externalId eq "ada.new"', 'userName eq "ada@larkfield.test"'],
    'u8',
  ],
  ['the first has no value: only the second is asked', {}, ['userName eq "ada@larkfield.test"'], 'u8'],
  [
    'the first belongs to somebody else, who is matched all the same',
    { mailNickname: 'grace.old' },
    ['externalId eq "grace.old"'],
    'u9',
  ],
  [
    'none hits: a new resource',
    { mailNickname: 'ada.new', userPrincipalName: 'a@larkfield.test' },
    ['externalId eq "ada.new"', 'userName eq "a@larkfield.test"'],
    'u1',
  ],
] as const)('%s', (_sentence, attributes, filters, targetId) => {
  world.putUser('ada', attributes);
  world.assign('ada');
  const asked = world.cycle().filter((request) => request.startsWith('GET /Users?filter='));
  expect(asked).toEqual(filters.map((filter) => `GET /Users?filter=${filter}`));
  expect(world.links.get('ada')?.targetId).toBe(targetId);
});

test('a value for none of them: skipped before the scope is looked at', () => {
  world.putUser('ada', { userPrincipalName: '' });
  expect(world.cycle()).toEqual([]);
  expect(world.log).toEqual(['other skipped ada ImportSkipped']);
  expect(world.facts.some((fact) => fact.kind === 'step-taken' && fact.stepType === 'scoping')).toBe(false);
});

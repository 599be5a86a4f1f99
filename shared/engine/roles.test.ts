import { beforeEach, describe, expect, test } from 'vitest';
import { toMappingSource } from '#shared/entra/default-mappings.ts';
import { provisionOnDemand } from './on-demand.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;

function mapRoles(targetAttributeName: string, expression: string): void {
  const { user } = world.configuration;
  const row = {
    targetAttributeName,
    source: toMappingSource(expression),
    matchingPriority: 0,
    flowType: 'Always',
    defaultValue: null,
  } as const;
  world.configuration = {
    ...world.configuration,
    user: { ...user, attributeMappings: [...user.attributeMappings, row] },
  };
}

beforeEach(() => {
  world = new TestWorld();
  world.putUser('ada');
  world.putGroup('sales', ['ada']);
});

describe('with a single role mapped', () => {
  beforeEach(() => mapRoles('title', 'SingleAppRoleAssignment([appRoleAssignments])'));

  test('the role of the assignment is what is sent, and another one is a change of the user', () => {
    world.assignRoles('ada', ['Reader']);
    world.cycle();
    expect([...world.target.values()][0]?.['title']).toBe('Reader');
    world.assignRoles('ada', ['Admin']);
    world.cycle();
    expect(world.writes).toEqual([[{ op: 'Replace', path: 'title', value: 'Admin' }]]);
  });

  test('members of a group with another role are looked at, though they did not change', () => {
    world.assignRoles('sales', ['Reader']);
    world.cycle();
    world.assignRoles('sales', ['Admin']);
    world.cycle();
    expect(world.writes).toEqual([[{ op: 'Replace', path: 'title', value: 'Admin' }]]);
  });

  test('whoever leaves a group and stays in scope by another is looked at, too', () => {
    world.putGroup('board', ['ada']);
    world.assignRoles('sales', ['Reader']);
    world.assignRoles('board', ['Admin']);
    world.cycle();
    world.putGroup('sales', []);
    world.cycle();
    expect(world.writes).toEqual([
      [{ op: 'Replace', path: 'title', value: 'Admin' }],
      [{ op: 'Remove', path: 'members', value: [{ value: 'u1' }] }],
    ]);
  });

  test('nobody has a role on demand, nor with everything in scope', () => {
    world.assignRoles('ada', ['Reader']);
    world.run(provisionOnDemand(world.job, { objectId: 'ada', memberIds: [], runId: 'run' }));
    world.configuration = { ...world.configuration, scope: 'all' };
    world.cycle();
    expect([...world.target.values()][0]).not.toHaveProperty('title');
  });
});

test('without a role mapped, a member of a group with another role is not looked at', () => {
  world.assignRoles('sales', ['Reader']);
  world.cycle();
  world.assignRoles('sales', ['Admin']);
  expect(world.cycle()).toEqual(['GET /Groups/g2?excludedAttributes=members']);
});

test.each([
  ['AppRoleAssignmentsComplex', 'Add', ['Admin'], 'displayName'],
  ['AssertiveAppRoleAssignmentsComplex', 'replace', ['Reader', 'Admin'], 'display'],
] as const)('%s sends roles as objects at creation, and later what is missing or all', (name, _op, sent, label) => {
  mapRoles('roles', `${name}([appRoleAssignments])`);
  world.dialect = 'compliant';
  world.assignRoles('ada', ['Reader']);
  world.cycle();
  const reader = { primary: false, type: 'WindowsAzureActiveDirectoryRole', [label]: 'Reader', value: 'Reader' };
  expect([...world.target.values()][0]?.['roles']).toEqual([reader]);
  world.assignRoles('ada', ['Reader', 'Admin']);
  world.cycle();
  const [operations] = world.writes as readonly (readonly { readonly value: readonly { readonly value: string }[] }[])[];
  expect(operations?.[0]?.value.map(({ value }) => value)).toEqual(sent);
});

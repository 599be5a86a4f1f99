import { expect, test } from 'vitest';
import { provisionOnDemand } from './on-demand.ts';
import { answer, TestWorld } from './test-world.ts';

/** Runs it and answers what was sent, without the probes. */
function run(world: TestWorld, objectId: string, memberIds: readonly string[] = []): readonly string[] {
  world.requests.length = 0;
  world.facts.length = 0;
  world.run(provisionOnDemand(world.job, { objectId, memberIds, runId: `run-${objectId}` }));
  return world.requests.slice(2).map(({ method, target }) => `${method} ${target.split('?')[0]}`);
}

function larkfield(): TestWorld {
  const world = new TestWorld();
  for (const key of ['ada', 'ben', 'cyd']) world.putUser(key);
  world.putGroup('sales', ['ada', 'ben', 'cyd']);
  world.assign('sales');
  return world;
}

test('one user: probes, match, create, and the watermark stays where it is', () => {
  const world = larkfield();
  expect(run(world, 'ada')).toEqual(['GET /Users', 'POST /Users']);
  expect(world.log).toEqual(['create success ada']);
  expect(world.progress).toEqual({ watermark: null, cycleCount: 0, pendingCycle: null });
});

test('the same user again: the lookup finds nothing to write', () => {
  const world = larkfield();
  run(world, 'ada');
  expect(run(world, 'ada')).toEqual(['GET /Users/u1']);
  expect(world.log).toEqual(['other skipped ada RedundantExport']);
});

test('the log says that the object was retrieved, as on demand it is', () => {
  const world = larkfield();
  run(world, 'ada');
  expect(world.facts.find((fact) => fact.kind === 'step-taken')).toMatchObject({
    name: 'EntryImport',
    stepType: 'import',
    description: "Retrieved User 'ada@larkfield.test' from Microsoft Entra ID",
  });
});

test('a group goes with the members picked, and no others', () => {
  const world = larkfield();
  expect(run(world, 'sales', ['ada', 'ben'])).toEqual([
    'GET /Users',
    'POST /Users',
    'GET /Users',
    'POST /Users',
    'GET /Groups',
    'POST /Groups',
    'PATCH /Groups/g3',
    'PATCH /Groups/g3',
  ]);
  expect(world.links.get('sales')?.exportedMemberIds).toEqual(['ada', 'ben']);
});

test('a member who was exported and left stays until a cycle; somebody who is no member is not added', () => {
  const world = larkfield();
  world.cycle();
  world.putUser('dan');
  world.putGroup('sales', ['ada', 'ben']);
  expect(run(world, 'sales', ['dan'])).not.toContain('PATCH /Groups/g4');
  expect(world.cycle().filter((request) => request.startsWith('PATCH'))).toEqual(['PATCH /Users/u3', 'PATCH /Groups/g4']);
});

test('the compliance flag is not honoured: a disable of an unassigned user has the legacy word', () => {
  const world = larkfield();
  world.dialect = 'compliant';
  world.cycle();
  world.unassign('sales');
  run(world, 'ada');
  expect(world.writes).toEqual([[{ op: 'Replace', path: 'active', value: 'False' }]]);
});

test('nothing follows a failed Test Connection', () => {
  const world = larkfield();
  world.intercept = () => answer(401, { detail: 'No.' });
  expect(run(world, 'ada')).toEqual([]);
  expect(world.requests.length).toBe(1);
  expect(world.facts).toEqual([]);
});

test('a manager in the target is sent; one who is not is left to a cycle and does not wait for a retry', () => {
  const world = larkfield();
  world.putUser('ada', {}, { managerId: 'ben' });
  world.putUser('cyd', {}, { managerId: 'ada' });
  expect(run(world, 'ada')).toEqual(['GET /Users', 'POST /Users']);
  expect(world.escrows.size).toBe(0);
  expect(run(world, 'cyd')).toEqual(['GET /Users', 'POST /Users', 'PATCH /Users/u2']);
});

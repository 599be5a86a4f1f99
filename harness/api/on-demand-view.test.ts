import { expect, test } from 'vitest';
import { provisionOnDemand } from '#shared/engine/on-demand.ts';
import { answer, TestWorld } from '#shared/engine/test-world.ts';
import { bareWorld } from '#shared/entra/mapping-context.ts';
import { assert } from '#shared/kernel/assert.ts';
import { onDemandView } from './on-demand-view.ts';

/** What the page shows of one run for Ada. */
function run(world: TestWorld) {
  const ada = world.tenant.get('ada');
  assert(ada !== undefined, 'Ada is in the tenant');
  world.requests.length = 0;
  world.facts.length = 0;
  world.run(provisionOnDemand(world.job, { objectId: 'ada', memberIds: [], runId: 'run' }));
  const events = world.facts.map((fact, index) => ({
    sequence: index + 1,
    appId: 'app',
    recorded: { event: { at: 0, cycleId: 'run', changeId: 'change', step: index + 1, ...fact } },
  }));
  return onDemandView(events, ada, world.configuration, bareWorld);
}

test('an action that failed shows what it tried to write, and that the target holds what it held', () => {
  const world = new TestWorld();
  world.putUser('ada', { displayName: 'Ada', department: 'Harbour' });
  world.assign('ada');
  world.cycle();
  world.putUser('ada', { department: 'Sales' });
  world.intercept = ({ method }) => (method === 'PATCH' ? answer(400, { detail: 'no' }) : undefined);
  const { status, modifiedProperties } = run(world);
  const name = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department';
  expect([status, modifiedProperties]).toEqual(['failure', [{ name, oldValue: 'Harbour', newValue: 'Sales' }]]);
});

test('a creation that failed shows every attribute it tried to write', () => {
  const world = new TestWorld();
  world.putUser('ada', { displayName: 'Ada' });
  world.assign('ada');
  world.intercept = ({ method }) => (method === 'POST' ? answer(400, { detail: 'no' }) : undefined);
  const { modifiedProperties, dataFlow } = run(world);
  expect(modifiedProperties).toContainEqual({ name: 'displayName', oldValue: null, newValue: 'Ada' });
  expect(dataFlow.find(({ targetAttributeName }) => targetAttributeName === 'displayName')).toMatchObject({
    sourceValue: 'Ada',
    modifiedTargetValue: null,
  });
});

test('somebody who is skipped has the sentence and then each reason alone', () => {
  const world = new TestWorld();
  world.putUser('ada', { accountEnabled: false });
  expect(run(world).skipReasons).toEqual([
    "The User 'ada@larkfield.test' will be skipped due to the following reasons:",
    expect.stringMatching(/^This object is not assigned to the application\. .*in scope for provisioning\.$/),
    expect.stringMatching(/^This object does not have required entitlement/),
    'This object is blocked or deleted in the source system, and inactive objects are not created.',
  ]);
});

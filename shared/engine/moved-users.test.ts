import { expect, test } from 'vitest';
import type { Effect, EffectResult, Task } from './effect.ts';
import { runCycle } from './job.ts';
import { Killed, TestWorld } from './test-world.ts';

/** What a change of an assigned group does to the users in `staff` (ada, ben), among others who are assigned themselves. */
const changes: readonly (readonly [string, (world: TestWorld) => void, readonly string[]])[] = [
  ['a member leaves', (world) => world.putGroup('staff', ['ben']), ['ada']],
  ['it is unassigned', (world) => world.unassign('staff'), ['ada', 'ben']],
  ['it is soft-deleted', (world) => world.putGroup('staff', ['ada', 'ben'], { deletedAt: world.now }), ['ada', 'ben']],
  ['it is gone for good', (world) => world.hardDelete('staff'), ['ada', 'ben']],
];

test.each(changes)('when %s, a cycle reads as much among 20 linked users as among 600', (_sentence, change, leavers) => {
  const [few, many] = [readsAfter(change, 20), readsAfter(change, 600)];
  expect(many).toEqual(few);
  expect(few.disabled).toEqual(leavers);
  expect(few.reads['read-links']).toBeUndefined();
});

test('a member who has another way in is not looked at, and one whose other way ends later is', () => {
  const world = settled(3);
  world.assign('ada');
  world.cycle();
  world.putGroup('staff', ['ben']);
  world.cycle();
  expect(world.log.filter((line) => line.endsWith('ada'))).toEqual([]);
  world.unassign('ada');
  world.cycle();
  expect(world.log).toContain('disable success ada');
});

test('whoever moved out and in again between two cycles is looked at for nothing', () => {
  const world = settled(3);
  world.putGroup('staff', ['ben']);
  world.putGroup('staff', ['ben', 'ada']);
  world.cycle();
  expect(world.log.filter((line) => line.endsWith('ada'))).toEqual([]);
});

test('many who move at once are looked at once each, in the order in which they moved', () => {
  const world = settled(3);
  const ids = Array.from({ length: 1100 }, (_, number) => `joiner-${String(1099 - number).padStart(4, '0')}`);
  for (const id of ids) world.putUser(id);
  world.cycle();
  world.putGroup('staff', ['ada', 'ben', ...ids]);
  world.assignRoles('staff', ['Default Access', 'Another']);
  world.cycle();
  expect(world.log.filter((line) => line.startsWith('create'))).toEqual(ids.map((id) => `create success ${id}`));
});

test('who was enabled by a cycle that was killed, and left before it is taken up, is disabled', () => {
  const world = settled(3);
  world.unassign('staff');
  world.cycle();
  world.assign('staff');
  killedAfterUpdateOf(world, 'ada');
  expect(activeOf(world, 'ada')).toBe('True');
  world.unassign('staff');
  world.cycle({ isTakenUp: true });
  expect(activeOf(world, 'ada')).toBe('False');
  expect(world.links.get('ada')?.isManaged).toBe(false);
});

test('who was disabled by a cycle that was killed, and came back before it is taken up, is enabled', () => {
  const world = settled(3);
  world.putGroup('staff', ['ben']);
  killedAfterUpdateOf(world, 'ada');
  expect(activeOf(world, 'ada')).toBe('False');
  world.putGroup('staff', ['ada', 'ben']);
  world.cycle({ isTakenUp: true });
  expect(activeOf(world, 'ada')).toBe('True');
});

test('who left scope long before is asked for once in a cycle that is taken up, and sent nothing', () => {
  const world = settled(3);
  world.putGroup('staff', ['ben']);
  world.cycle();
  world.putGroup('staff', ['ada', 'ben']);
  world.putGroup('staff', ['ben']);
  expect(world.cycle({ isTakenUp: true }).filter((line) => line.startsWith('PATCH'))).toEqual([]);
  expect(world.log).toContain('other skipped ada NotEffectivelyEntitled');
});

/** The target does what it is asked, and the process that asked dies of it. */
function killedAfterUpdateOf(world: TestWorld, key: string): void {
  const targetId = world.links.get(key)?.targetId;
  world.intercept = ({ method, target }, respond) => {
    if (method !== 'PATCH' || target !== `/Users/${targetId}`) return undefined;
    respond();
    throw new Killed();
  };
  expect(() => world.cycle()).toThrow(Killed);
  world.intercept = () => undefined;
}

/** As it was sent last: a word, from a PATCH of this dialect. */
function activeOf(world: TestWorld, key: string): unknown {
  return world.target.get(world.links.get(key)?.targetId ?? '')?.['active'];
}

/** After an initial cycle, with `staff` and others assigned. */
function settled(otherCount: number): TestWorld {
  const world = new TestWorld();
  for (const key of ['ada', 'ben']) world.putUser(key);
  for (let number = 0; number < otherCount; number += 1) {
    world.putUser(`other-${number}`);
    world.assign(`other-${number}`);
  }
  world.putGroup('staff', ['ada', 'ben']);
  world.assign('staff');
  world.cycle();
  return world;
}

function readsAfter(change: (world: TestWorld) => void, otherCount: number) {
  const world = settled(otherCount);
  change(world);
  world.facts.length = 0;
  const reads: Record<string, number> = {};
  const { watermark, cycleCount } = world.progress;
  const request = { kind: 'incremental', reason: 'test', number: cycleCount + 1, cycleId: 'measured', watermark } as const;
  world.run(counted(runCycle(world.job, request), reads));
  const disabled = world.log.filter((line) => line.startsWith('disable success')).map((line) => line.split(' ').at(-1));
  return { reads, disabled };
}

/** The same task, and counts what it reads: a page of a table counts as one, and so does each object that is asked for by its id. */
function* counted(task: Task, reads: Record<string, number>): Task {
  let step = task.next();
  while (!step.done) {
    const effect = step.value;
    if (effect.kind.startsWith('read-')) reads[effect.kind] = (reads[effect.kind] ?? 0) + sizeOf(effect);
    const result: EffectResult = yield effect.kind === 'fork' ? { ...effect, tasks: eachCounted(effect.tasks, reads) } : effect;
    step = task.next(result);
  }
}

function* eachCounted(tasks: Iterable<Task>, reads: Record<string, number>): Iterable<Task> {
  for (const task of tasks) yield counted(task, reads);
}

function sizeOf(effect: Effect): number {
  switch (effect.kind) {
    case 'read-objects':
      return effect.ids.length;
    case 'read-state':
      return effect.sourceIds.length;
    case 'read-assignment-paths':
      return effect.objectIds.length;
    default:
      return 1;
  }
}

import { beforeEach, describe, expect, test } from 'vitest';
import { answer, Killed, TestWorld } from './test-world.ts';

let world: TestWorld;
const keys = ['ada', 'ben', 'cyd', 'dot', 'eve'];

/** Five people assigned and provisioned; three disables or deletions are too many. */
beforeEach(() => {
  world = new TestWorld();
  for (const key of keys) world.putUser(key, { displayName: key });
  world.assign(...keys);
  world.cycle();
  world.prevention = { deletionThreshold: 3 };
});

const leave = (...leaving: readonly string[]) => {
  for (const key of leaving) world.unassign(key);
};

test('fewer than the threshold are sent, after everybody was looked at', () => {
  leave('ada', 'ben');
  world.putUser('cyd', { displayName: 'Cyd L.' });
  world.cycle();
  expect(world.log).toEqual(['update success cyd', 'disable success ada', 'disable success ben']);
  expect(world.progress.standing).toBe(undefined);
});

test('as many as the threshold are held back, and nothing else is', () => {
  leave('ada', 'ben');
  world.hardDelete('dot');
  world.putUser('cyd', { displayName: 'Cyd L.' });
  world.cycle();
  expect(world.log).toEqual([
    'update success cyd',
    'stageddelete warning ada',
    'stageddelete warning ben',
    'stageddelete warning dot',
  ]);
  expect(world.writes.length).toBe(1);
  expect([...world.staged.values()].map(({ sourceId, action }) => `${action} ${sourceId}`)).toEqual([
    'disable ada',
    'disable ben',
    'delete dot',
  ]);
  expect(world.progress.standing?.quarantine).toMatchObject({ reason: 'TooManyDeletes', seriesCount: 1, error: null });
});

test('the other reading of the threshold lets exactly as many through', () => {
  world.configuration = { ...world.configuration, habitSettings: { 'deletion-threshold': 'above' } };
  leave('ada', 'ben', 'cyd');
  world.cycle();
  expect(world.staged.size).toBe(0);
  leave('dot');
  world.prevention = { deletionThreshold: 1 };
  world.cycle();
  expect(world.staged.size).toBe(0);
});

test('users and groups count together', () => {
  world.putGroup('crew', []);
  world.assign('crew');
  world.cycle();
  leave('ada', 'ben', 'crew');
  world.cycle();
  expect([...world.staged.keys()]).toEqual(['ada', 'ben', 'crew']);
});

test('a disable that failed before counts when it is retried, and waits for a person from then on', () => {
  world.intercept = ({ method }) => (method === 'PATCH' ? answer(500, null) : undefined);
  leave('ada', 'ben');
  world.cycle();
  expect([...world.escrows.keys()]).toEqual(['ada', 'ben']);
  world.intercept = () => undefined;
  leave('cyd');
  world.cycle();
  expect([...world.staged.keys()].toSorted()).toEqual(['ada', 'ben']);
  expect(world.escrows.size).toBe(0);
  expect(world.log[0]).toBe('disable success cyd');
});

describe('while three are held back', () => {
  beforeEach(() => {
    leave('ada', 'ben', 'cyd');
    world.cycle();
    expect(world.staged.size).toBe(3);
  });

  test('a quiet cycle sends nothing and imposes the quarantine again', () => {
    expect(world.cycle()).toEqual([]);
    expect(world.progress.standing?.quarantine?.seriesCount).toBe(2);
  });

  test('one more is held back as well, although it is the only one of its cycle', () => {
    leave('dot');
    world.cycle();
    expect(world.log).toEqual(['stageddelete warning dot']);
    expect(world.staged.size).toBe(4);
  });

  test('who is assigned again is not held back any more, and the job is free once nobody is', () => {
    world.assign('ada', 'ben');
    world.cycle();
    expect([...world.staged.keys()]).toEqual(['cyd']);
    expect(world.progress.standing?.quarantine?.reason).toBe('TooManyDeletes');
    world.assign('cyd');
    world.cycle();
    expect(world.staged.size).toBe(0);
    expect(world.progress.standing).toBe(undefined);
    expect(world.writes).toEqual([]);
  });

  test('they are sent once they are allowed, and the threshold counts anew', () => {
    world.cycle({ standing: { allowsDeletes: true } });
    expect(world.log).toEqual(['disable success ada', 'disable success ben', 'disable success cyd']);
    expect(world.staged.size).toBe(0);
    expect(world.progress.standing).toBe(undefined);
  });

  test('one that fails then waits for its retry, like any other', () => {
    world.intercept = ({ method }) => (method === 'PATCH' ? answer(500, null) : undefined);
    world.cycle({ standing: { allowsDeletes: true } });
    expect(world.staged.size).toBe(0);
    expect(world.escrows.size).toBe(3);
  });

  test('a cycle that fails as a whole leaves them, and keeps that they are allowed', () => {
    world.intercept = () => answer(401, null);
    world.cycle({ standing: { allowsDeletes: true } });
    expect(world.staged.size).toBe(3);
    expect(world.progress.standing).toMatchObject({
      allowsDeletes: true,
      quarantine: { reason: 'EncounteredQuarantineException' },
    });
  });

  test('prevention that is switched off lets them go', () => {
    world.prevention = {};
    world.cycle();
    expect(world.log.length).toBe(3);
    expect(world.staged.size).toBe(0);
  });
});

test('a target that is lost on the way stages nothing: everybody is looked at again', () => {
  const many = Array.from({ length: 12 }, (_, index) => `user-${index}`);
  for (const key of many) world.putUser(key);
  world.assign(...many);
  world.cycle();
  leave(...keys);
  for (const key of many) world.putUser(key, { displayName: 'New' });
  world.intercept = ({ method }) => (method === 'PATCH' ? answer(401, null) : undefined);
  world.cycle();
  expect(world.staged.size).toBe(0);
  expect(world.progress.standing?.quarantine?.reason).toBe('EncounteredQuarantineException');
  world.intercept = () => undefined;
  world.cycle();
  expect(world.staged.size).toBe(5);
});

describe('a cycle that is killed before its nth request and taken up again', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('%i: holds the same people back, and sends nothing for them', (dyingAt) => {
    leave('ada', 'ben', 'cyd');
    world.putUser('dot', { displayName: 'Dot L.' });
    expect(dieAt(dyingAt)).toBe(dyingAt <= 7);
    world.cycle();
    expect([...world.staged.keys()].toSorted()).toEqual(['ada', 'ben', 'cyd']);
    expect(keys.filter((key) => world.links.get(key)?.isManaged === false)).toEqual([]);
    expect(world.target.get('u4')).toMatchObject({ displayName: 'Dot L.' });
  });

  test.each([1, 2, 3, 4, 5, 6, 7])('%i: sends each of those it may send once', (dyingAt) => {
    leave('ada', 'ben');
    const sent: string[] = [];
    dieAt(dyingAt, sent);
    world.intercept = ({ method, target }) => {
      if (method === 'PATCH') sent.push(target);
      return undefined;
    };
    world.cycle();
    expect(sent.toSorted()).toEqual(['/Users/u1', '/Users/u2']);
    expect(world.staged.size).toBe(0);
  });
});

/** Runs a cycle until its nth request is about to go out; whether it came to that. */
function dieAt(dyingAt: number, sent: string[] = []): boolean {
  let count = 0;
  world.intercept = ({ method, target }) => {
    count += 1;
    if (count === dyingAt) throw new Killed();
    if (method === 'PATCH') sent.push(target);
    return undefined;
  };
  try {
    world.cycle();
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  } finally {
    world.intercept = () => undefined;
  }
}

import { beforeEach, describe, expect, test } from 'vitest';
import { answer, TestWorld } from './test-world.ts';

let world: TestWorld;

/** Takes a title and never answers it. */
beforeEach(() => {
  world = new TestWorld();
  world.intercept = (_request, respond) => {
    const outcome = respond();
    if (outcome.kind === 'failure' || outcome.response.text === '') return outcome;
    return answer(outcome.response.status, JSON.parse(outcome.response.text.replace('"title":"Countess",', '')));
  };
  world.putUser('ada', { displayName: 'Ada', jobTitle: 'Countess' });
  world.assign('ada');
});

test('an attribute that the target does not answer is not sent again while the user does not change', () => {
  world.cycle();
  expect(world.cycle()).toEqual([]);
});

describe('with re-send-unechoed', () => {
  beforeEach(() => {
    world.configuration = { ...world.configuration, habitSettings: { 're-send-unechoed': 'on' } };
  });

  test('it is sent in each cycle, until the target answers it', () => {
    world.cycle();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(world.cycle()).toEqual(['GET /Users/u1', 'PATCH /Users/u1']);
      expect(world.writes).toEqual([[{ op: 'Add', path: 'title', value: 'Countess' }]]);
    }
    world.intercept = () => undefined;
    expect(world.cycle()).toEqual(['GET /Users/u1']);
    expect(world.cycle()).toEqual([]);
    expect(world.links.get('ada')).not.toHaveProperty('isUnechoed');
  });

  test('a manager who is not answered is sent again as well', () => {
    world.intercept = (request, respond) => {
      const outcome = respond();
      const isRead = request.method === 'GET' && outcome.kind === 'response';
      return isRead ? answer(200, JSON.parse(outcome.response.text.replaceAll('"manager"', '"boss"'))) : outcome;
    };
    world.putUser('grace', {}, { managerId: 'ada' });
    world.assign('grace');
    world.cycle();
    expect(world.cycle()).toEqual(['GET /Users/u2', 'PATCH /Users/u2']);
  });

  test('whoever left scope is not looked at for it', () => {
    world.cycle();
    world.unassign('ada');
    world.cycle();
    expect(world.cycle()).toEqual([]);
  });
});

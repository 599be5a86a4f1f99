import { describe, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { type AskedRequest, openFaultChoice } from './fault-choice.ts';
import { readFaults } from './read-faults.ts';

function open(when: JsonObject, seed = '1') {
  const rules = readFaults([{ id: 'a', when, effect: { kind: 'latency', ms: 1 } }], 'faults');
  assert(rules.ok, JSON.stringify(rules));
  return openFaultChoice({ seed, rules: rules.value }, 1000);
}

const get: AskedRequest = { method: 'GET', segments: ['Users', 'x'], query: new URLSearchParams('filter=a'), body: '' };
const patch = (...operations: readonly JsonObject[]): AskedRequest => ({
  method: 'PATCH',
  segments: ['Groups', 'g'],
  query: new URLSearchParams(),
  body: JSON.stringify({ operations }),
});

describe('a request is meant', () => {
  test.each<[string, JsonObject, AskedRequest, boolean]>([
    ['by no condition', {}, get, true],
    ['by its method', { method: ['POST', 'GET'] }, get, true],
    ['not by another method', { method: 'POST' }, get, false],
    ['by its type', { type: 'User' }, get, true],
    ['not by another type', { type: 'Group' }, get, false],
    ['by its path', { path: '/Users/*' }, get, true],
    ['not by a shorter path', { path: '/Users' }, get, false],
    ['by a parameter', { parameter: 'filter' }, get, true],
    ['not by one it has not', { parameter: 'count' }, get, false],
    [
      'by an operation in any case',
      { operation: { op: 'remove', attribute: 'Members' } },
      patch({ op: 'Remove', path: 'members' }),
      true,
    ],
    ['by one of several operations', { operation: { op: 'add' } }, patch({ op: 'Remove', path: 'members' }, { op: 'add' }), true],
    [
      'not by two halves of two operations',
      { operation: { op: 'add', attribute: 'members' } },
      patch({ op: 'Remove', path: 'members' }, { op: 'add', path: 'a' }),
      false,
    ],
    ['by a filter in the path', { operation: { hasFilter: true } }, patch({ op: 'remove', path: 'members[value eq "x"]' }), true],
    [
      'by a key without a path',
      { operation: { attribute: 'name' } },
      patch({ op: 'add', value: { 'name.givenName': 'A' } }),
      true,
    ],
    [
      'by an attribute behind a URN',
      { operation: { attribute: 'manager' } },
      patch({ op: 'add', path: 'urn:x:2.0:User:manager' }),
      true,
    ],
    ['not by a body that is no JSON', { operation: {} }, { ...get, body: '{' }, false],
  ])('%s', (_sentence, when, request, isMeant) => {
    expect(open(when).choose(request, 1000).length > 0).toBe(isMeant);
  });
});

describe('of ten requests a rule falls upon', () => {
  test.each<[string, JsonObject, readonly number[]]>([
    ['all', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['the ones it numbers', { nth: [2, 5] }, [2, 5]],
    ['each third', { every: 3 }, [3, 6, 9]],
    ['those after seven', { after: 7 }, [8, 9, 10]],
    ['the second after seven', { after: 7, nth: 2 }, [9]],
    ['two at most', { every: 2, times: 2 }, [2, 4]],
    ['those of the time from 3 s to 5 s', { from: 'PT3S', until: 'PT5S' }, [4, 5]],
    ['none by no chance', { chance: 0 }, []],
    ['all by certainty', { chance: 1 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ])('%s', (_sentence, when, expected) => {
    expect(fallenUpon(open(when))).toEqual(expected);
  });

  test('some by chance: the same ones for the same seed, others for another', () => {
    const once = fallenUpon(open({ chance: 0.5 }, '1'));
    expect(once.length).toBeGreaterThan(0);
    expect(once.length).toBeLessThan(10);
    expect(fallenUpon(open({ chance: 0.5 }, '1'))).toEqual(once);
    expect(fallenUpon(open({ chance: 0.5 }, '2'))).not.toEqual(once);
  });

  /** The clock is a second on with each. */
  function fallenUpon(choice: ReturnType<typeof open>): readonly number[] {
    return Array.from({ length: 10 }, (_, index) => index + 1).filter((number) => choice.choose(get, number * 1000).length > 0);
  }
});

test('requests of another kind are not counted, and a rule that is switched on counts anew', () => {
  const choice = open({ method: 'GET', nth: 2 });
  const isHit = (request: AskedRequest): boolean => choice.choose(request, 1000).length > 0;
  expect([isHit(get), isHit(patch()), isHit(get), isHit(get)]).toEqual([false, false, true, false]);
  expect([choice.turn('a', false), choice.turn('b', false)]).toEqual([true, false]);
  expect([isHit(get), isHit(get)]).toEqual([false, false]);
  choice.turn('a', true);
  expect([isHit(get), isHit(get)]).toEqual([false, true]);
  expect(choice.counts()).toMatchObject([{ isOn: true, seenCount: 2, firedCount: 1 }]);
});

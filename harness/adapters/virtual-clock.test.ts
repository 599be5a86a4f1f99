import { expect, test } from 'vitest';
import { createOffsetClock, createVirtualClock } from './virtual-clock.ts';

test('a virtual clock stands still until it is moved, and never goes back', () => {
  const clock = createVirtualClock(1000);
  clock.advanceTo(2500);
  expect(clock.now()).toBe(2500);
  expect(() => clock.advanceTo(2499)).toThrow('cannot go back');
});

test('an offset clock runs ahead of the system by what was added', () => {
  let system = 10_000;
  const clock = createOffsetClock(500, { now: () => system });
  clock.advance(2_400_000);
  system += 7;
  expect([clock.now(), clock.offsetMs]).toEqual([2_410_507, 2_400_500]);
});

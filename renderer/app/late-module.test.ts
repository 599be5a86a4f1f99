import { expect, test } from 'vitest';
import { LateModule, type LateState } from './late-module.ts';

test('it is loaded once, however often it is asked for, and is here at once from then on', async () => {
  let loadCount = 0;
  const late = new LateModule(async () => {
    loadCount += 1;
    return 'the screen';
  });
  expect(late.read()).toEqual({ kind: 'loading' });
  await Promise.all([late.ask(), late.ask()]);
  await late.ask();
  expect(late.read()).toEqual({ kind: 'here', value: 'the screen' });
  expect(loadCount).toBe(1);
});

test('a failure is told with its cause, and the next asking begins anew', async () => {
  const answers = [() => Promise.reject(new Error('Failed to fetch')), () => Promise.resolve('the screen')];
  const late = new LateModule<string>(() => (answers.shift() ?? (() => Promise.reject(new Error('asked too often'))))());
  const seen: LateState<string>[] = [];
  late.subscribe(() => seen.push(late.read()));
  await late.ask();
  await late.ask();
  await late.ask();
  expect(seen).toEqual([
    { kind: 'failed', cause: 'Failed to fetch' },
    { kind: 'loading' },
    { kind: 'here', value: 'the screen' },
  ]);
});

test('who no longer listens is not told', async () => {
  const late = new LateModule(async () => 'the screen');
  let toldCount = 0;
  const leave = late.subscribe(() => {
    toldCount += 1;
  });
  leave();
  await late.ask();
  expect(toldCount).toBe(0);
});

import { expect, test } from 'vitest';
import { runGuide } from './guide-run.ts';
import type { WorkKey } from './guide-work.ts';

/** A world in which each step is done when it is performed. `heard` is what a person sees, in order. */
function world(steps: readonly WorkKey[], options: { readonly fails?: WorkKey; readonly stopsAtPause?: number } = {}) {
  const left = [...steps];
  const heard: string[] = [];
  const stop = new AbortController();
  let pauseCount = 0;
  return {
    heard,
    run: {
      signal: stop.signal,
      next: async () => left[0] ?? null,
      pause: async () => {
        pauseCount += 1;
        heard.push('pause');
        if (pauseCount === options.stopsAtPause) stop.abort();
      },
      perform: async (key: WorkKey) => {
        heard.push(key);
        if (key === options.fails) return false;
        left.shift();
        return true;
      },
    },
  };
}

test('each step is announced by a pause, and the run ends when nothing is left', async () => {
  const { heard, run } = world(['directory', 'connection', 'assignment', 'provisioning']);
  await runGuide(run);
  expect(heard).toEqual(['pause', 'directory', 'pause', 'connection', 'pause', 'assignment', 'pause', 'provisioning']);
});

test('a step that fails ends the run, and stays the one to do', async () => {
  const { heard, run } = world(['directory', 'connection', 'assignment'], { fails: 'connection' });
  await runGuide(run);
  expect(heard).toEqual(['pause', 'directory', 'pause', 'connection']);
  expect(await run.next()).toBe('connection');
});

test('somebody who stops it in a pause stops it before the step', async () => {
  const { heard, run } = world(['directory', 'connection'], { stopsAtPause: 2 });
  await runGuide(run);
  expect(heard).toEqual(['pause', 'directory', 'pause']);
});

test('an empty tenant takes two rounds of the same step', async () => {
  const { heard, run } = world(['assignment', 'assignment', 'provisioning']);
  await runGuide(run);
  expect(heard.filter((what) => what !== 'pause')).toEqual(['assignment', 'assignment', 'provisioning']);
});

test('a step that is never done is not tried for ever', async () => {
  const { heard, run } = world(['connection']);
  await runGuide({ ...run, next: async () => 'connection' });
  expect(heard.filter((what) => what === 'connection')).toHaveLength(2);
});

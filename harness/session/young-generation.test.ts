import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the young generation grows until it is large enough while it is held, and on afterwards', () => {
  // In a process of its own: the flag is the whole process's, and so is the space.
  const program = `
    import { setTimeout as delay } from 'node:timers/promises';
    import { getHeapSpaceStatistics } from 'node:v8';
    import { holdYoungGeneration } from ${JSON.stringify(join(import.meta.dirname, 'young-generation.ts'))};
    const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 1024 / 1024;
    const kept = [];
    const fill = async (rounds) => {
      for (let round = 0; round < rounds; round += 1) {
        for (let index = 0; index < 10_000; index += 1) kept[(round % 10) * 10_000 + index] = { index, list: [index] };
        // A cycle gives the event loop its turns.
        await delay(round % 10 === 0 ? 15 : 0);
      }
    };
    const [release, other] = [holdYoungGeneration(), holdYoungGeneration()];
    await fill(30);
    const held = size();
    release();
    release();
    await fill(30);
    const stillHeld = size();
    other();
    await fill(60);
    console.log(JSON.stringify({ held, stillHeld, after: size() }));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { held = 0, stillHeld = 0, after = 0 } = JSON.parse(stdout) as Record<string, number>;
  expect(held).toBeGreaterThanOrEqual(8);
  expect(held).toBeLessThan(32);
  expect(stillHeld).toBeLessThan(32);
  expect(after).toBeGreaterThan(stillHeld);
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the young generation does not grow while it is held, however much survives in it, and grows again afterwards', () => {
  // In a process of its own: the flag is the whole process's, and so is the space.
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { holdYoungGeneration } from ${JSON.stringify(join(import.meta.dirname, 'young-generation.ts'))};
    const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
    const kept = [];
    const fill = () => { for (let index = 0; index < 1_000_000; index += 1) kept[index % 100_000] = { index, list: [index] }; };
    const [release, other] = [holdYoungGeneration(), holdYoungGeneration()];
    const before = size();
    fill();
    release();
    release();
    fill();
    const held = size();
    other();
    fill();
    console.log(JSON.stringify({ before, held, after: size() }));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { before, held, after } = JSON.parse(stdout) as Record<string, number>;
  const [started = 0, kept = 0, grown = 0] = [before, held, after];
  // V8 takes the second half of the space, and room for what is in use, when it first collects.
  expect(kept).toBeLessThan(4 * started);
  expect(grown).toBeGreaterThan(3 * kept);
});

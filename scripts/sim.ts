// Random tenants, changes and faults on a virtual clock: node scripts/run.js sim --seed n [--seeds k]. Exit code 1 where a law is broken.
import { parseArgs } from 'node:util';
import { drawPlan } from '../tests/simulation/draw-plan.ts';
import { describePlan, simulateSeed } from '../tests/simulation/report.ts';

const { first, count } = readArguments();
let failedCount = 0;
for (let seed = first; seed < first + count; seed += 1) {
  console.log(`seed ${seed}`);
  console.log(describePlan(drawPlan(seed)));
  const { hasFailed, counts, lines } = await simulateSeed(seed);
  const figures = Object.entries(counts).map(([name, figure]) => `${figure} ${name}`);
  console.log(`  ${hasFailed ? 'FAILED' : 'all is well'}: ${figures.join(', ')}`);
  for (const line of lines) console.log(line);
  failedCount += hasFailed ? 1 : 0;
}
console.log(`${count} ${count === 1 ? 'seed' : 'seeds'}, ${failedCount} failed`);
process.exitCode = failedCount === 0 ? 0 : 1;

function readArguments(): { readonly first: number; readonly count: number } {
  const options = { seed: { type: 'string' }, seeds: { type: 'string', default: '1' } } as const;
  try {
    const { values } = parseArgs({ options });
    const [seed, seeds] = [Number(values.seed ?? Math.floor(Date.now() / 1000)), Number(values.seeds)];
    if (Number.isSafeInteger(seed) && seed >= 0 && Number.isSafeInteger(seeds) && seeds > 0) return { first: seed, count: seeds };
    console.error('--seed takes a whole number, and --seeds one above 0.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
  console.error('Write it as: npm run sim -- --seed 123 [--seeds 50]. Without --seed a new one is taken.');
  process.exit(2);
}

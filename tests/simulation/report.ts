import { drawPlan } from './draw-plan.ts';
import type { Plan } from './plan.ts';
import { shrink } from './shrink.ts';
import { type Counts, simulate } from './simulate.ts';

/** What became of one seed. */
export interface SeedReport {
  readonly seed: number;
  readonly hasFailed: boolean;
  readonly counts: Counts;
  /** Of a failure: the findings, a plan as small as one was found, and what happens in it, in order. */
  readonly lines: readonly string[];
}

export async function simulateSeed(seed: number): Promise<SeedReport> {
  const plan = drawPlan(seed);
  const { findings, counts } = await simulate(plan);
  if (findings.length === 0) return { seed, hasFailed: false, counts, lines: [] };
  const smallest = await shrink(plan, async (smaller) => (await simulate(smaller)).findings.length > 0);
  const { findings: left, story } = await simulate(smallest);
  const lines = [
    ...findings.map((finding) => `! ${finding}`),
    `The same seed with as little as still fails, ${smallest.rounds.length} of ${plan.rounds.length} rounds:`,
    ...left.map((finding) => `! ${finding}`),
    describePlan(smallest),
    ...story,
    `Once more: npm run sim -- --seed ${seed}`,
  ];
  return { seed, hasFailed: true, counts, lines };
}

/** Everything that a seed decides, but the rounds, in two lines. */
export function describePlan({ tenant, accounts, job }: Plan): string {
  const { habits, ...settings } = job;
  const tenantWords = `${tenant.userCount} users, ${tenant.groups.length} groups, ${tenant.assigned.length} assigned, ${accounts.length} accounts in the target`;
  return `  ${tenantWords}\n  job ${JSON.stringify(settings)}, habits ${JSON.stringify(habits)}`;
}

import type { JobPlan, Plan, Round } from './plan.ts';

/**
 * A smaller plan that fails as well: parts are left out one after the other, as long as that goes on failing. `fails` is asked at most
 * `runCountMax` times.
 */
export async function shrink(plan: Plan, fails: (plan: Plan) => Promise<boolean>, runCountMax = 400): Promise<Plan> {
  let smallest = plan;
  let runCount = 0;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    // Of the plan as it is now: what was left out meanwhile is not offered again.
    for (let index = 0; ; index += 1) {
      const candidate = [...smallerPlans(smallest)][index];
      if (candidate === undefined || runCount === runCountMax) break;
      runCount += 1;
      if (!(await fails(candidate))) continue;
      smallest = candidate;
      isSmaller = true;
      // Where one part could go, the next one stands at its place.
      index -= 1;
    }
  }
  return smallest;
}

/** Each with one part less, the largest parts first. */
function* smallerPlans(plan: Plan): Iterable<Plan> {
  const { rounds, accounts, tenant, job } = plan;
  for (const others of withoutOne(rounds)) yield { ...plan, rounds: others };
  for (const [index, round] of rounds.entries()) {
    for (const smaller of smallerRounds(round)) yield { ...plan, rounds: rounds.with(index, smaller) };
  }
  if (accounts.length > 0) yield { ...plan, accounts: [] };
  for (const smaller of plainerJobs(job)) yield { ...plan, job: smaller };
  for (const assigned of withoutOne(tenant.assigned)) yield { ...plan, tenant: { ...tenant, assigned } };
  for (const [index, group] of tenant.groups.entries()) {
    if (group.memberUsers.length + group.memberGroups.length === 0) continue;
    yield { ...plan, tenant: { ...tenant, groups: tenant.groups.with(index, { memberUsers: [], memberGroups: [] }) } };
  }
}

function* smallerRounds(round: Round): Iterable<Round> {
  if (round.kill !== null) yield { ...round, kill: null };
  if (round.during !== null) yield { ...round, during: null };
  if (round.isRestarted) yield { ...round, isRestarted: false };
  if (round.allowsDeletions) yield { ...round, allowsDeletions: false };
  for (const faults of withoutOne(round.faults)) yield { ...round, faults };
  for (const moves of withoutOne(round.moves)) yield { ...round, moves };
}

function* plainerJobs(job: JobPlan): Iterable<JobPlan> {
  for (const name of Object.keys(job.habits)) {
    const { [name]: _left, ...habits } = job.habits;
    yield { ...job, habits };
  }
  if (job.objectsInFlightCount > 1) yield { ...job, objectsInFlightCount: 1 };
  if (job.deletionThreshold !== null) yield { ...job, deletionThreshold: null };
  if (job.filter !== 'none') yield { ...job, filter: 'none' };
  if (job.gatheredRowsMax > 1) yield { ...job, gatheredRowsMax: 1 };
}

function* withoutOne<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (const index of items.keys()) yield items.toSpliced(index, 1);
}

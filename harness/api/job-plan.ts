import type { PlanView } from '#shared/api/job-views.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { nextCycle } from '../session/job-runner-cycle.ts';
import { planCycle } from '../session/plan.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { found, orRefuse } from './implementer.ts';
import { plannedRequestView } from './stepping.ts';

/** What the next cycle of an application would send. */
export async function planNextCycle(parts: WorkspaceParts, runner: JobRunner, appId: string): Promise<PlanView> {
  const record = found(applicationOf(parts, appId), 'application');
  const request = nextCycle(record, parts.db.jobStore(appId));
  const { requests, totalCount, counts, error } = orRefuse(
    await runner.readBetweenCycles(appId, ({ job, world }) => planCycle(job, request, world)),
  );
  return {
    kind: request.kind,
    requests: requests.map((event) => plannedRequestView(event.request, event)),
    totalCount,
    counts,
    error,
  };
}

import type { StateWrite } from '#shared/engine/effect.ts';
import { type ProvisioningJob, runCycle } from '#shared/engine/job.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { readMatches } from '#shared/entra/wire-answer.ts';
import type { EventOf } from '#shared/trace/explain-facts.ts';
import type { TrialRun } from '#shared/trace/explain-trial.ts';
import type { JobStore, RecordedEvent } from '../ports/session-ports.ts';
import { changedAlone } from './explain-facts-tenant.ts';
import { type PlanningWorld, performOnCopy } from './plan-copy.ts';

/**
 * What a cycle would do with one object that changed alone. As in a plan, reads are asked of the target and nothing is written
 * anywhere.
 */
export async function runTrial(
  job: ProvisioningJob,
  object: TenantObject,
  world: PlanningWorld & { readonly job: JobStore },
): Promise<TrialRun> {
  const { cycleCount } = world.job.progress();
  const request = { kind: 'incremental', reason: 'tried', number: cycleCount + 1, cycleId: 'trial', watermark: 0 } as const;
  const gathered: RecordedEvent[] = [];
  await performOnCopy(
    runCycle(job, request),
    { ...world, tenant: changedAlone(world.tenant, object) },
    {
      state: stateAround(world.job, object),
      gather: (events) => gathered.push(...events),
    },
  );
  return trialRunOf(gathered, object.objectId);
}

/** Links of the object and of whom it refers to. That it failed before does not count: it is tried as it would be now. */
function stateAround(job: JobStore, object: TenantObject): readonly StateWrite[] {
  const others = object.type === 'Group' ? object.memberIds : object.managerId === null ? [] : [object.managerId];
  const links = job.readLinks([object.objectId, ...others.filter((id) => id !== object.objectId)]);
  return links.map((link) => ({ kind: 'put-link', link }));
}

function trialRunOf(recorded: readonly RecordedEvent[], objectId: string): TrialRun {
  const events = recorded.map(({ event }) => event);
  const failed = events.find((event) => event.kind === 'cycle-failed');
  const about = events.filter((event) => 'identity' in event && event.identity?.id === objectId);
  const exchanges = about.filter((event): event is EventOf<'exchange-recorded'> => event.kind === 'exchange-recorded');
  const ends = about.filter((event): event is EventOf<'change-finished'> => event.kind === 'change-finished');
  return {
    end: tellingEnd(ends),
    hitCounts: exchanges
      .filter(({ purpose }) => purpose === 'match')
      .map(({ outcome }) => {
        const answer = readMatches(outcome);
        return answer.ok ? answer.value.length : null;
      }),
    writes: exchanges
      .filter(({ request }) => request.method !== 'GET')
      .map(({ request: { method, target, body } }) => ({
        method,
        target,
        body: body === null ? '' : JSON.stringify(body, null, 2),
      })),
    remarks: about.flatMap((event) =>
      event.kind === 'step-taken' && event.stepType === 'referenceResolution' && event.status !== 'success'
        ? [event.description]
        : [],
    ),
    error: failed?.error ?? null,
  };
}

/** References end a change of their own: what failed tells most, then what was written, then what was skipped. */
function tellingEnd(ends: readonly EventOf<'change-finished'>[]): EventOf<'change-finished'> | null {
  const rank = ({ status }: EventOf<'change-finished'>) => ['failure', 'success', 'warning', 'skipped'].indexOf(status);
  return ends.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

import type { StateWrite, Task } from '#shared/engine/effect.ts';
import { PlannedTarget } from '#shared/engine/plan.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import type { JobStore, RecordedEvent, SentExchange, TenantStore, Transport } from '../ports/session-ports.ts';
import { perform } from './scheduler.ts';

export interface PlanningWorld {
  readonly appId: string;
  readonly tenant: TenantStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Performs a task on a copy of a job's state. Reads are asked of the target; nothing is written to it, nor to the job, nor to its
 * trace: what would be traced is handed to `gather` instead.
 */
export async function performOnCopy(
  task: Task,
  world: PlanningWorld,
  { state, gather }: { readonly state: readonly StateWrite[]; gather(events: readonly RecordedEvent[]): void },
): Promise<void> {
  const { appId, tenant, transport, clock, signal } = world;
  const copy = openWorkspaceDb(':memory:');
  try {
    const store = copy.jobStore(appId);
    store.commit(state, []);
    await perform(task, {
      appId,
      tenant,
      job: recordingInto(store, gather),
      transport: planningTransport(transport),
      clock,
      ...(signal === undefined ? {} : { signal }),
    });
  } finally {
    copy.close();
  }
}

/** State goes into the copy, and what would be traced is gathered instead of stored: a large plan must not fill the memory. */
function recordingInto(store: JobStore, gather: (events: readonly RecordedEvent[]) => void): JobStore {
  return {
    ...store,
    commit: (writes, events, durability) => {
      gather(events);
      return store.commit(writes, [], durability);
    },
  };
}

function planningTransport(transport: Transport): Transport {
  const planned = new PlannedTarget();
  return {
    send: async (request: ScimRequest): Promise<SentExchange> => {
      const outcome = planned.answer(request);
      return outcome === null
        ? transport.send(request)
        : { outcome, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
    },
  };
}

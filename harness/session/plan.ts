import type { StateWrite } from '#shared/engine/effect.ts';
import { type CycleRequest, type ProvisioningJob, runCycle } from '#shared/engine/job.ts';
import type { ProvisioningAction, ProvisioningError, ProvisioningStatus, TraceEvent } from '#shared/trace/event.ts';
import type { JobStore, RecordedEvent } from '../ports/session-ports.ts';
import { type PlanningWorld, performOnCopy } from './plan-copy.ts';
import { kindOf } from './scenario-tally.ts';

type PlannedRequest = Extract<TraceEvent, { readonly kind: 'exchange-recorded' }>;

export interface Plan {
  /** Writes only, in the order in which one object at a time would send them; the first ones, `totalCount` counts all. */
  readonly requests: readonly PlannedRequest[];
  readonly totalCount: number;
  /** All of them by kind, as `POST /Users`, sorted. */
  readonly requestCounts: Readonly<Record<string, number>>;
  readonly counts: readonly {
    readonly action: ProvisioningAction;
    readonly status: ProvisioningStatus;
    readonly count: number;
  }[];
  /** Why the cycle would fail as a whole. */
  readonly error: ProvisioningError | null;
}

const PLANNED_REQUESTS_MAX = 500;

/** What a cycle would send. Reads are asked of the target; nothing is written to it, nor to the job, nor to its trace. */
export async function planCycle(
  job: ProvisioningJob,
  request: CycleRequest,
  world: PlanningWorld & { readonly job: JobStore },
): Promise<Plan> {
  const gathered = new GatheredEvents();
  const gather = (events: readonly RecordedEvent[]) => gathered.add(events);
  await performOnCopy(runCycle(job, request), world, { state: stateOf(world.job), gather });
  return gathered.toPlan();
}

function stateOf(job: JobStore): readonly StateWrite[] {
  return [
    ...job.allLinks().map((link) => ({ kind: 'put-link', link }) as const),
    ...job.allEscrows().map((escrow) => ({ kind: 'put-escrow', escrow }) as const),
    ...job.staged().map((staged) => ({ kind: 'put-staged', staged }) as const),
    { kind: 'put-progress', progress: job.progress() },
  ];
}

type PlacedRequest = { readonly position: string; readonly event: PlannedRequest };
type Count = Plan['counts'][number];

class GatheredEvents {
  #requests: PlacedRequest[] = [];
  readonly #requestCounts = new Map<string, number>();
  #error: ProvisioningError | null = null;
  readonly #counts = new Map<string, Count>();

  add(events: readonly RecordedEvent[]): void {
    for (const { event, position = '' } of events) {
      if (event.kind === 'exchange-recorded' && event.request.method !== 'GET') this.#addRequest({ position, event });
      if (event.kind === 'cycle-failed') this.#error = event.error;
      if (event.kind === 'change-finished') {
        const { action, status } = event;
        const key = `${action} ${status}`;
        this.#counts.set(key, { action, status, count: (this.#counts.get(key)?.count ?? 0) + 1 });
      }
    }
  }

  toPlan(): Plan {
    this.#keepFirst();
    return {
      requests: this.#requests.map(({ event }) => event),
      totalCount: [...this.#requestCounts.values()].reduce((total, count) => total + count, 0),
      requestCounts: Object.fromEntries([...this.#requestCounts].sort(([a], [b]) => (a < b ? -1 : 1))),
      counts: [...this.#counts.values()].sort((a, b) => (`${a.action} ${a.status}` < `${b.action} ${b.status}` ? -1 : 1)),
      error: this.#error,
    };
  }

  #addRequest(request: PlacedRequest): void {
    const kind = kindOf(request.event.request);
    this.#requestCounts.set(kind, (this.#requestCounts.get(kind) ?? 0) + 1);
    this.#requests.push(request);
    if (this.#requests.length > 2 * PLANNED_REQUESTS_MAX) this.#keepFirst();
  }

  #keepFirst(): void {
    this.#requests = this.#requests.sort((a, b) => (a.position < b.position ? -1 : 1)).slice(0, PLANNED_REQUESTS_MAX);
  }
}

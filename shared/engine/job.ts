import type { JobConfiguration, WireDialect } from '#shared/entra/job-configuration.ts';
import type { ExpressionWorld } from '#shared/entra/mapping.ts';
import type { CycleKind, JobStanding, ProvisioningError } from '#shared/trace/event.ts';
import { removeResources } from './clean-up.ts';
import { performCycle, refuseCycle } from './cycle.ts';
import type { Link, Task } from './effect.ts';

/** What runs repeatedly for one enterprise application (Microsoft Graph: synchronizationJob), without its secrets. */
export interface ProvisioningJob {
  /** `scim.<tenant id without dashes>.<application id>`. */
  readonly jobId: string;
  readonly configuration: JobConfiguration;
  readonly dialect: WireDialect;
  /** Ids and chance derive from it, so that the same job over the same tenant gives the same trace. */
  readonly seed: string;
  /** `Microsoft Entra ID`, as provisioning logs name it. */
  readonly sourceSystem: string;
  /** `customappsso`, as provisioning logs name a non-gallery application. */
  readonly targetSystem: string;
  /** What expressions ask of outside the object; absent: the tenant has no default domain, and patterns no host. */
  readonly world?: ExpressionWorld;
  /** Disables and deletions of one cycle from which on they are held back; absent: none is. */
  readonly deletionThreshold?: number;
  /** Who is told of a quarantine; absent: nobody. */
  readonly notificationEmail?: string;
}

export interface CycleRequest {
  readonly kind: CycleKind;
  readonly reason: string;
  readonly number: number;
  readonly cycleId: string;
  /** Sequence of the last tenant change already seen; an initial cycle ignores it and reads everything. */
  readonly watermark: number | null;
  /** It was interrupted before. What its last requests did may be known to the target alone. */
  readonly isTakenUp?: true;
  /** How the job stood before; absent: in its ordinary rhythm. */
  readonly standing?: JobStanding;
}

/**
 * One cycle: probes, users, groups, references, retries that are due, watermark. Running the same cycle again after it was
 * killed creates nothing twice. Failures of the target end up in the trace; the task itself throws only for bugs.
 */
export function runCycle(job: ProvisioningJob, cycle: CycleRequest): Task {
  return performCycle(job, cycle);
}

/** A cycle that ends before its first request, because there is no target to ask: the job is quarantined for it as for a refusal. */
export function failCycle(job: ProvisioningJob, cycle: CycleRequest, error: ProvisioningError): Task {
  return refuseCycle(job, cycle, error);
}

/** Deletes at the target what the link table says this job created there, groups first. A link goes with its resource. */
export function removeCreated(job: ProvisioningJob, links: readonly Link[]): Task {
  return removeResources(
    job,
    links.filter(({ origin }) => origin === 'created'),
  );
}

import type { ProvisioningJob } from '#shared/engine/job.ts';
import { assert } from '#shared/kernel/assert.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { expressionWorld } from './expression-world.ts';
import { jobIdOf } from './job-id.ts';
import { jobProtection } from './job-protection.ts';
import type { World } from './scheduler.ts';
import { openTransport, type Target } from './target.ts';

export interface OpenJob {
  readonly job: ProvisioningJob;
  /** Where its tasks are performed. */
  readonly world: World;
}

/** Opens the way to an application's target for as long as the work takes. */
export async function withJob<T>(
  parts: WorkspaceParts,
  appId: string,
  target: Target,
  work: (opened: OpenJob) => Promise<T>,
): Promise<T> {
  const record = applicationOf(parts, appId);
  assert(record !== undefined, `application ${appId} is in the workspace`);
  const transport = await openTransport(parts, appId, target);
  let { configuration } = record;
  const job: ProvisioningJob = {
    jobId: jobIdOf(appId),
    // A habit that is set counts from the next request on; whatever else is changed meanwhile waits for the next cycle.
    get configuration() {
      const habitSettings = applicationOf(parts, appId)?.configuration.habitSettings ?? configuration.habitSettings;
      if (habitSettings !== configuration.habitSettings) configuration = { ...configuration, habitSettings };
      return configuration;
    },
    dialect: target.url.dialect,
    seed: appId,
    sourceSystem: 'Microsoft Entra ID',
    targetSystem: 'customappsso',
    world: expressionWorld(parts.db.tenant),
    ...jobProtection(record.notifications),
  };
  const { db, clock, live } = parts;
  try {
    return await work({
      job,
      world: {
        appId,
        tenant: db.tenant,
        job: db.jobStore(appId),
        transport,
        clock,
        onCommitted: () => live.changed('logs', 'exchanges'),
      },
    });
  } finally {
    transport.close();
  }
}

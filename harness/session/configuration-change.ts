import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { isEqualJson } from '#shared/kernel/json.ts';
import { recordAudit } from '../logs/audit-recorder.ts';
import { mappingChangeSentence } from '../logs/audit-sentences.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import type { JobRunner } from './job-runner.ts';

/**
 * Saves what an administrator changed of mappings, filters or attribute lists: an audit entry for each mapping that changed, and an
 * initial cycle next, for saving clears the watermark (Microsoft: how-provisioning-works).
 */
export async function changeConfiguration(
  parts: WorkspaceParts,
  runner: Pick<JobRunner, 'restart'>,
  { id, configuration: before }: Pick<ApplicationRecord, 'id' | 'configuration'>,
  configuration: JobConfiguration,
): Promise<void> {
  await updateApplication(parts, id, (current) => ({ ...current, configuration }));
  recordAudit(
    parts,
    id,
    ...(['user', 'group'] as const)
      .filter((key) => !isEqualJson(configuration[key], before[key]))
      .map((key) => ({
        activity: 'Update attribute mappings or scope' as const,
        details: mappingChangeSentence(before[key], configuration[key]),
      })),
  );
  await runner.restart(id, 'attribute mapping changed');
}

import { attributeDifferences } from '#shared/entra/attribute-difference.ts';
import { habitSetting } from '#shared/entra/habits.ts';
import type { MappedValue } from '#shared/entra/mapping.ts';
import { readResource } from '#shared/entra/wire-answer.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { ScimOutcome } from '#shared/scim/message.ts';
import type { ProvisioningJob } from './job.ts';

/** Whether the habit `re-send-unechoed` has the object looked at again: the answer to a write did not show what was written. */
export function isValuesUnechoed(job: ProvisioningJob, outcome: ScimOutcome, values: readonly MappedValue[]): boolean {
  const comparison = habitSetting(job.configuration, 'case-comparison');
  return isUnechoed(job, outcome, (resource) => attributeDifferences(values, resource, comparison).length === 0);
}

/** An answer without a resource shows nothing: the next look does. */
export function isUnechoed(job: ProvisioningJob, outcome: ScimOutcome, shows: (resource: JsonObject) => boolean): boolean {
  if (habitSetting(job.configuration, 're-send-unechoed') === 'off') return false;
  const answer = readResource(outcome);
  return !answer.ok || !shows(answer.value.resource);
}

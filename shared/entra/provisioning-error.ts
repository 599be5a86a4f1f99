import { answerErrors } from './provisioning-error-answers.ts';
import { foreignErrors } from './provisioning-error-foreign.ts';
import { jobErrors } from './provisioning-error-job.ts';
import { objectErrors } from './provisioning-error-objects.ts';
import type { ProvisioningErrorDefinition } from './provisioning-error-row.ts';

/** Every code that is known, each once for each level: log entries, explanations, the guide and the reader of pasted text speak from it. */
export const provisioningErrors: readonly ProvisioningErrorDefinition[] = [
  ...answerErrors,
  ...objectErrors,
  ...jobErrors,
  ...foreignErrors,
];

/** What is known of a code, whatever its case; undefined where nobody has published it. Without a level, that of an object goes first. */
export function provisioningErrorNamed(
  code: string,
  level?: ProvisioningErrorDefinition['level'],
): ProvisioningErrorDefinition | undefined {
  const known = byCode.get(code.toLowerCase()) ?? [];
  return level === undefined ? known[0] : known.find((definition) => definition.level === level);
}

const byCode = new Map<string, ProvisioningErrorDefinition[]>();
for (const definition of provisioningErrors) {
  const key = definition.code.toLowerCase();
  byCode.set(key, [...(byCode.get(key) ?? []), definition]);
}

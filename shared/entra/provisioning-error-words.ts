import type { ProvisioningErrorDefinition } from './provisioning-error-row.ts';

/** Where a code is read, as a heading. */
export const levelWords: Readonly<Record<ProvisioningErrorDefinition['level'], string>> = {
  object: 'Errors of one object',
  skip: 'Reasons why an object was skipped',
  job: 'Errors of the whole job',
  quarantine: 'Reasons of a quarantine',
};

/** The same of one code. */
export const levelNouns: typeof levelWords = {
  object: 'error of one object',
  skip: 'reason of a skipped object',
  job: 'error of the whole job',
  quarantine: 'reason of a quarantine',
};

/** What Entra does next if nobody does anything. */
export const nextWords: Readonly<Record<ProvisioningErrorDefinition['next'], string>> = {
  retried:
    'Tries again by itself: in the next cycle, then 6, 12 and 24 hours after the first failure, then every 24 hours until day 28. No more is needed if the cause goes away.',
  'retried-in-vain':
    'Tries again in the next cycle, then 6, 12 and 24 hours after the first failure, then every 24 hours until day 28, and fails each time until it is mended. A change of the object has it looked at sooner.',
  'looked-at-again': 'Nothing waits for a retry. The object is looked at again when it changes, and in every initial cycle.',
  'next-cycle':
    'Ends the cycle before any object is looked at, writes no provisioning log, and keeps the watermark. The job goes into quarantine, in which it is tried less and less often.',
  'until-lifted':
    'Tries the job less often, down to once a day, sends one e-mail, and disables the job after four weeks. A cycle that works, or a restart, lifts it.',
};

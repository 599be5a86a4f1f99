import type { JobStanding, Quarantine, TraceFact } from '#shared/trace/event.ts';
import { SERVICE_NAME } from '#shared/trace/provisioning-object-summary.ts';
import type { ProvisioningJob } from './job.ts';

/** What the service writes into the audit log, and whom it tells. Nothing while a quarantine only goes on. */
export function newsOf(job: ProvisioningJob, before: JobStanding, { quarantine, halt }: JobStanding): readonly TraceFact[] {
  const isNew = quarantine !== undefined && quarantine.reason !== before.quarantine?.reason;
  return [
    // A cycle that failed is an entry of its own.
    ...(isNew && quarantine.error === null ? [audited('Quarantine', quarantineSentence(quarantine), 'failure')] : []),
    ...(isNew && job.notificationEmail !== undefined ? [mailFact(job.notificationEmail, quarantine)] : []),
    ...(halt === undefined ? [] : [audited('Disable/pause provisioning configuration', haltSentences[halt], 'success')]),
  ];
}

const haltSentences: Readonly<Record<NonNullable<JobStanding['halt']>, string>> = {
  'quarantined-too-long': 'The job was in quarantine for four weeks and is disabled.',
  'escrows-pruned':
    'Too many objects failed in an initial cycle: their retries were forgotten, and the job is paused (escrowsPruned).',
};

function quarantineSentence({ reason, error }: Quarantine): string {
  const what = error === null ? reasonSentence(reason) : `${error.code}.`;
  return `Provisioning has been quarantined. ${reason}: ${what}`;
}

/** Why a job is in quarantine, as the rest of a sentence. */
export function reasonSentence(reason: Quarantine['reason']): string {
  return reasonSentences[reason];
}

const reasonSentences: Readonly<Record<Quarantine['reason'], string>> = {
  EncounteredBaseEscrowThreshold: 'too many objects failed.',
  EncounteredTotalEscrowThreshold: 'too many objects failed, managers and members included.',
  EncounteredEscrowProportionThreshold: 'more than 40 % of the objects failed.',
  EncounteredQuarantineException: 'the target cannot be used.',
  TooManyDeletes: 'the accidental deletion threshold was reached.',
};

/** The words of the message are not published; that one is sent for each reason is documented. */
function mailFact(recipient: string, quarantine: Quarantine): TraceFact {
  return audited(MAIL_ACTIVITY, `To ${recipient}: ${quarantineSentence(quarantine)}`, 'success');
}

/** A rehearsal sends no e-mail: it writes down that Entra would have. */
export const MAIL_ACTIVITY = 'Notification e-mail (not sent by a rehearsal)';

function audited(activity: string, details: string, status: 'success' | 'failure'): TraceFact {
  return { kind: 'audited', activity, category: 'ProvisioningManagement', actor: SERVICE_NAME, status, details };
}

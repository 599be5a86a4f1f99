import type { ProvisioningJob } from '#shared/engine/job.ts';
import type { ApplicationRecord } from '../workspace-document.ts';

/** What the settings of an application say about deletions and e-mail, as its job takes it. */
export function jobProtection({
  isDeletionPrevented,
  deletionThreshold,
  isNotificationOn,
  notificationEmail,
}: ApplicationRecord['notifications']): Pick<ProvisioningJob, 'deletionThreshold' | 'notificationEmail'> {
  return {
    ...(isDeletionPrevented ? { deletionThreshold } : {}),
    ...(isNotificationOn ? { notificationEmail } : {}),
  };
}

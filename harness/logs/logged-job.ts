import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { LoggedJob } from '#shared/trace/provisioning-object-summary.ts';
import { jobIdOf, tenantId } from '../session/job-id.ts';

/** Gallery template of every application that is not from the gallery (Microsoft: application-provisioning-configure-api). */
const NON_GALLERY_TEMPLATE_ID = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';

/** What provisioning logs say of an application's job. Ids that nothing else has are drawn from the application's own. */
export function loggedJob(app: { readonly id: string; readonly name: string }): LoggedJob {
  const idOf = (what: string): string => randomUuid(seededRandom(app.id, what));
  return {
    tenantId,
    jobId: jobIdOf(app.id),
    servicePrincipal: { id: app.id, displayName: app.name },
    sourceSystem: { id: idOf('source system'), displayName: 'Microsoft Entra ID' },
    targetSystem: { id: idOf('target system'), displayName: 'customappsso', applicationId: NON_GALLERY_TEMPLATE_ID },
  };
}

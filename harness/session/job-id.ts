import { randomUuid, seededRandom } from '#shared/kernel/random.ts';

/** A workspace rehearses one tenant, and which one it is tells nobody anything: it is the same everywhere. */
export const tenantId = randomUuid(seededRandom('tenant'));

/** `scim.<tenant id without dashes>.<application id>`: template, tenant, application (captured: provisioning logs of 2026). */
export function jobIdOf(appId: string): string {
  return `scim.${tenantId.replaceAll('-', '')}.${appId}`;
}

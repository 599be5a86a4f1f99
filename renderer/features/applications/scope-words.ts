import type { ProvisioningScope } from '#shared/entra/job-configuration.ts';

/** The portal's two choices under Settings, Scope. */
export const scopeWords: Record<ProvisioningScope, string> = {
  assigned: 'Sync only assigned users and groups',
  all: 'Sync all users and groups',
};

import { useCallback } from 'react';
import type { WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { say } from '../../app/messages.ts';
import { useDirectories, useOrganizations } from './receiver-views.ts';

/** Whose events an endpoint gets: `Larkfield Instruments › Larkfield Entra`. */
export function useWebhookOwner(): (endpoint: WebhookEndpointView) => string {
  const organizations = useOrganizations().data;
  const directories = useDirectories().data;
  return useCallback(
    ({ organizationId, directoryId }: WebhookEndpointView) => {
      const organization = organizations?.find(({ id }) => id === organizationId)?.name ?? organizationId;
      if (directoryId === null) return say('webhook.of.all', { organization });
      return `${organization} › ${directories?.find(({ id }) => id === directoryId)?.name ?? directoryId}`;
    },
    [organizations, directories],
  );
}

import type { WebhookEndpointView, WebhookRulesView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView, type View } from '../../app/live.tsx';

/** Endpoints of all organizations; one read shared by the list and each endpoint's page. */
export function useWebhooks(): View<readonly WebhookEndpointView[]> {
  const api = useApi();
  return useView(['webhooks'], ['receiver'], () => api.webhooks.list({ organizationId: null }));
}

/** What holds for every endpoint; it never changes while the program runs. */
export function useWebhookRules(): View<WebhookRulesView> {
  const api = useApi();
  return useView(['webhookRules'], [], () => api.webhooks.rules({}));
}

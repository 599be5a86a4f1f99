import { Button } from '@fluentui/react-components';
import type { WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

/** What keeps an endpoint from being sent to, and what ends that; nothing where nothing does. */
export function WebhookHindrance({ endpoint }: { readonly endpoint: WebhookEndpointView }) {
  const api = useApi();
  const { run, isBusy, problem } = useAction();
  const { id: endpointId, origin, consent, isEnabled, isRetired } = endpoint;
  return (
    <>
      {consent === 'needed' && (
        <Banner
          intent="warning"
          title={say('webhook.consent.title', { origin })}
          actions={
            <Button
              appearance="primary"
              size="small"
              disabled={isBusy}
              onClick={() => void run(() => api.webhooks.allowHost({ endpointId, origin }))}
            >
              {say('webhook.consent.do', { origin })}
            </Button>
          }
        >
          {say('webhook.consent.text')}
        </Banner>
      )}
      <ProblemBanner problem={problem} />
      {!isEnabled && (
        <Banner intent="info" title={say('webhook.disabled.title')}>
          {say('webhook.disabled.text')}
        </Banner>
      )}
      {isRetired && (
        <Banner intent="info" title={say('webhook.retired.title')}>
          {say('webhook.retired.text')}
        </Banner>
      )}
    </>
  );
}

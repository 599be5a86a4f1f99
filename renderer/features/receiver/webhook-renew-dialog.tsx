import { useState } from 'react';
import type { WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

interface WebhookRenewDialogProps {
  readonly endpoint: WebhookEndpointView;
  onClose(): void;
}

/** Says what a new secret does before it is made, then shows it once. */
export function WebhookRenewDialog({ endpoint, onClose }: WebhookRenewDialogProps) {
  const api = useApi();
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) {
    return <WebhookSecret title={say('webhook.renewed.title')} endpoint={endpoint} secret={secret} onClose={onClose} />;
  }
  return (
    <ConfirmDialog
      title={say('webhook.renew.title')}
      cancel={say('receiver.cancel')}
      confirm={say('webhook.renew.do')}
      isLoss
      work={async () => setSecret((await api.webhooks.renewSecret({ endpointId: endpoint.id })).secret)}
      onClose={onClose}
    >
      <p className="dialog-lead">{say('webhook.renew.text')}</p>
    </ConfirmDialog>
  );
}

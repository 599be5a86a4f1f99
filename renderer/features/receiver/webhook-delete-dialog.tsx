import { useLocation } from 'wouter';
import type { WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface WebhookDeleteDialogProps {
  readonly endpoint: WebhookEndpointView;
  onClose(): void;
}

/** Says what goes with it, for it cannot be undone. */
export function WebhookDeleteDialog({ endpoint, onClose }: WebhookDeleteDialogProps) {
  const api = useApi();
  const [, go] = useLocation();
  const { id: endpointId, url, queuedCount } = endpoint;
  return (
    <ConfirmDialog
      title={say('webhook.delete.title')}
      cancel={say('receiver.cancel')}
      confirm={say('webhook.delete')}
      isLoss
      work={async () => {
        await api.webhooks.remove({ endpointId });
        go('/recv/webhooks');
      }}
      onClose={onClose}
    >
      <p className="dialog-lead webhook-url">{say('webhook.delete.text', { url, waiting: queuedCount })}</p>
    </ConfirmDialog>
  );
}

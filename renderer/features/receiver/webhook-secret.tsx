import type { WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { say } from '../../app/messages.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { SecretOnce } from './secret-once.tsx';
import { receiverExample } from './webhook-example.ts';
import { useWebhookRules } from './webhook-views.ts';

interface WebhookSecretProps {
  readonly title: string;
  readonly endpoint: WebhookEndpointView;
  readonly secret: string;
  onClose(): void;
}

/** The signing secret, once, with what it is for and a receiver to try it with. */
export function WebhookSecret({ title, endpoint, secret, onClose }: WebhookSecretProps) {
  const header = useWebhookRules().data?.signatureHeader ?? '';
  const example = receiverExample(endpoint.url);
  return (
    <SecretOnce
      title={title}
      lead={say('webhook.secret.lead', { header })}
      label={say('webhook.secret.label')}
      secret={secret}
      hint={say('webhook.secret.hint')}
      onClose={onClose}
    >
      {example !== null && (
        <CopyField label={say('webhook.secret.example')} value={example} hint={say('webhook.secret.example.hint')} />
      )}
    </SecretOnce>
  );
}

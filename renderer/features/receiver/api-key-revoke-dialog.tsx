import type { ApiAccessView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface ApiKeyRevokeDialogProps {
  readonly apiKey: ApiAccessView['keys'][number];
  /** What it opens, in words. */
  readonly opens: string;
  onClose(): void;
}

/** Says who is refused from then on, for a key cannot be brought back. */
export function ApiKeyRevokeDialog({ apiKey: { id: keyId, suffix }, opens, onClose }: ApiKeyRevokeDialogProps) {
  const api = useApi();
  return (
    <ConfirmDialog
      title={say('apiKeys.revoke.title', { suffix })}
      cancel={say('receiver.cancel')}
      confirm={say('apiKeys.revoke.do')}
      isLoss
      work={() => api.receiver.removeApiKey({ keyId })}
      onDone={onClose}
      onClose={onClose}
    >
      <p className="dialog-lead">{say('apiKeys.revoke.text', { opens })}</p>
    </ConfirmDialog>
  );
}

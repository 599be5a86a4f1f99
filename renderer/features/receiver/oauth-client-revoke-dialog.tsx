import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface OAuthClientRevokeDialogProps {
  readonly directoryId: string;
  readonly clientId: string;
  onClose(): void;
}

/** Says that its access tokens go with it. */
export function OAuthClientRevokeDialog({ directoryId, clientId, onClose }: OAuthClientRevokeDialogProps) {
  const api = useApi();
  return (
    <ConfirmDialog
      title={say('clients.revoke.title')}
      cancel={say('receiver.cancel')}
      confirm={say('clients.revoke.do')}
      isLoss
      work={() => api.receiver.removeOAuthClient({ directoryId, clientId })}
      onDone={onClose}
      onClose={onClose}
    >
      <p className="dialog-lead webhook-url">{say('clients.revoke.text', { id: clientId })}</p>
    </ConfirmDialog>
  );
}

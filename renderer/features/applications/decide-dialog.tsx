import { useApi } from '../../app/api.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface DecideDialogProps {
  readonly appId: string;
  readonly decision: 'allow' | 'reject';
  onClose(): void;
}

/** Confirms what becomes of the deletions that are held back. */
export function DecideDialog({ appId, decision, onClose }: DecideDialogProps) {
  const api = useApi();
  return decision === 'allow' ? (
    <ConfirmDialog
      title="Allow deletes"
      cancel="No"
      confirm="Yes"
      isLoss
      work={() => api.job.allowDeletions({ appId })}
      onDone={onClose}
      onClose={onClose}
    >
      <p className="entra-text">
        Everything that is held back is sent with the next cycle, which is due at once: accounts are disabled or deleted at the
        target. Microsoft Graph calls it a restart with <span className="mono">ForceDeletes</span>.
      </p>
    </ConfirmDialog>
  ) : (
    <ConfirmDialog
      title="Reject deletes"
      cancel="Cancel"
      confirm="Reject"
      work={() => api.job.rejectDeletions({ appId })}
      onDone={onClose}
      onClose={onClose}
    >
      <p className="entra-text">
        What is held back is forgotten, and nothing is sent: the accounts stay as they are. Whoever still ought to go is counted
        anew when a cycle looks at them, after a change or a restart.
      </p>
      <p className="caption muted entra-text">
        Entra ID has no such button. There you assign or restore who should stay, and restart provisioning; a restart before that
        lets the deletions happen.
      </p>
    </ConfirmDialog>
  );
}

import { useApi } from '../../app/api.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useUnsavedMappings } from './use-mapping-draft.ts';

interface RestoreDialogProps {
  readonly appId: string;
  onClose(): void;
}

/** Entra's *Restore default mappings*, for both mappings at once. */
export function RestoreDialog({ appId, onClose }: RestoreDialogProps) {
  const api = useApi();
  const drafts = useUnsavedMappings(appId);
  return (
    <ConfirmDialog
      title="Restore default mappings"
      cancel="No"
      confirm="Yes"
      work={() => api.mappings.restoreDefaults({ appId })}
      onDone={() => {
        drafts.discard();
        onClose();
      }}
      onClose={onClose}
    >
      <p className="entra-text">
        Both mappings go back to the defaults: 22 rows for users, 3 for groups, no scoping filter, the template’s attribute lists.
        Your changes to them are lost, and the job restarts with an initial cycle.
      </p>
    </ConfirmDialog>
  );
}

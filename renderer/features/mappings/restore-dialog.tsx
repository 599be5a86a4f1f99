import { Button } from '@fluentui/react-components';
import { useApi } from '../../app/api.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useUnsavedMappings } from './use-mapping-draft.ts';

interface RestoreDialogProps {
  readonly appId: string;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Entra's *Restore default mappings*, for both mappings at once. */
export function RestoreDialog({ appId, isOpen, onClose }: RestoreDialogProps) {
  const api = useApi();
  const action = useAction();
  const drafts = useUnsavedMappings(appId);
  async function restore() {
    if (!(await action.run(() => api.mappings.restoreDefaults({ appId })))) return;
    drafts.discard();
    onClose();
  }
  return (
    <DialogFrame
      title="Restore default mappings"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>No</Button>
          <Button appearance="primary" disabled={action.isBusy} onClick={restore}>
            Yes
          </Button>
        </>
      }
    >
      <p className="entra-text">
        Both mappings go back to the defaults: 22 rows for users, 3 for groups, no scoping filter, the template’s attribute lists.
        Your changes to them are lost, and the job restarts with an initial cycle.
      </p>
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}
